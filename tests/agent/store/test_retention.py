"""How long each kind of data is kept: what is gone, and what still answers in its place."""

import sqlite3
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from pydantic import ValidationError

from agent.model import AlertEvent, Outcome
from agent.retention import Retention
from agent.store import Store
from tests.agent.store.samples import DAY, a_check, a_delivery, a_monitor, an_alert, told
from tests.agent.store.test_rollups import START, some_weeks

HOUR = 3_600_000


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"results": 0}, "results", "greater than or equal to 1"),
        (
            {"results": 60, "hourly": 59},
            "hourly",
            "expected at least 60 (none: for ever), as single checks",
        ),
        (
            {"results": None, "hourly": 365},
            "hourly",
            "expected none, which is for ever, as single checks",
        ),
        ({"hourly": 100, "daily": 99}, "daily", "expected at least 100"),
        ({"hourly": None, "daily": 4_000}, "daily", "expected none, which is for ever, as sums by hour"),
        ({"size_mb": 9}, "size_mb", "greater than or equal to 10"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(given: dict[str, int | None], field: str, said: str) -> None:
    with pytest.raises(ValidationError) as error:
        Retention.model_validate(given)
    assert [one["loc"] for one in error.value.errors()] == [(field,)]
    assert said in str(error.value)


async def test_hours_go_and_days_answer_in_their_place(store: Store, folder: Path) -> None:
    monitor = (await store.save_monitor(a_monitor(interval=600), START)).id
    await store.record_many(some_weeks(monitor, 60))
    now = START + 60 * DAY
    days = [START + n * DAY for n in range(61)]
    shifted = [day - 5 * HOUR for day in days]  # the days of another zone: each has the noon of one day, UTC

    async def said(starts: list[int]) -> list[tuple[object, int, int]]:
        return [(day.uptime, day.checks, day.failures) for day in await store.exports.days(monitor, starts)]

    await store.close_hours(now)
    before, first = await said(days), await store.first_check_at(monitor)
    whole = await store.figures(monitor, START, now)
    await store.remove_old(now, Retention(results=10, hourly=20))
    with closing(sqlite3.connect(folder / "monitor.db")) as database:
        sql = "SELECT min(start) FROM rollup WHERE width = ?"
        assert database.execute(sql, [HOUR]).fetchone() == (now - 20 * DAY,)
        assert database.execute(sql, [DAY]).fetchone() == (START,)
    assert await said(days) == before
    assert (await said(shifted))[:40] == before[:40]
    assert await store.first_check_at(monitor) == first
    after = await store.figures(monitor, START, now)
    assert (after.uptime, after.checks, after.failures) == (whole.uptime, whole.checks, whole.failures)
    assert after.p95_ms == pytest.approx(whole.p95_ms, rel=0.02)
    history = await store.history(monitor, START, now, 600)
    assert sum(point.checks for point in history.points) == whole.checks
    assert [day.uptime for day in await store.uptime_by_time(monitor, days, now)] == [uptime for uptime, _, _ in before]
    # Any cuts make periods of which each old day counts for exactly one.
    cuts = [START, START + 7 * HOUR, START + 3 * DAY + 13 * HOUR, START + 12 * DAY + 12 * HOUR, now]
    parts = [await store.figures(monitor, start, end) for start, end in pairwise(cuts)]
    assert sum(part.checks for part in parts) == whole.checks
    # What comes too late changes neither hours nor days that cannot be counted again.
    await store.record(a_check(monitor, START + DAY, Outcome.DOWN))
    await store.close_hours(now)
    assert (await said(days))[:50] == before[:50]

    await store.remove_old(now, Retention(results=10, hourly=20, daily=25))
    assert [checks for _, checks, _ in await said(days)][:35] == [0] * 35
    assert (await said(days))[35:50] == before[35:50]


async def test_without_an_end_everything_stays(store: Store) -> None:
    monitor = (await store.save_monitor(a_monitor(interval=600), START)).id
    checks = some_weeks(monitor, 40)
    await store.record_many(checks)
    now = START + 4_000 * DAY
    await store.close_hours(now)
    await store.remove_old(now, Retention(results=None, hourly=None, daily=None, evidence=None, alerts=None))
    assert await store.count_checks(monitor) == len(checks)


async def test_closed_alerts_go_when_nobody_is_to_be_told_any_more(store: Store) -> None:
    monitor = (await store.save_monitor(a_monitor(), START)).id
    over = an_alert(monitor, START, closed_at=START + HOUR)
    (gone,) = await store.record(None, told(over))
    await store.record(None, told(an_alert(monitor, START + 2)))
    await store.record(None, told(an_alert(monitor, START + 3, closed_at=START + HOUR), a_delivery("d", at=START)))
    await store.record(None, told(an_alert(monitor, START + 4, closed_at=START + 3 * DAY)))
    assert await store.remove_old(START + 400 * DAY, Retention()) == ()
    assert await store.remove_old(START + 32 * DAY, Retention(alerts=30)) == (gone.id,)
    assert len(await store.alerts()) == 3
    assert AlertEvent.OPENED in {delivery.event for view in await store.alerts() for delivery in view.deliveries}
