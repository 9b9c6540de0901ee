"""How much room the database takes, what takes it, and giving room back that is not needed any more.

What is removed leaves free pages in the file, which new results take. Only what is more than they will soon want is
given back to the system, a little at a time: the last pages of the file move into the free ones, and the file is cut.
"""

import os
import shutil
from pathlib import Path

from peewee import SqliteDatabase

from agent.storage_messages import Held, Kind
from agent.store import upkeep
from agent.store.busy import FIVE_MINUTES
from agent.store.connection import FILE_NAME, open_for_writing, raw
from agent.store.errors import StoreError, as_store_error
from agent.store.rollups import DAY, FORTNIGHT, HOUR

MB = 1_000_000
SPARE = 20
"""One page of so many is left free for what comes next, and at least :data:`LEAST` of them. By as much the size that
was set is undercut when it was exceeded, so that this is not done at every turn."""
LEAST = 256
PAGES_AT_ONCE = 256
"""So many pages move in one step: a megabyte, some ms."""
CUT_AT_ONCE = 6 * HOUR
"""So much time of all monitors goes at once where the database is larger than it may be."""
MEASURED = 1_000 * MB
"""Up to this size every page is looked at to tell what takes how much; above it that is estimated."""
INCREMENTAL = 2

_KINDS = {
    "result": Kind.RESULTS,
    "detail": Kind.RESULTS,
    "rollup": Kind.HOURLY,
    "evidence": Kind.EVIDENCE,
    "alert": Kind.ALERTS,
    "delivery": Kind.ALERTS,
    "transition": Kind.ALERTS,
}
_OF_WIDTH = {FIVE_MINUTES: Kind.RESULTS, HOUR: Kind.HOURLY, DAY: Kind.DAILY, FORTNIGHT: Kind.DAILY}
"""Parts of busy hours are kept as long as their results, and count with them; fortnights are made of days."""
_OF_AN_ALERT = 1_000
"""Bytes that an alert takes with its transitions and deliveries, where that is not measured."""


def used(database: SqliteDatabase) -> int:
    """Bytes of the database without its free pages."""
    pages, free, size = (int(database.pragma(name)) for name in ("page_count", "freelist_count", "page_size"))
    return (pages - free) * size


def free(database: SqliteDatabase) -> int:
    """Bytes of its free pages."""
    return int(database.pragma("freelist_count")) * int(database.pragma("page_size"))


