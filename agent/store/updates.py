"""What was answered last about newer versions of this program, as one row."""

from dataclasses import dataclass

from peewee import SqliteDatabase
from pydantic import TypeAdapter, ValidationError

from agent.store.tables import SettingRow
from agent.updates import Release

NAME = "newest version"


@dataclass(frozen=True, slots=True)
class KnownRelease:
    """What ``address`` answered at a time (ms since 1970)."""

    at: int
    address: str
    release: Release


_ADAPTER = TypeAdapter(KnownRelease)


def load(database: SqliteDatabase) -> KnownRelease | None:
    """What was saved last; None also where it is nothing that can be used any more."""
    row: SettingRow | None = SettingRow.select().where(SettingRow.name == NAME).first(database)
    try:
        return _ADAPTER.validate_json(row.document) if row else None
    except ValidationError:
        return None


def save(database: SqliteDatabase, known: KnownRelease) -> None:
    """Take this in place of what was there."""
    document = _ADAPTER.dump_json(known).decode()
    SettingRow.insert(name=NAME, document=document).on_conflict_replace().execute(database)
