"""The checks of a period column by column.

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
from agent.store.codec import DEGRADED, DOWN, OUTCOMES, UNKNOWN
from agent.store.connection import raw
from agent.store.tally import Tally

_COLUMNS = """
    SELECT group_concat(at - :start), group_concat(min(outcome, :unknown), ''),
        group_concat(iif(outcome <= :degraded, coalesce(latency, 'null'), 'null'))
    FROM (SELECT at, outcome, latency FROM result WHERE monitor = :monitor AND at >= :since AND at < :end ORDER BY at)
"""


_BAD = (str(DOWN), str(DEGRADED), str(UNKNOWN))


@dataclass(frozen=True, slots=True)
class Columns:
    """Checks, oldest first: when (ms from ``start``, below 0 for those before the period), the digit of the outcome
    (that of UNKNOWN for those made in maintenance), latency in µs of the good ones."""

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

    def outcomes(self, start: int, end: int) -> str:
        """The outcomes of the checks from ``start`` to ``end`` (exclusive), a digit each."""
        first, last = (bisect_left(self.at, at - self.start) for at in (start, end))
        return self.outcome[first:last]

    def whole(self) -> Bucket:
        """The whole period as one bucket."""
        return self.bucket(self.start, self.first, len(self.at)) if self.count else Bucket(self.start, 0, 0, 0, ())

    def bucket(self, at: int, first: int, last: int) -> Bucket:
        """The checks from ``first`` to ``last`` (exclusive) as what stands in the chart ``at``."""
        latencies = sorted([us / 1_000 for us in self.latency[first:last] if us is not None])
        failed, slow, unknown = map(self.outcome[first:last].count, _BAD)
        return Bucket(at, self.start + self.at[last - 1], last - first, failed, latencies, slow, unknown)

    def tally(self, first: int, last: int) -> Tally:
        """The checks from ``first`` to ``last`` (exclusive), without the time they speak for."""
        outcomes = self.outcome[first:last]
        tally = Tally([outcomes.count(str(code)) for code in range(len(OUTCOMES))])
        tally.add_latencies([us for us in self.latency[first:last] if us is not None])
        if first < last:
            tally.seen(self.start + self.at[first], self.start + self.at[last - 1])
        return tally

    def groups(self, width: int, origin: int) -> Iterator[tuple[int, int, int]]:
        """The checks of the period by times of ``width`` ms, counted from ``origin``: which of these times, and its
        checks (first, last exclusive). Times without any are left out."""
        moved = self.start - origin
        first = self.first
        while first < len(self.at):
            place = (self.at[first] + moved) // width
            last = bisect_left(self.at, (place + 1) * width - moved, first)
            yield place, first, last
            first = last


def read(database: SqliteDatabase, monitor: int, start: int, since: int, end: int) -> Columns:
    """The checks from ``since`` to ``end`` (exclusive), and the last one before, which may speak into the period."""
    before = "SELECT max(at) FROM result WHERE monitor = ? AND at < ?"
    (found,) = raw(database).execute(before, (monitor, since)).fetchone()
    values = {
        "monitor": monitor,
        "since": since if found is None else found,
        "start": start,
        "end": end,
        "degraded": DEGRADED,
        "unknown": UNKNOWN,
    }
    at, outcome, latency = raw(database).execute(_COLUMNS, values).fetchone()
    return Columns(start, loads(f"[{at or ''}]"), outcome or "", loads(f"[{latency or ''}]"))


def runs(columns: Columns, paces: Sequence[Pace], start: int, end: int) -> Iterator[Span]:
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
