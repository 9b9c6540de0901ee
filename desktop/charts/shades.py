"""When alerts were open, shaded behind the line: the colour tells which kind, and a bar along the top its length."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from agent.messages import AlertSpan
from agent.model import AlertKind, State
from desktop.charts.marks import Backdrop
from desktop.theme import Colors

OPACITY = 0.14
BAR = 3.0
LEAST = 2.0
"""A short alert is this many pixels wide at least."""


class AlertShades(Backdrop):
    def __init__(self) -> None:
        super().__init__(-15)
        self._spans: tuple[AlertSpan, ...] = ()
        self._colors: dict[AlertKind, QColor] = {}

    @property
    def spans(self) -> tuple[AlertSpan, ...]:
        return self._spans

    def set_spans(self, spans: Sequence[AlertSpan]) -> None:
        self._spans = tuple(spans)
        self.update()

    def set_colors(self, colors: Colors) -> None:
        self._colors = {AlertKind.DOWN: colors.color(State.DOWN), AlertKind.SLOW: colors.color(State.DEGRADED)}
        self.update()

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        view = self.area()
        across, up = self.pixelVectors()
        if across is None or up is None:
            return
        least, bar = abs(across.x()) * LEAST, abs(up.y()) * BAR
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for span in self._spans:
            start = max(span.start / 1_000, view.left())
            end = view.right() if span.end is None else min(max(span.end / 1_000, start + least), view.right())
            color = self._colors.get(span.kind)
            if end <= start or (span.end is not None and span.end / 1_000 < view.left()) or color is None:
                continue
            painter.fillRect(QRectF(start, view.bottom() - bar, end - start, bar), color)
            pale = QColor(color)
            pale.setAlphaF(OPACITY)
            painter.fillRect(QRectF(start, view.top(), end - start, view.height()), pale)
