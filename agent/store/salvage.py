"""What can still be read of a damaged database, taken over into a sound one that is older."""

import logging
from typing import Any

from peewee import SqliteDatabase

from agent.store import channels, monitors, results, settings
from agent.store.connection import raw
from agent.store.migrations import version

log = logging.getLogger(__name__)

AT_ONCE = 5_000
_OWN = ("hours_until", "results_since", "hours_since")
"""Columns of monitors that tell of rollups, which are not taken over."""


def take_settings(damaged: SqliteDatabase, into: SqliteDatabase) -> bool:
    """Take over the monitors, channels and settings, if every one of them can be read; whether they could."""
    try:
        if version(damaged) != version(into):
            return False
        monitors.all_stored(damaged)
        channels.all_stored(damaged)
        settings.load(damaged)
        tables = {table: _rows(damaged, table) for table in ("monitor", "pace", "channel", "setting")}
        with into.atomic():
            _take_monitors(into, *tables.pop("monitor"))
            for table, (columns, rows) in tables.items():
                raw(into).execute(f"DELETE FROM {table}")  # noqa: S608 - of constants
                _insert(into, table, columns, rows)
    except Exception as error:  # noqa: BLE001 - anything may come out of a damaged file
        log.warning("The settings of the damaged database cannot be taken over: %s", error)
        return False
    return True


def take_results(damaged: SqliteDatabase, into: SqliteDatabase, until: int) -> int:
    """Take over the results up to ``until`` that are newer than those there are, as far as they can be read; how many
    they were."""
    details = results.Details()
    keys = [key for (key,) in raw(into).execute("SELECT id FROM monitor ORDER BY id")]
    return sum(_take_newer(damaged, into, details, key, until) for key in keys)


def _take_newer(damaged: SqliteDatabase, into: SqliteDatabase, details: results.Details, key: int, until: int) -> int:
    (newest,) = raw(into).execute("SELECT max(at) FROM result WHERE monitor = ?", (key,)).fetchone()
    before, taken = until + 1, 0
    try:
        while True:
            page = results.newest_checks(damaged, key, before, AT_ONCE)
            newer = [check for check in page if check.at > (newest or 0)]
            if newer:
                with into.atomic():
                    results.insert(into, details, newer)
                taken += len(newer)
            if len(newer) < AT_ONCE:
                return taken
            before = newer[-1].at
    except Exception as error:  # noqa: BLE001 - anything may come out of a damaged file
        log.warning("Some results of monitor %d cannot be read from the damaged database: %s", key, error)
        details.forget()
        return taken


def _take_monitors(into: SqliteDatabase, columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    """Those that are gone go with all they had; the others keep what they have."""
    keys = [row[columns.index("id")] for row in rows]
    marks = ", ".join("?" * len(keys))
    raw(into).execute(f"DELETE FROM monitor WHERE id NOT IN ({marks})", keys)  # noqa: S608 - of question marks
    raw(into).execute("UPDATE monitor SET name = char(0) || id")  # names may have been exchanged
    changed = [column for column in columns if column not in ("id", *_OWN)]
    ours = [column for column in columns if column not in _OWN]
    sets = ", ".join(f"{column} = excluded.{column}" for column in changed)
    _insert(
        into,
        "monitor",
        ours,
        [tuple(value for column, value in zip(columns, row, strict=True) if column in ours) for row in rows],
        f"ON CONFLICT (id) DO UPDATE SET {sets}",
    )


def _rows(database: SqliteDatabase, table: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    cursor = raw(database).execute(f"SELECT * FROM {table}")  # noqa: S608 - of constants
    return [column[0] for column in cursor.description], cursor.fetchall()


def _insert(
    into: SqliteDatabase, table: str, columns: list[str], rows: list[tuple[Any, ...]], conflict: str = ""
) -> None:
    marks = ", ".join("?" * len(columns))
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks}) {conflict}"  # noqa: S608 - of our own schema
    raw(into).executemany(sql, rows)
