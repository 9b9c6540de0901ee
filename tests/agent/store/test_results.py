"""Checks: what is recorded comes back, small on disk."""

import sqlite3
from contextlib import closing
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.model import Beat, Cause, Check, Outcome, Phases
from agent.store import Store
from agent.store.codec import CAUSES, OUTCOMES
from tests.agent.store.samples import MINUTE, T0, a_check, a_monitor

FULL = Check(
    monitor=1,
    at=T0,
    outcome=Outcome.DEGRADED,
    latency_ms=1234.567,
    status_code=503,
    cause=Cause.UNEXPECTED_STATUS,
    message="Expected 200–299, got 503 Service Unavailable",
    phases=Phases(dns=0.12, connect=25.3, tls=None, first_byte=1200, transfer=0),
    certificate_expires_at=T0 + 90 * 86_400_000,
)


async def test_a_check_comes_back_as_it_was(store: Store) -> None:
    bare = Check(1, T0 + 1, Outcome.UNKNOWN)
    await store.record(FULL)
    await store.record(bare)
    assert await store.log(1, None, 10) == ([bare, FULL], False)
    assert await store.log(1, None, 1) == ([bare], True)
    assert await store.log(1, T0 + 1, 10) == ([FULL], False)
    assert await store.last_check(1) == bare
    assert await store.first_check_at(1) == T0
    assert await store.last_check(2) is None
    assert await store.first_check_at(2) is None
    beat = Beat(T0, Outcome.DEGRADED, 1234.567, Cause.UNEXPECTED_STATUS)
    assert await store.beats(1, 10) == [beat, Beat(T0 + 1, Outcome.UNKNOWN)]
    assert await store.beats(1, 1) == [Beat(T0 + 1, Outcome.UNKNOWN)]
    assert await store.beats_between(1, T0, T0 + 1) == [beat]


def test_every_outcome_and_cause_has_a_code() -> None:
    assert set(OUTCOMES) == set(Outcome)
    assert set(CAUSES) == set(Cause)


some_ms = st.none() | st.floats(0, 300_000)


@given(
    latency=some_ms,
    phases=st.none() | st.builds(Phases, some_ms, some_ms, some_ms, some_ms, some_ms),
    status_code=st.none() | st.integers(100, 599),
    cause=st.none() | st.sampled_from(Cause),
    message=st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
async def test_any_check_comes_back_within_the_precision_of_its_columns(
    store: Store, latency: float | None, phases: Phases | None, **rest: object
) -> None:
    key = await store.count_checks(0) + 1
    await store.record(Check(0, T0 + key, Outcome.UP))  # counts the examples, each a monitor of its own
    await store.record(a_check(key, latency_ms=latency, phases=phases, **rest))
    found = await store.last_check(key)
    assert found is not None
    assert {name: getattr(found, name) for name in rest} == rest
    assert close(found.latency_ms, latency, 0.001)
    assert (found.phases is None) == (phases is None)
    for name in Phases.__slots__:
        assert close(getattr(found.phases, name, None), getattr(phases, name, None), 0.01)


def close(found: float | None, given: float | None, within: float) -> bool:
    return found is given is None or (found is not None and given is not None and abs(found - given) <= within)


async def test_two_checks_in_one_millisecond_are_both_kept(store: Store) -> None:
    await store.record(a_check(1, T0, latency_ms=1))
    await store.record(a_check(1, T0, latency_ms=2))
    await store.record_many([a_check(1, T0, latency_ms=3), a_check(2, T0), a_check(1, T0, latency_ms=4)])
    assert [(beat.at - T0, beat.latency_ms) for beat in await store.beats(1, 10)] == [(0, 1), (1, 2), (2, 3), (3, 4)]
    assert await store.count_checks(2) == 1


async def test_results_take_at_most_40_bytes_each(store: Store, folder: Path) -> None:
    """200 monitors over TLS, checked in turn as they are in life, 3 of 100 checks not UP. What the file takes without
    any result, an empty page a table, is none of theirs."""
    monitors = [(await store.save_monitor(a_monitor(f"m{i}"), T0)).id for i in range(200)]
    before = _size(folder / "monitor.db")
    bad = {"outcome": Outcome.DOWN, "cause": Cause.TIMEOUT, "message": "No answer within 10 s", "status_code": None}
    checks = [
        a_check(
            monitor,
            T0 + turn * MINUTE + monitor * 300 + turn % 17,
            latency_ms=80 + (turn * 7 + monitor) % 100 / 3,
            phases=Phases(0.4 + turn % 20, 8 + turn % 7, 17.5 + turn % 9, 40 + (turn * monitor) % 50, 0.2),
            certificate_expires_at=T0 + monitor * MINUTE,
            **(bad if (turn + monitor) % 33 == 0 else {}),
        )
        for turn in range(300)
        for monitor in monitors
    ]
    for first in range(0, len(checks), 500):
        await store.record_many(checks[first : first + 500])
    assert (_size(folder / "monitor.db") - before) / len(checks) <= 40


def _size(path: Path) -> int:
    """How large the database is, what still stands in the write-ahead log included."""
    with closing(sqlite3.connect(path)) as database:
        pages, size = (database.execute(f"PRAGMA {what}").fetchone()[0] for what in ("page_count", "page_size"))
    return int(pages * size)


async def test_checks_in_maintenance_are_kept_as_they_were_and_count_for_nothing(store: Store) -> None:
    hour = T0 - T0 % 3_600_000
    monitor = (await store.save_monitor(a_monitor(interval=60), hour)).id
    outcomes = [Outcome.UP, Outcome.DOWN, Outcome.DEGRADED, Outcome.UNKNOWN]
    checks = [
        a_check(monitor, hour + i * MINUTE, outcomes[i % 4], maintenance=20 <= i < 40, latency_ms=float(i))
        for i in range(60)
    ]
    await store.record_many(checks)
    end = hour + 60 * MINUTE
    assert (await store.log(monitor, None, 100))[0] == checks[::-1]
    assert [beat.maintenance for beat in await store.beats(monitor, 60)] == [20 <= i < 40 for i in range(60)]
    for closed in (False, True):
        if closed:
            await store.close_hours(end + 86_400_000)
        uptime = await store.uptime(monitor, hour, end)
        assert (uptime.ratio, uptime.coverage, uptime.down_ms) == (20 / 30, 0.5, 10 * MINUTE)
        figures = await store.figures(monitor, hour, end)
        assert (figures.failures, figures.average_ms) == (10, 29.0)
        history = await store.history(monitor, hour, end, 100)
        assert sum(point.failed for point in history.points) == 10
