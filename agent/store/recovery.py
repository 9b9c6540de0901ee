"""A damaged database: it is kept, the newest good backup takes its place, and with it what can still be read."""

import logging
import sqlite3
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from peewee import SqliteDatabase
from pydantic import TypeAdapter

from agent.backup_messages import Backup, Recovery
from agent.clock import now_ms
from agent.store import backups, replacing, salvage
from agent.store.connection import FILE_NAME, open_for_writing, raw
from agent.store.errors import Damaged, StoreError
from agent.store.tables import SettingRow

log = logging.getLogger(__name__)

NAME = "recovery"
"""Under this name the last recovery is kept among the settings."""
_RECOVERY: TypeAdapter[Recovery] = TypeAdapter(Recovery)


def open_sound(folder: Path) -> SqliteDatabase:
    """The database for writing. One that turns out to be damaged is replaced before."""
    replacing.finish(folder)
    try:
        return open_for_writing(folder)
    except Damaged as error:
        log.error("%s", error)
        recover(folder)
        return open_for_writing(folder)


def recover(folder: Path) -> Recovery | None:
    """Replace the database, which nobody has open, if it is damaged; what became of it, None if it is sound."""
    path = folder / FILE_NAME
    if not backups.damage(path):
        return None
    at = now_ms()
    kept = f"{FILE_NAME}.corrupt-{backups.stamp(at)}"
    found: list[Recovery] = []

    def adapt(database: SqliteDatabase) -> None:
        newest = raw(database).execute("SELECT max(at) FROM result").fetchone()[0] if backup else None
        has_settings, taken = _salvage(path, database, at)
        found.append(Recovery(at, kept, backup.at if backup else None, newest, taken, has_settings))
        SettingRow.insert(name=NAME, document=_RECOVERY.dump_json(found[-1]).decode()).on_conflict_replace().execute(
            database
        )

    backup = _newest_good(folder)
    replacing.replace(folder, Path(backup.path) if backup else None, kept, adapt)
    log.error("The database was damaged and is replaced: %s", asdict(found[-1]))
    return found[-1]


def last(folder: Path) -> Recovery | None:
    """What happened the last time the database of ``folder`` was damaged; None also where it cannot be read now."""
    try:
        with backups.opened(folder / FILE_NAME) as database:
            row = database.execute("SELECT document FROM setting WHERE name = ?", (NAME,)).fetchone()
    except sqlite3.Error:
        return None
    return _RECOVERY.validate_json(row[0]) if row else None


def _newest_good(folder: Path) -> Backup | None:
    for _, path in backups.listed(folder):
        try:
            found = backups.inspected(path)
        except StoreError as error:
            log.warning("%s", error)
            continue
        if not found.problem:
            return found
        log.warning("The backup %s is passed over. %s", path.name, found.problem)
    return None


def _salvage(path: Path, into: SqliteDatabase, until: int) -> tuple[bool, int]:
    uri = f"{path.absolute().as_uri()}?mode=ro"
    damaged = SqliteDatabase(uri, uri=True)
    try:
        with closing(damaged):
            damaged.connect()
            return salvage.take_settings(damaged, into), salvage.take_results(damaged, into, until)
    except Exception as error:  # noqa: BLE001 - anything may come out of a damaged file
        log.warning("Nothing more can be read from the damaged database: %s", error)
        return False, 0
