"""What is remembered of each monitor's certificates, as rows."""

from peewee import SqliteDatabase
from pydantic import TypeAdapter

from agent.certificates import Known
from agent.model import Certificate
from agent.store.tables import CertificateRow

_CHAIN: TypeAdapter[tuple[Certificate, ...]] = TypeAdapter(tuple[Certificate, ...])
_WARNED: TypeAdapter[tuple[tuple[int, int], ...]] = TypeAdapter(tuple[tuple[int, int], ...])


def save(database: SqliteDatabase, monitor: int, known: Known) -> None:
    """Remember this instead of what was remembered."""
    CertificateRow.insert(
        monitor=monitor,
        chain=_CHAIN.dump_json(known.chain).decode(),
        warned=_WARNED.dump_json(known.warned).decode(),
    ).on_conflict_replace().execute(database)


def all_known(database: SqliteDatabase) -> dict[int, Known]:
    """What is remembered, by monitor."""
    return {
        row.monitor: Known(_CHAIN.validate_json(row.chain), _WARNED.validate_json(row.warned))
        for row in CertificateRow.select().execute(database)
    }
