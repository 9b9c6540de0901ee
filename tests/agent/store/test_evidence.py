"""Evidence in the store: packed small, one place each, gone with its monitor, its alert and its time."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from peewee import SqliteDatabase

from agent.evidence import KeptTls
from agent.model import HttpTarget
from agent.retention import Retention
from agent.store import Change, Store
from agent.store.evidence import pack, unpack
from agent.store.migrations import MIGRATIONS, migrate
from tests.agent.evidence.samples import an_exchange
from tests.agent.store.samples import T0, a_check, a_monitor, an_alert

KEPT = 30 * 86_400_000
TLS = KeptTls("TLSv1.3", "TLS_AES_128_GCM_SHA256", (bytes(range(256)),))


@given(st.text(max_size=50), st.binary(max_size=50))
def test_what_is_packed_comes_back(body: str, other: bytes) -> None:
    body = body.encode(errors="replace").decode()
    exchange = an_exchange(status=503, body=body, headers=(("A", body),), tls=TLS)
    assert unpack(pack(exchange)) == exchange
    assert unpack(other) is None
    assert unpack(b"\1" + other) is None


def test_a_body_is_packed_small() -> None:
    body = [{"id": number, "name": f"thing {number}", "state": "ready"} for number in range(1_000)]
    assert len(pack(an_exchange(body=body))) < 8_000


async def test_each_monitor_has_one_good_and_one_failing_exchange(store: Store) -> None:
    monitor = (await store.save_monitor(a_monitor(), T0)).id
    assert await store.evidence(monitor) == (None, None)
    for at in (T0, T0 + 1):
        await store.keep_evidence([an_exchange(monitor, at)], [an_exchange(monitor, at + 5, 503)])
    assert await store.evidence(monitor) == (an_exchange(monitor, T0 + 1), an_exchange(monitor, T0 + 6, 503))
    assert await store.good_evidence_at() == {monitor: T0 + 1}
    await store.keep_evidence([an_exchange(monitor + 1)], [])  # purged meanwhile
    assert await store.good_evidence_at() == {monitor: T0 + 1}


async def test_an_alert_keeps_its_first_failing_exchange(store: Store) -> None:
    monitor = (await store.save_monitor(a_monitor(), T0)).id
    first = an_exchange(monitor, T0, 503)
    (alert,) = await store.record(a_check(monitor), [Change(an_alert(monitor), (), first)])
    await store.record(None, [Change(alert, (), an_exchange(monitor, T0 + 9, 500))])
    assert await store.alert_evidence(alert.id) == first
    assert await store.evidence(monitor) == (None, None)
    await store.record(None, [Change(replace(alert, closed_at=T0 + 10))])
    assert await store.delete_alerts([alert.id]) == (alert.id,)
    assert await store.alert_evidence(alert.id) is None


async def test_another_target_takes_the_monitors_evidence_and_leaves_that_of_its_alerts(store: Store) -> None:
    monitor = await store.save_monitor(a_monitor(), T0)
    (alert,) = await store.record(None, [Change(an_alert(monitor.id), (), an_exchange(monitor.id, T0, 503))])
    await store.keep_evidence([an_exchange(monitor.id)], [])
    await store.save_monitor(monitor.model_copy(update={"interval": 30}), T0)
    assert (await store.evidence(monitor.id))[0]
    await store.save_monitor(monitor.model_copy(update={"target": HttpTarget(url="https://b.example.com")}), T0)
    assert await store.evidence(monitor.id) == (None, None)
    assert await store.alert_evidence(alert.id)


async def test_old_evidence_is_removed_but_for_what_is_still_down(store: Store) -> None:
    up, down = [(await store.save_monitor(a_monitor(name), T0)).id for name in ("up", "down")]
    changes = [Change(an_alert(monitor), (), an_exchange(monitor, T0, 503)) for monitor in (up, down)]
    closed, still = await store.record(None, changes)
    await store.record(None, [Change(replace(closed, closed_at=T0 + 1))])
    await store.keep_evidence([an_exchange(monitor) for monitor in (up, down)], [])
    await store.remove_old(T0 + KEPT, Retention())
    assert await store.alert_evidence(closed.id)
    await store.remove_old(T0 + KEPT + 1, Retention())
    assert await store.alert_evidence(closed.id) is None
    assert await store.evidence(up) == (None, None)
    assert await store.alert_evidence(still.id)
    assert (await store.evidence(down))[0]


async def test_a_purged_monitor_leaves_nothing(store: Store, folder: Path) -> None:
    monitor = (await store.save_monitor(a_monitor(), T0)).id
    await store.record(None, [Change(an_alert(monitor), (), an_exchange(monitor, T0, 503))])
    await store.keep_evidence([an_exchange(monitor)], [an_exchange(monitor, T0, 503)])
    await store.delete_monitors([monitor], T0)
    await store.purge_deleted(T0 + 1)
    with closing(sqlite3.connect(folder / "monitor.db")) as database:
        assert database.execute("SELECT count(*) FROM evidence").fetchone() == (0,)


async def test_a_database_from_before_evidence_is_brought_up_to_date(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    before = SqliteDatabase(folder / "monitor.db", pragmas=[("journal_mode", "wal")])
    before.connect()
    step = next(number for number, script in enumerate(MIGRATIONS) if "CREATE TABLE evidence" in script)
    migrate(before, None, MIGRATIONS[:step])
    before.execute_sql("INSERT INTO monitor (name, document, window_since) VALUES ('old', '{}', 0)")  # type: ignore[no-untyped-call]
    before.close()
    store = await Store.open(folder)
    try:
        await store.keep_evidence([an_exchange(1)], [])
        assert (await store.evidence(1))[0] == an_exchange(1)
    finally:
        await store.close()
