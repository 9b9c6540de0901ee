"""The alerts the window knows, newest first, and the choice of them a view shows."""

from bisect import bisect_left
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
    Slot,
)

from agent.lifecycle import Standing, standing
from agent.messages import AlertChanged, AlertsDeleted, AlertView, Event, MonitorSaved, MonitorsDeleted, Overview
from agent.model import AlertKind
from desktop.client import Client
from desktop.clock import now
from desktop.inbox import words
from desktop.labels import tooltip

Index = QModelIndex | QPersistentModelIndex
ViewRole = int(Qt.ItemDataRole.UserRole) + 1


def _order(view: AlertView) -> tuple[int, int]:
    return -view.alert.opened_at, -view.alert.id


class AlertsModel(QAbstractListModel):
    """Follows the agent's events by itself. ``unacknowledged_changed`` counts open alerts that nobody has acknowledged
    or snoozed; the agent tells when a snooze is over."""

    unacknowledged_changed = Signal(int)

    def __init__(self, client: Client, parent: Any = None) -> None:
        super().__init__(parent)
        self._views: list[AlertView] = []
        self._deleted_monitors: set[int] = set()
        self._unacknowledged = 0
        client.event.connect(self._follow)

    # -- reading ------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._views)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._views):
            return None
        view = self._views[index.row()]
        if role == ViewRole:
            return view
        if role == Qt.ItemDataRole.DisplayRole:
            return view.monitor_name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return words.spoken(view, now())
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(f"{words.what(view.alert)}\n{words.times(view.alert)}")
        return None

    def view(self, alert_id: int) -> AlertView | None:
        """The alert with this id."""
        return next((view for view in self._views if view.alert.id == alert_id), None)

    def views(self) -> list[AlertView]:
        """All of them, newest first."""
        return list(self._views)

    @property
    def unacknowledged(self) -> int:
        return self._unacknowledged

    def hides(self, view: AlertView) -> bool:
        """Whether the alert's monitor is deleted; it can come back."""
        return view.alert.monitor in self._deleted_monitors

    # -- following ----------------------------------------------------------------------------------------------------

    @Slot(object)
    def _follow(self, event: Event) -> None:
        if isinstance(event, Overview):
            self.beginResetModel()
            self._views = sorted(event.alerts, key=_order)
            self._deleted_monitors.clear()
            self.endResetModel()
        elif isinstance(event, AlertChanged):
            self._put(event.view)
        elif isinstance(event, AlertsDeleted):
            self._remove(set(event.ids))
        elif isinstance(event, MonitorsDeleted):
            self._deleted_monitors.update(event.ids)
            self._touch(set(event.ids))
        elif isinstance(event, MonitorSaved):
            self._rename(event.view.monitor.id, event.view.monitor.name)
        else:
            return
        self._count()

    def _put(self, view: AlertView) -> None:
        row = next((i for i, known in enumerate(self._views) if known.alert.id == view.alert.id), -1)
        if row >= 0 and _order(self._views[row]) == _order(view):
            self._views[row] = view
            self.dataChanged.emit(self.index(row), self.index(row))
            return
        if row >= 0:
            self._remove({view.alert.id})
        row = bisect_left(self._views, _order(view), key=_order)
        self.beginInsertRows(QModelIndex(), row, row)
        self._views.insert(row, view)
        self.endInsertRows()

    def _remove(self, ids: set[int]) -> None:
        for row in reversed(range(len(self._views))):
            if self._views[row].alert.id in ids:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._views[row]
                self.endRemoveRows()

    def _rename(self, monitor: int, name: str) -> None:
        was_deleted = monitor in self._deleted_monitors
        self._deleted_monitors.discard(monitor)
        for row, view in enumerate(self._views):
            if view.alert.monitor == monitor and (was_deleted or view.monitor_name != name):
                self._views[row] = AlertView(view.alert, name, view.deliveries)
                self.dataChanged.emit(self.index(row), self.index(row))

    def _touch(self, monitors: set[int]) -> None:
        for row, view in enumerate(self._views):
            if view.alert.monitor in monitors:
                self.dataChanged.emit(self.index(row), self.index(row))

    def _count(self) -> None:
        at = now()
        number = sum(standing(v.alert, at) is Standing.OPEN and not self.hides(v) for v in self._views)
        if number != self._unacknowledged:
            self._unacknowledged = number
            self.unacknowledged_changed.emit(number)


@dataclass(frozen=True, slots=True)
class Shown:
    """Which alerts a view shows; None: all of them, however they stand, whatever their kind, monitor or channel."""

    standing: Standing | None = None
    kind: AlertKind | None = None
    monitor: int | None = None
    channel: str | None = None

    def has(self, view: AlertView, at: int) -> bool:
        """Whether ``view`` is among them at a time."""
        alert = view.alert
        return (
            self.standing in (None, standing(alert, at))
            and self.kind in (None, alert.kind)
            and self.monitor in (None, alert.monitor)
            and (self.channel is None or any(told.channel == self.channel for told in view.deliveries))
        )


class AlertsProxy(QSortFilterProxyModel):
    """The alerts a view shows."""

    def __init__(self, source: AlertsModel, parent: Any = None) -> None:
        super().__init__(parent)
        self._alerts = source
        self._shown = Shown()
        self.setSourceModel(source)

    def show_only(self, shown: Shown) -> None:
        """Choose."""
        if shown != self._shown:
            self.beginFilterChange()
            self._shown = shown
            self.endFilterChange()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        view = self._alerts.data(self._alerts.index(row), ViewRole)
        return view is not None and not self._alerts.hides(view) and self._shown.has(view, now())
