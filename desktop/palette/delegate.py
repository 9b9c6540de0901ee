"""A row of the palette: icon, title with what was searched for in bold, where it belongs, and its key."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.palette.entries import Entry
from desktop.palette.matching import spans
from desktop.palette.model import ENTRY_ROLE, PaletteModel
from desktop.theme import Theme

Index = QModelIndex | QPersistentModelIndex
PAD = 12
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ELIDE = Qt.TextElideMode.ElideRight


class PaletteDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, model: PaletteModel, parent: QListView) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self._list = parent

    @property
    def row_height(self) -> int:
        return -(-(self._list.fontMetrics().height() + 14) // 4) * 4

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY_ROLE)
        row: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(row, self._theme.selection)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(row, self._theme.hover)
        side = self._list.fontMetrics().height()
        if entry.icon is not None:
            entry.icon.paint(painter, QRect(row.left() + PAD, row.center().y() - side // 2, side, side))
        inner = row.adjusted(PAD + side + PAD, 0, -PAD, 0)
        painter.setFont(self._list.font())
        painter.setPen(self._theme.faint)
        painter.drawText(inner, _RIGHT, entry.keys)
        keys = painter.fontMetrics().horizontalAdvance(entry.keys)
        inner.setRight(inner.right() - (keys + 2 * PAD if keys else 0))
        used = self._paint_title(painter, inner, entry.title)
        rest = inner.adjusted(used + PAD, 0, 0, 0)
        painter.setPen(self._theme.faint)
        painter.drawText(rest, _LEFT, painter.fontMetrics().elidedText(entry.hint, _ELIDE, max(0, rest.width())))
        painter.restore()

    def _paint_title(self, painter: QPainter, place: QRect, title: str) -> int:
        """Paint the title; its width."""
        plain, bold = self._list.font(), QFont(self._list.font())
        bold.setWeight(QFont.Weight.Bold)
        painter.setPen(self._list.palette().text().color())
        folded = title.casefold()
        # Characters that fold into several would shift what follows: such a title is shown without bold.
        marked = spans(self._model.words, folded) if len(folded) == len(title) else []
        left, at = place.left(), 0
        for start, end in (*marked, (len(title), len(title))):
            for part, font in ((title[at:start], plain), (title[start:end], bold)):
                metrics = QFontMetrics(font)
                room = place.right() - left
                shown = metrics.elidedText(part, _ELIDE, max(0, room))
                painter.setFont(font)
                painter.drawText(QRect(left, place.top(), max(0, room), place.height()), _LEFT, shown)
                left += metrics.horizontalAdvance(shown)
                if shown != part:
                    return left - place.left()
            at = end
        painter.setFont(plain)
        return left - place.left()
