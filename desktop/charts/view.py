"""How a chart answers mouse and focus: time alone can be zoomed, latency always fits."""

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen

SHORTEST_S = 30.0
"""The shortest time a chart can be zoomed to, in seconds."""


class Plot(pg.PlotWidget):
    """A plot that shows when it has the keyboard's focus, and whose lines are as wide on every screen."""

    menu_wanted = Signal(QPoint)
    """Where on the screen a context menu is asked for."""

    focus_color = QColor()
    pixel_ratio: float | None = None
    """Of what it is painted on, where that is not the screen."""

    def line_pen(self, color: QColor, width: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
        """A pen ``width`` wide in the window's pixels: pyqtgraph's own are as wide in the device's."""
        pen: QPen = pg.mkPen(color, width=width * (self.pixel_ratio or self.devicePixelRatioF()), style=style)
        return pen

    def apply_theme(self) -> None:
        """Set all colours and pens again: the scheme or the screen is another one."""
        raise NotImplementedError

    def event(self, event: Any) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.apply_theme()
        elif event.type() == QEvent.Type.PaletteChange:
            self.resetCachedContent()  # pyqtgraph has the view keep its background as a picture
        return bool(super().event(event))

    def contextMenuEvent(self, event: Any) -> None:
        self.menu_wanted.emit(event.globalPos())
        event.accept()

    def paintEvent(self, ev: Any) -> None:
        super().paintEvent(ev)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.focus_color, 1))
            painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self.viewport().update()


class TimeView(pg.ViewBox):
    """Wheel and drag zoom on time, with Shift or the middle button a drag moves, a double click shows all again."""

    reset = Signal()
    zoomed = Signal()

    def __init__(self) -> None:
        super().__init__(enableMenu=False, defaultPadding=0)
        self.setMouseEnabled(x=True, y=False)
        self.whole = (0.0, 1.0)
        self._from = 0.0
        self._band = pg.LinearRegionItem(movable=False)
        self._band.setZValue(50)
        self._band.hide()
        self.addItem(self._band, ignoreBounds=True)

    def set_band_color(self, color: QColor) -> None:
        self._band.setBrush(pg.mkBrush(color))
        for line in self._band.lines:
            line.setPen(pg.mkPen(color))

    def set_whole(self, start: float, end: float) -> None:
        """The time that can be seen at most; a view that shows all of it goes with it."""
        shows_all = not self.is_zoomed
        self.whole = (start, end)
        self.setLimits(xMin=start, xMax=end, minXRange=min(SHORTEST_S, end - start))
        if shows_all:
            self.show_all()

    @property
    def is_zoomed(self) -> bool:
        low, high = self.viewRange()[0]
        whole = self.whole[1] - self.whole[0]
        return bool((high - low) < whole * 0.999)

    def show_all(self) -> None:
        self.setXRange(*self.whole, padding=0)

    def zoom(self, factor: float, center: float | None = None) -> None:
        """Show ``factor`` times as much time around ``center`` (the middle if None)."""
        low, high = self.viewRange()[0]
        middle = (low + high) / 2 if center is None else center
        self._show(middle - (middle - low) * factor, middle + (high - middle) * factor)

    def pan(self, share: float) -> None:
        """Move by a share of what is in view, to later times if it is above 0."""
        low, high = self.viewRange()[0]
        self._show(low + (high - low) * share, high + (high - low) * share)

    def reveal(self, at: float) -> None:
        """Move no further than is needed to have a time in view."""
        low, high = self.viewRange()[0]
        if not low <= at <= high:
            by = at - high if at > high else at - low
            self._show(low + by, high + by)

    def show_time(self, low: float, high: float) -> None:
        """Show a time, or what can be seen of it."""
        self._show(low, high)

    def _show(self, low: float, high: float) -> None:
        start, end = self.whole
        length = min(max(high - low, SHORTEST_S), end - start)
        low = min(max(low, start), end - length)
        self.setXRange(low, low + length, padding=0)
        self.zoomed.emit()

    def wheelEvent(self, ev: Any, axis: int | None = None) -> None:
        if ev.delta() < 0 and not self.is_zoomed:
            ev.ignore()  # nothing more to show: the wheel scrolls the pane
            return
        self.zoom(0.8 if ev.delta() > 0 else 1.25, self.mapToView(ev.pos()).x())
        ev.accept()

    def mouseDragEvent(self, ev: Any, axis: int | None = None) -> None:
        moving = ev.button() == Qt.MouseButton.MiddleButton or ev.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if ev.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            ev.ignore()
            return
        ev.accept()
        here = self.mapToView(ev.pos()).x()
        if moving:
            low, high = self.viewRange()[0]
            shift = self.mapToView(ev.lastPos()).x() - here
            self._show(low + shift, high + shift)
            return
        if ev.isStart():
            self._from = self.mapToView(ev.buttonDownPos()).x()
        self._band.setRegion(sorted((self._from, here)))
        self._band.setVisible(not ev.isFinish())
        if ev.isFinish() and abs(self.pixel_of(here) - self.pixel_of(self._from)) >= 4:
            self._show(*sorted((self._from, here)))

    def pixel_of(self, at: float) -> float:
        rect: QRectF = self.rect()
        low, high = self.viewRange()[0]
        return float(rect.left() + (at - low) / (high - low) * rect.width())

    def mouseClickEvent(self, ev: Any) -> None:
        if ev.double() and ev.button() == Qt.MouseButton.LeftButton:
            ev.accept()
            self.show_all()
            self.reset.emit()
