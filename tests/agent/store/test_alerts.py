"""Alerts and the outbox."""

from dataclasses import replace

import pytest

from agent.lifecycle import Move, Who
from agent.model import AlertKind, Cause, DeliveryState, Outcome
from agent.store import Change, Store, StoreError
from tests.agent.store.samples import MINUTE, T0, a_check, a_delivery, a_monitor, an_alert, told


@pytest.fixture
async def monitor(store: Store) -> int:
    return (await store.save_monitor(a_monitor(), T0)).id


async def test_a_check_its_alert_and_what_tells_of_it_are_stored_together(store: Store, monitor: int) -> None:
    check = a_check(monitor, outcome=Outcome.DOWN, cause=Cause.TIMEOUT)
    [alert] = await store.record(check, told(an_alert(monitor), a_delivery("1"), a_delivery("2", "mail")))
    assert alert.id > 0
    assert await store.last_check(monitor) == check
    [view] = await store.alerts()
    assert view.alert == alert
    assert view.monitor_name == "api"
    assert view.deliveries == (a_delivery("1", alert=alert.id), a_delivery("2", "mail", alert=alert.id))
    [closed] = await store.record(None, [Change(replace(alert, closed_at=T0 + MINUTE, due_at=T0 + 3 * MINUTE))])
    assert closed.id == alert.id
    assert [view.alert for view in await store.alert_views([alert.id])] == [closed]


async def test_nothing_of_a_change_that_fails_is_stored(store: Store, monitor: int) -> None:
    twice = a_delivery("same id")
    with pytest.raises(StoreError):
        await store.record(a_check(monitor), told(an_alert(monitor), twice, twice))
    with pytest.raises(StoreError):  # no such monitor
        await store.record(None, told(an_alert(monitor + 1)))
    assert await store.count_checks(monitor) == 0
    assert await store.alerts() == []
    assert await store.count_waiting() == 0


async def test_the_newest_alert_of_each_monitor_and_kind(store: Store, monitor: int) -> None:
    other = (await store.save_monitor(a_monitor("other"), T0)).id
    changes = [
        Change(an_alert(monitor, T0 + MINUTE, closed_at=T0 + 2 * MINUTE)),
        Change(an_alert(monitor, T0, closed_at=T0 + 1)),  # written later, but older
        Change(an_alert(monitor, T0, kind=AlertKind.SLOW)),
        Change(an_alert(other, T0)),
    ]
    stored = await store.record(None, changes)
    newest = await store.latest_alerts()
    assert sorted(alert.id for alert in newest) == [stored[0].id, stored[2].id, stored[3].id]


async def test_open_alerts_are_always_listed(store: Store, monitor: int) -> None:
    [old] = await store.record(None, told(an_alert(monitor, T0)))
    changes = [Change(an_alert(monitor, T0 + i * MINUTE, closed_at=T0 + i * MINUTE + 1)) for i in range(1, 6)]
    await store.record(None, changes)
    assert [view.alert.opened_at for view in await store.alerts(limit=2)] == [T0 + 5 * MINUTE, T0 + 4 * MINUTE, T0]
    assert (await store.alerts(limit=2))[-1].alert == old


async def test_an_acknowledgement_is_not_lost_to_a_check_that_did_not_know_of_it(store: Store, monitor: int) -> None:
    [alert] = await store.record(None, told(an_alert(monitor)))
    [acknowledged] = await store.acknowledge([alert.id, 999], T0 + 1, "looking")
    assert (acknowledged.acknowledged_at, acknowledged.note) == (T0 + 1, "looking")
    [again] = await store.acknowledge([alert.id], T0 + 2)
    assert again == acknowledged
    [closed] = await store.record(a_check(monitor), told(replace(alert, closed_at=T0 + 3)))
    assert closed == replace(acknowledged, closed_at=T0 + 3)
    assert await store.latest_alerts() == [closed]


