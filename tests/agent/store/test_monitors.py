"""Monitors and channels: what is saved comes back, names are unique, what is deleted hides whole and can return."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import SecretStr

from agent.model import DeliveryState, EmailChannel, HttpTarget, Outcome
from agent.stats import Pace
from agent.store import NameTaken, Store, StoreError, monitors
from agent.store.monitors import PURGED_AT_ONCE
from tests.agent.store.samples import DAY, MINUTE, T0, a_channel, a_check, a_delivery, a_monitor, an_alert, told


async def test_a_monitor_survives_a_restart_as_it_was(folder: Path) -> None:
    store = await Store.open(folder)
    target = HttpTarget(url="https://api.example.com/?q=1", method="POST", password=SecretStr("${keychain:1f}"))
    saved = await store.save_monitor(
        a_monitor("größe", target=target, interval=20, tags=("prod",), channels=("ops",), latency_threshold_ms=800), T0
    )
    await store.close()
    assert saved.id > 0
    again = await Store.open(folder)
    [stored] = await again.monitors()
    await again.close()
    assert stored.monitor == saved
    assert stored.monitor.target.password.get_secret_value() == "${keychain:1f}"
    assert stored.window_since == T0


async def test_another_target_empties_the_window_and_another_interval_is_a_new_pace(store: Store) -> None:
    saved = await store.save_monitor(a_monitor(interval=60), T0)
    await store.save_monitor(saved.model_copy(update={"name": "renamed", "paused": True}), T0 + 1)
    [stored] = await store.monitors()
    assert (stored.monitor.name, stored.window_since) == ("renamed", T0)
    elsewhere = HttpTarget(url="https://elsewhere.example.com")
    await store.save_monitor(saved.model_copy(update={"target": elsewhere, "interval": 20}), T0 + 2)
    [stored] = await store.monitors()
    assert stored.window_since == T0 + 2
    assert await store.paces(saved.id) == [Pace(T0, 60), Pace(T0 + 2, 20)]
    await store.set_pace(saved.id, Pace(T0 - MINUTE, 30))
    assert await store.paces(saved.id) == [Pace(T0 - MINUTE, 30), Pace(T0, 60), Pace(T0 + 2, 20)]


async def test_a_name_is_taken_once(store: Store) -> None:
    first = await store.save_monitor(a_monitor("first"), T0)
    second = await store.save_monitor(a_monitor("second"), T0)
    with pytest.raises(NameTaken, match="'first'"):
        await store.save_monitor(a_monitor("first"), T0)
    with pytest.raises(NameTaken):
        await store.save_monitor(second.model_copy(update={"name": "first"}), T0)
    await store.save_channel(a_channel("ops"))
    with pytest.raises(NameTaken, match="channel named 'ops'"):
        await store.save_channel(a_channel("ops"))
    assert [s.monitor for s in await store.monitors()] == [first, second]


async def test_what_is_deleted_hides_whole_and_comes_back_whole(store: Store) -> None:
    gone = await store.save_monitor(a_monitor("gone"), T0)
    stays = await store.save_monitor(a_monitor("stays"), T0)
    for monitor in (gone, stays):
        await store.record(a_check(monitor.id), told(an_alert(monitor.id), a_delivery(f"of {monitor.name}")))
    before = (await store.monitors(), await store.alerts(), await store.deliveries_due(T0))
    await store.delete_monitors([gone.id], T0 + 1)
    assert [s.monitor.name for s in await store.monitors()] == ["stays"]
    assert [view.monitor_name for view in await store.alerts()] == ["stays"]
    assert [alert.monitor for alert in await store.latest_alerts()] == [stays.id]
    assert [delivery.id for delivery in await store.deliveries_due(T0)] == ["of stays"]
    assert await store.count_waiting() == 1
    assert await store.acknowledge([view.alert.id for view in before[1]], T0) == [
        view.alert for view in await store.alerts()
    ]
    assert await store.restore_monitors([gone.id]) == [gone]
    assert [s.monitor.name for s in await store.monitors()] == ["gone", "stays"]
    assert [view.monitor_name for view in await store.alerts()] == [view.monitor_name for view in before[1]]
    assert await store.deliveries_due(T0) == before[2]
    assert await store.count_checks(gone.id) == 1


async def test_a_name_may_be_used_again_and_then_stands_in_the_way_of_a_return(store: Store) -> None:
    gone = await store.save_monitor(a_monitor("api"), T0)
    other = await store.save_monitor(a_monitor("other"), T0)
    await store.delete_monitors([gone.id, other.id], T0)
    await store.save_monitor(a_monitor("api"), T0)
    with pytest.raises(NameTaken, match="'api'"):
        await store.restore_monitors([other.id, gone.id])
    assert [s.monitor.name for s in await store.monitors()] == ["api"]


async def test_what_has_begun_to_go_for_good_cannot_come_back_and_goes_on(store: Store) -> None:
    gone = await store.save_monitor(a_monitor("gone"), T0)
    other = await store.save_monitor(a_monitor("other"), T0)
    await store.delete_monitors([gone.id], T0)
    await store.delete_monitors([other.id], T0 + 10)
    await store._writer.run(lambda database: monitors.give_up(database, T0 + 1))  # and then the program is killed
    with pytest.raises(StoreError, match="gone for good"):
        await store.restore_monitors([other.id, gone.id])
    assert [monitor.name for monitor in await store.purge_deleted(0)] == ["gone"]
    with pytest.raises(StoreError, match="gone for good"):
        await store.restore_monitors([gone.id])
    assert await store.restore_monitors([other.id]) == [other]


async def test_purging_removes_every_row(store: Store, folder: Path) -> None:
    gone = await store.save_monitor(a_monitor("gone"), T0)
    stays = await store.save_monitor(a_monitor("stays"), T0)
    more_than_a_step = PURGED_AT_ONCE + 10
    for monitor in (gone, stays):
        await store.record_many(a_check(monitor.id, T0 + i) for i in range(more_than_a_step))
        await store.record(None, told(an_alert(monitor.id), a_delivery(monitor.name)))
    await store.close_hours(T0 + 3 * DAY)
    await store.delete_monitors([gone.id], T0)
    assert await store.purge_deleted(T0) == []  # it was deleted at that time, not before
    assert [monitor.name for monitor in await store.purge_deleted(T0 + 1)] == ["gone"]
    with closing(sqlite3.connect(folder / "monitor.db")) as database:
        for table in ("monitor", "pace", "result", "rollup", "alert", "delivery"):
            column = "id" if table == "monitor" else "alert" if table == "delivery" else "monitor"
            left = [row[0] for row in database.execute(f"SELECT DISTINCT {column} FROM {table}")]
            assert len(left) == 1, table
    assert await store.count_checks(stays.id) == more_than_a_step


async def test_a_channel_keeps_its_monitors_through_a_rename_and_leaves_them_when_deleted(store: Store) -> None:
    ops = await store.save_channel(a_channel("ops"))
    mail = await store.save_channel(
        EmailChannel(name="mail", host="mx.example.org", sender="a@example.org", recipients=("b@example.org",))
    )
    both = await store.save_monitor(a_monitor("both", channels=("mail", "ops")), T0)
    everybody = await store.save_monitor(a_monitor("everybody"), T0)
    hidden = await store.save_monitor(a_monitor("hidden", channels=("ops",)), T0)
    await store.delete_monitors([hidden.id], T0)
    await store.record(a_check(both.id), told(an_alert(both.id), a_delivery("one", "ops"), a_delivery("two", "mail")))
    await store.save_channel(ops.model_copy(update={"name": "on-call"}))
    assert [channel.name for channel in await store.channels()] == ["on-call", "mail"]
    assert [s.monitor.channels for s in await store.monitors()] == [("mail", "on-call"), None]
    assert [delivery.channel for delivery in await store.deliveries_due(T0)] == ["on-call", "mail"]
    assert (await store.restore_monitors([hidden.id]))[0].channels == ("on-call",)
    await store.delete_channel(ops.id)
    assert await store.channels() == [mail]
    assert [s.monitor.channels for s in await store.monitors()] == [("mail",), None, ()]
    [view] = await store.alerts()
    assert [(d.channel, d.state, d.error) for d in view.deliveries] == [
        ("on-call", DeliveryState.UNDELIVERABLE, "the channel was deleted"),
        ("mail", DeliveryState.PENDING, ""),
    ]
    assert everybody.channels is None


async def test_an_import_is_all_or_nothing(store: Store) -> None:
    old = await store.save_monitor(a_monitor("old", interval=60), T0)
    channels, monitors = await store.import_all(
        [a_channel("ops")], [a_monitor("old", interval=20), a_monitor("new", id=77)], T0 + 1
    )
    assert [monitor.id for monitor in monitors] == [old.id, monitors[1].id]
    assert [s.monitor for s in await store.monitors()] == monitors
    assert await store.paces(old.id) == [Pace(T0, 60), Pace(T0 + 1, 20)]
    assert await store.channels() == channels
    secret = a_channel("leaky", webhook_url=SecretStr("https://hooks.slack.com/services/T/B/canary"))
    with pytest.raises(StoreError, match="webhook_url"):
        await store.import_all([a_channel("another"), secret], [a_monitor("third")], T0 + 2)
    assert [s.monitor for s in await store.monitors()] == monitors
    assert await store.channels() == channels


async def test_a_literal_secret_is_never_stored(store: Store, folder: Path) -> None:
    target = HttpTarget(url="https://someone:canary-7f3@api.example.com")
    with pytest.raises(StoreError, match=r"target\.password") as refusal:
        await store.save_monitor(a_monitor(target=target), T0)
    assert "canary" not in str(refusal.value)
    assert await store.monitors() == []
    await store.close()
    assert not [path for path in folder.iterdir() if b"canary" in path.read_bytes()]


async def test_a_monitor_that_is_gone_cannot_be_saved(store: Store) -> None:
    saved = await store.save_monitor(a_monitor(), T0)
    await store.delete_monitors([saved.id], T0)
    with pytest.raises(StoreError, match="does not exist"):
        await store.save_monitor(saved, T0)
    await store.record(a_check(saved.id, outcome=Outcome.DOWN), ())  # a check that was under way hurts nobody
    assert await store.monitors() == []
