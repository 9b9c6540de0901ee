"""The tray icon's four shapes, told apart without their colours: a disc with a check, a triangle with an exclamation
mark, a square with the number that is down, and a ring with two bars."""

import sys
from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF


class Shape(Enum):
    """What the tray icon says at a glance."""

    UP = auto()
    DEGRADED = auto()
    DOWN = auto()
    IDLE = auto()


_FILL = {Shape.UP: "#1ba787", Shape.DEGRADED: "#d99a17", Shape.DOWN: "#d81e34", Shape.IDLE: "#8a9097"}
"""Middle tones: a panel is light or dark, whatever the scheme of the applications."""

SIZES = (16, 20, 22, 24, 32, 48, 64)
_GRID = 32.0


def tray_icon(shape: Shape, count: int = 0) -> QIcon:
    """The icon in all sizes that trays ask for; ``count`` stands in the DOWN shape, "9+" above nine."""
    icon = QIcon()
    for size in SIZES:
        icon.addPixmap(_pixmap(shape, count, size))
    if sys.platform == "darwin":
        icon.setIsMask(True)  # the menu bar colours it
    return icon


def _pixmap(shape: Shape, count: int, size: int) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / _GRID, size / _GRID)
    mask = sys.platform == "darwin"
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("black" if mask else _FILL[shape]))
    if mask:  # what is inside a shape is cut out of it
        painter.drawPath(_outline(shape))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOut)
    else:
        painter.drawPath(_outline(shape))
    _draw_inside(painter, shape, count)
    painter.end()
    return pixmap


def _outline(shape: Shape) -> QPainterPath:
    path = QPainterPath()
    if shape is Shape.DEGRADED:
        path.addPolygon(QPolygonF([QPointF(16, 3), QPointF(30.5, 29), QPointF(1.5, 29)]))
        path.closeSubpath()
    elif shape is Shape.DOWN:
        path.addRoundedRect(QRectF(2, 2, 28, 28), 6, 6)
    else:
        path.addEllipse(QRectF(2, 2, 28, 28))
    if shape is Shape.IDLE:
        hole = QPainterPath()
        hole.addEllipse(QRectF(5.5, 5.5, 21, 21))
        path = path.subtracted(hole)
    return path


def _draw_inside(painter: QPainter, shape: Shape, count: int) -> None:
    pen = QPen(QColor("white"), 3.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    if shape is Shape.UP:
        painter.drawPolyline(QPolygonF([QPointF(9.5, 16.5), QPointF(14.2, 21.2), QPointF(22.8, 11.6)]))
    elif shape is Shape.DEGRADED:
        painter.drawLine(QPointF(16, 13), QPointF(16, 19.5))
        painter.drawPoint(QPointF(16, 24.6))
    elif shape is Shape.DOWN:
        text = str(count) if count <= 9 else "9+"
        font = QFont()
        font.setPixelSize(24 if len(text) == 1 else 16)
        font.setBold(True)
        painter.setFont(font)
        painter.drawText(QRectF(2, 2, 28, 28), Qt.AlignmentFlag.AlignCenter, text if count else "!")
    else:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        pen.setColor(QColor("black" if sys.platform == "darwin" else _FILL[shape]))
        painter.setPen(pen)
        painter.drawLine(QPointF(12.8, 12), QPointF(12.8, 20))
        painter.drawLine(QPointF(19.2, 12), QPointF(19.2, 20))
