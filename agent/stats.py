"""Uptime, coverage, percentiles and chart points: pure functions over checks.

A check speaks for the time until the next check, at most for 1.5 intervals. Uptime is the time UP or DEGRADED
through the time UP, DEGRADED or DOWN; coverage is how much of the period that is. Time for which no check
speaks, and UNKNOWN, are in neither part. Latency figures are over UP and DEGRADED checks.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from agent.model import Beat, Cause, Outcome, Phases

SPEAKS_FOR = 1.5
"""For how many intervals a check speaks when no other follows."""


@dataclass(frozen=True, slots=True)
class Pace:
    """From ``since`` on a monitor was checked every ``interval`` seconds."""

    since: int
    interval: int


@dataclass(frozen=True, slots=True)
class Span:
    """The time from ``start`` to ``end`` (exclusive) for which one check, or a run of like ones, speaks."""

    start: int
    end: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Uptime:
    """``ratio`` of good time (0 to 1; None where nothing is covered), ``coverage`` of the period (0 to 1), and
    ``down_ms``, the time DOWN."""

    ratio: float | None
    coverage: float
    down_ms: int


@dataclass(frozen=True, slots=True)
class Day:
    """Uptime of one day, or hour or week, that begins at ``start``."""

    start: int
    uptime: Uptime


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the latency chart: one check, or the checks of one bucket that begins at ``at``.

    ``latency_ms`` is the median and ``high_ms`` the 95th percentile of good checks, None where there were none;
    ``failed`` of the ``checks`` were DOWN, ``slow`` DEGRADED, ``unknown`` UNKNOWN or made in maintenance. ``cause`` is
    that of a single check. A point of no checks marks a gap.
    """

    at: int
    latency_ms: float | None
    high_ms: float | None
    checks: int
    failed: int
    slow: int = 0
    unknown: int = 0
    cause: Cause | None = None

    @property
    def worst(self) -> Outcome:
        """The worst that its checks came to; UNKNOWN only if that is all of them."""
        if self.failed:
            return Outcome.DOWN
        if self.slow:
            return Outcome.DEGRADED
        return Outcome.UNKNOWN if self.unknown == self.checks else Outcome.UP


@dataclass(frozen=True, slots=True)
class PhasePoint:
    """Where the time of a good check went, or on average that of ``checks`` good ones of a time from ``at`` on."""

    at: int
    phases: Phases
    checks: int


def mean_phases(found: Sequence[Phases]) -> Phases:
    """The mean of each phase over all of ``found``, so that they add up to the mean of the whole; what happened in none
    stays None."""
    columns = zip(*((p.dns, p.connect, p.tls, p.first_byte, p.transfer) for p in found), strict=True)
    return Phases(*(_mean(column, len(found)) for column in columns))


def _mean(values: Sequence[float | None], count: int) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / count if known else None


def pace_at(paces: Sequence[Pace], at: int) -> int:
    """The interval in seconds in force at ``at``; the first one also for the time before it."""
    if len(paces) == 1:  # as nearly always; a chart asks for each of its points
        return paces[0].interval
    index = bisect_right(paces, at, key=lambda pace: pace.since) - 1
    return paces[max(index, 0)].interval


def speaks_until(paces: Sequence[Pace], at: int) -> int:
    """Until when a check made ``at`` speaks if no other follows."""
    return at + int(pace_at(paces, at) * 1_000 * SPEAKS_FOR)


def spans(beats: Iterable[Beat], paces: Sequence[Pace], end: int) -> Iterator[Span]:
    """The time each check (oldest first) speaks for, until ``end`` at most, like neighbours as one."""
    run: Span | None = None
    last: Beat | None = None

    def said(beat: Beat, until: int) -> Iterator[Span]:
        nonlocal run
        span = Span(beat.at, min(speaks_until(paces, beat.at), until), beat.counts_as)
        if span.end <= span.start:
            return
        if run and run.end == span.start and run.outcome is span.outcome:
            run = Span(run.start, span.end, run.outcome)
            return
        if run:
            yield run
        run = span

    for beat in beats:
        if last is not None:
            yield from said(last, beat.at)
        last = beat
    if last is not None:
        yield from said(last, end)
    if run:
        yield run


def uptime(parts: Iterable[Span], start: int, end: int) -> Uptime:
    """Uptime of ``start`` to ``end`` (exclusive) from the spans that touch it."""
    return uptime_of(*good_and_down(parts, start, end), end - start)


