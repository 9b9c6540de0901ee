"""The checks of one monitor, newest first: older pages come as one scrolls, new checks as they are recorded."""

from datetime import datetime
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from agent.messages import CommandFailed, Event, GetLog, Log
from agent.model import Check
from desktop import text
from desktop.client import Client
from desktop.labels import tooltip

Index = QModelIndex | QPersistentModelIndex
PAGE = 100
MOST = 5_000
"""More checks than so many are let go at the old end when new ones come; scrolling reads them again."""
CheckRole = int(Qt.ItemDataRole.UserRole) + 1


class Column(IntEnum):
    TIME = 0
    OUTCOME = 1
    STATUS = 2
    LATENCY = 3
    CAUSE = 4
    MESSAGE = 5


class LogModel(QAbstractTableModel):
    """``reading`` says whether a page is on its way, ``failed`` why one did not come."""

    reading = Signal(bool)
    failed = Signal(str)

    def __init__(self, client: Client, parent: Any = None) -> None:
        super().__init__(parent)
        self._client = client
        self._monitor: int | None = None
        self._checks: list[Check] = []
        self._more = False
        self._request = 0

    def show_monitor(self, monitor: int | None) -> None:
        """Show another monitor's checks; the first page is asked for at once."""
        self.beginResetModel()
        self._client.forget(self._request)
        self._monitor, self._checks, self._more, self._request = monitor, [], False, 0
        self.endResetModel()
        if monitor is not None:
            self._ask()

    def add(self, check: Check) -> None:
        """A new check of the monitor that is shown."""
        if check.monitor != self._monitor or (self._checks and check.at <= self._checks[0].at):
            return
        self.beginInsertRows(QModelIndex(), 0, 0)
        self._checks.insert(0, check)
        self.endInsertRows()
        if len(self._checks) > MOST:
            self.beginRemoveRows(QModelIndex(), MOST - PAGE, len(self._checks) - 1)
            del self._checks[MOST - PAGE :]
            self._more = True
            self.endRemoveRows()

    def clear(self, ats: tuple[int, ...]) -> None:
        """Checks of the monitor that is shown were taken away: those of these times, or of a period where there are
        none, and then all is read again."""
        if not ats:
            self.show_monitor(self._monitor)
            return
        for row in reversed(range(len(self._checks))):
            if self._checks[row].at in ats:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._checks[row]
                self.endRemoveRows()

    def retry(self) -> None:
        """Ask again after a failure."""
        if self._monitor is not None and not self._request:
            self._ask()

    # -- pages --------------------------------------------------------------------------------------------------------

    def read_on(self) -> None:
        """Ask for the next page, if there is one and none is on its way.

        Not Qt's fetchMore: a tree calls that whenever it arranges its rows, out of sight too, and each page that comes
        has them arranged anew, until all is read.
        """
        if self._more and not self._request:
            self._ask()

    def _ask(self) -> None:
        monitor = self._monitor
        assert monitor is not None  # noqa: S101 - nothing is asked while nothing is shown
        before = self._checks[-1].at if self._checks else None
        self.reading.emit(True)
        self._request = self._client.ask(
            lambda request: GetLog(request, monitor, before, PAGE), self._take, self._refuse
        )

    def _take(self, event: Event) -> None:
        if not isinstance(event, Log) or event.request != self._request or event.monitor != self._monitor:
            return
        self._request = 0
        oldest = self._checks[-1].at if self._checks else None
        older = [check for check in event.checks if oldest is None or check.at < oldest]
        self._more = event.more
        if older:
            self.beginInsertRows(QModelIndex(), len(self._checks), len(self._checks) + len(older) - 1)
            self._checks.extend(older)
            self.endInsertRows()
        self.reading.emit(False)

    def _refuse(self, failure: CommandFailed) -> None:
        if failure.request == self._request:
            self._request = 0
            self._more = False
            self.reading.emit(False)
            self.failed.emit(failure.message)

    # -- the table ----------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._checks)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        names = (
            self.tr("Time"),
            self.tr("Outcome"),
            self.tr("Status"),
            self.tr("Latency"),
            self.tr("Cause"),
            self.tr("Message"),
        )
        return names[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._checks):
            return None
        check = self._checks[index.row()]
        if role == CheckRole:
            return check
        if role == Qt.ItemDataRole.DisplayRole:
            return _cell(check, Column(index.column()))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            said = text.timestamp(check.at) if index.column() == Column.TIME else check.message
            return tooltip(said)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _cell(check, Column(index.column())) or self.tr("none")
        return None


def _alignment(column: int) -> Qt.AlignmentFlag:
    right = column in (Column.STATUS, Column.LATENCY)
    return (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter


def _cell(check: Check, column: Column) -> str:
    if column is Column.TIME:
        return clock(check.at)
    if column is Column.OUTCOME:
        return f"({check.outcome.value})" if check.maintenance else check.outcome.value
    if column is Column.STATUS:
        return str(check.status_code) if check.status_code is not None else text.NOTHING
    if column is Column.LATENCY:
        return text.latency(check.latency_ms)
    if column is Column.CAUSE:
        return text.cause_name(check.cause) if check.cause else ""
    return check.message


def clock(at: int) -> str:
    """The local time of day of a check, with the date in front where it was not today."""
    local = datetime.fromtimestamp(at / 1_000).astimezone()
    today = datetime.now().astimezone().date()
    return f"{local:%H:%M:%S}" if local.date() == today else f"{local:%Y-%m-%d %H:%M:%S}"
