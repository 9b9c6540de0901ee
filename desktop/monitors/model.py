"""All monitors as a table model that follows the agent's events by itself."""

import math
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot

from agent.messages import (
    ChecksHeld,
    ChecksRecorded,
    Event,
    MonitorSaved,
    MonitorsDeleted,
    MonitorStatus,
    MonitorView,
    Overview,
    StatusChanged,
)
from agent.model import Beat, Outcome, State
from agent.stats import Uptime
from desktop import text
from desktop.client import Client
from desktop.clock import now
from desktop.labels import tooltip
from desktop.monitors.heartbeat import SLOTS
from desktop.monitors.summary import Summary, summarize
from desktop.text import tr

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
VIEW_ROLE = Qt.ItemDataRole.UserRole
"""The row's :class:`MonitorView`."""


class Column(IntEnum):
    MONITOR = 0
    BEATS = 1
    LATENCY = 2
    UPTIME = 3
    MONTH = 4
    NEXT = 5


COLUMNS = len(Column)
FIGURES = (Column.LATENCY, Column.UPTIME, Column.MONTH, Column.NEXT)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

_RANK = {State.DOWN: 0, State.FAILING: 1, State.DEGRADED: 2, State.UNKNOWN: 3, State.PAUSED: 5}
_CALM = 4
MISSING = math.inf
"""The key of what has no figure."""
Key = tuple[float, str, int]


