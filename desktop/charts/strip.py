"""The heartbeat bar on the time axis of the latency chart: what the checks came to, time by time."""

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
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
        width, height = self.size().width(), float(HEIGHT - TOP)
        scale = width / max(high - low, 1e-9)
        calm = HEIGHTS[Outcome.UP] * height
        bars: dict[Outcome, list[QRectF]] = {outcome: [] for outcome in Outcome}
        for start, end, worst, share in self._cells:
            left, right = max(0.0, (start - low) * scale), min(width, (end - low) * scale)
            if right <= 0 or left >= width:
                continue
            wide = max(1.0, right - left)
            wide = wide * 0.8 if wide >= APART else wide
            if worst is Outcome.UP or worst is Outcome.UNKNOWN:
                bars[worst].append(QRectF(left, HEIGHT - calm, wide, calm))
                continue
            whole = calm + (HEIGHTS[worst] * height - calm) * share
            bad = max(LEAST, whole * share)
            bars[Outcome.UP].append(QRectF(left, HEIGHT - whole, wide, whole - bad))
            if worst is Outcome.DOWN and share == 1:  # with a notch, as everywhere
                bars[worst].append(QRectF(left, HEIGHT - bad, wide, 3))
                bad -= 5
            bars[worst].append(QRectF(left, HEIGHT - bad, wide, bad))
        self._draw(painter, bars)

    def _draw(self, painter: QPainter, bars: dict[Outcome, list[QRectF]]) -> None:
        """All of a colour at once: one by one they would take most of the chart's time."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        for outcome in (Outcome.UP, Outcome.DEGRADED, Outcome.DOWN):
            color = self._colors.color(outcome)
            if outcome is Outcome.UP:
                color.setAlphaF(UP_OPACITY)
            painter.setBrush(color)
            painter.drawRects(bars[outcome])
        painter.setPen(QPen(self._colors.color(Outcome.UNKNOWN), 1))
        for bar in bars[Outcome.UNKNOWN]:
            x = bar.left()
            while x < bar.right():
                painter.drawLine(QPointF(x, bar.bottom() - 0.5), QPointF(x + 2, bar.top()))
                x += 4
