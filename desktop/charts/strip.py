"""The heartbeat bar on the time axis of the latency chart: what the checks came to, time by time."""

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from agent.model import Outcome
from desktop.charts.series import Series
from desktop.monitors.heartbeat import HEIGHTS, UP_OPACITY
from desktop.theme import Colors

HEIGHT = 18
TOP = 4
"""Room between the chart and the bars."""
APART = 4.0
"""Bars at least so many pixels wide have room between them."""
LEAST = 3.0
"""However few of many checks were bad, so many pixels tell of it."""


class Strip(pg.GraphicsWidget):
    """Stands under ``view`` and shows the same time. A bar that stands for several checks shows the part of them that
    was bad from below."""

    def __init__(self, view: pg.ViewBox, colors: Colors) -> None:
        super().__init__()
        self._view, self._colors = view, colors
        self._cells: list[tuple[float, float, Outcome, float]] = []
        self.setMinimumHeight(HEIGHT)
        self.setMaximumHeight(HEIGHT)
        view.sigXRangeChanged.connect(lambda *_: self.update())

    @property
    def cells(self) -> list[tuple[float, float, Outcome, float]]:
        """From when to when (s), the worst that the checks came to, and what part of them did."""
        return self._cells

    def show_series(self, series: Series) -> None:
        self._cells = []
        for start, end, point in series.spans():
            worst = point.worst
            bad = point.failed if worst is Outcome.DOWN else point.slow if worst is Outcome.DEGRADED else point.checks
            self._cells.append((start / 1_000, end / 1_000, worst, bad / point.checks))
        self.update()

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        low, high = self._view.viewRange()[0]
        area = QRectF(0, TOP, self.size().width(), HEIGHT - TOP)
        scale = area.width() / max(high - low, 1e-9)
        up = self._colors.color(Outcome.UP)
        up.setAlphaF(UP_OPACITY)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        for start, end, worst, share in self._cells:
            left, right = max(0.0, (start - low) * scale), min(area.width(), (end - low) * scale)
            if right <= 0 or left >= area.width():
                continue
            width = max(1.0, right - left)
            bar = QRectF(left, area.top(), width * 0.8 if width >= APART else width, area.height())
            if worst is Outcome.UNKNOWN:
                self._hatch(painter, bar)
                continue
            calm = HEIGHTS[Outcome.UP] * area.height()
            if worst is Outcome.UP:
                painter.fillRect(bar.adjusted(0, area.height() - calm, 0, 0), up)
                continue
            height = calm + (HEIGHTS[worst] * area.height() - calm) * share
            bad = max(LEAST, height * share)
            painter.fillRect(bar.adjusted(0, area.height() - height, 0, -bad), up)
            self._trouble(painter, bar.adjusted(0, area.height() - bad, 0, 0), worst, whole=share == 1)

    def _trouble(self, painter: QPainter, bar: QRectF, worst: Outcome, *, whole: bool) -> None:
        color = self._colors.color(worst)
        if worst is Outcome.DOWN and whole:  # with a notch, as everywhere
            painter.fillRect(QRectF(bar.left(), bar.top(), bar.width(), 3), color)
            bar = bar.adjusted(0, 5, 0, 0)
        painter.fillRect(bar, color)

    def _hatch(self, painter: QPainter, bar: QRectF) -> None:
        color: QColor = self._colors.color(Outcome.UNKNOWN)
        painter.setPen(QPen(color, 1))
        x = bar.left()
        while x < bar.right():
            painter.drawLine(QPointF(x, bar.bottom() - 0.5), QPointF(x + 2, bar.bottom() - bar.height() * 0.4))
            x += 4
        painter.setPen(Qt.PenStyle.NoPen)
