"""The latency above which a monitor's checks are slow, as a dashed line with its label."""

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QFont, QPen

from desktop import text

NEAR = 4.0
"""The threshold is drawn into the range when it is at most so many times the slowest point: a far one would press
the line to the floor, and is told at the top edge."""
CLOSE = 0.85
"""From this share of the threshold on, a line runs into its label."""


class Threshold:
    """Adds itself to ``plot``; :meth:`place` puts it where it hides least."""

    def __init__(self, plot: pg.PlotItem) -> None:
        self._line = pg.InfiniteLine(angle=0, movable=False)
        self._line.setZValue(5)
        self._label = pg.TextItem()
        self._label.setZValue(30)
        self._ground = QColor(Qt.GlobalColor.transparent)
        self.limit: float | None = None
        for item in (self._line, self._label):
            plot.addItem(item, ignoreBounds=True)

    def set_look(self, pen: QPen, ink: QColor, ground: QColor, font: QFont) -> None:
        self._line.setPen(pen)
        self._label.setColor(ink)
        self._label.setFont(font)
        self._ground = ground

    def within(self, top: float) -> bool:
        """Whether a chart that reaches up to ``top`` ms should have the threshold in its range."""
        return self.limit is not None and (top == 0 or self.limit <= top * NEAR)

    def place(self, low: float, high: float, edge: float, values: Sequence[tuple[float, float]]) -> None:
        """Put line and label into the view from ``low`` to ``high`` (s), whose upper edge is ``edge`` (ms), with
        ``values`` (s, ms) in it."""
        limit = self.limit
        drawn = limit is not None and limit < edge
        self._line.setVisible(drawn)
        self._label.setVisible(limit is not None)
        if limit is None:
            return
        self._line.setValue(limit)
        said = QCoreApplication.translate("Threshold", "slow above {limit}").format(limit=text.latency(limit))
        self._label.setText(said if drawn else f"{said} ↑")
        part = (high - low) * 0.45
        left = max((ms for at, ms in values if at < low + part), default=0.0)
        right = max((ms for at, ms in values if at > high - part), default=0.0)
        to_left = right > limit * CLOSE and left < right
        hides = (left if to_left else right) > limit * CLOSE
        self._label.fill = pg.mkBrush(self._ground if hides else None)
        self._label.setPos(low if to_left else high, limit if drawn else edge)
        self._label.setAnchor((0 if to_left else 1, 1.08 if drawn else 0))
