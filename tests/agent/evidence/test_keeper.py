"""What is held in memory and what is written when: within a budget, and never at each check."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from agent.capture import Seen
from agent.keeper import AT_ONCE, FIRSTS, RENEWED, Keeper
from agent.model import AlertKind, Cause, Check, HttpTarget, Monitor, Outcome, Rule
from agent.probes.records import BODY_KEPT, Answer, Sent
from agent.store import Store, StoreError
from agent.tracking import Track

T0 = 1_760_000_000_000
UP, DEGRADED, DOWN = Outcome.UP, Outcome.DEGRADED, Outcome.DOWN


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await Store.open(tmp_path / "data")
    yield opened
    await opened.close()


class Watched:
    """A monitor whose checks are seen by a keeper, one a second."""

    def __init__(self, keeper: Keeper, monitor: Monitor) -> None:
        self.keeper, self.monitor, self.track, self.at = keeper, monitor, Track(monitor), T0

    def see(self, *outcomes: Outcome, size: int = 10) -> None:
        for outcome in outcomes:
            self.at += 1_000
            cause = None if outcome is UP else Cause.UNEXPECTED_STATUS
            check = Check(self.monitor.id, self.at, outcome, 5.0, 200 if outcome is UP else 503, cause)
            answer = Answer("1.1", check.status_code or 0, "", [], bytearray(b"x" * size), size, True)
            sent = Sent("GET", self.monitor.target.url, [], b"")
            self.keeper.see(self.track, Seen(self.monitor, check, sent, answer, "192.0.2.1:80", None))
            self.track.see(check)

    def first(self, kind: AlertKind = AlertKind.DOWN) -> int | None:
        """Which check it was that an alert began with which opens now, counted from 1."""
        found = self.keeper.first_failing(self.track, kind)
        return found and (found.check.at - T0) // 1_000


async def watched(store: Store, keeper: Keeper, name: str = "api", **settings: object) -> Watched:
    given = {"target": HttpTarget(url="https://api.example.com"), "interval": 1, "confirm_every": 1, **settings}
    return Watched(keeper, await store.save_monitor(Monitor.model_validate({"name": name, **given}), T0))


async def at_of(store: Store, monitor: int) -> tuple[int | None, int | None]:
    good, failing = await store.evidence(monitor)
    return good and good.check.at, failing and failing.check.at


async def test_good_checks_are_written_once_an_hour_and_when_a_failure_begins(store: Store) -> None:
    keeper = Keeper(store)
    await keeper.start()
    of = await watched(store, keeper)
    of.see(UP)
    await keeper.write_due()
    assert await at_of(store, of.monitor.id) == (of.at, None)
    first = of.at
    of.see(UP, UP)
    await keeper.write_due()
    assert await at_of(store, of.monitor.id) == (first, None)
    good = of.at
    of.see(DOWN)
    await keeper.write_due()
    began = of.at
    of.see(DOWN, DOWN)
    await keeper.write_due()
    assert await at_of(store, of.monitor.id) == (good, began)
    keeper._written[of.monitor.id] = of.at - RENEWED  # an hour later, of which no test needs to wait
    of.see(UP)
    await keeper.write_due()
    assert (await at_of(store, of.monitor.id))[0] == of.at


async def test_the_end_writes_what_is_newer_than_what_is_written(store: Store) -> None:
    keeper = Keeper(store)
    of = await watched(store, keeper)
    of.see(UP)
    await keeper.write_due()
    of.see(UP)
    keeper._written[of.monitor.id] = of.at - 1
    await keeper.stop()
    assert await at_of(store, of.monitor.id) == (of.at, None)


async def test_a_start_with_many_monitors_is_spread(store: Store) -> None:
    keeper = Keeper(store)
    all_of_them = [await watched(store, keeper, f"m{number}") for number in range(AT_ONCE * 2 + 1)]
    for of in all_of_them:
        of.see(UP)
    for written in (AT_ONCE, AT_ONCE * 2, AT_ONCE * 2 + 1):
        await keeper.write_due()
        assert len(await store.good_evidence_at()) == written


async def test_memory_stays_within_its_budget_and_the_newest_is_there(store: Store) -> None:
    keeper = Keeper(store, budget=4 * BODY_KEPT)
    all_of_them = [await watched(store, keeper, f"m{number}") for number in range(10)]
    for _ in range(3):
        for of in all_of_them:
            of.see(UP, size=BODY_KEPT)
    assert 2 <= len(keeper._memory.last_good()) <= 4
    assert keeper._memory._used <= 4 * BODY_KEPT
    assert (await keeper.newest(all_of_them[0].monitor.id))[0] is None
    good, _ = await keeper.newest(all_of_them[9].monitor.id)
    assert good.check.at == all_of_them[9].at
    keeper.forget(of.monitor.id for of in all_of_them)
    assert keeper._memory._used == 0


async def test_the_first_failure_is_the_first_that_counts(store: Store) -> None:
    keeper = Keeper(store)
    of = await watched(store, keeper)
    of.see(UP, DOWN, UP, DOWN, DOWN, DOWN)
    assert of.first() == 2
    of = await watched(store, keeper, "moved on")
    of.see(DOWN, UP, UP, UP, DOWN, DOWN)
    assert of.first() == 5, "the first one has left the window"
    of = await watched(store, keeper, "slow")
    of.see(UP, DEGRADED, DOWN, DEGRADED, DEGRADED)
    assert (of.first(AlertKind.SLOW), of.first()) == (2, 3)
    of = await watched(store, keeper, "long", rule=Rule(failures=20, window=30))
    of.see(*[DOWN] * 20)
    assert of.first() == 1
    assert len(keeper._runs[of.monitor.id].firsts) == FIRSTS


async def test_an_alert_about_a_good_check_keeps_that_check(store: Store) -> None:
    keeper = Keeper(store)
    of = await watched(store, keeper)
    of.see(DOWN, UP, UP)
    assert of.first(AlertKind.CERTIFICATE) == 3


async def test_a_degraded_exchange_is_the_last_good_one_only_where_none_was_up(store: Store) -> None:
    keeper = Keeper(store)
    of = await watched(store, keeper)
    of.see(DEGRADED)
    assert (await keeper.newest(of.monitor.id))[0].check.outcome is DEGRADED
    of.see(UP, DEGRADED, DOWN)
    good, failing = await keeper.newest(of.monitor.id)
    assert (good.check.outcome, failing.check.outcome) == (UP, DOWN)


async def test_failures_of_a_monitor_that_is_gone_leave_nothing(store: Store) -> None:
    keeper = Keeper(store)
    of = await watched(store, keeper)
    of.see(UP, DOWN, DOWN)
    keeper.forget([of.monitor.id])
    await keeper.stop()
    assert await keeper.newest(of.monitor.id) == (None, None)
    assert of.first() is None


async def test_what_could_not_be_stored_is_stored_later(store: Store, tmp_path: Path) -> None:
    keeper = Keeper(store)
    of = await watched(store, keeper)
    of.see(UP, DOWN)
    with pytest.MonkeyPatch.context() as patch:

        async def refuse(*_: object) -> None:
            raise StoreError("The database cannot be written: it is locked.")

        patch.setattr(store, "keep_evidence", refuse)
        await keeper.write_due()
    assert await at_of(store, of.monitor.id) == (None, None)
    await keeper.write_due()
    assert await at_of(store, of.monitor.id) == (of.at - 1_000, of.at)
