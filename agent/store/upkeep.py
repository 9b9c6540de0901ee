"""What is done to the results in the background: hours that are over are closed, results that are old are removed.

All of it in steps of some milliseconds in the writer's thread, each complete in itself: it can stop after any of them
and goes on from there. The pages that old results leave are not given back to the system: as many new results want
them at once, and to move pages to the end of the file and cut it would be work for nothing.
"""

from collections.abc import Iterable

from peewee import SqliteDatabase

from agent.stats import Span
from agent.store import columns, monitors, rollups
from agent.store.codec import OUTCOME_CODES
from agent.store.connection import raw
from agent.store.rollups import DAY, HOUR
from agent.store.tally import Tally, total

SETTLED = 5 * 60_000
"""An hour is closed so many ms after its end: the last of its checks have come by then. One that comes still later
reopens it."""
RESULTS_KEPT = 30 * DAY
"""Single results are kept for so many ms: as far back as somebody still looks into one failure. At 40 bytes each, a
check a minute takes 1.7 MB in that time. Hours and days stay."""
ALWAYS_KEPT = 200
"""However old, so many of a monitor's newest results stay: its bar, its rule and its log need some, also after it was
paused for long or when it is checked once a day."""
AT_ONCE = 5_000
"""So many results are gone through or removed in one step: some 10 ms."""


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
    _add_time(hours, parts)
    rollups.write(database, key, HOUR, hours, start, end)
    if end % DAY == 0:
        day = total(tally for _, tally in rollups.read(database, key, HOUR, end - DAY, end))
        rollups.write(database, key, DAY, {end - DAY: day}, min(start, end - DAY), end)
    raw(database).execute("UPDATE monitor SET hours_until = ? WHERE id = ?", (end, key))
    return end < until


def with_old(database: SqliteDatabase, now: int) -> list[int]:
    """The monitors that have results which may be too old."""
    sql = """
        SELECT id FROM monitor
        WHERE deleted_at IS NULL AND EXISTS (SELECT 1 FROM result WHERE monitor = monitor.id AND at < ?)
        ORDER BY id
    """
    return [key for (key,) in raw(database).execute(sql, (now - RESULTS_KEPT,))]


def remove_step(database: SqliteDatabase, key: int, now: int) -> bool:
    """Remove some results of a monitor that are too old, if they are in closed hours; False once none are left."""
    cut = _removable(database, key, now)
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
    return True


def _closable(now: int) -> int:
    return (now - SETTLED) // HOUR * HOUR


def _next(database: SqliteDatabase, key: int) -> int | None:
    """The beginning of the first hour that is not closed."""
    _, until = rollups.progress(database, key)
    if until:
        return until
    (first,) = raw(database).execute("SELECT min(at) FROM result WHERE monitor = ?", (key,)).fetchone()
    return None if first is None else first // HOUR * HOUR


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


def _removable(database: SqliteDatabase, key: int, now: int) -> int:
    """Results before this may be removed; on the hour."""
    _, until = rollups.progress(database, key)
    sql = "SELECT at FROM result WHERE monitor = ? ORDER BY at DESC LIMIT 1 OFFSET ?"
    found = raw(database).execute(sql, (key, ALWAYS_KEPT)).fetchone()
    return 0 if found is None else min(now - RESULTS_KEPT, until, found[0]) // HOUR * HOUR
