"""Runs, history and figures are those of agent.stats over the same checks, however they are worked out."""

from itertools import accumulate

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.apdex import apdex_of
from agent.model import AlertKind, Beat, Check, Outcome
from agent.objectives import Incidents
from agent.stats import Pace, Span, bucket_width, chart_points, percentile, spans, uptime
from agent.store import Figures, HistoryData, Store
from tests.agent.store.samples import DAY, MINUTE, T0, a_check, a_monitor, an_alert, told, uptime_by_day

steps = st.lists(
    st.tuples(
        st.sampled_from([1, 10_000, MINUTE, MINUTE, MINUTE, 90_000, 90_001, 4 * MINUTE, 60 * MINUTE]),
        st.sampled_from([Outcome.UP, Outcome.UP, *Outcome]),
        st.none() | st.integers(1, 20_000_000).map(lambda us: us / 1_000),
    ),
    max_size=80,
)
pace_changes = st.dictionaries(st.integers(-2, 60), st.sampled_from([10, 60, 300]), max_size=3)
places = st.integers(-3 * MINUTE, 120 * MINUTE)


def plain_runs(beats: list[Beat], paces: list[Pace], start: int, end: int) -> list[Span]:
    """The spans of all checks before the end, cut to the period."""
    parts = spans([beat for beat in beats if beat.at < end], paces, end)
    return [Span(max(s.start, start), min(s.end, end), s.outcome) for s in parts if s.end > start]


@given(steps=steps, changes=pace_changes, start=places, length=st.integers(1, 200 * MINUTE), points=st.integers(1, 50))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
async def test_they_agree_with_plain_counting(
    store: Store,
    steps: list[tuple[int, Outcome, float | None]],
    changes: dict[int, int],
    start: int,
    length: int,
    points: int,
) -> None:
    start, end = T0 + start, T0 + start + length
    monitor = (await store.save_monitor(a_monitor(f"m{len(await store.monitors())}"), T0)).id
    for minute, interval in changes.items():
        await store.set_pace(monitor, Pace(T0 + minute * MINUTE, interval))
    times = accumulate((step for step, _, _ in steps), initial=T0)
    await store.record_many(
        Check(monitor, at, outcome, ms) for at, (_, outcome, ms) in zip(list(times)[1:], steps, strict=True)
    )
    paces = await store.paces(monitor)
    beats = await store.beats_between(monitor, 0, 1 << 60)
    runs = plain_runs(beats, paces, start, end)
    assert await store.runs(monitor, start, end) == runs

    within = [beat for beat in beats if start <= beat.at < end]
    latencies = sorted(b.latency_ms for b in within if b.outcome.good and b.latency_ms is not None)
    days = [start - 20 * MINUTE, start + length // 3, end + 10 * MINUTE]
    earlier = plain_runs(beats, paces, days[0], end)
    down = sum(beat.outcome is Outcome.DOWN for beat in within)
    figures = Figures(
        uptime=uptime(runs, start, end),
        good_ms=sum(run.end - run.start for run in runs if run.outcome.good),
        checks=len(within),
        failures=down,
        alerts=0,
        incidents=Incidents(),
        average_ms=sum(latencies) / len(latencies) if latencies else None,
        p50_ms=percentile(latencies, 0.5),
        p95_ms=percentile(latencies, 0.95),
        p99_ms=percentile(latencies, 0.99),
        apdex=apdex_of(latencies, down, 50),
    )
    assert await store.history(monitor, start, end, points, 50) == HistoryData(
        points=chart_points(within, paces, start, end, points),
        width=0 if len(within) <= points else bucket_width(start, end, points),
        figures=figures,
        first_at=min((beat.at for beat in beats), default=None),
    )
    assert await store.uptime_by_time(monitor, days, end) == uptime_by_day(earlier, days)
    assert await store.figures(monitor, start, end, 50) == figures


async def test_an_old_check_speaks_for_its_own_interval_after_a_change(store: Store) -> None:
    saved = await store.save_monitor(a_monitor(interval=60), T0)
    await store.record(a_check(saved.id, T0))
    await store.save_monitor(saved.model_copy(update={"interval": 600}), T0 + 10 * MINUTE)
    await store.record(a_check(saved.id, T0 + 10 * MINUTE, Outcome.DOWN))
    assert await store.runs(saved.id, T0, T0 + 60 * MINUTE) == [
        Span(T0, T0 + 90_000, Outcome.UP),
        Span(T0 + 10 * MINUTE, T0 + 25 * MINUTE, Outcome.DOWN),
    ]


async def test_a_month_of_a_healthy_monitor(store: Store) -> None:
    monitor = (await store.save_monitor(a_monitor(interval=60), T0)).id
    await store.record_many(a_check(monitor, T0 + i * MINUTE, latency_ms=i % 100) for i in range(43_200))
    found = await store.history(monitor, T0, T0 + 30 * DAY, 600)
    days = await store.uptime_by_time(monitor, [T0 + i * DAY for i in range(31)], T0 + 30 * DAY)
    assert len(found.points) == 600
    assert {point.checks for point in found.points} == {72}
    assert [day.uptime.ratio for day in days] == [1.0] * 30
    figures = found.figures
    assert figures.uptime.coverage == 1.0
    assert (figures.p50_ms, figures.p95_ms) == (pytest.approx(49.5), pytest.approx(95, abs=1))
    assert await store.runs(monitor, T0, T0 + 30 * DAY) == [Span(T0, T0 + 30 * DAY, Outcome.UP)]


async def test_a_busy_week_comes_from_hours_once_they_are_closed(store: Store) -> None:
    """Counts are the same; more results than can be read at once are not."""
    monitor = (await store.save_monitor(a_monitor(interval=15), T0)).id
    start, count = T0 // DAY * DAY + DAY, 7 * 4 * 24 * 60
    outcomes = [Outcome.DOWN] + [Outcome.UP] * 99
    await store.record_many(a_check(monitor, start + i * 15_000, outcomes[i % 100]) for i in range(count))
    exact = await store.history(monitor, start, start + 7 * DAY, 600)
    await store.close_hours(start + 8 * DAY)
    found = await store.history(monitor, start, start + 7 * DAY, 600)
    assert (len(exact.points), len(found.points), found.width) == (600, 7 * 24, 60 * MINUTE)
    assert sum(point.failed for point in found.points) == found.figures.failures == exact.figures.failures
    assert (found.figures.uptime, found.figures.checks) == (exact.figures.uptime, exact.figures.checks)


async def test_alerts_count_where_they_opened(store: Store) -> None:
    monitor = (await store.save_monitor(a_monitor(), T0)).id
    for at in (T0 - 1, T0, T0 + MINUTE - 1, T0 + MINUTE):
        await store.record(None, told(an_alert(monitor, at)))
    assert (await store.figures(monitor, T0, T0 + MINUTE)).alerts == 2


ALERTS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(AlertKind),
        st.integers(-20, 40),
        st.none() | st.integers(0, 40),
    ),
    max_size=12,
)


