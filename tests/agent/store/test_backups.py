"""Backups, restoring them, and what becomes of a damaged database: over real files."""

import asyncio
import shutil
import sqlite3
import stat
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from agent.model import DeliveryState, Settings
from agent.quiet import QuietHours
from agent.store import Store, StoreError, backups, recovery, replacing
from agent.store.upkeep import DAY
from tests.agent.store.samples import T0, a_check, a_delivery, a_monitor, an_alert, told

MINUTE = 60_000
RESULTS = 3_000


async def filled(folder: Path) -> Store:
    """A store with two monitors and their results, and an alert that is still to be told."""
    store = await Store.open(folder)
    for name in ("api", "web"):
        monitor = (await store.save_monitor(a_monitor(name), T0)).id
        await store.record_many(a_check(monitor, T0 + number * MINUTE) for number in range(RESULTS))
    await store.record(None, told(an_alert(1), a_delivery("waits")))
    return store


def overwrite(path: Path, first: int, pages: int, size: int = 4_096) -> None:
    """Overwrite pages of a database file with what no page looks like."""
    with open(path, "r+b") as file:
        file.seek(first * size)
        file.write(b"\xa5" * (size * pages))


async def test_a_backup_is_made_while_others_write(folder: Path) -> None:
    store = await filled(folder)
    more = asyncio.ensure_future(store.record_many(a_check(1, T0 + DAY * 9 + number) for number in range(60_000)))
    made = await asyncio.to_thread(backups.make, folder, T0 + DAY)
    await more
    found = backups.inspected(Path(made.path))
    assert (found.monitors, found.problem, found.at) == (2, "", T0 // 1_000 * 1_000 + DAY)
    assert 2 * RESULTS <= (found.results or 0) <= 2 * RESULTS + 60_000
    assert stat.S_IMODE(Path(made.path).stat().st_mode) == 0o600
    assert stat.S_IMODE((folder / "backups").stat().st_mode) == 0o700
    assert [path.name for path in (folder / "backups").iterdir()] == [Path(made.path).name]
    await store.close()


async def test_a_backup_that_is_not_wanted_or_has_no_room_leaves_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await filled(folder)
    monkeypatch.setattr(backups, "PAGES_AT_ONCE", 1)
    ended = threading.Event()
    ended.set()
    with pytest.raises(backups.Stopped):
        backups.make(folder, T0, wanted=lambda: not ended.is_set())
    monkeypatch.setattr(backups, "SPARE", 1 << 60)
    with pytest.raises(StoreError, match="no room for a backup"):
        backups.make(folder, T0)
    assert list((folder / "backups").iterdir()) == []
    await store.close()


def test_of_seven_days_the_newest_is_kept_and_all_of_the_newest_day() -> None:
    ats = [DAY * 20 + 5, DAY * 20 + 1, *(DAY * day + hour for day in range(18, 8, -1) for hour in (9, 3))]
    gone = backups.surplus([(at, Path(str(at))) for at in ats])
    kept = [at for at in ats if Path(str(at)) not in gone]
    assert kept == [DAY * 20 + 5, DAY * 20 + 1, *(DAY * day + 9 for day in range(18, 12, -1))]


async def test_restoring_keeps_what_was_there_and_sends_nothing_twice(folder: Path) -> None:
    store = await filled(folder)
    made = backups.make(folder, T0 + DAY)
    await store.delete_monitors([2], T0)
    await store.close()
    kept = replacing.replace(folder, Path(made.path), "monitor.db.replaced", lambda database: None)
    assert kept == folder / "monitor.db.replaced"
    assert backups.described(kept).monitors == 1
    assert stat.S_IMODE((folder / "monitor.db").stat().st_mode) == 0o600
    again = await Store.open(folder)
    assert [stored.monitor.name for stored in await again.monitors()] == ["api", "web"]
    assert await again.count_waiting() == 0
    (delivery,) = (await again.alert_views([1]))[0].deliveries
    assert (delivery.state, delivery.error) == (DeliveryState.UNDELIVERABLE, replacing.NOT_SENT)
    await again.close()


@pytest.mark.parametrize("content", [b"no database", b"", b"SQLite format 3\0" + b"\xa5" * 9_000])
async def test_what_is_no_backup_is_not_restored(folder: Path, content: bytes) -> None:
    store = await filled(folder)
    await store.close()
    other = folder / "other.db"
    other.write_bytes(content)
    assert backups.inspected(other).problem
    before = (folder / "monitor.db").read_bytes()
    with pytest.raises(StoreError):
        replacing.replace(folder, folder / "not-there.db", "kept", lambda database: None)
    assert (folder / "monitor.db").read_bytes() == before
    assert not (folder / "kept").exists()


@pytest.mark.parametrize("done", range(3))
async def test_a_restore_that_was_ended_is_whole_or_did_not_happen(folder: Path, done: int) -> None:
    store = await filled(folder)
    made = backups.make(folder, T0 + DAY)
    await store.delete_monitors([1], T0)
    await store.close()
    shutil.copy(made.path, folder / replacing.READY)  # the copy is whole ...
    if done > 0:  # ... the old one has left ...
        (folder / "monitor.db-wal").write_bytes(b"of the old one")
        (folder / "monitor.db").rename(folder / "kept")
    if done > 1:
        (folder / "monitor.db-wal").rename(folder / "kept-wal")
    again = await Store.open(folder)
    assert [stored.monitor.name for stored in await again.monitors()] == (["web"] if done == 0 else ["api", "web"])
    assert not (folder / replacing.READY).exists()
    await again.close()


async def damaged_after_backup(folder: Path, damage: Callable[[Path], None]) -> recovery.Recovery:
    """A backup was made, then a monitor, settings and newer results came, then ``damage`` in the closed file."""
    store = await filled(folder)
    backups.make(folder, T0 + DAY)
    await store.save_monitor(a_monitor("new"), T0)
    await store.save_settings(Settings(quiet=QuietHours(zone="Europe/Berlin")))
    await store.record_many(a_check(2, T0 + DAY * 5 + number * MINUTE) for number in range(RESULTS))
    await store.close()
    damage(folder / "monitor.db")
    again = await Store.open(folder)
    names = [stored.monitor.name for stored in await again.monitors()]
    found = recovery.last(folder)
    assert found is not None
    assert names == (["api", "web", "new"] if found.settings else ["api", "web"])
    assert (await again.settings()).quiet.zone == ("Europe/Berlin" if found.settings else "")
    assert await again.count_checks(1) == RESULTS
    assert await again.count_checks(2) == RESULTS + found.results
    assert backups.damage(folder / "monitor.db") == ""
    assert (folder / found.kept).exists()
    assert found.lost_from == T0 + (RESULTS - 1) * MINUTE
    await again.close()
    return found


async def test_the_backup_takes_the_place_of_a_file_that_cannot_be_read_at_all(folder: Path) -> None:
    found = await damaged_after_backup(folder, lambda path: overwrite(path, 0, 1))
    assert (found.backup_at, found.settings, found.results) == (T0 // 1_000 * 1_000 + DAY, False, 0)


async def test_what_is_newer_is_read_from_the_damaged_file_as_far_as_it_can(folder: Path) -> None:
    def one_page_of_results(path: Path) -> None:
        with closing(sqlite3.connect(path)) as database:
            sql = "SELECT pageno FROM dbstat WHERE name = 'result' AND pagetype = 'leaf' ORDER BY path LIMIT 1"
            try:
                (page,) = database.execute(sql).fetchone()
            except sqlite3.OperationalError:
                pytest.skip("this SQLite cannot tell where its pages are")
        overwrite(path, page - 1, 1)

    found = await damaged_after_backup(folder, one_page_of_results)
    assert (found.settings, found.results) == (True, RESULTS)  # the page was of the first monitor


async def test_without_a_backup_all_that_can_be_read_is_kept(folder: Path) -> None:
    store = await filled(folder)
    await store.close()
    with closing(sqlite3.connect(folder / "monitor.db")) as database:
        database.execute("PRAGMA writable_schema = on")
        root = "SELECT rootpage FROM sqlite_master WHERE name = 'evidence_at'"
        (page,) = database.execute(root).fetchone()
    overwrite(folder / "monitor.db", page - 1, 1)
    again = await Store.open(folder)
    found = recovery.last(folder)
    assert found is not None
    assert (found.backup_at, found.lost_from, found.settings, found.results) == (None, None, True, 2 * RESULTS)
    assert await again.count_checks(2) == RESULTS
    await again.close()


async def test_a_damaged_backup_is_passed_over(folder: Path) -> None:
    store = await filled(folder)
    good = backups.make(folder, T0 + DAY)
    bad = backups.make(folder, T0 + 2 * DAY)
    await store.close()
    overwrite(Path(bad.path), 5, 20)
    overwrite(folder / "monitor.db", 0, 1)
    again = await Store.open(folder)
    found = recovery.last(folder)
    assert found is not None
    assert found.backup_at == good.at
    await again.close()
