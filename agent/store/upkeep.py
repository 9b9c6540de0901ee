"""What is done to the results in the background: hours that are over are closed, results that are old are removed.

All of it in steps of some milliseconds in the writer's thread, each complete in itself: it can stop after any of them
and goes on from there.
"""

from collections.abc import Iterable

from peewee import SqliteDatabase

from agent.stats import Span
from agent.store import busy, columns, monitors, rollups
from agent.store.codec import OUTCOME_CODES
from agent.store.connection import raw
from agent.store.rollups import DAY, FORTNIGHT, HOUR
from agent.store.tally import Tally, total

SETTLED = 5 * 60_000
"""An hour is closed so many ms after its end: the last of its checks have come by then. One that comes still later
reopens it."""
ALWAYS_KEPT = 200
"""However old, so many of a monitor's newest results stay: its bar, its rule and its log need some, also after it was
paused for long or when it is checked once a day."""
AT_ONCE = 5_000
"""So many results are gone through or removed in one step: some 10 ms."""
ROLLUPS_AT_ONCE = 500
"""So many hours or days are removed in one step."""


def unclosed(database: SqliteDatabase, now: int) -> list[int]:
    """The monitors that have hours to be closed."""
    sql = """
        SELECT id FROM monitor
        WHERE deleted_at IS NULL AND hours_until < ? AND EXISTS (SELECT 1 FROM result WHERE monitor = monitor.id)
        ORDER BY id
    """
    return [key for (key,) in raw(database).execute(sql, (_closable(now),))]


