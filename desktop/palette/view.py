"""The palette over the window: a field, and what it finds below."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGraphicsDropShadowEffect,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from desktop.labels import plain
from desktop.palette.delegate import PaletteDelegate
from desktop.palette.entries import Entry
from desktop.palette.model import PaletteModel
from desktop.theme import Theme

ROWS = 10
"""So many rows are seen at once."""
_MOVES = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class Palette(QFrame):
    """Lies over ``window`` while it is open. ``entries`` is asked each time it opens. Enter or a click takes an entry,
    Escape or looking elsewhere closes it."""

    def __init__(self, window: QWidget, theme: Theme, entries: Callable[[], Iterable[Entry]]) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        self._window = window
        self._entries = entries
        self._before: QWidget | None = None
        self.model = PaletteModel(self)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find a monitor, a command or a setting"))
        self.field.setAccessibleName(self.field.placeholderText())
        self.field.installEventFilter(self)
        self.list = QListView()
        self.list.setAccessibleName(self.tr("What was found"))
        self.list.setModel(self.model)
        self.delegate = PaletteDelegate(theme, self.model, self.list)
        self.list.setItemDelegate(self.delegate)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = plain(self.tr("Nothing matches."), rank="second")
        self.nothing.setMargin(12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        for widget in (self.field, self.list, self.nothing):
            layout.addWidget(widget)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(32)
        shadow.setOffset(0, 8)
        self.setGraphicsEffect(shadow)
        self.field.textChanged.connect(self._search)
        self.field.returnPressed.connect(self._take_current)
        self.list.clicked.connect(self._take)
        self.hide()

    @Slot()
    def open(self) -> None:
        """Show it, empty, with the focus in its field."""
        if self.isVisible():
            self.field.selectAll()
            return
        self._before = QApplication.focusWidget()
        self.model.fill(self._entries())
        self.field.clear()
        self._search("")
        self._window.installEventFilter(self)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def shut(self, *, refocus: bool = True) -> None:
        """Close it; the focus goes back to where it was."""
        if not self.isVisible():
            return
        QApplication.instance().focusChanged.disconnect(self._focus_moved)  # type: ignore[union-attr]
        self._window.removeEventFilter(self)
        if refocus and self._before is not None:
            self._before.setFocus()
        self._before = None
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._place()
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.shut()
                return True
            if event.key() in _MOVES:
                QApplication.sendEvent(self.list, event)
                return True
        if watched is self.field and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # keys of the window behind do nothing while one types here
            return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _search(self, query: str) -> None:
        self.model.search(query)
        found = self.model.rowCount()
        self.list.setVisible(found > 0)
        self.nothing.setVisible(not found)
        if found:
            self.list.setCurrentIndex(self.model.index(0))
        self._place()

    @Slot()
    def _take_current(self) -> None:
        self._take(self.list.currentIndex())

    @Slot(QModelIndex)
    def _take(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        run = self.model.entry(index.row()).run
        self.shut()
        QTimer.singleShot(0, self._window, run)  # after this key and the focus have come to rest

    @Slot(QWidget, QWidget)
    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and not self.isAncestorOf(new):
            self.shut(refocus=False)

    def _place(self) -> None:
        rows = min(ROWS, max(1, self.model.rowCount()))
        self.list.setFixedHeight(rows * self.delegate.row_height)
        width = min(self._window.width() - 48, self.fontMetrics().averageCharWidth() * 100)
        self.resize(QSize(width, self.sizeHint().height()))
        self.move((self._window.width() - width) // 2, self._window.height() // 12)
