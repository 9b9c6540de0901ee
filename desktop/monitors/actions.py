"""What can be done with the selected monitors: the commands of the menu, the list's single keys, and the way back."""

from collections.abc import Callable, Set

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QUndoStack

from agent.messages import (
    AcknowledgeAlerts,
    AlertChanged,
    AlertsDeleted,
    AlertView,
    CheckNow,
    Command,
    CommandFailed,
    Event,
    Overview,
    PauseMonitors,
)
from agent.model import State
from desktop.client import Client
from desktop.monitors.model import MonitorsModel
from desktop.monitors.undo import ChangeCommand, DeleteCommand
from desktop.monitors.view import MonitorsView


class MonitorActions(QObject):
    """Acts on what is selected in ``view``. ``edit_requested`` names a monitor, ``bulk_requested`` several;
    ``clear_requested`` names those whose history is to go.
    ``undoable`` says what was done and can be undone, ``failed`` what was refused, each in a sentence."""

    edit_requested = Signal(int)
    bulk_requested = Signal(object)
    clear_requested = Signal(object)
    undoable = Signal(str)
    failed = Signal(str)

    def __init__(self, client: Client, model: MonitorsModel, view: MonitorsView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._model = model
        self._view = view
        self._unacknowledged: dict[int, int] = {}
        self._monitors: dict[int, int] = {}
        self.undo_stack = QUndoStack(self)
        self.check = self._action(self.tr("Check now"), self.check_selected, "R")
        self.pause = self._action(self.tr("Pause"), self.pause_selected, "Space")
        self.edit = self._action(self.tr("Edit…"), self.edit_selected, "E")
        self.acknowledge = self._action(self.tr("Acknowledge"), self.acknowledge_selected, "A")
        self.delete = self._action(self.tr("Delete"), self.delete_selected, QKeySequence.StandardKey.Delete)
        self.copy = QAction(self.tr("Copy as curl"), self)
        self.copy.triggered.connect(self.copy_selected)
        self.clear = QAction(self.tr("Clear history…"), self)
        self.clear.triggered.connect(lambda: self.clear_requested.emit(view.selected_ids()))
        self.separator = QAction(self)
        self.separator.setSeparator(True)
        view.addActions(
            [self.check, self.pause, self.edit, self.acknowledge, self.copy, self.separator, self.clear, self.delete]
        )
        view.selected.connect(self.refresh)
        model.changed.connect(self._refresh_for)
        model.rowsRemoved.connect(self.refresh)
        client.event.connect(self._follow)
        self.refresh()

    def _action(self, title: str, run: Callable[[], None], keys: str | QKeySequence.StandardKey) -> QAction:
        action = QAction(title, self)
        action.setShortcut(QKeySequence(keys))
        # Single keys are commands only where the list has the focus; elsewhere they are text.
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(run)
        return action

    # -- what is possible ---------------------------------------------------------------------------------------------

    @Slot(object)
    def _refresh_for(self, changed: Set[int]) -> None:
        if not changed.isdisjoint(self._view.selected_ids()):
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Fit the commands to what is selected."""
        ids = self._view.selected_ids()
        for action in (self.check, self.pause, self.clear, self.delete):
            action.setEnabled(bool(ids))
        self.edit.setEnabled(bool(ids))
        self.copy.setEnabled(len(ids) == 1)
        self.acknowledge.setEnabled(bool(self._alerts_of(ids)))
        self.pause.setText(self.tr("Resume") if ids and self._all_paused(ids) else self.tr("Pause"))

    def _all_paused(self, ids: tuple[int, ...]) -> bool:
        views = [self._model.view(monitor_id) for monitor_id in ids]
        return all(view is not None and view.status.state is State.PAUSED for view in views)

    @Slot(object)
    def _follow(self, event: Event) -> None:
        match event:
            case Overview(alerts=views):
                self._unacknowledged.clear()
                self._monitors.clear()
                for view in views:
                    self._know(view)
            case AlertChanged(view=view):
                self._know(view)
            case AlertsDeleted(ids=ids):
                for alert_id in ids:
                    self._unacknowledged.pop(alert_id, None)
                    self._monitors.pop(alert_id, None)
            case _:
                return
        self.refresh()

    def _know(self, view: AlertView) -> None:
        alert = view.alert
        self._monitors[alert.id] = alert.monitor
        if alert.is_open and alert.acknowledged_at is None:
            self._unacknowledged[alert.id] = alert.monitor
        else:
            self._unacknowledged.pop(alert.id, None)

    def monitor_of(self, alert_id: int) -> int | None:
        """The monitor that an alert is about."""
        return self._monitors.get(alert_id)

    def _alerts_of(self, ids: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(alert for alert, monitor in self._unacknowledged.items() if monitor in ids)

    # -- what is done -------------------------------------------------------------------------------------------------

    def ask(self, make: Callable[[int], Command], done: Callable[[Event], None] | None = None) -> None:
        """Send a command whose refusal is shown."""
        self._client.ask(make, done, self._refused)

    def _refused(self, failure: CommandFailed) -> None:
        self.failed.emit(failure.message)

    @Slot()
    def check_selected(self) -> None:
        self.check_monitors(self._view.selected_ids())

    def check_monitors(self, ids: tuple[int, ...]) -> None:
        if ids:
            self._client.send(CheckNow(ids))

    @Slot()
    def pause_selected(self) -> None:
        ids = self._view.selected_ids()
        self.pause_monitors(ids, not self._all_paused(ids))

    def pause_monitors(self, ids: tuple[int, ...], paused: bool) -> None:
        if ids:
            self.ask(lambda number: PauseMonitors(number, ids, paused))

    @Slot()
    def edit_selected(self) -> None:
        ids = self._view.selected_ids()
        if len(ids) == 1:
            self.edit_requested.emit(ids[0])
        elif ids:
            self.bulk_requested.emit(ids)

    @Slot(object)
    def take_change(self, command: ChangeCommand) -> None:
        """Monitors were changed: from now on :attr:`undo_stack` takes it back."""
        command.failed = self._refused
        self.undo_stack.push(command)
        self.undoable.emit(self.tr("Changed {what}.").format(what=command.what))

    @Slot()
    def copy_selected(self) -> None:
        """Put the selected monitor's request on the clipboard as a curl command, without its secrets."""
        from agent.interchange import curl  # only now: the window is to open soon

        views = [view for view in map(self._model.view, self._view.selected_ids()) if view is not None]
        if len(views) == 1:
            monitor = views[0].monitor
            QGuiApplication.clipboard().setText(curl.write(monitor.target, monitor.timeout))

    @Slot()
    def acknowledge_selected(self) -> None:
        alerts = self._alerts_of(self._view.selected_ids())
        if alerts:
            self.ask(lambda number: AcknowledgeAlerts(number, alerts))

    @Slot()
    def delete_selected(self) -> None:
        self.delete_monitors(self._view.selected_ids())

    def delete_monitors(self, ids: tuple[int, ...]) -> None:
        """Delete at once; :attr:`undo_stack` brings back."""
        views = [view for view in map(self._model.view, ids) if view is not None]
        if not views:
            return
        self._select_neighbour(ids)
        command = DeleteCommand(self._client, {v.monitor.id: v.monitor.name for v in views}, self._refused)
        what = command.what
        self.undo_stack.push(command)
        self.undoable.emit(self.tr("Deleted {what}.").format(what=what))

    def _select_neighbour(self, ids: tuple[int, ...]) -> None:
        """Where the cursor goes when ``ids`` vanish: the next row, or the one before."""
        shown = self._view.shown_ids()
        places = [shown.index(monitor_id) for monitor_id in ids if monitor_id in shown]
        if not places:
            return
        after = [monitor_id for monitor_id in shown[max(places) + 1 :] if monitor_id not in ids]
        before = [monitor_id for monitor_id in shown[: max(places)] if monitor_id not in ids]
        if after or before:
            self._view.select(after[0] if after else before[-1])
