"""Another database file in the place of the present one, which is kept aside. All or nothing, whenever it is ended.

The new file is made whole beside the old one, and named :data:`READY` once it is. Then the old one is renamed with its
write-ahead log, and the new one takes its name. Nobody may have the database open meanwhile. What was begun and not
ended is ended by :func:`finish` before the database is opened again.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import peewee
from peewee import SqliteDatabase

from agent.clock import now_ms
from agent.folder import private_opener
from agent.model import DeliveryState
from agent.store import backups
from agent.store.connection import FILE_NAME
from agent.store.deliveries import WAITING
from agent.store.errors import StoreError, outside_cause
from agent.store.migrations import migrate
from agent.store.tables import DeliveryRow

READY = f"{FILE_NAME}.restored"
NOT_SENT = "Not sent: the database was restored from a backup meanwhile."
_BESIDE = ("-wal", "-shm", "-journal")


def replace(folder: Path, source: Path | None, name: str, adapt: Callable[[SqliteDatabase], None]) -> Path | None:
    """Put a copy of ``source`` (None: an empty database) in the place of the database of ``folder``, which is kept as
    ``name``; where it is kept, None where there was none.

    ``adapt`` may change the copy before. What waits for delivery in it is not sent any more: it was sent long ago, or
    it is no news. StoreError, and nothing changed, where that does not work.
    """
    path, ready = folder / FILE_NAME, folder / READY
    making = folder / f"{READY}.making"
    try:
        _remove(making)
        if source is not None:
            backups.copy(source, making)
        with _private(making) as database:
            migrate(database, None)
            DeliveryRow.update(state=DeliveryState.UNDELIVERABLE.value, next_at=None, error=NOT_SENT).where(
                WAITING
            ).execute(database)
            adapt(database)
        os.replace(making, ready)
    except (peewee.PeeweeException, sqlite3.Error, OSError) as error:
        raise StoreError(f"The database could not be replaced: {outside_cause(error) or error}.") from error
    finally:
        _remove(making)
    kept = path.with_name(name)
    try:
        if path.exists():
            os.rename(path, kept)
        for ending in _BESIDE:
            if (beside := path.with_name(path.name + ending)).exists():
                os.rename(beside, kept.with_name(name + ending))
        finish(folder)
    except OSError as error:
        raise StoreError(f"The database could not be replaced: {error.strerror or error}.") from error
    return kept if kept.exists() else None


def restore(folder: Path, source: Path) -> Path | None:
    """Put a backup in the place of the database, which nobody has open; where that is kept, None where none was."""
    return replace(folder, source, f"{FILE_NAME}.replaced-{backups.stamp(now_ms())}", lambda database: None)


def finish(folder: Path) -> None:
    """End what was begun: where the old file has left its place, the new one takes it; else the new one goes."""
    path, ready = folder / FILE_NAME, folder / READY
    if not ready.exists():
        return
    if path.exists():
        ready.unlink()
        return
    for ending in _BESIDE:  # of the old file, and of no use to the new one
        path.with_name(path.name + ending).unlink(missing_ok=True)
    os.replace(ready, path)


@contextmanager
def _private(path: Path) -> Iterator[SqliteDatabase]:
    """A database file that nobody else knows, made where there is none; it is one file again afterwards."""
    with open(path, "ab", opener=private_opener):
        pass
    pragmas = [("auto_vacuum", "incremental"), ("journal_mode", "delete"), ("foreign_keys", "on")]
    database = SqliteDatabase(str(path), pragmas=pragmas)
    database.connect()
    try:
        yield database
    finally:
        database.close()


def _remove(path: Path) -> None:
    for ending in ("", *_BESIDE):
        path.with_name(path.name + ending).unlink(missing_ok=True)
