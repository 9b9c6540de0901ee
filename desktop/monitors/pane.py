"""The left half of the monitors: the field to add one, the filter, the list, and what stands there without any."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop.client import Client
from desktop.labels import plain
from desktop.monitors.model import MonitorsModel
from desktop.monitors.quickadd import QuickAdd
from desktop.monitors.undo import UndoBar
from desktop.monitors.view import MonitorsView
from desktop.theme import Theme, scaled


class EmptyPage(QWidget):
    """An empty window: one field, and what will happen."""

    def __init__(self, quick_add: QuickAdd, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.quick_add = quick_add
        self._theme = theme
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        title = plain(self.tr("Watch your first address"))
        title.setFont(scaled(self.font(), 1.5, title.font().Weight.DemiBold))
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        hint = plain(
            self.tr(
                "Paste the address of an API or a website and press Enter. It is checked at once, then every minute."
            )
        )
        hint.setProperty("rank", "second")
        hint.setWordWrap(True)
        hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        width = self.fontMetrics().averageCharWidth() * 64
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(self._picture)
        column.addSpacing(8)
        column.addWidget(title)
        column.addWidget(hint)
        column.addSpacing(8)
        column.addWidget(quick_add)
        column.addStretch(3)
        middle = QWidget()
        middle.setLayout(column)
        middle.setMaximumWidth(width)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(middle, 8)
        row.addStretch(1)
        theme.changed.connect(self._draw)
        self._draw()

    @Slot()
    def _draw(self) -> None:
        side = self.fontMetrics().height() * 3
        self._picture.setPixmap(self._theme.icon("heartbeat", self._theme.accent).pixmap(side, side))


class MonitorsPane(QWidget):
    """Holds the list. ``added`` names a monitor that was just made here."""

    added = Signal(int)

    def __init__(self, client: Client, model: MonitorsModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("monitorsPane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._model = model
        self._theme = theme
        self.view = MonitorsView(model, theme)
        self.quick_add = QuickAdd(client, model, theme)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Filter"))
        self.filter.setAccessibleName(self.tr("Filter monitors by name, address, tag or state"))
        self.filter.setClearButtonEnabled(True)
        self._filter_icon = QAction(self.filter.accessibleName(), self.filter)
        self.filter.addAction(self._filter_icon, QLineEdit.ActionPosition.LeadingPosition)
        self.filter.textChanged.connect(self.view.proxy.search)
        self.filter.returnPressed.connect(self._into_list)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.filter, context=Qt.ShortcutContext.WidgetShortcut)
        escape.activated.connect(self.leave_filter)
        self.undo_bar = UndoBar()
        self.empty = EmptyPage(QuickAdd(client, model, theme), theme)
        self._starting = plain(self.tr("Starting…"), rank="second")
        self._starting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()
        self._list = self._list_page()
        for page in (self._starting, self.empty, self._list):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self.undo_bar)
        for quick_add in (self.quick_add, self.empty.quick_add):
            quick_add.added.connect(self.added)
        model.loaded.connect(self._choose_page)
        model.rowsInserted.connect(self._choose_page)
        model.rowsRemoved.connect(self._choose_page)
        theme.changed.connect(self._take_icons)
        self._take_icons()

    def _list_page(self) -> QWidget:
        page = QWidget()
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 8, 12, 8)
        bar.setSpacing(8)
        bar.addWidget(self.quick_add, 5)
        self.filter.setMinimumWidth(self.fontMetrics().averageCharWidth() * 24)
        bar.addWidget(self.filter, 2, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self.view)
        return page

    @property
    def is_empty(self) -> bool:
        return self._pages.currentWidget() is self.empty

    @Slot()
    def _take_icons(self) -> None:
        self._filter_icon.setIcon(self._theme.icon("filter", self._theme.faint))

    @Slot()
    def _choose_page(self) -> None:
        before = self._pages.currentWidget()
        self._pages.setCurrentWidget(self._list if self._model.rowCount() else self.empty)
        if self._pages.currentWidget() is before:
            return
        if self.is_empty:
            self.empty.quick_add.setFocus()
        elif before is self.empty:
            self.quick_add.setFocus()
        else:
            self.view.setFocus()

    def focus_quick_add(self) -> None:
        (self.empty.quick_add if self.is_empty else self.quick_add).field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_filter(self) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    @Slot()
    def leave_filter(self) -> None:
        """Back to the list, with everything in it."""
        self.filter.clear()
        self.view.setFocus()

    @Slot()
    def _into_list(self) -> None:
        self.view.setFocus(Qt.FocusReason.TabFocusReason)
