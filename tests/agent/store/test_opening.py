"""The file: private, brought up to date with a copy kept, refused when it cannot be right; reading beside a writer."""

import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from peewee import SqliteDatabase

from agent.store import Store, StoreError
from agent.store.migrations import MIGRATIONS, migrate
from agent.store.tables import TABLES
from tests.agent.store.samples import T0, a_check, a_monitor


@pytest.fixture
def everybody_may_read() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


@contextmanager
def plain(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as database, database:
        yield database


@pytest.mark.usefixtures("everybody_may_read")
async def test_only_the_user_may_read_the_files(folder: Path) -> None:
    store = await Store.open(folder)
    await store.record(a_check(1))
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    await store.close()
    assert modes == dict.fromkeys(["monitor.db", "monitor.db-wal", "monitor.db-shm"], 0o600)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    (folder / "monitor.db").chmod(0o644)  # put back from a careless copy
    store = await Store.open(folder)
    await store.close()
    assert stat.S_IMODE((folder / "monitor.db").stat().st_mode) == 0o600


async def test_the_schema_is_what_the_tables_say(store: Store, folder: Path) -> None:
    with plain(folder / "monitor.db") as database:
        made = {
            table._meta.table_name: [row[1] for row in database.execute(f"PRAGMA table_info({table._meta.table_name})")]
            for table in TABLES
        }
        said = {table._meta.table_name: [field.column_name for field in table._meta.sorted_fields] for table in TABLES}
        assert made == said
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert database.execute("PRAGMA auto_vacuum").fetchone() == (2,)  # incremental: retention will need it
        assert database.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        sql = database.execute("SELECT sql FROM sqlite_master WHERE name = 'result'").fetchone()[0]
        assert sql.endswith("PRIMARY KEY (monitor, at)\n) WITHOUT ROWID")


async def test_a_migration_keeps_a_copy_and_is_all_or_nothing(folder: Path) -> None:
    store = await Store.open(folder)
    saved = await store.save_monitor(a_monitor(), T0)
    await store.close()
    path = folder / "monitor.db"
    good = "ALTER TABLE monitor ADD COLUMN colour TEXT;\nUPDATE monitor SET colour = 'red';\n"
    broken = "CREATE TABLE half (id INTEGER);\nCREATE TABLE monitor (id INTEGER);\n"

    database = SqliteDatabase(path)
    database.connect()
    with pytest.raises(Exception, match="already exists"):
        migrate(database, path, (*MIGRATIONS, good, broken))
    database.close()

    with plain(path) as after:
        assert after.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS) + 1,)
        assert after.execute("SELECT id, colour FROM monitor").fetchall() == [(saved.id, "red")]
        assert not after.execute("SELECT * FROM sqlite_master WHERE name = 'half'").fetchall()
    copy = folder / f"monitor.db.before-{len(MIGRATIONS) + 2}"
    with plain(copy) as before:
        assert before.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert before.execute("SELECT name FROM monitor").fetchall() == [("api",)]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert {file.name for file in folder.iterdir()} == {"monitor.db", copy.name}


async def test_a_newer_database_is_refused(folder: Path) -> None:
    await (await Store.open(folder)).close()
    with plain(folder / "monitor.db") as database:
        database.execute("PRAGMA user_version = 999")
    for read_only in (False, True):
        with pytest.raises(StoreError, match="newer version"):
            await Store.open(folder, read_only=read_only)


async def test_a_damaged_database_is_not_read_and_left_alone_by_who_only_reads(folder: Path) -> None:
    store = await Store.open(folder)
    await store.close()
    path = folder / "monitor.db"
    damaged = b"this is no database at all" * 1000
    path.write_bytes(damaged)
    with pytest.raises(StoreError, match="damaged"):
        await Store.open(folder, read_only=True)
    assert path.read_bytes() == damaged


async def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "file"
    folder.write_text("")
    with pytest.raises(StoreError, match="is a file"):
        await Store.open(folder)


async def test_reading_beside_a_writer(store: Store, folder: Path) -> None:
    await store.save_monitor(a_monitor("first"), T0)
    beside = await Store.open(folder, read_only=True)
    await store.save_monitor(a_monitor("second"), T0)
    assert [stored.monitor.name for stored in await beside.monitors()] == ["first", "second"]
    with pytest.raises(StoreError, match="reading only"):
        await beside.save_monitor(a_monitor("third"), T0)
    await beside.close()


async def test_reading_what_a_killed_writer_left(store: Store, folder: Path, tmp_path: Path) -> None:
    """The write-ahead log has all there is; nobody has the database open."""
    await store.save_monitor(a_monitor(), T0)
    left = tmp_path / "left"
    left.mkdir()
    for name in ("monitor.db", "monitor.db-wal"):
        shutil.copy(folder / name, left)
    reading = await Store.open(left, read_only=True)
    assert [stored.monitor.name for stored in await reading.monitors()] == ["api"]
    await reading.close()
    assert {path.name for path in left.iterdir()} <= {"monitor.db", "monitor.db-wal", "monitor.db-shm"}


async def test_reading_where_nothing_is_finds_and_makes_nothing(folder: Path) -> None:
    reading = await Store.open(folder, read_only=True)
    assert await reading.monitors() == []
    assert await reading.alerts() == []
    assert await reading.count_checks(1) == 0
    await reading.close()
    assert not folder.exists()
