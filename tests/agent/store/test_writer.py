"""Group commit, and times in which the database cannot be written: nothing is lost, nothing takes anything with it."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from peewee import SqliteDatabase

from agent.retention import Retention
from agent.store import NameTaken, Store, StoreError, checkpoints, connection, writer
from tests.agent.store.samples import DAY, MINUTE, T0, a_check, a_delivery, a_monitor, an_alert, told


class Troubles:
    """What the store says of its troubles, and waiting for it."""

    def __init__(self) -> None:
        self.heard: asyncio.Queue[str] = asyncio.Queue()

    async def next(self) -> str:
        return await asyncio.wait_for(self.heard.get(), 60)


@pytest.fixture
def troubles() -> Troubles:
    return Troubles()


@pytest.fixture
async def store(folder: Path, troubles: Troubles, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Store]:
    """A store that soon loses patience with a lock."""
    monkeypatch.setattr(connection, "BUSY_TIMEOUT", 0.1)
    monkeypatch.setattr(writer, "RETRY", 0.02)
    opened = await Store.open(folder, on_trouble=troubles.heard.put_nowait)
    yield opened
    await opened.close()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Somebody else holds the write lock."""
    with closing(sqlite3.connect(folder / "monitor.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def commits(folder: Path) -> int:
    """How many transactions the write-ahead log has: frames that say how big the database is after a commit."""
    log = (folder / "monitor.db-wal").read_bytes()
    frame = 24 + int.from_bytes(log[8:12])
    return sum(log[at + 4 : at + 8] != b"\0\0\0\0" for at in range(32, len(log), frame))


async def test_what_waits_is_written_in_one_transaction(store: Store, folder: Path) -> None:
    before = commits(folder)
    with locked(folder):
        together = [asyncio.ensure_future(store.record(a_check(1, T0 + i))) for i in range(500)]
        saving = asyncio.ensure_future(store.record(None, ()))
        await saving
        await asyncio.sleep(0)  # by now each has put its check into the queue
        assert not any(task.done() for task in together)
    await asyncio.gather(*together)
    assert await store.count_checks(1) == 500
    assert commits(folder) - before <= 2  # the writer may have taken the first one alone before it met the lock


async def test_what_was_written_comes_into_the_file_without_the_writer(store: Store, folder: Path) -> None:
    """Most of it, long before the log is as long as the writer lets it become."""
    monitor = (await store.save_monitor(a_monitor(), T0)).id
    await store.record_many(a_check(monitor, T0 + i) for i in range(3 * checkpoints.ROWS))

    async with asyncio.timeout(60):
        while (folder / "monitor.db").stat().st_size < 3 * checkpoints.ROWS * 10:  # noqa: ASYNC110 - of a file
            await asyncio.sleep(0.01)
    assert commits(folder) > 0


async def test_only_what_must_outlive_the_machine_waits_for_the_disk(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Results and upkeep do not: a disk that others use would hold up every check. What a person takes away does."""
    monitor = (await store.save_monitor(a_monitor(interval=60), T0)).id
    await store.record_many(a_check(monitor, T0 + i * MINUTE) for i in range(3_000))
    modes: list[str] = []
    real = writer.Writer._set_synchronous

    def noted(self: writer.Writer, database: SqliteDatabase, mode: str) -> None:
        real(self, database, mode)
        modes.append({1: "normal", 2: "full"}[database.pragma("synchronous")])

    monkeypatch.setattr(writer.Writer, "_set_synchronous", noted)
    await store.close_hours(T0 + 3 * DAY)
    await store.remove_old(T0 + 3 * DAY, Retention(results=1))
    await store.record(a_check(monitor, T0 + 3 * DAY))
    await store.delete_monitors([monitor], T0 + 3 * DAY)
    assert set(modes[:-1]) == {"normal"}
    assert modes[-1] == "full"
    modes.clear()
    await store.purge_deleted(T0 + 4 * DAY)
    await store.clear(monitor, 0, None, T0 + 3 * DAY)
    assert set(modes) == {"normal", "full"}
    assert modes[-1] == "full"


async def test_one_that_fails_takes_no_other_with_it(store: Store, folder: Path) -> None:
    await store.save_monitor(a_monitor("taken"), T0)
    with locked(folder):
        outcomes = asyncio.gather(
            store.record(a_check(1, T0)),
            store.record(a_check(1, 1 << 70)),  # no integer of SQLite's
            store.record(a_check(1, T0 + 1)),
            store.record(None, told(an_alert(77), a_delivery("of no monitor"))),
            store.record(a_check(1, T0 + 2)),
            return_exceptions=True,
        )
        await asyncio.sleep(0)
    outcomes = asyncio.gather(outcomes, store.save_monitor(a_monitor("taken"), T0), return_exceptions=True)
    [first, wrong, second, orphan, third], refused = await outcomes
    assert first == second == third == ()
    assert isinstance(wrong, OverflowError)
    assert isinstance(orphan, StoreError)
    assert isinstance(refused, NameTaken)
    assert [beat.at - T0 for beat in await store.beats(1, 10)] == [0, 1, 2]
    assert await store.count_waiting() == 0


async def test_a_locked_database_is_waited_for_and_told_of(store: Store, folder: Path, troubles: Troubles) -> None:
    monitor = (await store.save_monitor(a_monitor(), T0)).id
    with locked(folder):
        waiting = [asyncio.ensure_future(store.record(a_check(monitor, T0 + i))) for i in range(10)]
        alert = asyncio.ensure_future(store.record(a_check(monitor, T0 + 10), told(an_alert(monitor), a_delivery("1"))))
        assert "locked by another program" in await troubles.next()
        with pytest.raises(StoreError, match="locked by another program"):
            await store.save_monitor(a_monitor("not-now"), T0)
        assert await store.count_checks(monitor) == 0  # reading goes on
        assert not any(task.done() for task in [*waiting, alert])
    await asyncio.gather(*waiting)
    assert (await alert)[0].id > 0
    assert await troubles.next() == ""
    assert await store.count_checks(monitor) == 11
    assert [stored.monitor.name for stored in await store.monitors()] == ["api"]


async def test_the_newest_results_wait_the_oldest_go(
    store: Store, folder: Path, troubles: Troubles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "RESULTS_KEPT", 100)
    monitor = (await store.save_monitor(a_monitor(), T0)).id
    with locked(folder):
        alert = asyncio.ensure_future(store.record(None, told(an_alert(monitor))))
        waiting = [asyncio.ensure_future(store.record(a_check(monitor, T0 + i))) for i in range(130)]
        for lost in waiting[:30]:
            with pytest.raises(StoreError, match="locked"):
                await asyncio.wait_for(lost, 60)
    await asyncio.gather(alert, *waiting[30:])
    assert [beat.at - T0 for beat in await store.beats(monitor, 200)] == list(range(30, 130))


async def test_a_full_disk_is_survived(folder: Path, troubles: Troubles, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite's own limit of pages stands for the disk's end: it is the same error in the same place."""
    monkeypatch.setattr(connection, "WRITER_PRAGMAS", [*connection.WRITER_PRAGMAS, ("max_page_count", 100)])
    monkeypatch.setattr(writer, "RETRY", 0.02)
    store = await Store.open(folder, on_trouble=troubles.heard.put_nowait)
    monitor = (await store.save_monitor(a_monitor(), T0)).id
    with pytest.raises(StoreError, match="the disk is full"):
        await store.record_many(a_check(999, T0 + i) for i in range(50_000))
    assert "the disk is full" in await troubles.next()
    await store.record(a_check(monitor, T0))  # this one still fits
    assert await troubles.next() == ""

    waiting = [asyncio.ensure_future(store.record(a_check(monitor, T0 + i))) for i in range(1, 7_000)]
    alert = asyncio.ensure_future(store.record(None, told(an_alert(monitor), a_delivery("1"))))
    assert "the disk is full" in await troubles.next()
    assert not alert.done()
    with closing(sqlite3.connect(folder / "monitor.db")) as somebody:
        somebody.execute("DELETE FROM result WHERE monitor = 999")
        somebody.commit()
    await asyncio.wait_for(asyncio.gather(alert, *waiting), 60)
    assert await troubles.next() == ""
    assert await store.count_checks(monitor) == 7_000
    assert await store.count_waiting() == 1
    await store.close()


async def test_closing_writes_what_waits(folder: Path) -> None:
    store = await Store.open(folder)
    waiting = [asyncio.ensure_future(store.record(a_check(1, T0 + i))) for i in range(100)]
    await asyncio.sleep(0)
    await store.close()
    assert all(task.done() for task in waiting)
    with pytest.raises(StoreError, match="closed"):
        await store.record(a_check(1, T0))
    with pytest.raises(StoreError, match="closed"):
        await store.monitors()
    again = await Store.open(folder)
    assert await again.count_checks(1) == 100
    await again.close()


async def test_closing_gives_up_on_a_database_that_stays_locked(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "LAST_TRIES", 0.0)
    with locked(folder):
        lost = asyncio.ensure_future(store.record(a_check(1, T0)))
        await asyncio.sleep(0)
        await store.close()
        with pytest.raises(StoreError, match="locked by another program"):
            await lost


async def test_who_was_cancelled_harms_nobody(store: Store, folder: Path) -> None:
    with locked(folder):
        impatient = asyncio.ensure_future(store.record(a_check(1, T0)))
        patient = asyncio.ensure_future(store.record(a_check(1, T0 + 1)))
        await asyncio.sleep(0)
        impatient.cancel()
    await patient
    assert await store.count_checks(1) == 2  # what was measured is kept though nobody waits
