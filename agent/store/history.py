"""What the checks of a period come to. The rules of it stand in :mod:`agent.stats`.

A row that is handed to Python costs more than what SQLite and the counting do with it. So the checks of a period come
as one row of three texts, and are counted column by column, in half the time.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from json import loads

from peewee import SqliteDatabase

from agent import stats
from agent.stats import Bucket, Pace, Span
from agent.store import monitors, results
from agent.store.codec import DEGRADED, DOWN, OUTCOMES, UP
from agent.store.connection import raw
from agent.store.tables import AlertRow
from agent.store.values import Figures, HistoryData

_COLUMNS = """
    SELECT group_concat(at - :start), group_concat(outcome, ''), group_concat(coalesce(latency, 'null'))
    FROM (SELECT at, outcome, latency FROM result WHERE monitor = :monitor AND at >= :since AND at < :end ORDER BY at)
"""
_GOOD = str(UP) + str(DEGRADED)


@dataclass(frozen=True, slots=True)
class Columns:
    """Checks, oldest first: when (ms from ``start``, below 0 for those before the period), the digit of the outcome,
    latency in µs."""

    start: int
    at: list[int]
    outcome: str
    latency: list[int | None]

    @property
    def first(self) -> int:
        """The first check of the period."""
        return bisect_left(self.at, 0)

    @property
    def count(self) -> int:
        """How many checks the period has."""
        return len(self.at) - self.first

    def whole(self) -> Bucket:
        """The whole period as one bucket."""
        return self.bucket(self.start, self.first, len(self.at)) if self.count else Bucket(self.start, 0, 0, 0, ())

    def bucket(self, at: int, first: int, last: int) -> Bucket:
        """The checks from ``first`` to ``last`` (exclusive) as what stands in the chart ``at``."""
        outcomes = self.outcome[first:last]
        good = [
            us
            for us, outcome in zip(self.latency[first:last], outcomes, strict=True)
            if us is not None and outcome in _GOOD
        ]
        good.sort()
        failed = outcomes.count(str(DOWN))
        return Bucket(at, self.start + self.at[last - 1], last - first, failed, [us / 1_000 for us in good])


def runs(database: SqliteDatabase, monitor: int, start: int, end: int) -> list[Span]:
    """The time of ``start`` to ``end`` for which checks speak, like neighbours as one, oldest first."""
    columns = _columns(database, monitor, start, start, end)
    return list(_runs(columns, monitors.paces(database, monitor), start, end))


def history(
    database: SqliteDatabase, monitor: int, start: int, end: int, points: int, day_starts: Sequence[int]
) -> HistoryData:
    """The charts and figures of ``start`` to ``end``. ``day_starts`` are the beginnings of its days and, last, the end
    of the last one; the first day counts whole though it may begin before ``start``."""
    since = min(start, *day_starts[:1])
    paces = monitors.paces(database, monitor)
    columns = _columns(database, monitor, start, since, end)
    parts = list(_runs(columns, paces, since, end))
    if columns.count <= points:
        beats = results.beats_between(database, monitor, start, end)
        chart = stats.chart_points(beats, paces, start, end, points)
    else:
        width = stats.bucket_width(start, end, points)
        chart = stats.bucket_points(list(_buckets(columns, width)), paces, width)
    latencies = columns.whole().latencies
    return HistoryData(
        points=chart,
        days=stats.uptime_by_day(parts, day_starts),
        uptime=stats.uptime(parts, start, end),
        p50_ms=stats.percentile(latencies, 0.5),
        p95_ms=stats.percentile(latencies, 0.95),
    )


def figures(database: SqliteDatabase, monitor: int, start: int, end: int) -> Figures:
    """The period from ``start`` to ``end`` in figures."""
    columns = _columns(database, monitor, start, start, end)
    parts = _runs(columns, monitors.paces(database, monitor), start, end)
    whole = columns.whole()
    latencies = whole.latencies
    alerts = AlertRow.select().where(AlertRow.monitor == monitor, AlertRow.opened_at >= start, AlertRow.opened_at < end)
    return Figures(
        uptime=stats.uptime(parts, start, end),
        checks=whole.checks,
        failures=whole.failed,
        alerts=alerts.count(database),
        average_ms=sum(latencies) / len(latencies) if latencies else None,
        p50_ms=stats.percentile(latencies, 0.5),
        p95_ms=stats.percentile(latencies, 0.95),
        p99_ms=stats.percentile(latencies, 0.99),
    )


def _columns(database: SqliteDatabase, monitor: int, start: int, since: int, end: int) -> Columns:
    """The checks from ``since`` to ``end`` (exclusive), and the last one before, which may speak into the period."""
    before = "SELECT max(at) FROM result WHERE monitor = ? AND at < ?"
    (found,) = raw(database).execute(before, (monitor, since)).fetchone()
    values = {"monitor": monitor, "since": since if found is None else found, "start": start, "end": end}
    at, outcome, latency = raw(database).execute(_COLUMNS, values).fetchone()
    return Columns(start, loads(f"[{at or ''}]"), outcome or "", loads(f"[{latency or ''}]"))


def _runs(columns: Columns, paces: Sequence[Pace], start: int, end: int) -> Iterator[Span]:
    """:func:`agent.stats.spans` over columns, cut to ``start`` to ``end``."""
    run_start = run_end = 0
    run_outcome = ""

    def run() -> Iterator[Span]:
        begin, finish = max(columns.start + run_start, start), min(columns.start + run_end, end)
        if run_outcome and finish > begin:
            yield Span(begin, finish, OUTCOMES[int(run_outcome)])

    for first, last, speaks in _paced(columns, paces):
        for at, outcome in zip(columns.at[first:last], columns.outcome[first:last], strict=True):
            if at > run_end or outcome != run_outcome:
                run_end = min(run_end, at)
                yield from run()
                run_start, run_outcome = at, outcome
            run_end = at + speaks
    yield from run()


def _paced(columns: Columns, paces: Sequence[Pace]) -> Iterator[tuple[int, int, int]]:
    """Which checks (first, last exclusive) were made at one pace, and for how many ms each of them speaks."""
    if not columns.at:
        return
    changes = (bisect_left(columns.at, pace.since - columns.start) for pace in paces[1:])
    for first, last in pairwise([0, *changes, len(columns.at)]):
        if first < last:
            at = columns.start + columns.at[first]
            yield first, last, stats.speaks_until(paces, at) - at


def _buckets(columns: Columns, width: int) -> Iterator[Bucket]:
    """The checks of the period in buckets of equal time, those without any left out."""
    first = columns.first
    while first < len(columns.at):
        place = columns.at[first] // width
        last = bisect_left(columns.at, (place + 1) * width, first)
        yield columns.bucket(columns.start + place * width, first, last)
        first = last