@given(found=ALERTS, start=st.integers(-5, 20), length=st.integers(1, 20))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
async def test_incidents_are_the_down_alerts_of_the_period(
    store: Store, found: list[tuple[int, AlertKind, int, int | None]], start: int, length: int
) -> None:
    """Counted one by one; a period has its beginning and not its end."""
    number = len(await store.monitors())
    monitors = [await store.save_monitor(a_monitor(f"m{number + place}"), T0) for place in range(2)]
    for place, kind, opened, lasted in found:
        closed_at = None if lasted is None else T0 + opened + lasted
        await store.record(None, told(an_alert(monitors[place].id, T0 + opened, kind=kind, closed_at=closed_at)))
    together = await store.together.figures(monitors, T0 + start, T0 + start + length)
    for place, monitor in enumerate(monitors):
        opened = began = 0
        lasted_each = []
        for moment in range(start, start + length):
            for other, kind, at, lasted in found:
                if other != place:
                    continue
                opened += at == moment
                began += at == moment and kind is AlertKind.DOWN
                if kind is AlertKind.DOWN and lasted is not None and at + lasted == moment:
                    lasted_each.append(lasted)
        alone = await store.figures(monitor.id, T0 + start, T0 + start + length)
        for figures in (alone, together[monitor.id]):
            assert figures.alerts == opened
            assert figures.incidents == Incidents(began, len(lasted_each), sum(lasted_each))


async def test_the_figures_of_many_are_those_of_each(store: Store) -> None:
    """With hours closed to different times, another pace, and none at all."""
    monitors = [await store.save_monitor(a_monitor(f"m{n}", interval=60 * (n + 1)), T0) for n in range(4)]
    ids = [monitor.id for monitor in monitors]
    start, end = T0 + 7 * MINUTE, T0 + 3 * DAY + 11 * MINUTE
    for number, key in enumerate(ids[:3]):
        await store.record_many(
            a_check(key, T0 + i * 7 * MINUTE, Outcome.DOWN if i % (number + 5) == 0 else Outcome.UP, latency_ms=10 + i)
            for i in range(700)
        )
        await store.close_hours(T0 + (number + 1) * DAY)
    assert await store.together.uptimes(ids, start, end) == {key: await store.uptime(key, start, end) for key in ids}
    assert await store.together.runs(ids, start, end) == {key: await store.runs(key, start, end) for key in ids}
    together = await store.together.figures(monitors, start, end)
    for key in ids:
        one, other = await store.figures(key, start, end), together[key]
        assert (one.uptime, one.good_ms, one.checks, one.failures) == (
            other.uptime,
            other.good_ms,
            other.checks,
            other.failures,
        )
        for exact, near in ((one.average_ms, other.average_ms), (one.p50_ms, other.p50_ms), (one.p99_ms, other.p99_ms)):
            assert near == (exact if exact is None else pytest.approx(exact, rel=0.02))
