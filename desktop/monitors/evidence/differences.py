"""The differences as a list: where, and beneath it the good value on the left and the failing one on the right."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from agent.difference import Difference, Turn
from desktop.labels import plain, tooltip
from desktop.monitors.evidence import words
from desktop.theme import Theme, scaled

Index = QModelIndex | QPersistentModelIndex
DifferenceRole = int(Qt.ItemDataRole.UserRole) + 1
LINES = 4
"""A value takes so many lines at most; the whole of it is in the tooltip."""
GAP = 12
SCROLL_BAR = 12


class DifferencesModel(QAbstractListModel):
    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._differences: tuple[Difference, ...] = ()

    def show(self, differences: tuple[Difference, ...]) -> None:
        if differences != self._differences:
            self.beginResetModel()
            self._differences = differences
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._differences)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._differences):
            return None
        difference = self._differences[index.row()]
        if role == DifferenceRole:
            return difference
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return words.spoken(difference)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(words.as_text(difference))
        return None


class DifferenceDelegate(QStyledItemDelegate):
    """Paints a difference with its sign, and the word for it: no colour stands alone."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def _mono(self, option: QStyleOptionViewItem) -> QFont:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(max(option.font.pointSizeF(), 1) * 0.95)
        return font

    def _column(self, option: QStyleOptionViewItem) -> int:
        """How wide each of the two columns is, whether the scroll bar is there or not."""
        return max(40, (option.widget.width() - 3 * GAP - SCROLL_BAR) // 2)

    def _wrapped(self, value: str, metrics: QFontMetrics, width: int) -> list[str]:
        """The lines of a value, cut where they end or the width does."""
        each = max(4, width // max(1, metrics.horizontalAdvance("m")))
        lines = [line[at : at + each] for line in value.split("\n") for at in range(0, max(len(line), 1), each)]
        return lines if len(lines) <= LINES else [*lines[: LINES - 1], lines[LINES - 1][: each - 1] + "…"]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        difference = index.data(DifferenceRole)
        metrics, column = QFontMetrics(self._mono(option)), self._column(option)
        lines = max(len(self._wrapped(value, metrics, column)) for value in words.values(difference))
        return QSize(80, 8 + option.fontMetrics.height() + 4 + lines * metrics.lineSpacing() + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        difference: Difference = index.data(DifferenceRole)
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""
        style = bare.widget.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, bare, painter, bare.widget)
        painter.save()
        rect = bare.rect.adjusted(GAP, 8, -GAP, -8)
        rect.setRight(min(rect.right(), bare.widget.width() - GAP - SCROLL_BAR))
        ink, faint = bare.palette.text().color(), self._theme.faint
        line = QRect(rect.left(), rect.top(), rect.width(), bare.fontMetrics.height())
        sign = words.SIGNS[difference.turn]
        painter.setFont(scaled(bare.font, 1.0, QFont.Weight.Bold))
        painter.setPen(self._tint(difference.turn))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, sign)
        painter.setFont(scaled(bare.font, 1.0, QFont.Weight.Medium))
        named = words.turn_name(difference.turn)
        painter.setPen(faint)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, named)
        painter.setPen(ink)
        room = bare.fontMetrics.horizontalAdvance(named) + GAP
        where = line.adjusted(bare.fontMetrics.horizontalAdvance("≠") + 6, 0, -room, 0)
        said = bare.fontMetrics.elidedText(words.place(difference), Qt.TextElideMode.ElideMiddle, where.width())
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, said)
        mono = self._mono(option)
        painter.setFont(mono)
        metrics, column = QFontMetrics(mono), self._column(option)
        top = line.bottom() + 5
        for value, left, color in zip(
            words.values(difference), (rect.left(), rect.left() + column + GAP), (faint, ink), strict=True
        ):
            self._draw(painter, self._wrapped(value, metrics, column), QRect(left, top, column, 0), color, metrics)
        if index.row() + 1 < index.model().rowCount():
            painter.setPen(self._theme.line)
            painter.drawLine(bare.rect.left() + GAP, bare.rect.bottom(), bare.rect.right() - GAP, bare.rect.bottom())
        painter.restore()

    @staticmethod
    def _draw(painter: QPainter, lines: Sequence[str], rect: QRect, color: QColor, metrics: QFontMetrics) -> None:
        painter.setPen(color)
        for number, line in enumerate(lines):
            painter.drawText(rect.left(), rect.top() + number * metrics.lineSpacing() + metrics.ascent(), line)

    def _tint(self, turn: Turn) -> QColor:
        return {Turn.ADDED: self._theme.accent, Turn.REMOVED: self._theme.alarm}.get(turn, self._theme.literal)


class _List(QListView):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            chosen = sorted(self.selectedIndexes(), key=lambda index: index.row())
            QGuiApplication.clipboard().setText("\n".join(words.as_text(i.data(DifferenceRole)) for i in chosen))
        else:
            super().keyPressEvent(event)


class DifferencesView(QWidget):
    """The list under the names of its columns, with a button that copies all of it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = DifferencesModel(self)
        self.list = _List(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(DifferenceDelegate(theme, self.list))
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Differences"))
        self.copy = QPushButton(self.tr("Copy"), self)
        self.copy.setAccessibleName(self.tr("Copy all differences"))
        self.copy.clicked.connect(self._copy)
        heads = QHBoxLayout()
        heads.setContentsMargins(GAP, 0, GAP + SCROLL_BAR, 0)
        heads.setSpacing(GAP)
        failing = QHBoxLayout()
        failing.addWidget(plain(self.tr("Failing"), self, rank="second"), 1)
        failing.addWidget(self.copy)
        heads.addWidget(plain(self.tr("Last good"), self, rank="second"), 1)
        heads.addLayout(failing, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(heads)
        layout.addWidget(self.list, 1)
        theme.changed.connect(self.list.viewport().update)

    def show_differences(self, differences: tuple[Difference, ...]) -> None:
        self.model.show(differences)

    def _copy(self) -> None:
        rows = (self.model.index(row, 0).data(DifferenceRole) for row in range(self.model.rowCount()))
        QGuiApplication.clipboard().setText("\n".join(words.as_text(difference) for difference in rows))
