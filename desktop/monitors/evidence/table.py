"""Names and values in two columns."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from desktop.labels import tooltip


class _Roomy(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width(), max(24, option.fontMetrics.height() + 8))


class FieldsTable(QTreeWidget):
    """What does not fit is whole in the tooltip and on the clipboard; Ctrl+C takes the selected rows."""

    def __init__(self, name: str, heads: tuple[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderLabels(list(heads))
        self.setItemDelegate(_Roomy(self))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setItemsExpandable(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        header = self.header()
        header.setSectionsMovable(False)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        header.setStyleSheet("QHeaderView::section { padding: 6px 4px }")

    def show_rows(self, rows: Iterable[tuple[str, str]]) -> None:
        self.clear()
        for name, value in rows:
            item = QTreeWidgetItem([name, value])
            item.setToolTip(1, tooltip(value))
            self.addTopLevelItem(item)
        self._fit()

    def rows(self) -> list[tuple[str, str]]:
        items = (self.topLevelItem(row) for row in range(self.topLevelItemCount()))
        return [(item.text(0), item.text(1)) for item in items if item]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            chosen = sorted(self.selectedItems(), key=self.indexOfTopLevelItem)
            QGuiApplication.clipboard().setText("\n".join(f"{item.text(0)}: {item.text(1)}" for item in chosen))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The names have the room they need, but no more than two fifths."""
        wanted = max(self.sizeHintForColumn(0), self.header().sectionSizeHint(0)) + 12
        self.header().resizeSection(0, min(wanted, self.viewport().width() * 2 // 5))
