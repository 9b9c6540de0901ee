"""Filled areas in the latency chart: the band from the median to the 95th percentile, and phases as a stack."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from agent.stats import PhasePoint
from desktop.charts.marks import Backdrop

Values = npt.NDArray[np.float64]


def runs(known: npt.NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """First and last (exclusive) of each row of neighbours that are known, if there are two of them at least."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], known, [False])).astype(np.int8)))
    for first, last in edges.reshape(-1, 2):
        if last - first > 1:
            yield int(first), int(last)


def area(at: Values, low: Values, high: Values) -> list[QPolygonF]:
    """What lies between two lines, gaps left out."""
    found = []
    for first, last in runs(np.isfinite(low) & np.isfinite(high)):
        there = zip(at[first:last], high[first:last], strict=True)
        back = zip(at[first:last][::-1], low[first:last][::-1], strict=True)
        found.append(QPolygonF([QPointF(x, y) for x, y in (*there, *back)]))
    return found


class Areas(Backdrop):
    """Areas in their colours, the first one lowest, each with a thin edge in ``edge`` if that is set: without one their
    bounds are drawn by somebody else, and are not smoothed, which costs several times the time."""

    def __init__(self, z: float) -> None:
        super().__init__(z)
        self._areas: list[list[QPolygonF]] = []
        self._colors: Sequence[QColor] = ()
        self._edge: QPen | None = None

    def set_areas(self, areas: list[list[QPolygonF]]) -> None:
        self._areas = areas
        self.update()

    def set_look(self, colors: Sequence[QColor], edge: QPen | None = None) -> None:
        self._colors, self._edge = colors, edge
        self.update()

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, self._edge is not None)
        painter.setPen(self._edge or QPen(Qt.PenStyle.NoPen))
        for polygons, color in zip(self._areas, self._colors, strict=False):
            painter.setBrush(color)
            for polygon in polygons:
                painter.drawPolygon(polygon)


def stack(points: Sequence[PhasePoint], width: int, reach_ms: int) -> tuple[Values, Values]:
    """Times (s) and, a row a phase, how high each phase reaches (ms), the first on the floor. Points further than
    ``reach_ms`` apart have a gap between them."""
    at: list[float] = []
    rows: list[list[float]] = []
    before: int | None = None
    for point in points:
        if before is not None and point.at - before > reach_ms:
            at.append((before + point.at) / 2_000)
            rows.append([np.nan] * 5)
        phases = point.phases
        at.append((point.at + width / 2) / 1_000)
        rows.append([ms or 0.0 for ms in (phases.dns, phases.connect, phases.tls, phases.first_byte, phases.transfer)])
        before = point.at
    tops = np.cumsum(np.array(rows, dtype=float).reshape(-1, 5), axis=1).T
    return np.array(at, dtype=float), tops