class MonitorsModel(QAbstractTableModel):
    """One row a monitor, in order: worst first, then by name, unless sorted by another column.

    ``changed`` carries the ids of monitors whose data changed, once an event; ``listed`` says that there may be other
    monitors now, or other names and tags of them. ``summary_changed`` carries a :class:`Summary`, ``loaded`` says that
    the first overview has come. The model sorts itself, in Python and at once: a sorting proxy would call back
    ten thousand times for a thousand rows.
    """

    changed = Signal(object)
    listed = Signal()
    summary_changed = Signal(object)
    loaded = Signal()

    def __init__(self, client: Client) -> None:
        super().__init__(client)
        self._views: list[MonitorView] = []
        self._words: list[str | None] = []  # None: nobody has asked yet
        self._sorting: list[tuple[Key, ...]] = []
        self._rows: dict[int, int] = {}
        self._column = int(Column.MONITOR)
        self._sign = 1
        self._ordered = True
        self._held = False
        self.summary = Summary()
        client.event.connect(self._follow)

    def view(self, monitor_id: int) -> MonitorView | None:
        row = self._rows.get(monitor_id)
        return None if row is None else self._views[row]

    def views(self) -> tuple[MonitorView, ...]:
        return tuple(self._views)

    def view_of_row(self, row: int) -> MonitorView:
        return self._views[row]

    def row_of(self, monitor_id: int) -> int:
        """The row of a monitor, -1 if it has none."""
        return self._rows.get(monitor_id, -1)

    # -- what the agent says ------------------------------------------------------------------------------------------

    @Slot(object)
    def _follow(self, event: Event) -> None:
        match event:
            case Overview(monitors=views):
                self.beginResetModel()
                self._views = list(views)
                self._words = [None] * len(views)
                self._sorting = [_keys(view) for view in views]
                self._number()
                self._ordered = False
                self.endResetModel()
                self._put_in_order(even_if_held=True)
                self.listed.emit()
                self.loaded.emit()
            case MonitorSaved(view=view):
                self._put(view)
                self.changed.emit({view.monitor.id})
                self.listed.emit()
            case MonitorsDeleted(ids=ids):
                self._remove(ids)
                self.listed.emit()
            case ChecksRecorded(statuses=statuses) | ChecksHeld(statuses=statuses) | StatusChanged(statuses=statuses):
                for status in statuses:
                    self._stand(status)
                self.changed.emit({status.monitor for status in statuses})
            case _:
                return
        self._put_in_order()
        self.summary = summarize(self._views)
        self.summary_changed.emit(self.summary)

    def _number(self) -> None:
        self._rows = {view.monitor.id: row for row, view in enumerate(self._views)}

    def _put(self, view: MonitorView) -> None:
        row = self._rows.get(view.monitor.id)
        if row is None:
            row = len(self._views)
            self.beginInsertRows(NO_INDEX, row, row)
            self._views.append(view)
            self._words.append(None)
            self._sorting.append(_keys(view))
            self._rows[view.monitor.id] = row
            self._ordered = False
            self.endInsertRows()
        else:
            self._replace(row, view)

    def _remove(self, ids: tuple[int, ...]) -> None:
        for monitor_id in ids:
            row = self._rows.get(monitor_id)
            if row is not None:
                self.beginRemoveRows(NO_INDEX, row, row)
                for rows in (self._views, self._words, self._sorting):
                    del rows[row]
                self._number()
                self.endRemoveRows()

    def _stand(self, status: MonitorStatus) -> None:
        row = self._rows.get(status.monitor)
        if row is None:
            return
        view = self._views[row]
        beats, last = view.beats, status.last
        if last is not None and (not beats or last.at > beats[-1].at):
            beats = (*beats, Beat(last.at, last.outcome, last.latency_ms, last.cause))[-SLOTS:]
        self._replace(row, MonitorView(view.monitor, status, beats))

    def _replace(self, row: int, view: MonitorView) -> None:
        old, self._views[row] = self._views[row], view
        if old.monitor is not view.monitor or old.status.state is not view.status.state:
            self._words[row] = None
        before, self._sorting[row] = self._sorting[row], _keys(view)
        self._ordered = self._ordered and self._sorting[row][self._column] == before[self._column]
        self.dataChanged.emit(self.createIndex(row, 0), self.createIndex(row, COLUMNS - 1))

    # -- order --------------------------------------------------------------------------------------------------------

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._column, self._sign = column, 1 if order is Qt.SortOrder.AscendingOrder else -1
        self._ordered = False
        self._put_in_order(even_if_held=True)

    def hold(self, held: bool) -> None:
        """Leave every row where it is, or bring them into order and keep them so."""
        self._held = held
        self._put_in_order()

    def _place(self, row: int) -> tuple[bool, float, str, int]:
        figure, name, number = self._sorting[row][self._column]
        return figure == MISSING, self._sign * figure, name, number

    def _put_in_order(self, *, even_if_held: bool = False) -> None:
        rows = range(len(self._views))
        if self._ordered or (self._held and not even_if_held):
            return
        self._ordered = True
        order = sorted(rows, key=self._place)
        if order == list(rows):
            return
        self.layoutAboutToBeChanged.emit()
        places = dict(zip(order, rows, strict=True))
        self._views = [self._views[row] for row in order]
        self._words = [self._words[row] for row in order]
        self._sorting = [self._sorting[row] for row in order]
        self._number()
        kept = self.persistentIndexList()
        self.changePersistentIndexList(kept, [self.index(places[one.row()], one.column()) for one in kept])
        self.layoutChanged.emit()

    # -- QAbstractTableModel ------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._views)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else COLUMNS

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < COLUMNS:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _heading(Column(section))
        if role == Qt.ItemDataRole.ToolTipRole and section == Column.MONITOR:
            return self.tr("Sorted with the worst first, then by name")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section in FIGURES else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        view = self._views[index.row()]
        if role == VIEW_ROLE:
            return view
        column = Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_text(view, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(_tip(view, column))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return text.spoken(view) if column is Column.MONITOR else f"{_heading(column)}: {cell_text(view, column)}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column in FIGURES else _LEFT
        return None

    def words(self, row: int) -> str:
        """What the filter looks into, in small letters: name, address, tags and state."""
        found = self._words[row]
        if found is None:
            found = self._words[row] = _filtered(self._views[row])
        return found


def _keys(view: MonitorView) -> tuple[Key, ...]:
    """What a row is sorted by in each column: worst first in the first, most failures first, then the figures."""
    status, name = view.status, (view.monitor.name.casefold(), view.monitor.id)
    return (
        (_RANK.get(status.state, _CALM), *name),
        (-sum(beat.outcome is Outcome.DOWN for beat in view.beats), *name),
        (_or_missing(status.last.latency_ms if status.last else None), *name),
        (_or_missing(_ratio(status.uptime_24h)), *name),
        (_or_missing(_ratio(status.uptime_30d)), *name),
        (_or_missing(status.next_at), *name),
    )


def _ratio(uptime: Uptime | None) -> float | None:
    return uptime.ratio if uptime else None


def _or_missing(value: float | None) -> float:
    return MISSING if value is None else value


def _filtered(view: MonitorView) -> str:
    monitor = view.monitor
    state = text.state_name(view.status.state)
    return "\n".join((monitor.name, monitor.target.label, *monitor.tags, state)).casefold()


def _heading(column: Column) -> str:
    return {
        Column.MONITOR: tr("Monitor"),
        Column.BEATS: tr("Last {n} checks").format(n=SLOTS),
        Column.LATENCY: tr("Latency"),
        Column.UPTIME: tr("24 h"),
        Column.MONTH: tr("30 d"),
        Column.NEXT: tr("Next"),
    }[column]


def cell_text(view: MonitorView, column: Column) -> str:
    """What a cell says now."""
    status = view.status
    match column:
        case Column.MONITOR:
            return view.monitor.name
        case Column.BEATS:
            return text.beats(view.beats)
        case Column.LATENCY:
            return text.latency(status.last.latency_ms if status.last else None)
        case Column.UPTIME:
            return text.percent(_ratio(status.uptime_24h))
        case Column.MONTH:
            return text.percent(_ratio(status.uptime_30d))
        case Column.NEXT:
            return text.until(status.next_at, now())


def _tip(view: MonitorView, column: Column) -> str:
    status = view.status
    match column:
        case Column.LATENCY if status.last is not None:
            return tr("Checked {time}").format(time=text.timestamp(status.last.at))
        case Column.UPTIME if status.uptime_24h is not None:
            return tr("Time up in the last 24 hours; checks speak for {coverage} of them").format(
                coverage=text.percent(status.uptime_24h.coverage)
            )
        case Column.MONTH if status.uptime_30d is not None:
            return tr("Time up in the last 30 days; checks speak for {coverage} of them").format(
                coverage=text.percent(status.uptime_30d.coverage)
            )
        case Column.NEXT if status.next_at is not None:
            return tr("Next check {time}").format(time=text.timestamp(status.next_at))
        case Column.MONITOR:
            target = view.monitor.target
            lines = [view.monitor.name, f"{target.method} {target.label}", text.standing(view, now())]
            lines.append(tr("Since {time}").format(time=text.timestamp(status.since)))
            if not target.verify_tls:
                lines.append(tr("The certificate is not verified"))
            return "\n".join(lines)
    return cell_text(view, column)
