"""Checks as rows: writing them, and reading them one by one."""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from typing import Any

from peewee import SqliteDatabase

from agent.model import Beat, Check
from agent.store import rollups
from agent.store.codec import (
    CAUSE_CODES,
    CAUSES,
    IN_MAINTENANCE,
    OUTCOME_CODES,
    OUTCOMES,
    pack_latency,
    pack_phases,
    unpack_latency,
    unpack_phases,
)
from agent.store.connection import raw

INSERT = "INSERT INTO result (monitor, at, outcome, cause, latency, detail, phases) VALUES (?, ?, ?, ?, ?, ?, ?)"
Row = tuple[int, int, int, int | None, int | None, int | None, bytes | None]

_BEAT = "SELECT at, outcome, latency, cause FROM result WHERE monitor = ?"
_CHECK = """
    SELECT result.at, result.outcome, result.latency, detail.status_code, result.cause, detail.message, result.phases,
           detail.certificate_expires_at
    FROM result LEFT JOIN detail ON detail.id = result.detail
    WHERE result.monitor = ?
"""


class Details:
    """The numbers under which what checks say again and again is kept. Used in the writer's thread only."""

    KNOWN = 10_000

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, int, int], int] = {}

    def forget(self) -> None:
        """After a rollback: numbers given since may be in no table."""
        self._numbers.clear()

    def number(self, database: SqliteDatabase, check: Check) -> int | None:
        """The row of ``detail`` that has the rest of the check, made where there is none; None if nothing is left."""
        key = (check.message, check.status_code or 0, check.certificate_expires_at or 0)
        if key == ("", 0, 0):
            return None
        number = self._numbers.get(key)
        if number is None:
            number = self._find(database, key)
            if len(self._numbers) >= self.KNOWN:
                self._numbers.clear()
            self._numbers[key] = number
        return number

    def _find(self, database: SqliteDatabase, key: tuple[str, int, int]) -> int:
        connection = raw(database)
        found = connection.execute(
            "SELECT id FROM detail WHERE message = ? AND status_code = ? AND certificate_expires_at = ?", key
        ).fetchone()
        if found:
            return int(found[0])
        made = connection.execute(
            "INSERT INTO detail (message, status_code, certificate_expires_at) VALUES (?, ?, ?)", key
        )
        return int(made.lastrowid or 0)


def insert(database: SqliteDatabase, details: Details, checks: Sequence[Check]) -> None:
    """Write checks, all or none. One whose monitor has a check in that very millisecond is kept in the next free one:
    nothing that was measured is thrown away."""
    rows = [_row(check, details.number(database, check)) for check in checks]
    connection = raw(database)
    try:
        # One statement is all or nothing by itself; a savepoint would double what a check alone costs.
        with database.atomic() if len(rows) > 1 else nullcontext():
            connection.executemany(INSERT, rows)
    except sqlite3.IntegrityError:
        for row in rows:
            _insert_moved(connection, row)
    earliest: dict[int, int] = {}
    for check in checks:
        earliest[check.monitor] = min(check.at, earliest.get(check.monitor, check.at))
    for monitor, at in earliest.items():
        rollups.reopen(database, monitor, at)


def _insert_moved(connection: sqlite3.Connection, row: Row) -> None:
    """The check goes to the first free millisecond at or after its own."""
    monitor, at, *rest = row
    taken = "SELECT 1 FROM result WHERE monitor = ? AND at = ?"
    while connection.execute(taken, (monitor, at)).fetchone():
        at += 1
    connection.execute(INSERT, (monitor, at, *rest))


def _row(check: Check, detail: int | None) -> Row:
    return (
        check.monitor,
        check.at,
        OUTCOME_CODES[check.outcome] + IN_MAINTENANCE * check.maintenance,
        None if check.cause is None else CAUSE_CODES[check.cause],
        pack_latency(check.latency_ms),
        detail,
        pack_phases(check.phases),
    )


# -- reading -----------------------------------------------------------------------------------------------------------


def newest_beats(database: SqliteDatabase, monitor: int, limit: int) -> list[Beat]:
    """The last ``limit`` checks, oldest first."""
    rows = raw(database).execute(f"{_BEAT} ORDER BY at DESC LIMIT ?", (monitor, limit)).fetchall()
    return _beats(reversed(rows))


def beats_between(database: SqliteDatabase, monitor: int, start: int, end: int, limit: int | None = None) -> list[Beat]:
    """The checks from ``start`` to ``end`` (exclusive), oldest first; the first ``limit`` of them."""
    sql = f"{_BEAT} AND at >= ? AND at < ? ORDER BY at LIMIT ?"
    return _beats(raw(database).execute(sql, (monitor, start, end, -1 if limit is None else limit)).fetchall())


def newest_checks(database: SqliteDatabase, monitor: int, before: int | None, limit: int) -> list[Check]:
    """The last ``limit`` checks before ``before`` (None: of all), newest first."""
    sql, values = _CHECK, [monitor]
    if before is not None:
        sql, values = f"{sql} AND result.at < ?", [monitor, before]
    rows = raw(database).execute(f"{sql} ORDER BY result.at DESC LIMIT ?", (*values, limit)).fetchall()
    return [_check(monitor, row) for row in rows]


def first_at(database: SqliteDatabase, monitor: int) -> int | None:
    """When the monitor's first check was made, though its result may be gone."""
    found: int | None = raw(database).execute("SELECT min(at) FROM result WHERE monitor = ?", (monitor,)).fetchone()[0]
    known = rollups.first_at(database, monitor)
    return min((at for at in (found, known) if at is not None), default=None)


def more_than(database: SqliteDatabase, monitor: int, start: int, end: int, number: int) -> bool:
    """Whether more than ``number`` checks are stored from ``start`` to ``end`` (exclusive)."""
    sql = "SELECT 1 FROM result WHERE monitor = ? AND at >= ? AND at < ? LIMIT 1 OFFSET ?"
    return raw(database).execute(sql, (monitor, start, end, number)).fetchone() is not None


def count(database: SqliteDatabase, monitor: int) -> int:
    """How many checks are stored."""
    return int(raw(database).execute("SELECT count(*) FROM result WHERE monitor = ?", (monitor,)).fetchone()[0])


def _beats(rows: Iterable[tuple[int, int, int | None, int | None]]) -> list[Beat]:
    return [
        Beat(
            at,
            OUTCOMES[outcome % IN_MAINTENANCE],
            unpack_latency(latency),
            None if cause is None else CAUSES[cause],
            outcome >= IN_MAINTENANCE,
        )
        for at, outcome, latency, cause in rows
    ]


def _check(monitor: int, row: tuple[Any, ...]) -> Check:
    at, outcome, latency, status_code, cause, message, phases, certificate_expires_at = row
    return Check(
        monitor=monitor,
        at=at,
        outcome=OUTCOMES[outcome % IN_MAINTENANCE],
        maintenance=outcome >= IN_MAINTENANCE,
        latency_ms=unpack_latency(latency),
        status_code=status_code or None,
        cause=None if cause is None else CAUSES[cause],
        message=message or "",
        phases=unpack_phases(phases),
        certificate_expires_at=certificate_expires_at or None,
    )
