"""What the checks of a period come to. The rules of it stand in :mod:`agent.stats`.

A period is counted from its results, exactly, where they are there and not too many; else from its closed hours and
days, or parts of busy hours, and from the results of what is not closed at its ends. Then counts and times are exact
still, and percentiles within 2 %. Where hours are gone too, a day (UTC) counts whole for the period in which its noon
lies.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from peewee import SqliteDatabase

from agent import stats
from agent.stats import Bucket, Day, Pace, Span, Uptime
from agent.store import alerts, busy, columns, monitors, results, rollups, summaries
from agent.store.busy import FIVE_MINUTES
from agent.store.codec import DOWN
from agent.store.columns import Columns
from agent.store.figures import NONE, Alerted, alerted, of_checks, of_tally
from agent.store.rollups import DAY, HOUR, Part
from agent.store.tally import Ordered
from agent.store.values import DayFigures, HistoryData
from agent.summary import Figures

MANY, WIDE = 25_000, HOUR // 4
"""More results are not read for a chart: it comes from hours where its points are at least ``WIDE`` ms, else from the
parts of busy hours, in a tenth of the time and with fewer points."""
TOO_MANY = 100_000
"""More results are not read for the figures of a period, exact though they would be: that takes too long."""
FEW = 1_000
"""The time of fewer checks is counted from them in less time than closed hours are read in."""


def runs(database: SqliteDatabase, monitor: int, start: int, end: int) -> list[Span]:
    """The time of ``start`` to ``end`` for which checks speak, like neighbours as one, oldest first."""
    found = columns.read(database, monitor, start, start, end)
    return list(columns.runs(found, monitors.paces(database, monitor), start, end))


def uptime(database: SqliteDatabase, monitor: int, start: int, end: int) -> Uptime:
    """Uptime of ``start`` to ``end``, of closed hours as far as there are any."""
    return _uptimes(database, monitor, monitors.paces(database, monitor), (start, end), end)[0]


def uptime_by_time(database: SqliteDatabase, monitor: int, starts: Sequence[int], end: int) -> tuple[Day, ...]:
    """Uptime of each part of a time up to ``end``; ``starts`` are their beginnings and, last, the end of the last one.
    The first one counts whole."""
    return tuple(map(Day, starts, _uptimes(database, monitor, monitors.paces(database, monitor), starts, end)))


def history(
    database: SqliteDatabase, monitor: int, start: int, end: int, points: int, t_ms: float | None = None
) -> HistoryData:
    """The chart and figures of ``start`` to ``end``; ``t_ms`` is T of Apdex."""
    data = _of_period(database, monitor, start, end, points, t_ms)
    spans = alerts.spans(database, monitor, start, end)
    return replace(data, first_at=results.first_at(database, monitor), alerts=spans)


def _of_period(
    database: SqliteDatabase, monitor: int, start: int, end: int, points: int, t_ms: float | None
) -> HistoryData:
    width = stats.bucket_width(start, end, points)
    limit = points if width >= HOUR else MANY
    if _only_hours(database, monitor, start, end, limit):
        return _of_hours(database, monitor, start, end, width, t_ms)
    alerts = _alerted(database, monitor, start, end)
    paces = monitors.paces(database, monitor)
    found = columns.read(database, monitor, start, start, end)
    if found.count <= points:
        beats = results.beats_between(database, monitor, start, end)
        chart, width = stats.chart_points(beats, paces, start, end, points), 0
    else:
        groups = found.groups(width, start)
        buckets = [found.bucket(start + place * width, first, last) for place, first, last in groups]
        chart = stats.bucket_points(buckets, paces, width)
    time = _time(database, monitor, paces, found, end)
    return HistoryData(chart, width, of_checks(found, time, end, alerts, t_ms))


def figures(database: SqliteDatabase, monitor: int, start: int, end: int, t_ms: float | None = None) -> Figures:
    """The period from ``start`` to ``end`` in figures; ``t_ms`` is T of Apdex."""
    paces = monitors.paces(database, monitor)
    alerts = _alerted(database, monitor, start, end)
    if _only_hours(database, monitor, start, end, TOO_MANY):
        tally = summaries.tallies(database, [monitor], start, end)[monitor]
        return of_tally(tally, end - start, alerts, t_ms)
    found = columns.read(database, monitor, start, start, end)
    return of_checks(found, _time(database, monitor, paces, found, end), end, alerts, t_ms)


def _time(database: SqliteDatabase, monitor: int, paces: Sequence[Pace], found: Columns, end: int) -> tuple[int, int]:
    """The good time and the time DOWN from ``found.start`` to ``end`` in ms; of closed hours where that is quicker."""
    if found.count < FEW:
        return stats.good_and_down(columns.runs(found, paces, found.start, end), found.start, end)
    good, down, _, _ = _times(database, monitor, paces, (found.start, end), end)[0]
    return good, down


def _alerted(database: SqliteDatabase, monitor: int, start: int, end: int) -> Alerted:
    return alerted(database, [monitor], start, end).get(monitor, NONE)


def _only_hours(database: SqliteDatabase, monitor: int, start: int, end: int, limit: int | None) -> bool:
    """Whether the period comes from closed hours: some of its results may have been removed for their age, or are more
    than ``limit``."""
    results_since, _ = rollups.progress(database, monitor)
    if start < results_since or limit is None:
        return start < results_since
    first, last = rollups.closed(database, monitor, start, end)
    return first < last and results.more_than(database, monitor, start, end, limit)


# -- from closed hours -------------------------------------------------------------------------------------------------


def _of_hours(
    database: SqliteDatabase, monitor: int, start: int, end: int, width: int, t_ms: float | None
) -> HistoryData:
    """The same in points of whole hours or days (UTC) of at least ``width`` ms, or in about that of five minutes."""
    unit = _unit(database, monitor, start, width)
    width = -(-width // unit) * unit if unit >= HOUR else max(1, round(width / unit)) * unit
    parts = _parts(database, monitor, start, end, unit)
    buckets = [_bucket(place * width, *group) for place, group in groupby(parts, lambda part: part[0] // width)]
    whole = summaries.tallies(database, [monitor], start, end)[monitor]
    return HistoryData(
        points=stats.bucket_points(buckets, monitors.paces(database, monitor), width),
        width=width,
        figures=of_tally(whole, end - start, _alerted(database, monitor, start, end), t_ms),
    )


def _unit(database: SqliteDatabase, monitor: int, start: int, width: int) -> int:
    """Of which rollups points of ``width`` ms are made."""
    if width > DAY // 2 or start < rollups.hours_since(database, monitor):
        return DAY
    results_since, _ = rollups.progress(database, monitor)
    return HOUR if width >= WIDE or start < results_since else FIVE_MINUTES


def _parts(database: SqliteDatabase, monitor: int, start: int, end: int, unit: int) -> list[Part]:
    """The checks of ``start`` to ``end`` by five minutes, by hours or as far as possible by days, oldest first."""
    first, last = rollups.closed(database, monitor, start, end)
    open_times = list(rollups.open_ends(start, first, last, end))
    if unit == FIVE_MINUTES:
        parts, others = busy.read(database, monitor, first, last)
        open_times += others
    else:
        parts = rollups.read_parts(database, monitor, first, last, days=unit == DAY)
    width = min(unit, HOUR)
    for begin, finish in open_times:
        found = columns.read(database, monitor, begin, begin, finish)
        parts += (rollups.part(place * width, found.tally(one, other)) for place, one, other in found.groups(width, 0))
    return sorted(parts)


def _bucket(at: int, *parts: Part) -> Bucket:
    _, checks, down, degraded, unknown, last_at, least, most, latencies = zip(*parts, strict=True)
    low = min((us for us in least if us is not None), default=None)
    high = max((us for us in most if us is not None), default=None)
    ordered = Ordered.of_packed(latencies, low, high)
    return Bucket(at, last_at[-1], sum(checks), sum(down), ordered, sum(degraded), sum(unknown))


def _uptimes(
    database: SqliteDatabase, monitor: int, paces: Sequence[Pace], starts: Sequence[int], end: int
) -> list[Uptime]:
    return [day.uptime for day in days(database, monitor, paces, starts, end)]


def days(
    database: SqliteDatabase, monitor: int, paces: Sequence[Pace], starts: Sequence[int], end: int
) -> list[DayFigures]:
    """Each period up to ``end``; ``starts`` are their beginnings and, last, the end of the last one. An hour in which
    one of them begins, as days do where the clock is half an hour off UTC, counts for the one before."""
    times = _times(database, monitor, paces, starts, end)
    return [
        DayFigures(start, finish, stats.uptime_of(good, down, finish - start), checks, failures)
        for (start, finish), (good, down, checks, failures) in zip(pairwise(starts), times, strict=True)
    ]


def _times(
    database: SqliteDatabase, monitor: int, paces: Sequence[Pace], starts: Sequence[int], end: int
) -> list[tuple[int, int, int, int]]:
    """Of each of these periods the good time and the time DOWN in ms, all checks and those that were DOWN."""
    since, end = starts[0], min(end, starts[-1])
    first, last = rollups.closed(database, monitor, since, end)
    hours = rollups.by_period(database, monitor, starts, first, last)
    ends = [
        (found, list(columns.runs(found, paces, begin, finish)), begin, finish)
        for begin, finish in rollups.open_ends(since, first, last, end)
        for found in [columns.read(database, monitor, begin, begin, finish)]
    ]
    times = []
    for place, (start, finish) in enumerate(pairwise(starts)):
        good, down, checks, failures = hours.get(place, (0, 0, 0, 0))
        for found, parts, begin, end_of_part in ends:
            low, high = max(start, begin), min(finish, end_of_part)
            if low < high:
                more_good, more_down = stats.good_and_down(stats.between(parts, low, high), low, high)
                outcomes = found.outcomes(low, high)
                good, down = good + more_good, down + more_down
                checks, failures = checks + len(outcomes), failures + outcomes.count(str(DOWN))
        times.append((good, down, checks, failures))
    return times
