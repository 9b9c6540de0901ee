"""Figures of a period for many monitors at once.

SQLite adds up the closed hours, days and fortnights of all of them in two queries; results are read only at the ends of
the period that no closed hour covers. Counts and times are exact, percentiles within 2 %, and Apdex says its error.
"""

from collections.abc import Mapping, Sequence

from peewee import SqliteDatabase

from agent import stats
from agent.stats import Span, Uptime
from agent.store import columns, monitors, rollups
from agent.store.codec import OUTCOME_CODES
from agent.store.figures import NONE, alerted, of_checks, of_tally
from agent.store.sums import sum_up
from agent.store.tally import Tally
from agent.summary import Figures


def figures(database: SqliteDatabase, wanted: Mapping[int, float | None], start: int, end: int) -> dict[int, Figures]:
    """The period from ``start`` to ``end`` in figures, of each monitor that is ``wanted``, with its T of Apdex. All of
    them are exact of those that have no closed hours in it."""
    alerts = alerted(database, list(wanted), start, end)
    known = rollups.hours_known(database, list(wanted))
    rolled = [key for key in wanted if rollups.closed_by(known.get(key, (0, 0))[1], start, end) != (start, start)]
    sums = tallies(database, rolled, start, end)
    paces = monitors.paces_of(database, list(wanted.keys() - sums.keys()))
    found = {}
    for key, t_ms in wanted.items():
        told = alerts.get(key, NONE)
        if key in sums:
            found[key] = of_tally(sums[key], end - start, told, t_ms)
        else:
            checks = columns.read(database, key, start, start, end)
            time = stats.good_and_down(columns.runs(checks, paces.get(key, ()), start, end), start, end)
            found[key] = of_checks(checks, time, end, told, t_ms)
    return found


def uptimes(database: SqliteDatabase, keys: Sequence[int], start: int, end: int) -> dict[int, Uptime]:
    """Uptime of ``start`` to ``end`` of each of these monitors."""
    found = tallies(database, keys, start, end, latencies=False)
    return {key: stats.uptime_of(*found[key].good_and_down, end - start) for key in keys}


def runs(database: SqliteDatabase, keys: Sequence[int], start: int, end: int) -> dict[int, list[Span]]:
    """The time of ``start`` to ``end`` for which checks speak, like neighbours as one, oldest first, by monitor."""
    paces = monitors.paces_of(database, keys)
    found = ((key, columns.read(database, key, start, start, end)) for key in keys)
    return {key: list(columns.runs(checks, paces.get(key, ()), start, end)) for key, checks in found}


def tallies(
    database: SqliteDatabase, keys: Sequence[int], start: int, end: int, *, latencies: bool = True
) -> dict[int, Tally]:
    """What the checks of ``start`` to ``end`` come to, of each monitor; without ``latencies`` those of closed hours are
    left out, which take the most time."""
    known, paces = rollups.hours_known(database, keys), monitors.paces_of(database, keys)
    closed = {key: rollups.closed_by(known.get(key, (0, 0))[1], start, end) for key in keys}
    sums = sum_up(database, closed, latencies=latencies)
    for key, (first, last) in closed.items():
        for begin, finish in rollups.open_ends(start, first, last, end):
            found = columns.read(database, key, begin, begin, finish)
            sums[key].add(found.tally(found.first, len(found.at)))
            for run in columns.runs(found, paces.get(key, ()), begin, finish):
                sums[key].ms[OUTCOME_CODES[run.outcome]] += run.end - run.start
    return sums
