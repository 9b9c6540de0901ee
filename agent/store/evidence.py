"""Evidence as rows: of each monitor its last good exchange and the one that began its newest failures, of each alert
the first failing one. Packed as compressed JSON."""

import zlib
from collections.abc import Iterable
from functools import cache
from typing import Any

from peewee import SqliteDatabase
from pydantic import ConfigDict, TypeAdapter, ValidationError

from agent.evidence import KeptExchange
from agent.store.connection import raw

REMOVED_AT_ONCE = 500

_LARGEST = 4 * 1024 * 1024
"""No packed exchange is larger than this unpacked; one that is was not made here."""


@cache
def _adapter() -> TypeAdapter[tuple[KeptExchange]]:
    """Takes some ms, which not every start needs. Only around a dataclass it may be said what becomes of bytes."""
    return TypeAdapter(tuple[KeptExchange], config=ConfigDict(ser_json_bytes="base64", val_json_bytes="base64"))


def pack(exchange: KeptExchange) -> bytes:
    """The exchange as bytes; a first byte says in which form."""
    text = _adapter().dump_json((exchange,), exclude_defaults=True)
    return b"\1" + zlib.compress(text, 6)


def unpack(packed: bytes) -> KeptExchange | None:
    """The exchange in a row; None where it was written by another version or damaged: evidence is worth no trouble."""
    if packed[:1] != b"\1":
        return None
    try:
        return _adapter().validate_json(zlib.decompressobj().decompress(packed[1:], _LARGEST))[0]
    except (zlib.error, ValidationError):
        return None


def keep(database: SqliteDatabase, good: Iterable[KeptExchange], failing: Iterable[KeptExchange]) -> None:
    """Put these in the place of the last good ones of their monitors, and of the ones that began failures."""
    for exchanges, is_good in ((good, True), (failing, False)):
        for exchange in exchanges:
            _insert(database, exchange, is_good, None, "REPLACE")


def keep_of_alert(database: SqliteDatabase, alert: int, exchange: KeptExchange) -> None:
    """The first failing exchange of an alert; it stays the first when the alert opens again."""
    _insert(database, exchange, False, alert, "IGNORE")


def _insert(database: SqliteDatabase, exchange: KeptExchange, good: bool, alert: int | None, otherwise: str) -> None:
    check = exchange.check
    raw(database).execute(
        # Of constants. A monitor that was purged meanwhile gets no row.
        f"INSERT OR {otherwise} INTO evidence (monitor, alert, good, at, packed) "  # noqa: S608
        "SELECT id, ?, ?, ?, ? FROM monitor WHERE id = ?",
        (alert, good, check.at, pack(exchange), check.monitor),
    )


def forget(database: SqliteDatabase, monitor: int) -> None:
    """The monitor is about another target now; what its alerts saw stays theirs."""
    raw(database).execute("DELETE FROM evidence WHERE monitor = ? AND alert IS NULL", (monitor,))


def of_monitor(database: SqliteDatabase, monitor: int) -> tuple[KeptExchange | None, KeptExchange | None]:
    """The last good exchange, and the one that began the newest failures."""
    sql = "SELECT packed FROM evidence WHERE monitor = ? AND alert IS NULL AND good = ?"
    good, failing = (_first(database, sql, (monitor, is_good)) for is_good in (True, False))
    return good, failing


def of_alert(database: SqliteDatabase, alert: int) -> KeptExchange | None:
    """The first failing exchange of an alert."""
    return _first(database, "SELECT packed FROM evidence WHERE alert = ?", (alert,))


def good_at(database: SqliteDatabase) -> dict[int, int]:
    """When the last good exchanges were made that are stored, by monitor."""
    return dict(raw(database).execute("SELECT monitor, at FROM evidence WHERE good AND alert IS NULL"))


def remove_step(database: SqliteDatabase, before: int) -> bool:
    """Remove some of what is older than ``before``, but for what is still down; False once nothing is left."""
    sql = """
        DELETE FROM evidence WHERE id IN (
            SELECT id FROM evidence AS old WHERE at < ? AND NOT EXISTS (
                SELECT 1 FROM alert
                WHERE closed_at IS NULL AND (alert.id = old.alert OR old.alert IS NULL AND alert.monitor = old.monitor)
            ) LIMIT ?
        )
    """
    return bool(raw(database).execute(sql, (before, REMOVED_AT_ONCE)).rowcount)


def _first(database: SqliteDatabase, sql: str, values: tuple[Any, ...]) -> KeptExchange | None:
    found = raw(database).execute(sql, values).fetchone()
    return unpack(found[0]) if found else None
