"""Closed hours and days say what the results said: counts and times exactly, percentiles within 2 %; and they still say
it when the results are gone."""

import random
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent import stats
from agent.apdex import apdex_of
from agent.model import Beat, Check, Outcome
from agent.retention import Retention
from agent.stats import Pace, Point, percentile, spans, uptime
from agent.store import Store, busy, history
from agent.store.migrations import FIRST, statements
from agent.store.rollups import FORTNIGHT, HOUR
from agent.store.tally import Tally, pack_latencies, total
from agent.store.upkeep import ALWAYS_KEPT, AT_ONCE
from tests.agent.store.samples import DAY, MINUTE, a_check, a_monitor, uptime_by_day

START = 1_760_054_400_000
"""A midnight, UTC."""
ALL = 1 << 60
T_MS = 500.0
"""T of Apdex."""

latencies = st.one_of(
    st.integers(0, 300_000_000), st.integers(0, 100_000), st.floats(0, 19.5).map(lambda x: int(2.718281828**x))
)
steps = st.lists(
    st.tuples(
        st.sampled_from([1, MINUTE, 10 * MINUTE, 10 * MINUTE, HOUR - 1, HOUR, HOUR + 1, 7 * HOUR, DAY, 5 * DAY + 1]),
        st.sampled_from([Outcome.UP, Outcome.UP, *Outcome]),
        st.none() | latencies.map(lambda us: us / 1_000),
    ),
    min_size=1,
    max_size=60,
)
pace_changes = st.dictionaries(st.integers(-2, 72), st.sampled_from([60, 600, 3_600, 20_000]), max_size=3)


@given(st.lists(latencies, min_size=1, max_size=300), st.lists(st.floats(0, 1), min_size=1, max_size=5))
def test_any_percentile_is_within_2_percent_also_after_packing_and_adding(values: list[int], qs: list[float]) -> None:
    parts = [Tally(), Tally()]
    for place, part in enumerate(parts):
        part.add_latencies(values[place::2])
    unpacked = total(parts)
    unpacked.latencies.clear()
    for part in parts:
        unpacked.add_packed(pack_latencies(part.latencies))
    exact = sorted(us / 1_000 for us in values)
    for ordered in (total(parts).ordered, unpacked.ordered):
        assert len(ordered) == len(exact)
        assert list(ordered[:]) == sorted(ordered)
        for q in qs:
            assert percentile(ordered, q) == pytest.approx(percentile(exact, q), rel=0.02, abs=1e-9)


def test_many_alike_fit_into_pairs_of_bytes() -> None:
    counts = {0: 256, 1: 255, 700: 86_400}
    found = Tally()
    found.add_packed(pack_latencies(counts))
    assert {bucket: count for bucket, count in found.latencies.items() if count} == counts


