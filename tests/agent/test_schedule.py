"""The schedule runs every key at its own place of the interval, and answers when it runs next."""

import asyncio
import time
from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.schedule import CATCH_UP, Schedule, phase


class Runs:
    """Counts runs, and lets a test wait for some."""

    def __init__(self) -> None:
        self.count: Counter[int] = Counter()
        self._changed = asyncio.Event()

    async def run(self, key: int) -> None:
        self.count[key] += 1
        self._changed.set()

    async def reach(self, key: int, count: int) -> None:
        async with asyncio.timeout(30):
            while self.count[key] < count:
                self._changed.clear()
                await self._changed.wait()


@given(st.integers(20, 2_000))
def test_any_number_of_keys_is_spread_evenly(keys: int) -> None:
    places = sorted(phase(key) for key in range(1, keys + 1))
    largest_gap = max(b - a for a, b in zip(places, [*places[1:], places[0] + 1], strict=True))
    assert largest_gap < 3 / keys


@given(st.integers(1, 10_000), st.sampled_from([1, 10, 60, 86_400]), st.floats(1.6e9, 2.1e9))
def test_the_next_run_is_at_the_keys_own_place_within_one_interval(key: int, seconds: int, now: float) -> None:
    schedule = Schedule(Runs().run, now=lambda: now)
    schedule.every(key, seconds)
    next_at = schedule.next_at(key)
    assert next_at is not None
    assert 0 <= next_at / 1_000 - now + 0.002 <= seconds + 0.004
    place = (next_at / 1_000 - phase(key) * seconds) % seconds
    assert min(place, seconds - place) < 0.002


async def test_runs_hastens_and_goes_back_to_its_place() -> None:
    now = 1_000_000.0
    schedule = Schedule(Runs().run, now=lambda: now)
    schedule.every(1, 60)
    regular = schedule.next_at(1)
    schedule.hasten(1, 15, now)
    assert schedule.next_at(1) == 1_000_015_000
    now += 7
    schedule.hasten(1, 15, now)  # the pace is kept, not begun anew
    assert schedule.next_at(1) == 1_000_015_000
    schedule.every(1, 60)
    assert schedule.next_at(1) == regular
    schedule.remove(1)
    assert schedule.next_at(1) is None


@pytest.mark.parametrize(
    ("took", "first"),
    [(0, 15), (10, 5), (15, 0), (20, 10), (3_600, 0), (-3_600, 15)],  # the last: the clock was set back meanwhile
)
async def test_what_a_check_took_does_not_delay_the_confirming_ones(took: float, first: float) -> None:
    now = 1_000_000.0
    schedule = Schedule(Runs().run, now=lambda: now)
    schedule.hasten(1, 15, now - took)
    assert schedule.next_at(1) == (now + first) * 1_000


async def test_a_clock_set_back_delays_nothing() -> None:
    now = 1_000_000.0
    schedule = Schedule(Runs().run, now=lambda: now)
    schedule.start()
    try:
        schedule.every(1, 60)
        now -= 3_600
        schedule.renew()
        next_at = schedule.next_at(1)
    finally:
        schedule.stop()
    assert next_at is not None
    assert now <= next_at / 1_000 <= now + 60


async def test_keys_run_until_they_are_removed() -> None:
    runs = Runs()
    schedule = Schedule(runs.run)
    schedule.start()
    try:
        schedule.every(1, 0.05)
        schedule.every(2, 0.05)
        await runs.reach(1, 3)
        schedule.remove(1)
        done = runs.count[1]
        await runs.reach(2, runs.count[2] + 5)
        assert runs.count[1] <= done + 1  # one may have been on its way
    finally:
        schedule.stop()


async def test_a_run_that_waits_does_not_hold_up_the_next() -> None:
    started = 0
    third = asyncio.Event()

    async def run(_: int) -> None:
        nonlocal started
        started += 1
        if started == 3:
            third.set()
        await asyncio.Event().wait()

    schedule = Schedule(run)
    schedule.start()
    try:
        schedule.every(1, 0.05)
        async with asyncio.timeout(30):
            await third.wait()
    finally:
        schedule.stop()


async def test_keys_of_one_round_run_at_their_own_moments() -> None:
    """Whatever a key's place, and whenever it comes, each interval has one run of it."""
    runs = Runs()
    schedule = Schedule(runs.run)
    schedule.start()
    try:
        for key in range(1, 41):
            schedule.every(key, 1)
        await runs.reach(1, 3)
        for key in range(41, 81):
            schedule.every(key, 1)
        await runs.reach(80, 3)
        await runs.reach(1, runs.count[1] + 1)
    finally:
        schedule.stop()
    assert max(runs.count[key] for key in range(1, 41)) - min(runs.count[key] for key in range(1, 41)) <= 1
    assert max(runs.count[key] for key in range(41, 81)) - min(runs.count[key] for key in range(41, 81)) <= 1


async def test_after_a_jump_of_the_clock_nothing_runs_all_at_once() -> None:
    """Jobs that are overdue by more than a jump leave what was missed to the catching up."""
    runs = Runs()
    ahead = 0.0
    schedule = Schedule(runs.run, now=lambda: time.time() + ahead)
    schedule.start()
    try:
        for key in range(1, 101):
            schedule.every(key, 86_400)
        ahead = 6 * 3_600.0
        for found in list(schedule._rounds.values()):
            await schedule._serve(found)
        await asyncio.sleep(0)
        assert not runs.count
        schedule.renew()
        assert all((schedule.next_at(key) or 0) >= (time.time() + ahead) * 1_000 - 1 for key in range(1, 101))
    finally:
        schedule.stop()


async def test_after_a_jump_of_the_clock_nothing_runs_a_second_time() -> None:
    """Every job is due at once after a jump, and serves a round again of which keys have run."""
    runs = Runs()
    ahead = 0.0
    schedule = Schedule(runs.run, now=lambda: time.time() + ahead)
    schedule.start()
    try:
        schedule.every(1, 3_000)
        ahead = (schedule.next_at(1) or 0) / 1_000 - time.time() - 0.05
        schedule.renew()
        await runs.reach(1, 1)
        ahead += 30_000
        for found in list(schedule._rounds.values()):
            await schedule._serve(found)
        assert not schedule._timers
    finally:
        schedule.stop()


async def test_a_round_that_begins_in_the_moment_of_the_end_is_no_error(caplog: pytest.LogCaptureFixture) -> None:
    schedule = Schedule(Runs().run)
    schedule.start()
    schedule.every(1, 60)
    (job,) = schedule._scheduler.get_jobs()
    job.modify(next_run_time=datetime.now(UTC))
    schedule.stop()
    schedule._scheduler._process_jobs()
    for _ in range(3):
        await asyncio.sleep(0)
    assert "Error" not in caplog.text


@pytest.mark.parametrize("interval", [5.0, 86_400.0])
def test_what_is_overdue_is_caught_up_soon_but_not_at_once(interval: float) -> None:
    delays: list[float] = []
    schedule = Schedule(Runs().run)
    schedule.once = lambda key, delay: delays.append(delay)  # type: ignore[method-assign]
    schedule.catch_up((key, interval) for key in range(1, 101))
    limit = min(CATCH_UP, interval)
    assert max(delays) <= limit
    assert max(delays) - min(delays) > limit * 0.9
