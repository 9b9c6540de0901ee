"""Backups: whole copies of the database in a folder beside it, made while it is in use.

SQLite's online backup copies some pages at a time, from one moment's state, off the loop and with a pause between:
whoever writes never waits for it. A copy counts once it was looked through; then it gets its name.
"""

import os
import re
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from agent import folder as folders
from agent.backup_messages import Backup
from agent.store.connection import FILE_NAME
from agent.store.errors import StoreError, is_damage, outside_cause
from agent.store.migrations import MIGRATIONS

FOLDER = "backups"
DAYS_KEPT = 7
"""Of so many days a backup is kept: the newest of each, and all of the newest day."""
PAGES_AT_ONCE = 256
"""So many pages (1 MB) are copied at a time."""
PAUSE = 0.01
"""Seconds between two steps, in which the disk is left to others."""
SPARE = 64 * 1024 * 1024
"""So many bytes stay free beside a backup: it must not be what fills the disk."""

_NAME = re.compile(r"monitor-(\d{4}-\d\d-\d\d-\d{6})\.db")
_TIME = "%Y-%m-%d-%H%M%S"
_DAY = 86_400_000


class Stopped(Exception):
    """Somebody wants the work to end; nothing came of it."""


def stamp(at: int) -> str:
    """A point in time (UTC) as names of files have it."""
    return datetime.fromtimestamp(at // 1_000, UTC).strftime(_TIME)


def make(folder: Path, at: int, wanted: Callable[[], bool] = lambda: True) -> Backup:
    """Make a backup of the database of ``folder``, and remove those that are too old. StoreError where that does not
    work, Stopped once it is not ``wanted`` any more; then nothing is left of it."""
    source = folder / FILE_NAME
    if not source.exists():
        raise StoreError(f"There is no database in {folder}.")
    kept_in = folder / FOLDER
    target = kept_in / f"monitor-{stamp(at)}.db"
    try:
        folders.prepare(kept_in)
        _require_room(source)
        copy(source, target, wanted)
        for old in surplus(listed(folder)):
            old.unlink(missing_ok=True)
    except folders.FolderError as error:
        raise StoreError(str(error)) from error
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"The backup could not be made: {outside_cause(error) or error}.") from error
    return described(target)


def copy(source: Path, target: Path, wanted: Callable[[], bool] = lambda: True) -> None:
    """A whole, sound copy of a database, what is in its write-ahead log included; never half a one under its name."""
    part = target.with_name(f"{target.name}.part")

    def pause(status: int, remaining: int, total: int) -> None:
        if not wanted():
            raise Stopped
        time.sleep(PAUSE)

    try:
        part.unlink(missing_ok=True)
        with open(part, "wb", opener=folders.private_opener):
            pass
        with opened(source) as origin, closing(sqlite3.connect(part)) as copied:
            # Within a transaction it is the state of one moment, however much is written meanwhile.
            origin.execute("BEGIN")
            origin.execute("SELECT 1 FROM sqlite_master").fetchone()
            origin.backup(copied, pages=PAGES_AT_ONCE, progress=pause)
        found = damage(part)
        if found:
            raise StoreError(f"The copy is damaged, and so may be the database: {found}.")
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)


def listed(folder: Path) -> list[tuple[int, Path]]:
    """The backups of a data folder with the time of their making, newest first."""
    found = []
    with suppress(FileNotFoundError):
        for path in (folder / FOLDER).iterdir():
            if (at := _made_at(path)) is not None and path.is_file():
                found.append((at, path))
    return sorted(found, reverse=True)


def surplus(backups: list[tuple[int, Path]]) -> list[Path]:
    """Those of the backups, newest first, that are not kept."""
    days: list[int] = []
    gone = []
    for at, path in backups:
        day = at // _DAY
        if day not in days and len(days) < DAYS_KEPT:
            days.append(day)
        elif not days or day != days[0]:
            gone.append(path)
    return gone


def described(path: Path) -> Backup:
    """A backup as a list shows it: what can be told at once."""
    return _look(path, thorough=False)


def inspected(path: Path) -> Backup:
    """A backup as it is shown before it takes the database's place: looked through for damage, and counted."""
    return _look(path, thorough=True)


def damage(path: Path) -> str:
    """What is wrong first with a database file, "" where nothing is. StoreError where it cannot be opened at all."""
    try:
        with opened(path) as database:
            (found,) = database.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        if is_damage(error):
            return str(error)
        raise StoreError(f"{path} cannot be looked through: {outside_cause(error) or error}.") from error
    return "" if found == "ok" else " ".join(str(found).split())


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A database for reading only; beside a copy, which nobody writes, nothing is made."""
    is_copy = path.name != FILE_NAME and not path.with_name(f"{path.name}-wal").exists()
    uri = f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if is_copy else ''}"
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
        yield connection


def _made_at(path: Path) -> int | None:
    """When a backup was made, by its name; None for any other file."""
    match = _NAME.fullmatch(path.name)
    with suppress(ValueError):
        if match:
            return round(datetime.strptime(match[1], _TIME).replace(tzinfo=UTC).timestamp() * 1_000)
    return None


def _require_room(source: Path) -> None:
    log = source.with_name(f"{source.name}-wal")
    need = source.stat().st_size + (log.stat().st_size if log.exists() else 0) + SPARE
    free = shutil.disk_usage(source.parent).free
    if free < need:
        raise StoreError(
            f"There is no room for a backup: it needs {need // 2**20:,} MB free, there are {free // 2**20:,} MB."
        )


def _look(path: Path, *, thorough: bool) -> Backup:
    try:
        found = path.stat()
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror or error}.") from error
    made = _made_at(path)
    empty = Backup(str(path), round(found.st_mtime * 1_000) if made is None else made, found.st_size)
    try:
        problem = damage(path) if thorough else ""
        if problem:
            return replace(empty, problem=f"It is damaged: {problem}.")
        with opened(path) as database:
            return _contents(database, empty, thorough=thorough)
    except sqlite3.Error:
        return replace(empty, problem="It is damaged, or no database of API Monitor.")


def _contents(database: sqlite3.Connection, backup: Backup, *, thorough: bool) -> Backup:
    def one(sql: str) -> int:
        return database.execute(sql).fetchone()[0] or 0

    schema = one("PRAGMA user_version")
    if not schema:
        return replace(backup, problem="It is no database of API Monitor.")
    if schema > len(MIGRATIONS):
        newer = f"It was written by a newer version of API Monitor (schema {schema}, this one knows {len(MIGRATIONS)})."
        return replace(backup, schema=schema, problem=newer)
    newest = "SELECT max((SELECT max(at) FROM result WHERE result.monitor = monitor.id)) FROM monitor"
    return replace(
        backup,
        schema=schema,
        monitors=one("SELECT count(*) FROM monitor WHERE deleted_at IS NULL"),
        channels=one("SELECT count(*) FROM channel"),
        results=one("SELECT count(*) FROM result") if thorough else None,
        newest_at=one(newest) or None,
    )