@given(
    steps=steps,
    changes=pace_changes,
    start=st.integers(-30, 200).map(lambda n: START + n * HOUR // 2),
    length=st.integers(1, 30 * DAY),
    points=st.integers(1, 6),
    closed=st.integers(-1, 40 * 24).map(lambda n: START + n * HOUR + 5 * MINUTE),
    late=st.lists(st.integers(0, 10 * DAY), max_size=2),
    in_parts=st.booleans(),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
async def test_history_of_closed_hours_is_that_of_the_results(
    store: Store,
    steps: list[tuple[int, Outcome, float | None]],
    changes: dict[int, int],
    start: int,
    length: int,
    points: int,
    closed: int,
    late: list[int],
    in_parts: bool,
) -> None:
    """However far hours are closed, whatever came late and reopened them, and where some are busy enough for parts."""
    with pytest.MonkeyPatch.context() as patch:
        if in_parts:
            patch.setattr(busy, "BUSY", 2)
            patch.setattr(history, "MANY", 3)
            patch.setattr(history, "WIDE", DAY)
        monitor = (await store.save_monitor(a_monitor(f"m{len(await store.monitors())}", interval=600), START)).id
        times = accumulate((step for step, _, _ in steps), initial=START)
        await store.record_many(
            Check(monitor, at, outcome, ms) for at, (_, outcome, ms) in zip(list(times)[1:], steps, strict=True)
        )
        await store.close_hours(closed)
        for hour, interval in changes.items():
            await store.set_pace(monitor, Pace(START + hour * HOUR, interval))
        for after in late:
            await store.record(a_check(monitor, START + after, Outcome.DOWN))
        await check_against_results(store, monitor, start, start + length, points)
        await store.close_hours(closed)
        await check_against_results(store, monitor, start, start + length, points)
        await store.close_hours(START + 1_000 * DAY)
        await check_against_results(store, monitor, start, start + length, points)


async def check_against_results(store: Store, monitor: int, start: int, end: int, points: int) -> None:
    paces = await store.paces(monitor)
    beats = await store.beats_between(monitor, 0, ALL)
    before = [beat for beat in beats if beat.at < end]
    runs = list(spans(before, paces, end))
    within = [beat for beat in before if beat.at >= start]
    good = sorted(b.latency_ms for b in within if b.outcome.good and b.latency_ms is not None)
    days = [day for day in range(start // DAY * DAY, end + DAY, DAY) if day < end + DAY]

    up = uptime(runs, start, end)
    found = await store.history(monitor, start, end, points, T_MS)
    assert await store.uptime(monitor, start, end) == up
    assert await store.together.uptimes([monitor], start, end) == {monitor: up}
    assert found.first_at == min((beat.at for beat in beats), default=None)
    assert await store.uptime_by_time(monitor, days, end) == uptime_by_day(runs, days)
    check_points(found.points, within)

    failed = sum(beat.outcome is Outcome.DOWN for beat in within)
    exact = apdex_of(good, failed, T_MS)
    together = await store.together.figures([a_monitor(id=monitor, apdex_ms=T_MS)], start, end)
    for figures in (found.figures, together[monitor]):
        assert (figures.uptime, figures.good_ms) == (up, stats.good_and_down(runs, start, end)[0])
        assert (figures.checks, figures.failures, figures.alerts) == (len(within), failed, 0)
        for value, q in ((figures.p50_ms, 0.5), (figures.p95_ms, 0.95), (figures.p99_ms, 0.99)):
            assert value == about(percentile(good, q))
        assert (figures.apdex is None) is (exact is None)
        if figures.apdex and exact:
            assert abs(figures.apdex.score - exact.score) <= figures.apdex.error + 1e-9


def check_points(points: Sequence[Point], beats: Sequence[Beat]) -> None:
    """Every check is in the point that begins last before it."""
    real = [point for point in points if point.checks]
    assert sum(point.checks for point in real) == len(beats)
    for number, point in enumerate(real):
        after = real[number + 1].at if number + 1 < len(real) else ALL
        own = [beat for beat in beats if point.at <= beat.at < after]
        good = sorted(b.latency_ms for b in own if b.outcome.good and b.latency_ms is not None)
        counted = [
            sum(beat.outcome is one for beat in own) for one in (Outcome.DOWN, Outcome.DEGRADED, Outcome.UNKNOWN)
        ]
        assert [point.checks, point.failed, point.slow, point.unknown] == [len(own), *counted]
        assert point.latency_ms == about(percentile(good, 0.5))
        assert point.high_ms == about(percentile(good, 0.95))


def about(exact: float | None) -> object:
    return exact if exact is None else pytest.approx(exact, rel=0.02, abs=1e-9)


def some_weeks(monitor: int, days: int, seed: int = 1) -> list[Check]:
    chance = random.Random(seed)
    outcomes = [Outcome.UP] * 30 + [Outcome.DEGRADED, Outcome.DOWN, Outcome.UNKNOWN]
    return [
        Check(monitor, START + i * 10 * MINUTE + chance.randrange(MINUTE), chance.choice(outcomes), chance.gauss(90, 9))
        for i in range(days * 144)
        if i % 1_000 < 900
    ]


async def test_old_results_go_and_the_figures_stay(store: Store) -> None:
    monitor = (await store.save_monitor(a_monitor(interval=600), START)).id
    checks = some_weeks(monitor, 60)
    await store.record_many(checks)
    now, days = START + 60 * DAY, [START + n * DAY for n in range(61)]

    async def said() -> tuple[object, ...]:
        found = await store.history(monitor, START, now, 100)
        by_day = await store.uptime_by_time(monitor, days, now)
        figures = await store.figures(monitor, START, now)
        near = found.figures
        return (
            (by_day, near.uptime, figures.uptime, figures.good_ms, figures.checks, figures.failures),
            [about(ms) for ms in (near.p50_ms, near.p95_ms, figures.p50_ms, figures.p99_ms, figures.average_ms)],
            await store.first_check_at(monitor),
        )

    before = await said()
    await store.remove_old(now, Retention())
    assert await store.count_checks(monitor) == len(checks)  # no hour is closed yet
    await store.close_hours(now)
    await store.remove_old(now, Retention())
    old = now - 30 * DAY
    left = await store.beats_between(monitor, 0, ALL)
    assert [beat.at for beat in left if beat.at >= old] == [check.at for check in checks if check.at >= old]
    assert len([beat for beat in left if beat.at < old]) == 1  # it may speak for the time after
    after = await said()
    assert (after[0], after[2]) == (before[0], before[2])
    assert [ms.expected for ms in after[1]] == before[1]  # type: ignore[attr-defined]
    near = await store.history(monitor, START + DAY, START + 2 * DAY, 600)
    assert [point.checks for point in near.points] == [6] * 24  # an old day from near by
    # What comes too late for hours whose results are gone leaves them as they are.
    await store.record(a_check(monitor, START + DAY, Outcome.DOWN))
    await store.close_hours(now)
    assert (await said())[0] == before[0]


async def test_a_monitor_that_rests_keeps_its_newest_results(store: Store) -> None:
    monitor = (await store.save_monitor(a_monitor(interval=600), START)).id
    checks = some_weeks(monitor, 3)
    await store.record_many(checks)
    now = START + 400 * DAY
    await store.close_hours(now)
    await store.remove_old(now, Retention())
    kept = [beat.at for beat in await store.beats_between(monitor, 0, ALL)]
    assert ALWAYS_KEPT <= len(kept) < len(checks)
    assert kept == [check.at for check in checks][-len(kept) :]


async def test_many_results_are_closed_in_steps(store: Store, folder: Path) -> None:
    """More in a day than one step takes."""
    monitor = (await store.save_monitor(a_monitor(interval=5), START)).id
    await store.record_many(a_check(monitor, START + i * 5_000) for i in range(3 * AT_ONCE))
    await store.close_hours(START + DAY + 10 * MINUTE)
    with closing(sqlite3.connect(folder / "monitor.db")) as database:
        counts = database.execute("SELECT count(*), sum(up) FROM rollup WHERE monitor = ? GROUP BY width", [monitor])
        assert counts.fetchall() == [(250, 3 * AT_ONCE), (21, 3 * AT_ONCE), (1, 3 * AT_ONCE)]
    assert (await store.uptime(monitor, START, START + DAY)).down_ms == 0


async def test_a_day_of_very_many_checks_comes_from_parts_of_its_hours(store: Store, folder: Path) -> None:
    monitor = (await store.save_monitor(a_monitor(interval=3), START)).id
    outcomes = [Outcome.DOWN] + [Outcome.UP] * 99
    count = DAY // 3_000
    await store.record_many(
        a_check(monitor, START + i * 3_000, outcomes[i % 100], latency_ms=i % 83) for i in range(count)
    )
    start, end = START + 1, START + DAY - 1
    beats = await store.beats_between(monitor, start, end)
    exact = await store.history(monitor, start, end, 240)
    assert exact.width == 6 * MINUTE
    await store.close_hours(START + 2 * DAY)
    found = await store.history(monitor, start, end, 240)
    assert (found.width, len([point for point in found.points if point.checks])) == (5 * MINUTE, 288)
    check_points(found.points, beats)
    assert (found.figures.uptime, found.figures.checks) == (exact.figures.uptime, exact.figures.checks)
    # What is taken away is in no part any more, and no part outlives the results that it is of.
    await store.delete_checks(monitor, [beats[9_000].at])
    await store.close_hours(START + 2 * DAY)
    check_points((await store.history(monitor, start, end, 240)).points, [*beats[:9_000], *beats[9_001:]])
    await store.remove_old(START + DAY + 6 * HOUR, Retention(results=1))
    with closing(sqlite3.connect(folder / "monitor.db")) as database:
        parts = "SELECT min(start) FROM rollup WHERE width = ?"
        assert database.execute(parts, [5 * MINUTE]).fetchone() == (START + 6 * HOUR,)
        assert database.execute(parts, [HOUR]).fetchone() == (START,)


async def test_busy_hours_of_an_older_database_are_brought_into_parts(folder: Path) -> None:
    """Also where the results of the first of them are gone; hours of few checks are not built anew."""
    store = await Store.open(folder)
    monitors = [(await store.save_monitor(a_monitor(f"m{pace}", interval=pace), START)).id for pace in (10, 60)]
    for monitor, pace in zip(monitors, (10, 60), strict=True):
        await store.record_many(a_check(monitor, START + at) for at in range(0, 30 * HOUR, pace * 1_000))
    await store.close_hours(START + 2 * DAY)
    await store.remove_old(START + DAY + 4 * HOUR, Retention(results=1))
    with closing(sqlite3.connect(folder / "monitor.db")) as database:
        wanted = database.execute("SELECT * FROM rollup WHERE width = ?", [5 * MINUTE]).fetchall()
    await store.close()
    with closing(sqlite3.connect(folder / "monitor.db")) as database, database:
        database.execute("DELETE FROM rollup WHERE width = ?", [5 * MINUTE])
        database.execute("PRAGMA user_version = 11")
    store = await Store.open(folder)
    with closing(sqlite3.connect(folder / "monitor.db")) as database:
        until = [row[0] for row in database.execute("SELECT hours_until FROM monitor ORDER BY id")]
        assert until == [START + 4 * HOUR, START + 2 * DAY - HOUR]
        await store.close_hours(START + 2 * DAY)
        assert database.execute("SELECT * FROM rollup WHERE width = ?", [5 * MINUTE]).fetchall() == wanted
    assert len(wanted) == 26 * 12
    await store.close()


async def test_a_year_is_read_by_fortnights_that_follow_their_days(folder: Path) -> None:
    """Also in a database from before there were any; what of a fortnight is no more is not counted."""
    store = await Store.open(folder)
    monitor = (await store.save_monitor(a_monitor(interval=600), START)).id
    await store.record_many(some_weeks(monitor, 60))
    now = START + 60 * DAY

    def fortnights() -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(folder / "monitor.db")) as database:
            rows = database.execute("SELECT * FROM rollup WHERE width = ? ORDER BY start", [FORTNIGHT])
            return rows.fetchall()

    await store.close_hours(now)
    made = fortnights()
    assert [row[2] for row in made] == list(range(START // FORTNIGHT * FORTNIGHT, now - FORTNIGHT + 1, FORTNIGHT))
    await check_against_results(store, monitor, START, now, 5)
    # A check less: until its day is closed again, and afterwards.
    [gone, *_] = await store.beats_between(monitor, START + 20 * DAY, now)
    await store.delete_checks(monitor, [gone.at])
    await check_against_results(store, monitor, START, now, 5)
    await store.close_hours(now)
    await check_against_results(store, monitor, START, now, 5)
    assert [a == b for a, b in zip(fortnights(), made, strict=True)].count(False) == 1
    made = fortnights()
    await store.close()
    with closing(sqlite3.connect(folder / "monitor.db")) as database, database:
        database.execute("DELETE FROM rollup WHERE width = ?", [FORTNIGHT])
    store = await Store.open(folder)
    await check_against_results(store, monitor, START, now, 5)
    await store.close_hours(now)
    assert fortnights() == made
    for _ in range(2):
        await store.remove_old(now, Retention(results=10, hourly=20, daily=30))
        days = [START + n * DAY for n in range(61)]
        counted = sum(day.checks for day in await store.exports.days(monitor, days))
        assert (await store.figures(monitor, START, now)).checks == counted < 60 * 144 * 0.6
        await store.close_hours(now + HOUR)
    await store.close()


async def test_a_database_from_before_rollups_opens_and_answers_at_once(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    with closing(sqlite3.connect(folder / "monitor.db")) as old, old:
        old.execute("PRAGMA auto_vacuum = incremental")
        for statement in statements(FIRST):
            old.execute(statement)
        old.execute("PRAGMA user_version = 1")
    store = await Store.open(folder)
    monitor = (await store.save_monitor(a_monitor(interval=600), START)).id
    await store.record_many(some_weeks(monitor, 3))
    await check_against_results(store, monitor, START, START + 3 * DAY, 5)
    await store.close()
