"""A row of a list in the settings: a name, and below it what it is or how it does."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QIcon, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.theme import Theme

_PAD = 8
_GAP = 2


class TwoLines(QStyledItemDelegate):
    """Paints two lines, beside an icon where there is one; all text is plain."""

    SECOND = Qt.ItemDataRole.UserRole + 1

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, 2 * option.fontMetrics.height() + _GAP + 2 * _PAD)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        style = option.widget.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
        size = option.decorationSize
        area: QRect = option.rect.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(icon, QIcon):
            icon.paint(painter, QRect(area.left(), area.center().y() - size.height() // 2, size.width(), size.height()))
            area.setLeft(area.left() + size.width() + _PAD + 4)
        line = option.fontMetrics.height()
        name = QFont(option.font)
        name.setWeight(QFont.Weight.DemiBold)
        painter.setFont(name)
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        self._draw(painter, QRect(area.left(), area.top(), area.width(), line), index.data())
        painter.setFont(option.font)
        painter.setPen(self._theme.faint)
        self._draw(painter, QRect(area.left(), area.top() + line + _GAP, area.width(), line), index.data(self.SECOND))
        painter.restore()

    def _draw(self, painter: QPainter, area: QRect, text: str) -> None:
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, elided)
