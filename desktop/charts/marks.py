"""What stands in the latency chart beside the line: a grid, times that were not checked, failures along the bottom."""

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from desktop.charts.ticks import TICK_EVERY_PX, latency_ticks

TICK_WIDTH = 2.0
TICK_HEIGHT = 10.0


class Backdrop(pg.GraphicsObject):
    """Paints in the plot's own coordinates, sized in pixels; always as large as the view."""

    def __init__(self, z: float) -> None:
        super().__init__()
        self.setZValue(z)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def boundingRect(self) -> QRectF:
        return self.area()

    def area(self) -> QRectF:
        """What the view shows now. (pyqtgraph's viewRect is a step behind while the range changes.)"""
        view = self.getViewBox()
        if view is None:
            return QRectF()
        (left, right), (low, high) = view.viewRange()
        return QRectF(left, low, right - left, high - low)

    def viewRangeChanged(self) -> None:
        self.prepareGeometryChange()
        self.update()

    def viewTransformChanged(self) -> None:
        self.viewRangeChanged()

    def dataBounds(self, *_args: object, **_kwargs: object) -> tuple[None, None]:
        return None, None


class Gaps(Backdrop):
    """Lightly shaded times, told by their label where it fits."""

    def __init__(self) -> None:
        super().__init__(-20)
        self._gaps: tuple[tuple[float, float], ...] = ()
        self._fill = QColor()
        self._text = QColor()
        self._font = QFont()

    def set_gaps(self, gaps: Sequence[tuple[float, float]]) -> None:
        """Gaps in seconds since 1970 UTC."""
        self._gaps = tuple(gaps)
        self.update()

    def set_look(self, fill: QColor, text: QColor, font: QFont) -> None:
        self._fill, self._text, self._font = fill, text, font
        self.update()

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        view = self.area()
        label = QCoreApplication.translate("Gaps", "not checked")
        metrics = QFontMetricsF(self._font)
        shown = [(max(a, view.left()), min(b, view.right())) for a, b in self._gaps]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for start, end in shown:
            if end > start:
                painter.fillRect(QRectF(start, view.top(), end - start, view.height()), self._fill)
        painter.save()
        transform = painter.transform()
        painter.resetTransform()
        painter.setFont(self._font)
        painter.setPen(self._text)
        for start, end in shown:
            left, right = (transform.map(QPointF(at, view.bottom())) for at in (start, end))
            if right.x() - left.x() > metrics.horizontalAdvance(label) + 12:
                box = QRectF(left.x(), left.y() + 4, right.x() - left.x(), metrics.height())
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, label)
        painter.restore()


class Grid(Backdrop):
    """Thin lines at the ticks of latency, behind everything. (The axis could draw them, but then loses its outer
    labels.)"""

    def __init__(self) -> None:
        super().__init__(-30)
        self._pen = QPen()

    def set_pen(self, pen: QPen) -> None:
        self._pen = pen
        self.update()

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        area = self.area()
        box = self.getViewBox()
        if box is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(self._pen)
        for value, _ in latency_ticks(area.bottom(), int(box.height() / TICK_EVERY_PX))[1:]:
            painter.drawLine(QPointF(area.left(), value), QPointF(area.right(), value))


class Failures(Backdrop):
    """A notched tick on the time axis for each failure, so that they are seen where no latency can be drawn."""

    def __init__(self) -> None:
        super().__init__(20)
        self._times: tuple[float, ...] = ()
        self._color = QColor()

    @property
    def times(self) -> tuple[float, ...]:
        return self._times

    def set_times(self, times: Sequence[float]) -> None:
        """Times of failures in seconds since 1970 UTC."""
        self._times = tuple(times)
        self.update()

    def set_color(self, color: QColor) -> None:
        self._color = color
        self.update()

    @property
    def color(self) -> QColor:
        return self._color

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        view = self.area()
        across, up = self.pixelVectors()
        if across is None or up is None:
            return
        width, height = abs(across.x()) * TICK_WIDTH, abs(up.y())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._color)
        bars = []
        for at in self._times:
            if view.left() <= at <= view.right():
                bars.append(QRectF(at - width / 2, view.top(), width, height * (TICK_HEIGHT - 4)))
                bars.append(QRectF(at - width / 2, view.top() + height * (TICK_HEIGHT - 3), width, height * 3))
        painter.drawRects(bars)
