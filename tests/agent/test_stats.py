"""Uptime, coverage, percentiles and chart points against counting by hand, half second by half second."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.model import Beat, Outcome
from agent.stats import Pace, Span, chart_points, pace_at, percentile, spans, uptime
from tests.agent.store.samples import uptime_by_day

TICK = 500
"""Half a second in ms: every time and every 1.5 intervals below are a whole number of these."""
MINUTE = 60_000
LETTERS = {"U": Outcome.UP, "G": Outcome.DEGRADED, "D": Outcome.DOWN, "?": Outcome.UNKNOWN}


def beats_of(checks: str, every: int = 60) -> list[Beat]:
    """One check every ``every`` seconds, beginning at 0; a dot for none."""
    return [
        Beat(i * every * 1_000, LETTERS[c], 100.0 + i if LETTERS[c].good else None)
        for i, c in enumerate(checks.replace(" ", ""))
        if c != "."
    ]


@pytest.mark.parametrize(
    ("checks", "ratio", "coverage"),
    [
        ("UUUU UUUUUU", 1.0, 1.0),
        ("UUGG GUUUGG", 1.0, 1.0),  # slow is not down
        ("UUUU DUUUUU", 0.9, 1.0),
        ("DDDD DDDDDD", 0.0, 1.0),
        ("UUUU ??UUUU", 1.0, 0.8),  # what this machine could not tell is in neither part
        ("UUUD ??UUUU", 7 / 8, 0.8),
        ("UUUU...UUU", 1.0, 0.75),  # the check before a gap speaks for 1.5 intervals
        ("U.........", 1.0, 0.15),
        ("?????", None, 0.0),
        ("..........", None, 0.0),
    ],
)
def test_uptime_of_ten_minutes(checks: str, ratio: float | None, coverage: float) -> None:
    found = uptime(spans(beats_of(checks), [Pace(0, 60)], 10 * MINUTE), 0, 10 * MINUTE)
    assert found.ratio == (None if ratio is None else pytest.approx(ratio))
    assert found.coverage == pytest.approx(coverage)


def test_a_check_just_before_the_period_speaks_into_it() -> None:
    parts = list(spans(beats_of("D"), [Pace(0, 60)], 10 * MINUTE))
    found = uptime(parts, MINUTE, 2 * MINUTE)
    assert (found.ratio, found.coverage, found.down_ms) == (0.0, 0.5, MINUTE // 2)


def test_each_check_speaks_at_the_pace_of_its_time() -> None:
    paces = [Pace(0, 60), Pace(10 * MINUTE, 600)]
    beats = [Beat(0, Outcome.UP), Beat(10 * MINUTE, Outcome.DOWN)]
    assert list(spans(beats, paces, 60 * MINUTE)) == [
        Span(0, 90_000, Outcome.UP),
        Span(10 * MINUTE, 25 * MINUTE, Outcome.DOWN),
    ]
    assert [pace_at(paces, at) for at in (-1, 0, 10 * MINUTE - 1, 10 * MINUTE)] == [60, 60, 60, 600]


# -- by hand ---------------------------------------------------------------------------------------------------------

TICKS = 2_000
PACES = st.lists(st.tuples(st.integers(0, TICKS), st.integers(1, 120)), max_size=3, unique_by=lambda p: p[0]).map(
    lambda changes: [Pace(0, 30), *(Pace(at * TICK + 1, seconds) for at, seconds in sorted(changes))]
)
OUTCOMES = st.sampled_from(list(Outcome))
BEATS = st.lists(
    st.tuples(st.integers(0, TICKS - 1), OUTCOMES, st.floats(0, 1e5) | st.none()), max_size=60, unique_by=lambda b: b[0]
).map(lambda found: [Beat(at * TICK, outcome, ms if outcome.good else None) for at, outcome, ms in sorted(found)])


def spoken(beats: Sequence[Beat], paces: Sequence[Pace]) -> list[Outcome | None]:
    """What is said of each half second: by the newest check before it, for 1.5 of its own intervals."""
    said: list[Outcome | None] = []
    for tick in range(TICKS):
        before = [beat for beat in beats if beat.at <= tick * TICK]
        newest = before[-1] if before else None
        pace = [pace for pace in paces if newest is not None and pace.since <= newest.at]
        holds = newest is not None and tick * TICK < newest.at + pace[-1].interval * 1_500
        said.append(newest.outcome if newest is not None and holds else None)
    return said


@given(BEATS, PACES, st.tuples(st.integers(0, TICKS), st.integers(0, TICKS)).map(sorted))
def test_uptime_is_what_counting_gives(beats: list[Beat], paces: list[Pace], period: list[int]) -> None:
    start, end = period
    parts = list(spans(beats, paces, TICKS * TICK))
    said = spoken(beats, paces)
    assert [next((p.outcome for p in parts if p.start <= t * TICK < p.end), None) for t in range(TICKS)] == said
    assert all(a.end <= b.start and (a.end < b.start or a.outcome is not b.outcome) for a, b in pairwise(parts))

    good = sum(outcome is not None and outcome.good for outcome in said[start:end])
    down = said[start:end].count(Outcome.DOWN)
    found = uptime(parts, start * TICK, end * TICK)
    assert found.down_ms == down * TICK
    assert found.ratio == (pytest.approx(good / (good + down)) if good + down else None)
    assert found.coverage == pytest.approx((good + down) / (end - start) if end > start else 0.0)


@given(BEATS, PACES, st.lists(st.integers(0, TICKS), unique=True, max_size=6).map(sorted))
def test_days_are_periods_like_any_other(beats: list[Beat], paces: list[Pace], starts: list[int]) -> None:
    parts = list(spans(beats, paces, TICKS * TICK))
    days = uptime_by_day(parts, [tick * TICK for tick in starts])
    assert [day.start for day in days] == [tick * TICK for tick in starts[:-1]]
    for day, (start, end) in zip(days, pairwise(starts), strict=True):
        assert day.uptime == uptime(parts, start * TICK, end * TICK)


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0, 1))
def test_percentiles_are_those_of_numpy(values: list[float], q: float) -> None:
    assert percentile(sorted(values), q) == pytest.approx(np.percentile(values, q * 100), rel=1e-9, abs=1e-6)


def test_no_percentile_of_nothing() -> None:
    assert percentile([], 0.5) is None


# -- the chart -------------------------------------------------------------------------------------------------------


def test_a_chart_of_few_checks_shows_each_and_every_gap() -> None:
    points = chart_points(beats_of("UD?..U"), [Pace(0, 60)], 0, 6 * MINUTE, 100)
    assert [(p.at // 1_000, p.latency_ms, p.checks, p.failed) for p in points] == [
        (0, 100.0, 1, 0),
        (60, None, 1, 1),
        (120, None, 1, 0),
        (210, None, 0, 0),
        (300, 105.0, 1, 0),
    ]


def test_a_chart_of_many_checks_has_buckets_of_median_and_95th_percentile() -> None:
    points = chart_points(beats_of("UUUUDU" * 20), [Pace(0, 60)], 0, 120 * MINUTE, 20)
    assert [p.at for p in points] == [i * 6 * MINUTE for i in range(20)]
    assert {(p.checks, p.failed) for p in points} == {(6, 1)}
    assert points[0].latency_ms == np.percentile([100, 101, 102, 103, 105], 50)
    assert points[0].high_ms == pytest.approx(np.percentile([100, 101, 102, 103, 105], 95))


@given(BEATS, PACES, st.integers(1, 80))
def test_no_check_and_no_failure_gets_lost_in_a_chart(beats: list[Beat], paces: list[Pace], points: int) -> None:
    end = TICKS * TICK
    chart = chart_points(beats, paces, 0, end, points)
    shown = [point for point in chart if point.checks]
    assert sum(point.checks for point in shown) == len(beats)
    assert sum(point.failed for point in shown) == sum(beat.outcome is Outcome.DOWN for beat in beats)
    assert len(shown) <= points
    assert all(a.at < b.at for a, b in pairwise(chart))
    assert not any(a.checks == b.checks == 0 for a, b in pairwise(chart))
    latencies = [beat.latency_ms for beat in beats if beat.latency_ms is not None]
    for point in shown:
        if point.latency_ms is not None and point.high_ms is not None:
            assert min(latencies) <= point.latency_ms <= point.high_ms <= max(latencies)

    # A gap is marked where nothing is said for longer than a bucket, and only where nothing is said.
    width = 0 if len(beats) <= points else -(-end // points)
    said = spoken(beats, paces)
    for a, b in pairwise(beats):
        silence = b.at - a.at - pace_at(paces, a.at) * 1_500
        if silence > 2 * width:
            assert any(point.checks == 0 and a.at < point.at < b.at for point in chart)
    for point in chart:
        if point.checks == 0:
            assert said[point.at // TICK] is None
