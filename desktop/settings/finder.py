"""The search field of the settings, and what it found."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.labels import plain
from desktop.settings.row import TwoLines
from desktop.settings.search import Place, found
from desktop.theme import Theme


class Finder(QWidget):
    """``places`` says what can be found. ``chosen`` brings what is to be shown while one types or goes through the
    list, ``entered`` what is to have the focus; ``searching`` says whether anything is looked for."""

    chosen = Signal(object)
    entered = Signal(object)
    searching = Signal(bool)

    def __init__(self, theme: Theme, places: Callable[[], Iterable[Place]]) -> None:
        super().__init__()
        self._places = places
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Search settings"))
        self.field.setAccessibleName(self.tr("Search settings"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setObjectName("settingsFound")
        self.list.setAccessibleName(self.tr("Settings found"))
        self.list.setItemDelegate(TwoLines(theme, self.list))
        self.list.currentItemChanged.connect(self._choose)
        self.list.itemActivated.connect(self._enter)
        self.list.itemClicked.connect(self._enter)
        self.nothing = plain(rank="second")
        self.nothing.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.nothing)
        layout.addStretch()
        self.list.hide()
        self.nothing.hide()

    def focus(self) -> None:
        """Let somebody type what they look for."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def clear(self) -> bool:
        """End the search; False where there was none."""
        if not self.field.text():
            return False
        self.field.clear()
        self.field.setFocus()
        return True

    @Slot(str)
    def _search(self, query: str) -> None:
        places = found(query, self._places())
        self.list.blockSignals(True)
        self.list.clear()
        for place in places:
            item = QListWidgetItem(place.title, self.list)
            second = place.page_title if place.path else self.tr("Page")
            item.setData(TwoLines.SECOND, second)
            item.setData(Qt.ItemDataRole.UserRole, place)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{place.title}, {second}")
        self.list.blockSignals(False)
        searching = bool(query.strip())
        self.list.setVisible(bool(places))
        self.nothing.setText(self.tr("No setting has “{query}” in it.").format(query=query.strip()))
        self.nothing.setVisible(searching and not places)
        self.searching.emit(searching)
        if places:
            self.list.setCurrentRow(0)

    @Slot()
    def _choose(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    @Slot()
    def _enter(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.entered.emit(item.data(Qt.ItemDataRole.UserRole))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows go through the list while the field keeps the focus; Enter goes to what is chosen in it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.list.count():
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            step = steps.get(Qt.Key(event.key()))
            if step:
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                self._enter()
                return True
        return False
