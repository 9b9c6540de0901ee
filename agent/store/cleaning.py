"""Taking history away that somebody wants no more: the checks of a period, or single ones, and what is known of them.

Where the results are there, hours and days are built anew from those that stay. Where only hours are left, those that
begin in the period go, and their days are added up again; where only days are left, those whose noon lies in it.
"""

from collections.abc import Sequence
from json import dumps

from peewee import SqliteDatabase

from agent.store import rollups
from agent.store.connection import raw
from agent.store.rollups import DAY, HOUR, NOON
from agent.store.tally import total
from agent.store.upkeep import AT_ONCE, ROLLUPS_AT_ONCE

_HOURS_AT_ONCE = ROLLUPS_AT_ONCE * HOUR
_DAYS_AT_ONCE = ROLLUPS_AT_ONCE * DAY


def end_of_all(database: SqliteDatabase, monitor: int, now: int) -> int:
    """After all that is known of a monitor, also where the clock was ahead once."""
    (newest,) = raw(database).execute("SELECT max(at) FROM result WHERE monitor = ?", (monitor,)).fetchone()
    return max(now, newest or 0) + 1


def clear_step(database: SqliteDatabase, monitor: int, start: int, end: int) -> tuple[int, int | None]:
    """Take away some of the checks from ``start`` to ``end`` (exclusive), with what hours and days say of them; how
    many results, and from when on the next step goes on (None: there is nothing left)."""
    start = max(start, _first(database, monitor, end))
    results_since, _ = rollups.progress(database, monitor)
    hours_since = rollups.hours_since(database, monitor)
    stop = end
    if start < hours_since:
        stop = min(end, start + _DAYS_AT_ONCE, hours_since)
    elif start < results_since:
        stop = min(end, start + _HOURS_AT_ONCE, results_since)
    ats = "SELECT at FROM result WHERE monitor = ? AND at >= ? AND at < ? ORDER BY at LIMIT ?"
    found = [at for (at,) in raw(database).execute(ats, (monitor, start, stop, AT_ONCE))]
    _remove(database, monitor, found)
    if len(found) == AT_ONCE:
        return len(found), start
    _remove_days(database, monitor, start, min(stop, hours_since + NOON), hours_since)
    _remove_hours(database, monitor, max(start, hours_since), min(stop, results_since))
    _remove_evidence(database, monitor, start, stop)
    return len(found), None if stop == end else stop


def remove(database: SqliteDatabase, monitor: int, ats: Sequence[int]) -> int:
    """Take away the checks made at these times; how many there were. An hour whose results are gone still counts one
    that had outlived them."""
    sql = "SELECT at FROM result WHERE monitor = ? AND at IN (SELECT value FROM json_each(?))"
    found = [at for (at,) in raw(database).execute(sql, (monitor, dumps(list(ats))))]
    _remove(database, monitor, found)
    for at in found:
        _remove_evidence(database, monitor, at, at + 1)
    return len(found)


def _first(database: SqliteDatabase, monitor: int, otherwise: int) -> int:
    """The first thing that is known of a monitor, or ``otherwise`` where there is nothing."""
    sql = """
        SELECT min(at) FROM (
            SELECT min(at) AS at FROM result WHERE monitor = :monitor
            UNION ALL SELECT min(start) FROM rollup WHERE monitor = :monitor AND width = :hour
            UNION ALL SELECT min(start) FROM rollup WHERE monitor = :monitor AND width = :day
            UNION ALL SELECT min(at) FROM evidence WHERE monitor = :monitor
        )
    """
    (found,) = raw(database).execute(sql, {"monitor": monitor, "hour": HOUR, "day": DAY}).fetchone()
    return otherwise if found is None else int(found)


def _remove(database: SqliteDatabase, monitor: int, ats: Sequence[int]) -> None:
    """Results go, and the time from the first of them on is open again: the one before speaks for longer now."""
    if ats:
        sql = "DELETE FROM result WHERE monitor = ? AND at IN (SELECT value FROM json_each(?))"
        raw(database).execute(sql, (monitor, dumps(list(ats))))
        rollups.reopen(database, monitor, min(ats))


def _remove_days(database: SqliteDatabase, monitor: int, start: int, end: int, hours_since: int) -> None:
    """Days of which no hours are left."""
    rollups.remove(database, monitor, DAY, start - NOON, min(end - NOON, hours_since))


def _remove_hours(database: SqliteDatabase, monitor: int, start: int, end: int) -> None:
    """Hours of which no results are left; the days they were in are added up again as far as they are closed."""
    if start >= end:
        return
    sql = "DELETE FROM rollup WHERE monitor = ? AND width = ? AND start >= ? AND start < ?"
    if not raw(database).execute(sql, (monitor, HOUR, start, end)).rowcount:
        return
    _, until = rollups.progress(database, monitor)
    first, last = start // DAY * DAY, min(-(-end // DAY) * DAY, until // DAY * DAY)
    days = {}
    for day in range(first, last, DAY):
        days[day] = total(tally for _, tally in rollups.read(database, monitor, HOUR, day, day + DAY))
    rollups.write(database, monitor, DAY, days, first, max(first, last))


def _remove_evidence(database: SqliteDatabase, monitor: int, start: int, end: int) -> None:
    """What was seen in these checks, also what alerts kept of them."""
    raw(database).execute("DELETE FROM evidence WHERE monitor = ? AND at >= ? AND at < ?", (monitor, start, end))