def close_step(database: SqliteDatabase, key: int, now: int) -> bool:
    """Close the next hours of a monitor, those of one day (UTC) at most, and the day with its last hour; False once
    there are no more to close."""
    start, until = _next(database, key), _closable(now)
    if start is None or start >= until:
        return False
    end = _enough(database, key, start, min(until, start // DAY * DAY + DAY))
    found = columns.read(database, key, start, start, end)
    parts = list(columns.runs(found, monitors.paces(database, key), start, end))
    if not found.count and not parts and start % DAY == 0:
        end = max(end, min(until, _next_check(database, key, start, until)) // DAY * DAY)
    hours = {start + place * HOUR: found.tally(first, last) for place, first, last in found.groups(HOUR, start)}
    busy.close(database, key, found, hours, end)
    _add_time(hours, parts)
    rollups.write(database, key, HOUR, hours, start, end)
    if end % DAY == 0:
        day = total(tally for _, tally in rollups.read(database, key, HOUR, end - DAY, end))
        rollups.write(database, key, DAY, {end - DAY: day}, min(start, end - DAY), end)
    raw(database).execute("UPDATE monitor SET hours_until = ? WHERE id = ?", (end, key))
    return end < until


def with_old(database: SqliteDatabase, before: int) -> list[int]:
    """The monitors that have results from before a time."""
    sql = """
        SELECT id FROM monitor
        WHERE deleted_at IS NULL AND EXISTS (SELECT 1 FROM result WHERE monitor = monitor.id AND at < ?)
        ORDER BY id
    """
    return [key for (key,) in raw(database).execute(sql, (before,))]


def remove_step(database: SqliteDatabase, key: int, before: int) -> bool:
    """Remove some results of a monitor that are older than ``before``, if they are in closed hours, and the parts that
    busy hours of that time are kept in; False once none are left."""
    cut = min(before // HOUR * HOUR, removable(database, key))
    if cut <= 0:
        return False
    # The last one before the cut may still speak for the time after it.
    some = "SELECT at FROM result WHERE monitor = ? AND at < (SELECT max(at) FROM result WHERE monitor = ? AND at < ?)"
    removed = raw(database).execute(
        f"DELETE FROM result WHERE monitor = ? AND at IN ({some} ORDER BY at LIMIT ?)",  # noqa: S608 - of constants
        (key, key, key, cut, AT_ONCE),
    )
    if not removed.rowcount:
        return False
    raw(database).execute("UPDATE monitor SET results_since = ? WHERE id = ? AND results_since < ?", (cut, key, cut))
    _remove_rollups(database, key, busy.FIVE_MINUTES, cut)  # of so many results there are not as many parts
    return True


def removable(database: SqliteDatabase, key: int) -> int:
    """Results of a monitor before this may be removed; on the hour."""
    _, until = rollups.progress(database, key)
    sql = "SELECT at FROM result WHERE monitor = ? ORDER BY at DESC LIMIT 1 OFFSET ?"
    found = raw(database).execute(sql, (key, ALWAYS_KEPT)).fetchone()
    return 0 if found is None else min(until, found[0]) // HOUR * HOUR


def with_old_hours(database: SqliteDatabase, before: int) -> list[int]:
    """The monitors that have hours from before a time of which no results are kept either."""
    sql = """
        SELECT id FROM monitor WHERE deleted_at IS NULL AND EXISTS (
            SELECT 1 FROM rollup WHERE monitor = monitor.id AND width = :hour
                AND start < min(:before, results_since) / :day * :day
        ) ORDER BY id
    """
    return [key for (key,) in raw(database).execute(sql, {"hour": HOUR, "day": DAY, "before": before})]


def remove_hours_step(database: SqliteDatabase, key: int, before: int) -> bool:
    """Remove some hours of a monitor of the days before ``before`` of which no results are kept; the days stay. False
    once none are left."""
    since, _ = rollups.progress(database, key)
    cut = min(before, since) // DAY * DAY
    raw(database).execute("UPDATE monitor SET hours_since = ? WHERE id = ? AND hours_since < ?", (cut, key, cut))
    return _remove_rollups(database, key, HOUR, cut)


def with_old_days(database: SqliteDatabase, before: int) -> list[int]:
    """The monitors that have days from before a time of which no hours are kept either."""
    sql = """
        SELECT id FROM monitor WHERE deleted_at IS NULL AND EXISTS (
            SELECT 1 FROM rollup WHERE monitor = monitor.id AND width = ? AND start < min(?, hours_since)
        ) ORDER BY id
    """
    return [key for (key,) in raw(database).execute(sql, (DAY, before))]


def remove_days_step(database: SqliteDatabase, key: int, before: int) -> bool:
    """Remove some days of a monitor before ``before`` of which no hours are kept, and the fortnights they are in; False
    once none are left."""
    cut = min(before, rollups.hours_since(database, key))
    _remove_rollups(database, key, FORTNIGHT, cut)
    return _remove_rollups(database, key, DAY, cut)


def _remove_rollups(database: SqliteDatabase, key: int, width: int, cut: int) -> bool:
    some = "SELECT start FROM rollup WHERE monitor = ? AND width = ? AND start < ? ORDER BY start LIMIT ?"
    sql = f"DELETE FROM rollup WHERE monitor = ? AND width = ? AND start IN ({some})"  # noqa: S608 - of constants
    removed = raw(database).execute(sql, (key, width, key, width, cut, ROLLUPS_AT_ONCE))
    return removed.rowcount == ROLLUPS_AT_ONCE


def _closable(now: int) -> int:
    return (now - SETTLED) // HOUR * HOUR


def _next(database: SqliteDatabase, key: int) -> int | None:
    """The beginning of the first hour that is not closed: after results were taken away also one that had some."""
    _, until = rollups.progress(database, key)
    if until:
        return until
    (first,) = raw(database).execute("SELECT min(at) FROM result WHERE monitor = ?", (key,)).fetchone()
    sql = "SELECT min(start) FROM rollup WHERE monitor = ? AND width = ?"
    (known,) = raw(database).execute(sql, (key, HOUR)).fetchone()
    return min((at // HOUR * HOUR for at in (first, known) if at is not None), default=None)


def _enough(database: SqliteDatabase, key: int, start: int, end: int) -> int:
    """``end``, or before it so that one step has not too much to do; an hour at least."""
    sql = "SELECT at FROM result WHERE monitor = ? AND at >= ? AND at < ? ORDER BY at LIMIT 1 OFFSET ?"
    found = raw(database).execute(sql, (key, start, end, AT_ONCE)).fetchone()
    return end if found is None else max(start + HOUR, found[0] // HOUR * HOUR)


def _next_check(database: SqliteDatabase, key: int, start: int, otherwise: int) -> int:
    sql = "SELECT min(at) FROM result WHERE monitor = ? AND at >= ?"
    (found,) = raw(database).execute(sql, (key, start)).fetchone()
    return otherwise if found is None else found


def _add_time(hours: dict[int, Tally], parts: Iterable[Span]) -> None:
    for part in parts:
        for hour in range(part.start // HOUR * HOUR, part.end, HOUR):
            tally = hours.setdefault(hour, Tally())
            tally.ms[OUTCOME_CODES[part.outcome]] += min(part.end, hour + HOUR) - max(part.start, hour)
