"""Closed hours and days (UTC) of each monitor: kept when single results are long gone.

They are built from the results by :mod:`agent.store.upkeep`. Three numbers of each monitor say what there is: before
``hours_until`` every hour is closed, and every day that ends by then; before ``results_since`` old results may be gone,
so that only the hours know; before ``hours_since``, a midnight that is not after ``results_since``, hours may be gone
too, so that only the days know. Such a day counts whole for the period in which its noon lies.

Whatever changes the past of a monitor reopens it: then its hours are built anew, and until that is done readers count
the results themselves.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from json import dumps

from peewee import SqliteDatabase

from agent.store.connection import raw
from agent.store.tally import Tally, pack_latencies

HOUR = 3_600_000
DAY = 24 * HOUR
NOON = 12 * HOUR
"""Of a day, from its beginning."""
FORTNIGHT = 14 * DAY
"""Days are summed up to these, counted from 1970 on, see :mod:`agent.store.sums`."""

_INSERT = "INSERT INTO rollup VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_BETWEEN = "monitor = ? AND width = ? AND start >= ? AND start < ?"
_PARTS = f"""
    SELECT start, up + degraded + down + unknown, down, degraded, unknown, start + last_at, latency_min, latency_max,
           latencies
    FROM rollup WHERE {_BETWEEN} AND last_at IS NOT NULL ORDER BY start
"""  # noqa: S608 - of a constant
Part = tuple[int, int, int, int, int, int, int | None, int | None, bytes]
"""What a chart needs of an hour or day: its beginning, how many checks it has, and how many DOWN, DEGRADED and UNKNOWN,
when the last one was, the least and the most µs of the good ones, and their latencies, packed."""

_BY_PERIOD = """
    SELECT period.key, sum(up_ms + degraded_ms), sum(down_ms), sum(up + degraded + down + unknown), sum(down)
    FROM json_each(?) AS period CROSS JOIN rollup ON monitor = ? AND width = json_extract(period.value, '$[0]')
        AND start >= json_extract(period.value, '$[1]') AND start < json_extract(period.value, '$[2]')
    GROUP BY period.key
