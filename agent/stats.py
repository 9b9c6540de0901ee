"""Uptime, coverage, percentiles and chart points: pure functions over checks.

A check speaks for the time until the next check, at most for 1.5 intervals. Uptime is the time UP or DEGRADED
through the time UP, DEGRADED or DOWN; coverage is how much of the period that is. Time for which no check
speaks, and UNKNOWN, are in neither part. Latency figures are over UP and DEGRADED checks.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from agent.model import Beat, Outcome

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
    """Uptime of one day that begins at ``start``."""

    start: int
    uptime: Uptime


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the latency chart: one check, or the checks of one bucket that begins at ``at``.

    ``latency_ms`` is the median and ``high_ms`` the 95th percentile of good checks, None where there were none;
    ``failed`` of the ``checks`` were DOWN. A point of no checks marks a gap.
    """

    at: int
    latency_ms: float | None
    high_ms: float | None
    checks: int
    failed: int


def pace_at(paces: Sequence[Pace], at: int) -> int:
    """The interval in seconds in force at ``at``; the first one also for the time before it."""
    index = bisect_right(paces, at, key=lambda pace: pace.since) - 1
    return paces[max(index, 0)].interval


def spans(beats: Iterable[Beat], paces: Sequence[Pace], end: int) -> Iterator[Span]:
    """The time each check (oldest first) speaks for, until ``end`` at most, like neighbours as one."""
    run: Span | None = None
    last: Beat | None = None

    def speech(beat: Beat, until: int) -> Span:
        limit = beat.at + int(pace_at(paces, beat.at) * 1_000 * SPEAKS_FOR)
        return Span(beat.at, min(limit, until), beat.outcome)

    def said(beat: Beat, until: int) -> Iterator[Span]:
        nonlocal run
        span = speech(beat, until)
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
    good = down = 0
    for span in parts:
        length = min(span.end, end) - max(span.start, start)
        if length <= 0:
            continue
        if span.outcome.good:
            good += length
        elif span.outcome is Outcome.DOWN:
            down += length
    covered = good + down
    period = end - start
    return Uptime(good / covered if covered else None, covered / period if period > 0 else 0.0, down)


def uptime_by_day(parts: Sequence[Span], starts: Sequence[int]) -> tuple[Day, ...]:
    """Uptime of each day; ``starts`` are the beginnings of the days and, last, the end of the last day."""
    days = []
    for start, end in pairwise(starts):
        days.append(Day(start, uptime((s for s in parts if s.end > start and s.start < end), start, end)))
    return tuple(days)


def percentile(ordered: Sequence[float], q: float) -> float | None:
    """The ``q`` quantile (0 to 1) of values in ascending order, linear between neighbours; None for no values."""
    if not ordered:
        return None
    place = q * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def chart_points(beats: Sequence[Beat], paces: Sequence[Pace], start: int, end: int, points: int) -> tuple[Point, ...]:
    """The latency chart of ``start`` to ``end`` in at most about ``points`` points: every check where they fit,
    else buckets of equal time. A point of no checks stands in every gap of more than 1.5 intervals."""
    if len(beats) <= points:
        return tuple(_with_gaps([_bucket(beat.at, (beat,)) for beat in beats], beats, paces))
    width = max(1, -(-(end - start) // points))
    result: list[Point] = []
    firsts: list[Beat] = []
    group: list[Beat] = []
    for beat in beats:
        if group and (beat.at - start) // width != (group[0].at - start) // width:
            result.append(_bucket(start + (group[0].at - start) // width * width, group))
            firsts.append(group[-1])
            group = []
        group.append(beat)
    if group:
        result.append(_bucket(start + (group[0].at - start) // width * width, group))
        firsts.append(group[-1])
    return tuple(_with_gaps(result, firsts, paces, width))


def _bucket(at: int, beats: Sequence[Beat]) -> Point:
    good = sorted(b.latency_ms for b in beats if b.outcome.good and b.latency_ms is not None)
    failed = sum(b.outcome is Outcome.DOWN for b in beats)
    return Point(at, percentile(good, 0.5), percentile(good, 0.95), len(beats), failed)


def _with_gaps(points: Sequence[Point], last: Sequence[Beat], paces: Sequence[Pace], width: int = 0) -> Iterator[Point]:
    """``points`` with a point of no checks after each whose last check speaks for less than the time to the next."""
    for index, point in enumerate(points):
        yield point
        if index + 1 == len(points):
            return
        speaks_until = last[index].at + int(pace_at(paces, last[index].at) * 1_000 * SPEAKS_FOR)
        if points[index + 1].at > speaks_until + width:
            yield Point(speaks_until, None, None, 0, 0)
