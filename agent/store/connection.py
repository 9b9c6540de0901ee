"""Opening the database file: private, in WAL mode, with the present schema."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import peewee
from peewee import SqliteDatabase

from agent import folder as folders
from agent.store.errors import Damaged, StoreError, is_damage, outside_cause
from agent.store.migrations import migrate, require

FILE_NAME = "monitor.db"
BUSY_TIMEOUT = 5.0
"""For so many seconds a statement waits for another process's lock."""
LONGEST_LOG = 16_384
"""So many pages may be in the write-ahead log before the writer takes them into the file itself: 64 MB."""
WRITER_PRAGMAS = [
    ("auto_vacuum", "incremental"),  # before anything is written: it cannot be turned on later without a VACUUM
    ("journal_mode", "wal"),
    ("synchronous", "normal"),
    ("foreign_keys", "on"),
    ("journal_size_limit", 16 * 1024 * 1024),
    ("wal_autocheckpoint", LONGEST_LOG),  # most of the time others have done it by then
]
CHECKED_WHOLE = 16 * 1024 * 1024
"""Up to this size in bytes a file is checked for damage when it is opened; that takes some 0.1 s."""


def open_for_writing(folder: Path) -> SqliteDatabase:
    """The database of ``folder``, made or brought up to date where needed. To be used in the thread that opens it."""
    try:
        folders.prepare(folder)
    except folders.FolderError as error:
        raise StoreError(str(error)) from error
    path = folder / FILE_NAME
    try:
        _make_private(path)
    except OSError as error:
        raise StoreError(f"The database {path} cannot be opened: {error.strerror or error}.") from error
    database = SqliteDatabase(
        _uri(path, "rw"),
        uri=True,
        timeout=BUSY_TIMEOUT,
        pragmas=WRITER_PRAGMAS,
    )
    return _opened(database, path, lambda: _prepare(database, path))


def open_for_reading(folder: Path) -> SqliteDatabase:
    """The same for reading only, beside whoever writes. Where there is no database yet, an empty one in memory, so
    that whoever reads finds nothing and makes nothing."""
    path = folder / FILE_NAME
    if not path.exists() or path.stat().st_size == 0:
        database = SqliteDatabase(":memory:")
        return _opened(database, path, lambda: migrate(database, None))
    database = SqliteDatabase(_uri(path, "ro"), uri=True, timeout=BUSY_TIMEOUT, pragmas=[("query_only", "on")])
    return _opened(database, path, lambda: require(database))


def open_for_checkpoints(folder: Path) -> sqlite3.Connection:
    """A connection that has nothing to do with rows: for :mod:`agent.store.checkpoints`."""
    return sqlite3.connect(_uri(folder / FILE_NAME, "rw"), uri=True, timeout=BUSY_TIMEOUT, isolation_level=None)


def is_left_open(folder: Path) -> bool:
    """Whether whoever had the database open last did not close it: then its write-ahead log is still there."""
    log = folder / f"{FILE_NAME}-wal"
    return log.exists() and log.stat().st_size > 0


def raw(database: SqliteDatabase) -> sqlite3.Connection:
    """The thread's connection itself, for SQL that Peewee would only slow down."""
    connection: sqlite3.Connection = database.connection()  # type: ignore[no-untyped-call]  # Peewee's
    return connection


def _uri(path: Path, mode: str) -> str:
    return f"{path.absolute().as_uri()}?mode={mode}"


def _make_private(path: Path) -> None:
    """The file exists and is this user's alone (0600), and so will be the ones SQLite puts beside it."""
    with open(path, "ab", opener=folders.private_opener):
        pass
    if os.name == "posix" and path.stat().st_mode & 0o077:
        path.chmod(0o600)


def _prepare(database: SqliteDatabase, path: Path) -> None:
    if path.stat().st_size <= CHECKED_WHOLE:
        found = database.pragma("quick_check(1)")
        if found != "ok":
            raise Damaged(f"The database {path} is damaged: {found}.")
    migrate(database, path)
    if path.stat().st_size <= CHECKED_WHOLE and int(database.pragma("auto_vacuum")) == 0:
        # One that was not made here; a larger one is left as it is until somebody asks to have it compacted.
        database.execute_sql("VACUUM")  # type: ignore[no-untyped-call]  # Peewee's


def _opened(database: SqliteDatabase, path: Path, prepare: Callable[[], None]) -> SqliteDatabase:
    try:
        database.connect()
        prepare()
    except (peewee.PeeweeException, sqlite3.Error) as error:
        database.close()
        why = outside_cause(error) or str(error)
        raise (Damaged if is_damage(error) else StoreError)(f"The database {path} cannot be used: {why}.") from error
    except BaseException:
        database.close()
        raise
    return database