async def test_a_snooze_ends_an_acknowledgement_and_an_acknowledgement_a_snooze(store: Store, monitor: int) -> None:
    [alert, closed] = await store.record(None, [Change(an_alert(monitor)), Change(an_alert(monitor, closed_at=T0 + 1))])
    await store.acknowledge([alert.id], T0 + 1, "looking")
    [snoozed] = await store.snooze([alert.id, closed.id], T0 + 2, T0 + MINUTE)
    assert (snoozed.id, snoozed.acknowledged_at, snoozed.snoozed_until) == (alert.id, None, T0 + MINUTE)
    [checked] = await store.record(a_check(monitor), told(replace(alert, message="other")))
    assert checked == replace(snoozed, message="other"), "the check did not know of the snooze"
    [acknowledged] = await store.acknowledge([alert.id], T0 + 3)
    assert (acknowledged.acknowledged_at, acknowledged.snoozed_until) == (T0 + 3, None)
    assert await store.snooze([alert.id], T0 + 4, None) == [], "it sleeps no more"
    [view] = await store.alert_views([alert.id])
    assert [(step.at - T0, step.move, step.who, step.why) for step in view.history] == [
        (0, Move.OPENED, Who.AGENT, "No answer within 10 s"),
        (1, Move.ACKNOWLEDGED, Who.YOU, "looking"),
        (2, Move.SNOOZED, Who.YOU, ""),
        (3, Move.ACKNOWLEDGED, Who.YOU, ""),
    ]
    assert view.history[2].until == T0 + MINUTE


async def test_every_alert_that_is_over_can_be_deleted_at_once(store: Store, monitor: int) -> None:
    other = (await store.save_monitor(a_monitor("other"), T0)).id
    alerts = await store.record(
        None, [Change(an_alert(monitor)), Change(an_alert(other, closed_at=T0)), Change(an_alert(other, closed_at=T0))]
    )
    assert sorted(await store.delete_alerts(every=True)) == [alerts[1].id, alerts[2].id]
    assert [view.alert.id for view in await store.alerts()] == [alerts[0].id]


async def test_only_alerts_that_are_over_and_told_can_be_deleted(store: Store, monitor: int) -> None:
    other = (await store.save_monitor(a_monitor("other"), T0)).id
    sent = {"state": DeliveryState.SENT, "next_at": None, "sent_at": T0}
    still_open, held, waiting, over, over_too, elsewhere = await store.record(
        None,
        [
            Change(an_alert(monitor), (a_delivery("1", **sent),)),
            Change(an_alert(monitor, closed_at=T0 + 1, due_at=T0 + 9), (a_delivery("2", **sent),)),
            Change(an_alert(monitor, closed_at=T0 + 1), (a_delivery("3", state=DeliveryState.FAILED),)),
            Change(an_alert(monitor, closed_at=T0 + 1), (a_delivery("4", **sent),)),
            Change(an_alert(monitor, closed_at=T0 + 1), (a_delivery("5", "mail", **sent),)),
            Change(an_alert(other, closed_at=T0 + 1), (a_delivery("6", "mail", **sent),)),
        ],
    )
    assert await store.delete_alerts(ids=[still_open.id, over.id]) == (over.id,)
    assert await store.delete_alerts(channel="mail") == (elsewhere.id, over_too.id)
    assert await store.delete_alerts(monitor=monitor) == ()
    assert {view.alert.id for view in await store.alerts()} == {still_open.id, held.id, waiting.id}
    await store.save_deliveries([a_delivery("3", alert=waiting.id, **sent)])
    assert await store.delete_alerts(monitor=monitor) == (waiting.id,)
    await store.save_deliveries([a_delivery("3", alert=waiting.id)])  # its alert is gone: forgotten
    assert await store.count_waiting() == 0


async def test_the_outbox(store: Store, monitor: int) -> None:
    assert await store.next_delivery_at() is None
    later = a_delivery("later", at=T0 + 1, next_at=T0 + MINUTE)
    first = a_delivery("first", at=T0)
    [alert] = await store.record(None, told(an_alert(monitor), later, first))
    first, later = replace(first, alert=alert.id), replace(later, alert=alert.id)
    assert await store.next_delivery_at() == T0
    assert await store.deliveries_due(T0 - 1) == []
    assert await store.deliveries_due(T0) == [first]
    assert await store.deliveries_due(T0 + MINUTE) == [first, later]
    failed = replace(first, state=DeliveryState.FAILED, attempts=1, next_at=T0 + 2 * MINUTE, error="503")
    await store.save_deliveries([failed])
    assert await store.next_delivery_at() == T0 + MINUTE
    assert await store.deliveries_due(T0 + 2 * MINUTE) == [failed, later]
    await store.save_deliveries([replace(failed, state=DeliveryState.SENT, attempts=2, next_at=None, sent_at=T0 + 5)])
    await store.save_deliveries([replace(later, state=DeliveryState.UNDELIVERABLE, next_at=None, error="404")])
    assert await store.next_delivery_at() is None
    assert await store.count_waiting() == 0
