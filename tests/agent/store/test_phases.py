"""The phases of a period are the mean of its good checks, and alerts are told as the times they were open."""

from dataclasses import replace

import pytest

from agent.messages import AlertSpan
from agent.model import AlertKind, Outcome, Phases
from agent.retention import Retention
from agent.stats import PhasePoint
from agent.store import Store
from tests.agent.store.samples import DAY, MINUTE, T0, a_check, a_monitor, an_alert, told

HOUR = 60 * MINUTE


def phases(first_byte: float) -> Phases:
    return Phases(1.0, 4.0, None, first_byte, 0.5)


async def test_few_checks_are_told_each_and_many_as_means_of_some(store: Store) -> None:
    monitor = (await store.save_monitor(a_monitor(), T0)).id
    start = T0 // DAY * DAY
    await store.record_many(
        a_check(monitor, start + i * MINUTE, Outcome.DOWN if i % 10 == 3 else Outcome.UP, phases=phases(i % 40))
        for i in range(1_440)
    )
    single = await store.phases(monitor, start, start + 20 * MINUTE, 100)
    assert (single.width, single.sampled) == (0, False)
    good = [i for i in range(20) if i % 10 != 3]
    assert single.points == tuple(PhasePoint(start + i * MINUTE, phases(i), 1) for i in good)

    day = await store.phases(monitor, start, start + DAY, 24)
    assert (day.width, day.sampled) == (HOUR, True)
    assert [(point.at, point.checks) for point in day.points] == [(start + n * HOUR, 8) for n in range(24)]
    for point in day.points:
        assert point.phases.tls is None
        assert (point.phases.dns, point.phases.connect, point.phases.transfer) == (1.0, 4.0, 0.5)
        assert 5 < (point.phases.first_byte or 0) < 35, "they are spread over the hour"


async def test_where_checks_are_rare_all_of_them_are_in_a_mean(store: Store) -> None:
    monitor = (await store.save_monitor(a_monitor(interval=3_600), T0)).id
    start = T0 // DAY * DAY
    await store.record_many(a_check(monitor, start + i * HOUR, phases=phases(i)) for i in range(48))
    found = await store.phases(monitor, start, start + 2 * DAY, 12)
    assert [(point.checks, point.phases.first_byte) for point in found.points] == [(4, 4 * n + 1.5) for n in range(12)]


async def test_of_what_only_hours_know_no_phases_are_told(store: Store) -> None:
    monitor = (await store.save_monitor(a_monitor(interval=600), T0)).id
    await store.record_many(a_check(monitor, T0 + i * 10 * MINUTE, phases=phases(9)) for i in range(40 * 144))
    end = T0 + 40 * DAY
    await store.close_hours(end)
    await store.remove_old(end, Retention())
    found = await store.phases(monitor, T0, end, 40)
    assert T0 + 10 * DAY - HOUR < found.since <= T0 + 10 * DAY
    assert found.points[0].at + found.width > found.since
    assert (await store.phases(monitor, T0, T0 + DAY, 40)).points == ()


@pytest.mark.parametrize(
    ("opened", "closed", "told_of"),
    [(0, 9, False), (0, 11, True), (12, 13, True), (19, None, True), (20, None, False), (0, None, True)],
)
async def test_alerts_are_told_as_far_as_they_touch_the_period(
    store: Store, opened: int, closed: int | None, told_of: bool
) -> None:
    monitor = (await store.save_monitor(a_monitor(), T0)).id
    end = None if closed is None else T0 + closed * MINUTE
    down = replace(an_alert(monitor, T0 + opened * MINUTE), closed_at=end)
    certificate = replace(down, kind=AlertKind.CERTIFICATE)
    await store.record(None, told(down))
    await store.record(None, told(certificate))
    found = await store.history(monitor, T0 + 10 * MINUTE, T0 + 20 * MINUTE, 100)
    assert found.alerts == ((AlertSpan(AlertKind.DOWN, down.opened_at, end),) if told_of else ())
