"""The inbox: all alerts, one row each, with what can be done about them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QListView,
    QMenu,
    QMessageBox,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from agent.lifecycle import is_snoozed
from agent.messages import AcknowledgeAlerts, AlertView, Command, CommandFailed, DeleteAlerts, SnoozeAlerts
from desktop import text
from desktop.client import Client
from desktop.clock import now
from desktop.flow import FlowLayout
from desktop.inbox.delegate import AlertDelegate
from desktop.inbox.details import AlertDetails
from desktop.inbox.filters import FilterBar
from desktop.inbox.model import AlertsModel, AlertsProxy, Shown, ViewRole
from desktop.inbox.note import NoteBar
from desktop.inbox.snooze import SnoozeMenu
from desktop.labels import error_label, say, tooltip
from desktop.overlay import Overlay
from desktop.theme import Theme

TICK_MS = 1_000


class InboxList(QListView):
    """Keys of the list: A acknowledges, Shift+A with a note, S snoozes, Enter opens the monitor, Delete deletes."""

    acknowledge_wanted = Signal()
    note_wanted = Signal()
    snooze_wanted = Signal()
    open_wanted = Signal()
    delete_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        wanted = {
            Qt.Key.Key_A: self.note_wanted if shift else self.acknowledge_wanted,
            Qt.Key.Key_S: self.snooze_wanted,
            Qt.Key.Key_Return: self.open_wanted,
            Qt.Key.Key_Enter: self.open_wanted,
            Qt.Key.Key_Delete: self.delete_wanted,
            Qt.Key.Key_Backspace: self.delete_wanted,
        }.get(Qt.Key(key))
        control = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if wanted is None or control:
            super().keyPressEvent(event)
        else:
            wanted.emit()

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here, not a search."""