def shrink_step(database: SqliteDatabase) -> bool:
    """Give some room back; False once no more is left than new data soon wants, or where a file cannot do that."""
    if int(database.pragma("auto_vacuum")) != INCREMENTAL:
        return False
    pages, free_pages = int(database.pragma("page_count")), int(database.pragma("freelist_count"))
    surplus = free_pages - max(LEAST, pages // SPARE)
    if surplus <= 0:
        return False
    for _ in range(min(surplus, PAGES_AT_ONCE)):
        raw(database).execute("PRAGMA incremental_vacuum(1)")  # of more pages Python would move only the first
    return surplus > PAGES_AT_ONCE


def oldest(database: SqliteDatabase) -> tuple[list[int], int]:
    """The monitors that have the oldest results which may be removed, and before when they go."""
    sql = """
        SELECT id, (SELECT at FROM result WHERE monitor = monitor.id ORDER BY at LIMIT 1 OFFSET 1) AS second
        FROM monitor WHERE deleted_at IS NULL AND second IS NOT NULL
    """
    # The first result stays where it speaks for the time after the second one, so that one has to go.
    found = {key: at for key, at in raw(database).execute(sql) if at < upkeep.removable(database, key)}
    if not found:
        return [], 0
    cut = min(found.values()) // HOUR * HOUR + CUT_AT_ONCE
    return [key for key, at in found.items() if at < cut], cut


# -- what takes how much -----------------------------------------------------------------------------------------------


def held(database: SqliteDatabase) -> tuple[bool, tuple[Held, ...]]:
    """What takes how much room, by kind; whether it was measured, else it is estimated."""
    pages, in_free = used(database), free(database)
    measured = pages + in_free <= MEASURED and _can_measure(database)
    rows = {
        Kind.RESULTS: _one(database, "SELECT count(*) FROM result"),
        Kind.HOURLY: _of_width(database, "count(*)", HOUR),
        Kind.DAILY: _of_width(database, "count(*)", DAY),
        Kind.EVIDENCE: _one(database, "SELECT count(*) FROM evidence"),
        Kind.ALERTS: _one(database, "SELECT count(*) FROM alert"),
        Kind.OTHER: _one(database, "SELECT count(*) FROM monitor"),
    }
    sizes = _measured(database) if measured else _estimated(database, rows, pages)
    shares = {width: _of_width(database, "sum(40 + length(latencies))", width) for width in _OF_WIDTH}
    rollups = sizes.pop(Kind.HOURLY)
    for width, kind in _OF_WIDTH.items():
        sizes[kind] = sizes.get(kind, 0) + rollups * shares[width] // max(1, sum(shares.values()))
    since = {
        Kind.RESULTS: _one(database, _FIRST_RESULT),
        Kind.HOURLY: _of_width(database, "min(start)", HOUR),
        Kind.DAILY: _of_width(database, "min(start)", DAY),
        Kind.EVIDENCE: _one(database, "SELECT min(at) FROM evidence"),
        Kind.ALERTS: _one(database, "SELECT min(opened_at) FROM alert"),
    }
    return measured, tuple(Held(kind, rows[kind], sizes[kind], since.get(kind) or None) for kind in Kind)


_FIRST_RESULT = "SELECT min((SELECT min(at) FROM result WHERE monitor = monitor.id)) FROM monitor"


def _one(database: SqliteDatabase, sql: str) -> int:
    return int(raw(database).execute(sql).fetchone()[0] or 0)


def _of_width(database: SqliteDatabase, what: str, width: int) -> int:
    """Over the rollups of a width: monitor by monitor, as the table is ordered."""
    return _one(
        database,
        f"SELECT {what} FROM monitor CROSS JOIN rollup ON monitor = monitor.id AND width = {width}",  # noqa: S608
    )


def _can_measure(database: SqliteDatabase) -> bool:
    options = {option for (option,) in raw(database).execute("PRAGMA compile_options")}
    return "ENABLE_DBSTAT_VTAB" in options


def _measured(database: SqliteDatabase) -> dict[Kind, int]:
    """Bytes of the pages of each kind's tables and indexes."""
    sizes = dict.fromkeys(Kind, 0)
    sql = """
        SELECT coalesce(tbl_name, ''), sum(pgsize)
        FROM dbstat LEFT JOIN sqlite_master ON sqlite_master.name = dbstat.name WHERE aggregate = TRUE GROUP BY 1
    """
    for table, size in raw(database).execute(sql):
        sizes[_KINDS.get(table, Kind.OTHER)] += size
    return sizes


def _estimated(database: SqliteDatabase, rows: dict[Kind, int], whole: int) -> dict[Kind, int]:
    """By what is in the rows; what is left is that of the results, which are nearly all of a large database."""
    sizes = dict.fromkeys(Kind, 0)
    sizes[Kind.EVIDENCE] = _one(database, "SELECT sum(100 + length(packed)) FROM evidence")
    sizes[Kind.HOURLY] = sum(_of_width(database, "sum(60 + length(latencies))", width) for width in _OF_WIDTH)
    sizes[Kind.ALERTS] = rows[Kind.ALERTS] * _OF_AN_ALERT
    sizes[Kind.OTHER] = _one(database, "SELECT sum(200 + 2 * length(document)) FROM monitor")
    sizes[Kind.RESULTS] = max(0, whole - sum(sizes.values()))
    return sizes


def size_of(folder: Path, suffix: str = "") -> int:
    """Bytes of the database's file, or of one that SQLite puts beside it."""
    path = folder / f"{FILE_NAME}{suffix}"
    return path.stat().st_size if path.exists() else 0


# -- all of it at once -------------------------------------------------------------------------------------------------


def compact(folder: Path) -> tuple[int, int]:
    """Write the whole database anew, without free room; its size before and after. Nobody else may have it open, and it
    may take minutes. Afterwards it can shrink by itself. StoreError where the disk has not twice its size left."""
    database = open_for_writing(folder)
    try:
        before = used(database) + free(database)
        needed, left = 2 * used(database), shutil.disk_usage(folder).free
        if left < needed:
            raise StoreError(
                f"The disk has {left / MB:,.0f} MB left; to write the database anew takes {needed / MB:,.0f} MB for a "
                "while. Nothing was changed."
            )
        os.environ["SQLITE_TMPDIR"] = str(folder)  # on the disk that was looked at, readable by nobody else
        raw(database).execute("VACUUM")
        database.pragma("wal_checkpoint(TRUNCATE)")
        return before, used(database) + free(database)
    except Exception as error:
        raise as_store_error(error) from error
    finally:
        os.environ.pop("SQLITE_TMPDIR", None)
        database.close()
