"""Taking history away: hours and days say what the checks say that stay, and nothing else has to wait for it."""

import sqlite3
from contextlib import closing
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.model import Check, Outcome
from agent.retention import Retention
from agent.store import Store, cleaning, housekeeping
from agent.store.cleaning import clear_step
from agent.store.upkeep import AT_ONCE
from tests.agent.evidence.samples import an_exchange
from tests.agent.store.samples import DAY, MINUTE, a_check, a_monitor
from tests.agent.store.test_rollups import ALL, START, check_against_results, some_weeks, steps

HOUR = 3_600_000


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody else wants the writer here."""
    monkeypatch.setattr(housekeeping, "BETWEEN_STEPS", 0)


moments = st.integers(-20, 200).map(lambda n: START + n * HOUR // 3)
cuts = st.lists(
    st.tuples(moments, st.sampled_from([1, 20 * MINUTE, HOUR, 5 * HOUR, DAY, 9 * DAY])) | st.integers(0, 59),
    min_size=1,
    max_size=3,
)


@given(
    steps=steps,
    cuts=cuts,
    closed=st.integers(-1, 40 * 24).map(lambda n: START + n * HOUR + 5 * MINUTE),
    start=moments,
    length=st.integers(1, 30 * DAY),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
async def test_after_any_cleaning_hours_and_days_are_those_of_the_checks_that_stay(
    store: Store,
    steps: list[tuple[int, Outcome, float | None]],
    cuts: list[tuple[int, int] | int],
    closed: int,
    start: int,
    length: int,
) -> None:
    """Periods and single checks, however far hours were closed before, between and afterwards."""
    monitor = (await store.save_monitor(a_monitor(f"m{len(await store.monitors())}", interval=600), START)).id
    times = list(accumulate((step for step, _, _ in steps), initial=START))[1:]
    await store.record_many(Check(monitor, at, outcome, ms) for at, (_, outcome, ms) in zip(times, steps, strict=True))
    left = sorted(set(times)) if len(set(times)) == len(times) else None
    for cut in cuts:
        await store.close_hours(closed)
        if isinstance(cut, int):
            gone = {times[cut % len(times)]}
            await store.delete_checks(monitor, tuple(gone))
        else:
            gone = {at for at in times if cut[0] <= at < sum(cut)}
            await store.clear(monitor, cut[0], sum(cut), ALL)
        left = left and [at for at in left if at not in gone]
        await check_against_results(store, monitor, start, start + length, 5)
    if left is not None:
        assert [beat.at for beat in await store.beats_between(monitor, 0, ALL)] == left
    for until in (closed, START + 1_000 * DAY):
        await store.close_hours(until)
        await check_against_results(store, monitor, start, start + length, 5)
    await store.clear(monitor, 0, None, START)
    assert await store.count_checks(monitor) == 0
    await store.record(a_check(monitor, START + 500 * DAY))
    await store.close_hours(START + 1_000 * DAY)
    assert await store.first_check_at(monitor) == START + 500 * DAY
    assert (await store.figures(monitor, START, START + 1_000 * DAY)).checks == 1


async def aged(store: Store) -> tuple[int, int]:
    """A monitor with results of 10 days, hours of 20 and days of 60; and the time."""
    monitor = (await store.save_monitor(a_monitor(interval=600), START)).id
    await store.record_many(some_weeks(monitor, 60))
    now = START + 60 * DAY
    await store.close_hours(now)
    await store.remove_old(now, Retention(results=10, hourly=20))
    return monitor, now


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (5 * DAY, 7 * DAY, {5, 6}),
        (5 * DAY + 11 * HOUR, 7 * DAY + 13 * HOUR, {5, 6, 7}),  # the days whose noon lies in it
        (5 * DAY + 13 * HOUR, 6 * DAY + 11 * HOUR, set()),
        (38 * DAY, 42 * DAY, {38, 39, 40, 41}),  # of days, and of hours
        (48 * DAY, 52 * DAY, {48, 49, 50, 51}),  # of hours, and of results
        (0, 60 * DAY, set(range(60))),
    ],
)
async def test_of_what_is_old_whole_hours_and_days_go(store: Store, start: int, end: int, days: set[int]) -> None:
    monitor, now = await aged(store)
    starts = [START + n * DAY for n in range(61)]
    before = [day.checks for day in await store.exports.days(monitor, starts)]
    await store.clear(monitor, START + start, START + end, now)
    for _ in range(2):
        found = await store.exports.days(monitor, starts)
        assert [day.checks for day in found] == [0 if n in days else checks for n, checks in enumerate(before)]
        whole = await store.figures(monitor, START, now)
        assert whole.checks == sum(day.checks for day in found)
        assert whole.uptime.down_ms == sum(day.uptime.down_ms for day in found)
        await store.close_hours(now)


async def test_part_of_an_old_day_goes_by_hours(store: Store) -> None:
    monitor, now = await aged(store)
    day = START + 45 * DAY
    period = (day + 3 * HOUR + MINUTE, day + 6 * HOUR + MINUTE)  # the hours 4, 5 and 6 begin in it
    hours = [day + n * HOUR for n in range(25)]
    before = [hour.checks for hour in await store.exports.days(monitor, hours)]
    await store.clear(monitor, *period, now)
    after = [hour.checks for hour in await store.exports.days(monitor, hours)]
    assert after == [0 if n in (4, 5, 6) else checks for n, checks in enumerate(before)]
    (whole,) = await store.exports.days(monitor, [day, day + DAY])
    assert whole.checks == (await store.figures(monitor, day, day + DAY)).checks == sum(after)


async def test_what_was_seen_in_a_check_goes_with_it(store: Store) -> None:
    monitor = (await store.save_monitor(a_monitor(), START)).id
    good, bad = (an_exchange(monitor, at=START + n) for n in range(2))
    await store.keep_evidence([good], [bad])
    await store.record_many([a_check(monitor, START), a_check(monitor, START + 1)])
    assert await store.delete_checks(monitor, (START + 1, START + 7)) == 1
    assert await store.evidence(monitor) == (good, None)
    assert await store.clear(monitor, 0, None, START) == 1
    assert await store.evidence(monitor) == (None, None)


async def test_taking_away_millions_goes_in_steps_between_which_others_write(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How many rows a step takes is what others wait for: no step takes more, and results come in between."""
    monitor = (await store.save_monitor(a_monitor("gone", interval=5), START)).id
    other = (await store.save_monitor(a_monitor("other"), START)).id
    many = 6 * AT_ONCE
    await store.record_many(a_check(monitor, START + i * 5_000) for i in range(many))
    removed: list[int] = []

    def counted(*args: object, **named: object) -> tuple[int, int | None]:
        count, at = clear_step(*args, **named)  # type: ignore[arg-type]
        removed.append(count)
        return count, at

    monkeypatch.setattr(cleaning, "clear_step", counted)
    written: list[int] = []

    async def between(seconds: float) -> None:
        await store.record(a_check(other, START + len(written)))
        written.append(len(removed))

    monkeypatch.setattr(housekeeping.asyncio, "sleep", between)
    assert await store.clear(monitor, 0, None, START) == many
    assert max(removed) == AT_ONCE
    assert written == list(range(1, len(removed) + 1))
    assert await store.count_checks(other) == len(written)

    await store.record_many(a_check(monitor, START + i * 5_000) for i in range(many))
    written.clear()
    await store.delete_monitors([monitor], START)  # which marks one row, and that is all that somebody waits for
    assert [stored.monitor.id for stored in await store.monitors()] == [other]
    await store.purge_deleted(START + 1)
    assert len(written) > many / AT_ONCE


async def test_a_purge_leaves_nothing_but_what_is_others(store: Store, folder: Path) -> None:
    monitor = (await store.save_monitor(a_monitor("gone"), START)).id
    await store.record_many(some_weeks(monitor, 3))
    await store.close_hours(START + 9 * DAY)
    await store.clear(monitor, 0, None, START)
    with closing(sqlite3.connect(folder / "monitor.db")) as database:
        assert database.execute("SELECT count(*) FROM result").fetchone() == (0,)
