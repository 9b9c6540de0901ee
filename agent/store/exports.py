"""What reports read: results block by block as they are packed, and uptime by day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from peewee import SqliteDatabase

from agent.model import Alert
from agent.report_messages import PlanState
from agent.store import alerts, history, monitors, plans
from agent.store.connection import raw
from agent.store.errors import StoreError
from agent.store.reader import Reader
from agent.store.values import DayFigures
from agent.store.writer import Writer

PackedRow = tuple[int, int, int | None, int | None, int | None, bytes | None]
"""Time, outcome, latency in µs, cause, number of the details, phases: packed as :mod:`agent.store.codec` says."""

_BLOCK = """
    SELECT at, outcome, latency, cause, detail, phases FROM result WHERE monitor = ? AND at >= ? AND at < ?
    ORDER BY at LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class ResultBlock:
    """Some results of a monitor, oldest first, and of those ``details`` that the reader did not know the status code
    (0: none) and message by their number."""

    rows: list[PackedRow]
    details: dict[int, tuple[int, str]]


class Exports:
    """Reads for reports, block by block or monitor by monitor, so that others get their turn between them, and keeps
    how scheduled ones stand."""

    def __init__(self, reader: Reader, writer: Writer | None) -> None:
        self._reader = reader
        self._writer = writer

    async def block(self, monitor: int, start: int, end: int, limit: int, known: Collection[int]) -> ResultBlock:
        """The first ``limit`` results from ``start`` to ``end`` (exclusive), without the details ``known``."""
        return await self._reader.run(lambda database: _block(database, monitor, start, end, limit, known))

    async def count(self, monitor: int, start: int, end: int) -> int:
        """How many results there are from ``start`` to ``end`` (exclusive)."""
        return await self._reader.run(lambda database: _count(database, monitor, start, end))

    async def days(self, monitor: int, starts: Sequence[int]) -> list[DayFigures]:
        """Each of the days of which ``starts`` are the beginnings and, last, the end of the last one. What is closed is
        counted from hours: an hour in which a day begins counts for the one before."""
        return await self._reader.run(lambda database: _days(database, monitor, starts))

    async def alerts(self, monitor: int, start: int, end: int) -> list[Alert]:
        """The alerts that were open at some time from ``start`` to ``end`` (exclusive), oldest first."""
        return await self._reader.run(lambda database: alerts.of_period(database, monitor, start, end))

    async def plan_states(self) -> list[PlanState]:
        """How scheduled reports stand."""
        return await self._reader.run(plans.load)

    async def save_plan_states(self, states: Sequence[PlanState]) -> None:
        """Note how they stand, in place of what was noted before."""
        if self._writer is None:
            raise StoreError("The database is open for reading only.")
        await self._writer.run(lambda database: plans.save(database, states))


def _block(
    database: SqliteDatabase, monitor: int, start: int, end: int, limit: int, known: Collection[int]
) -> ResultBlock:
    rows: list[PackedRow] = raw(database).execute(_BLOCK, (monitor, start, end, limit)).fetchall()
    wanted = {row[4] for row in rows if row[4] is not None}.difference(known)
    details = {}
    for number in wanted:
        sql = "SELECT status_code, message FROM detail WHERE id = ?"
        if found := raw(database).execute(sql, (number,)).fetchone():
            details[number] = found
    return ResultBlock(rows, details)


def _count(database: SqliteDatabase, monitor: int, start: int, end: int) -> int:
    sql = "SELECT count(*) FROM result WHERE monitor = ? AND at >= ? AND at < ?"
    return int(raw(database).execute(sql, (monitor, start, end)).fetchone()[0])


def _days(database: SqliteDatabase, monitor: int, starts: Sequence[int]) -> list[DayFigures]:
    return history.days(database, monitor, monitors.paces(database, monitor), starts, starts[-1])