"""


def progress(database: SqliteDatabase, monitor: int) -> tuple[int, int]:
    """``results_since`` and ``hours_until`` of a monitor."""
    found = raw(database).execute("SELECT results_since, hours_until FROM monitor WHERE id = ?", (monitor,)).fetchone()
    return found or (0, 0)


def hours_known(database: SqliteDatabase, monitors: Sequence[int]) -> dict[int, tuple[int, int]]:
    """``hours_since`` and ``hours_until`` of these monitors."""
    sql = "SELECT id, hours_since, hours_until FROM monitor WHERE id IN (SELECT value FROM json_each(?))"
    return {key: (since, until) for key, since, until in raw(database).execute(sql, (dumps(list(monitors)),))}


def hours_since(database: SqliteDatabase, monitor: int) -> int:
    """Hours that begin before this may be gone."""
    since, _ = hours_known(database, [monitor]).get(monitor, (0, 0))
    return since


def reopen(database: SqliteDatabase, monitor: int, at: int) -> None:
    """Something about the time from ``at`` on has changed. Hours whose results may be gone stay as they are."""
    hour = at - at % HOUR
    raw(database).execute(
        "UPDATE monitor SET hours_until = max(results_since, ?) WHERE id = ? AND hours_until > ?", (hour, monitor, hour)
    )


def closed(database: SqliteDatabase, monitor: int, start: int, end: int) -> tuple[int, int]:
    """The closed hours within ``start`` to ``end``, from the first to the end of the last; the ``start`` twice where
    there are none."""
    _, until = progress(database, monitor)
    return closed_by(until, start, end)


def closed_by(until: int, start: int, end: int) -> tuple[int, int]:
    """The same of a monitor whose hours are closed ``until`` a time."""
    first, last = -(-start // HOUR) * HOUR, min(end, until) // HOUR * HOUR
    return (first, last) if first < last else (start, start)


def open_ends(start: int, first: int, last: int, end: int) -> Iterator[tuple[int, int]]:
    """What is left of ``start`` to ``end`` beside its closed hours from ``first`` to ``last``."""
    for begin, finish in ((start, first), (last, end)):
        if begin < finish:
            yield begin, finish


def write(database: SqliteDatabase, monitor: int, width: int, tallies: dict[int, Tally], start: int, end: int) -> None:
    """Put what was tallied of the hours (or days) from ``start`` to ``end``, by their beginning, in place of what was
    there."""
    remove(database, monitor, width, start, end)
    raw(database).executemany(
        _INSERT,
        [
            (
                monitor,
                width,
                at,
                *tally.checks,
                *tally.ms,
                tally.latency_sum,
                tally.latency_min,
                tally.latency_max,
                None if tally.first_at is None else tally.first_at - at,
                None if tally.last_at is None else tally.last_at - at,
                pack_latencies(tally.latencies),
            )
            for at, tally in tallies.items()
            if not tally.empty
        ],
    )


def remove(database: SqliteDatabase, monitor: int, width: int, start: int, end: int) -> None:
    """Remove the hours (or days, with the fortnights they are in) that begin from ``start`` to ``end``."""
    sql = f"DELETE FROM rollup WHERE {_BETWEEN}"  # noqa: S608 - a constant
    raw(database).execute(sql, (monitor, width, start, end))
    if width == DAY and start < end:
        raw(database).execute(sql, (monitor, FORTNIGHT, start // FORTNIGHT * FORTNIGHT, end))


def read(database: SqliteDatabase, monitor: int, width: int, start: int, end: int) -> Iterator[tuple[int, Tally]]:
    """The hours (or days) that begin from ``start`` to ``end``, each with its beginning, oldest first."""
    sql = f"SELECT * FROM rollup WHERE {_BETWEEN} ORDER BY start"  # noqa: S608 - a constant
    for _, _, at, *numbers, first, last, packed in raw(database).execute(sql, (monitor, width, start, end)):
        latency_sum, latency_min, latency_max = numbers[8:]
        first_at, last_at = (None, None) if first is None else (at + first, at + last)
        tally = Tally(numbers[:4], numbers[4:8], latency_sum, latency_min, latency_max, first_at, last_at)
        tally.add_packed(packed)
        yield at, tally


def read_parts(database: SqliteDatabase, monitor: int, start: int, end: int, *, days: bool) -> list[Part]:
    """The closed hours from ``start`` to ``end`` (both on the hour) that have checks, oldest first; with ``days``, and
    where hours are gone, whole days as one."""
    found: list[Part] = []
    for width, begin, finish in coarse(start, end, hours_since(database, monitor), days=days):
        found += read_width(database, monitor, width, begin, finish)
    return found


def read_width(database: SqliteDatabase, monitor: int, width: int, start: int, end: int) -> list[Part]:
    """The rollups of one width that begin from ``start`` to ``end`` and have checks, oldest first."""
    return raw(database).execute(_PARTS, (monitor, width, start, end)).fetchall()


def part(at: int, tally: Tally) -> Part:
    """The same of checks that are in no closed hour, of which there is one at least."""
    up, degraded, down, unknown = tally.checks
    packed = pack_latencies(tally.latencies)
    checks = up + degraded + down + unknown
    last_at = at if tally.last_at is None else tally.last_at
    return at, checks, down, degraded, unknown, last_at, tally.latency_min, tally.latency_max, packed


def coarse(start: int, end: int, since: int, *, days: bool) -> Iterator[tuple[int, int, int]]:
    """Of which width what is read from ``start`` to ``end`` (both on the hour), from when and until when, where hours
    are gone before ``since``."""
    gone = (DAY, start - NOON, min(end - NOON, since))
    start = max(start, min(since, end))
    first, last = (-(-start // DAY) * DAY, end // DAY * DAY) if days else (end, end)
    found = [(HOUR, start, end)] if first >= last else [(HOUR, start, first), (DAY, first, last), (HOUR, last, end)]
    return ((width, begin, finish) for width, begin, finish in (gone, *found) if begin < finish)


def by_period(
    database: SqliteDatabase, monitor: int, starts: Sequence[int], first: int, last: int
) -> dict[int, tuple[int, int, int, int]]:
    """Good time and time DOWN in ms, all checks and those that were DOWN, of the closed hours from ``first`` to
    ``last``, by the place of the period in which they begin; the next of ``starts`` ends a period. Those without any
    are left out."""
    since = hours_since(database, monitor)
    periods = list(pairwise(starts))
    hours = _of_periods(database, monitor, [(HOUR, max(begin, first, since), min(end, last)) for begin, end in periods])
    if first < since:
        days = [(DAY, begin - NOON, min(end - NOON, since)) for begin, end in periods]
        for place, some in _of_periods(database, monitor, days).items():
            good, down, checks, failed = hours.get(place, (0, 0, 0, 0))
            hours[place] = good + some[0], down + some[1], checks + some[2], failed + some[3]
    return hours


def _of_periods(
    database: SqliteDatabase, monitor: int, periods: Sequence[tuple[int, int, int]]
) -> dict[int, tuple[int, int, int, int]]:
    rows = raw(database).execute(_BY_PERIOD, (dumps(periods), monitor))
    return {place: (good, down, checks, failed) for place, good, down, checks, failed in rows}


def first_at(database: SqliteDatabase, monitor: int) -> int | None:
    """The first check that any closed hour, or day where hours are gone, knows of."""
    sql = """
        SELECT start + first_at FROM rollup
        WHERE monitor = ? AND width = ? AND start >= ? AND start < ? AND first_at IS NOT NULL ORDER BY start LIMIT 1
    """
    since = hours_since(database, monitor)
    _, until = progress(database, monitor)
    for width, begin, end in ((DAY, 0, since), (HOUR, since, until)):
        found = raw(database).execute(sql, (monitor, width, begin, end)).fetchone()
        if found:
            return int(found[0])
    return None


def purge(database: SqliteDatabase, monitor: int, limit: int) -> bool:
    """Remove some hours or days of a monitor; whether there were any."""
    some = "SELECT width, start FROM rollup WHERE monitor = ? LIMIT ?"
    sql = f"DELETE FROM rollup WHERE monitor = ? AND (width, start) IN ({some})"  # noqa: S608 - of constants
    return raw(database).execute(sql, (monitor, monitor, limit)).rowcount > 0