def uptime_of(good: int, down: int, period: int) -> Uptime:
    """Uptime of a period of so many ms, of which so many were good and so many DOWN."""
    covered = good + down
    return Uptime(good / covered if covered else None, covered / period if period > 0 else 0.0, down)


def good_and_down(parts: Iterable[Span], start: int, end: int) -> tuple[int, int]:
    """The ms of ``start`` to ``end`` (exclusive) that were good, and those that were DOWN."""
    good = down = 0
    for span in parts:
        length = min(span.end, end) - max(span.start, start)
        if length <= 0:
            continue
        if span.outcome.good:
            good += length
        elif span.outcome is Outcome.DOWN:
            down += length
    return good, down


def between(parts: Sequence[Span], start: int, end: int) -> Sequence[Span]:
    """Those of ``parts``, which are in the order of time, that touch ``start`` to ``end``."""
    first = bisect_right(parts, start, key=lambda span: span.end)
    return parts[first : bisect_left(parts, end, key=lambda span: span.start)]


def percentile(ordered: Sequence[float], q: float) -> float | None:
    """The ``q`` quantile (0 to 1) of values in ascending order, linear between neighbours; None for no values."""
    last = len(ordered) - 1
    if last < 0:
        return None
    place = q * last
    low = int(place)
    below = ordered[low]
    return below + (ordered[low + 1] - below) * (place - low) if low < last else below


@dataclass(frozen=True, slots=True)
class Bucket:
    """What a point of the chart needs of its checks: ``at`` where it stands, ``last_at`` its last check,
    ``latencies`` in ms of the good ones in ascending order, the rest as in :class:`Point`."""

    at: int
    last_at: int
    checks: int
    failed: int
    latencies: Sequence[float]
    slow: int = 0
    unknown: int = 0
    cause: Cause | None = None


def bucket_width(start: int, end: int, points: int) -> int:
    """How many ms each of ``points`` buckets of equal time from ``start`` to ``end`` takes."""
    return max(1, -(-(end - start) // points))


def chart_points(beats: Sequence[Beat], paces: Sequence[Pace], start: int, end: int, points: int) -> tuple[Point, ...]:
    """The latency chart of ``start`` to ``end`` in at most about ``points`` points: every check where they fit,
    else buckets of equal time. A point of no checks stands in every gap of more than 1.5 intervals."""
    if len(beats) <= points:
        return bucket_points([_bucket(beat.at, (beat,)) for beat in beats], paces)
    width = bucket_width(start, end, points)
    groups = groupby(beats, key=lambda beat: (beat.at - start) // width)
    return bucket_points([_bucket(start + place * width, tuple(group)) for place, group in groups], paces, width)


def bucket_points(buckets: Sequence[Bucket], paces: Sequence[Pace], width: int = 0) -> tuple[Point, ...]:
    """A point for each bucket (oldest first, ``width`` ms wide), and one of no checks in every gap."""
    return tuple(_with_gaps(buckets, paces, width))


def _bucket(at: int, beats: Sequence[Beat]) -> Bucket:
    good = sorted(b.latency_ms for b in beats if b.counts_as.good and b.latency_ms is not None)
    failed, slow, unknown = (
        sum(b.counts_as is outcome for b in beats) for outcome in (Outcome.DOWN, Outcome.DEGRADED, Outcome.UNKNOWN)
    )
    cause = beats[0].cause if len(beats) == 1 else None
    return Bucket(at, beats[-1].at, len(beats), failed, good, slow, unknown, cause)


def _with_gaps(buckets: Sequence[Bucket], paces: Sequence[Pace], width: int) -> Iterator[Point]:
    """A point of no checks follows each bucket whose last check speaks for less than the time to the next one."""
    silent_from: int | None = None
    for bucket in buckets:
        if silent_from is not None and bucket.at > silent_from + width:
            yield Point(silent_from, None, None, 0, 0)
        median, high = percentile(bucket.latencies, 0.5), percentile(bucket.latencies, 0.95)
        failed, slow, unknown = bucket.failed, bucket.slow, bucket.unknown
        yield Point(bucket.at, median, high, bucket.checks, failed, slow, unknown, bucket.cause)
        silent_from = speaks_until(paces, bucket.last_at)