class InboxView(QWidget):
    """Shows the alerts of ``model``. ``open_monitor`` asks to show a monitor, ``changes_wanted`` what was different at
    one when an alert began."""

    open_monitor = Signal(int)
    changes_wanted = Signal(int, int)

    def __init__(self, client: Client, model: AlertsModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client, self._theme = client, theme
        self.model = model
        self.proxy = AlertsProxy(self.model, self)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._build()
        self._dialog: QMessageBox | None = None
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._say_time)
        self._tick.start()
        self._connect()
        theme.changed.connect(self._paint)
        self._paint()
        self._refresh()

    def _build(self) -> None:
        self.filters = FilterBar(self.model, self)
        self.ack = QPushButton(self.tr("Acknowledge"), self)
        self.ack.setProperty("primary", True)
        self.with_note = QPushButton(self.tr("With a note…"), self)
        self.with_note.setAccessibleName(self.tr("Acknowledge with a note"))
        self.snooze = QPushButton(self.tr("Snooze"), self)
        self.snooze_menu = SnoozeMenu(self.snooze)
        self.snooze.setMenu(self.snooze_menu)
        self.open = QPushButton(self.tr("Open monitor"), self)
        self.changes = QPushButton(self.tr("What changed"), self)
        self.changes.setToolTip(tooltip(self.tr("The first failing response beside the last good one")))
        self.delete = QPushButton(self.tr("Delete"), self)
        self._delete_menu = QMenu(self.delete)
        self._delete_menu.aboutToShow.connect(self._fill_delete_menu)
        self.delete.setMenu(self._delete_menu)
        bar = QWidget(self)
        row = FlowLayout(bar)
        for widget in (self.ack, self.with_note, self.snooze, self.open, self.changes, self.delete):
            row.addWidget(widget)
        self.note = NoteBar(self)
        self._problem = error_label(self)
        self.list = InboxList(self)
        self.list.setModel(self.proxy)
        self.list.setItemDelegate(AlertDelegate(self._theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(self.tr("Alerts"))
        self._empty = Overlay(self._theme, self)
        place = QWidget(self)
        grid = QGridLayout(place)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self.list, 0, 0)
        grid.addWidget(self._empty, 0, 0)
        self.details = AlertDetails(self._theme, self)
        self.details.hide()
        self._splitter = QSplitter(Qt.Orientation.Vertical, self)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(place)
        self._splitter.addWidget(self.details)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setSizes([360, 240])
        self.details.setMinimumHeight(120)
        top = QVBoxLayout()
        top.setContentsMargins(12, 12, 12, 8)
        top.setSpacing(8)
        top.addWidget(self.filters)
        top.addWidget(bar)
        top.addWidget(self.note)
        top.addWidget(self._problem)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._splitter, 1)

    def _connect(self) -> None:
        self.note.given.connect(self.acknowledge)
        self.note.closed.connect(self.list.setFocus)
        self.filters.changed.connect(self._filter)
        self.snooze_menu.wanted.connect(self._snooze)
        self.ack.clicked.connect(lambda: self.acknowledge())
        self.with_note.clicked.connect(self.ask_note)
        self.open.clicked.connect(self._open)
        self.changes.clicked.connect(self._show_changes)
        self.list.acknowledge_wanted.connect(lambda: self.acknowledge())
        self.list.note_wanted.connect(self.ask_note)
        self.list.snooze_wanted.connect(self._ask_snooze)
        self.list.open_wanted.connect(self._open)
        self.list.doubleClicked.connect(self._open)
        self.list.delete_wanted.connect(self._delete_selected)
        self.list.selectionModel().selectionChanged.connect(self._refresh)
        self.list.selectionModel().currentChanged.connect(self._refresh)
        for changed in (
            self.proxy.rowsInserted,
            self.proxy.rowsRemoved,
            self.proxy.dataChanged,
            self.proxy.modelReset,
            self.proxy.layoutChanged,
        ):
            changed.connect(self._refresh)

    # -- what is shown ------------------------------------------------------------------------------------------------

    def selected(self) -> list[AlertView]:
        """The selected alerts, from top to bottom."""
        indexes = sorted(self.list.selectionModel().selectedIndexes(), key=lambda index: index.row())
        return [index.data(ViewRole) for index in indexes]

    def show_alert(self, alert_id: int) -> None:
        """Select an alert and show it in full, whatever the filter."""
        view = self.model.view(alert_id)
        if view is None:
            return
        if not self.filters.shown.has(view, now()):
            self.filters.show_all()
        for row in range(self.proxy.rowCount()):
            index = self.proxy.index(row, 0)
            if index.data(ViewRole).alert.id == alert_id:
                self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
                self.list.scrollTo(index)
        self.list.setFocus()

    def _refresh(self, *_: object) -> None:
        chosen = self.selected()
        self.ack.setEnabled(any(v.alert.is_open and v.alert.acknowledged_at is None for v in chosen))
        self.with_note.setEnabled(self.ack.isEnabled())
        self.snooze.setEnabled(any(v.alert.is_open for v in chosen))
        self.snooze_menu.offer_waking(any(is_snoozed(v.alert, now()) for v in chosen if v.alert.is_open))
        self.open.setEnabled(len(chosen) == 1)
        self.changes.setEnabled(len(chosen) == 1)
        self.delete.setEnabled(bool(self.model.rowCount()))
        self.details.setVisible(len(chosen) == 1)
        if len(chosen) == 1:
            self.details.show_alert(chosen[0])
        if self.proxy.rowCount():
            self._empty.clear()
        elif self.model.rowCount() and self.filters.shown != Shown():
            self._empty.message(self.tr("No such alert."))
        else:
            self._empty.message(self.tr("No alerts. When 4 of the last 5 checks of a monitor fail, it appears here."))

    def _filter(self) -> None:
        self.proxy.show_only(self.filters.shown)
        self._refresh()

    def _say_time(self) -> None:
        if self.isVisible():
            self.list.viewport().update()
            self.details.tick()

    def _paint(self) -> None:
        self.open.setIcon(self._theme.icon("open"))
        self.delete.setIcon(self._theme.icon("delete"))
        self.list.viewport().update()

    # -- what is done -------------------------------------------------------------------------------------------------

    def acknowledge(self, note: str = "") -> None:
        """Acknowledge the selected alerts that are open and that nobody has acknowledged."""
        ids = tuple(v.alert.id for v in self.selected() if v.alert.is_open and v.alert.acknowledged_at is None)
        if ids:
            self._problem.hide()
            self._client.ask(lambda request: AcknowledgeAlerts(request, ids, note), failed=self._refused)

    def ask_note(self) -> None:
        """Acknowledge with a note."""
        if self.ack.isEnabled():
            self.note.ask()

    def _ask_snooze(self) -> None:
        if self.snooze.isEnabled():
            self.snooze.showMenu()

    def _snooze(self, until: int | None) -> None:
        """Put the selected alerts that are open to sleep, or wake those that are asleep."""
        ids = tuple(v.alert.id for v in self.selected() if v.alert.is_open)
        self._problem.hide()
        self._client.ask(lambda request: SnoozeAlerts(request, ids, until), failed=self._refused)

    def _open(self, index: QModelIndex | None = None) -> None:
        chosen = self.selected()
        view = index.data(ViewRole) if isinstance(index, QModelIndex) and index.isValid() else None
        if view is None and len(chosen) == 1:
            view = chosen[0]
        if view is not None:
            self.open_monitor.emit(view.alert.monitor)

    def _show_changes(self) -> None:
        for view in self.selected()[:1]:
            self.changes_wanted.emit(view.alert.monitor, view.alert.id)

    def delete_actions(self) -> list[QAction]:
        """What can be deleted as the selection is now."""
        self._fill_delete_menu()
        return self._delete_menu.actions()

    def _fill_delete_menu(self) -> None:
        self._delete_menu.clear()
        chosen = self.selected()
        closed = [view for view in chosen if not view.alert.is_open]
        one, many = self.tr("Delete {n} closed alert…"), self.tr("Delete {n} closed alerts…")
        action = self._delete_menu.addAction(text.count(len(closed), one, many), self._delete_selected)
        action.setEnabled(bool(closed))
        everything = self._delete_menu.addAction(self.tr("All closed alerts…"), self._delete_all)
        everything.setEnabled(any(not view.alert.is_open for view in self.model.views()))
        if len(chosen) != 1:
            return
        view = chosen[0]
        monitor = self.tr("All closed alerts of {name}…").format(name=view.monitor_name).replace("&", "&&")
        self._delete_menu.addAction(monitor, lambda: self._delete_of_monitor(view))
        for channel in sorted({d.channel for d in view.deliveries}):
            said = self.tr("All closed alerts that {name} was told of…").format(name=channel).replace("&", "&&")
            self._delete_menu.addAction(said, partial(self._delete_of_channel, channel))

    def _delete_selected(self) -> None:
        ids = tuple(view.alert.id for view in self.selected() if not view.alert.is_open)
        if ids:
            one, many = self.tr("Delete {n} closed alert?"), self.tr("Delete {n} closed alerts?")
            self._confirm(text.count(len(ids), one, many), lambda request: DeleteAlerts(request, ids))
        elif self.selected():
            self._say(self.tr("Open alerts cannot be deleted. They close when the monitor is good again."))

    def _delete_all(self) -> None:
        question = self.tr("Delete all closed alerts of all monitors?")
        self._confirm(question, lambda request: DeleteAlerts(request, every=True))

    def _delete_of_monitor(self, view: AlertView) -> None:
        monitor = view.alert.monitor
        question = self.tr("Delete all closed alerts of {name}?").format(name=view.monitor_name)
        self._confirm(question, lambda request: DeleteAlerts(request, monitor=monitor))

    def _delete_of_channel(self, channel: str) -> None:
        question = self.tr("Delete all closed alerts that {name} was told of?").format(name=channel)
        self._confirm(question, lambda request: DeleteAlerts(request, channel=channel))

    def _confirm(self, question: str, make: Callable[[int], Command]) -> None:
        """Deleted alerts cannot be brought back, so this asks first; the dialog does not stop the window."""
        self._problem.hide()
        dialog = QMessageBox(QMessageBox.Icon.NoIcon, self.tr("Delete alerts"), question, parent=self)
        dialog.setTextFormat(Qt.TextFormat.PlainText)
        dialog.setInformativeText(self.tr("They cannot be brought back. The history of checks stays."))
        delete = dialog.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        dialog.addButton(QMessageBox.StandardButton.Cancel)
        delete.clicked.connect(lambda: self._client.ask(make, failed=self._refused))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dialog = dialog
        dialog.open()

    def _refused(self, failure: CommandFailed) -> None:
        self._say(self.tr("That was not done: {why}").format(why=failure.message))

    def _say(self, problem: str) -> None:
        say(self._problem, problem)
