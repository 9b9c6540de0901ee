"""Monitors and their pace as rows."""

from collections.abc import Sequence
from json import dumps

from peewee import SqliteDatabase

from agent.model import Monitor
from agent.policy import rename_channel as rename_channel_in
from agent.stats import Pace
from agent.store import dependencies, documents, evidence, rollups, settings
from agent.store.connection import raw
from agent.store.errors import NameTaken, StoreError
from agent.store.tables import AlertRow, MonitorRow
from agent.store.values import StoredMonitor

GIVEN_UP = 0
"""In the place of the time when a monitor was deleted: it is being removed for good, which may take several starts."""
PURGED_AT_ONCE = 5_000
"""So many results a step: some 10 ms, so that no result waits longer for its turn."""


def all_stored(database: SqliteDatabase) -> list[StoredMonitor]:
    """All monitors that are not deleted, in the order of their making."""
    rows = MonitorRow.select().where(MonitorRow.deleted_at.is_null()).order_by(MonitorRow.id).execute(database)
    return [StoredMonitor(_monitor(row), row.window_since) for row in rows]


def living(database: SqliteDatabase) -> list[int]:
    """The ids of the same."""
    return [key for (key,) in raw(database).execute("SELECT id FROM monitor WHERE deleted_at IS NULL ORDER BY id")]


def stored(database: SqliteDatabase, key: int) -> StoredMonitor | None:
    """One monitor; None where it is deleted or never was."""
    row = MonitorRow.select().where(MonitorRow.id == key, MonitorRow.deleted_at.is_null()).first(database)
    return StoredMonitor(_monitor(row), row.window_since) if row else None


def save(database: SqliteDatabase, monitor: Monitor, at: int) -> Monitor:
    """Store a new monitor (id 0) or another version of one, and return it with its id."""
    document = documents.dump(monitor)
    _refuse_taken(database, monitor.name, monitor.id)
    if not monitor.id:
        key = MonitorRow.insert(name=monitor.name, document=document, window_since=at).execute(database)
        monitor = monitor.model_copy(update={"id": key})
        set_pace(database, key, Pace(at, monitor.interval))
        return monitor
    row = _living(database, monitor.id)
    old = _monitor(row)
    window_since = row.window_since
    if monitor.target != old.target:
        window_since = at
        evidence.forget(database, monitor.id)
    MonitorRow.update(name=monitor.name, document=document, window_since=window_since).where(
        MonitorRow.id == monitor.id
    ).execute(database)
    if monitor.name != old.name:
        settings.rename_monitor(database, old.name, monitor.name)
        dependencies.rename(database, old.name, monitor.name)
    if monitor.interval != old.interval:
        set_pace(database, monitor.id, Pace(at, monitor.interval))
    return monitor


def save_checked(database: SqliteDatabase, monitor: Monitor, at: int) -> Monitor:
    """:func:`save`, or BadReference for a monitor that depends on itself or on one that is not there."""
    old = _monitor(_living(database, monitor.id)) if monitor.id else None
    dependencies.check_names(database, monitor, old)
    saved = save(database, monitor, at)
    dependencies.check_circles(database, [saved])
    return saved


def save_by_name(database: SqliteDatabase, monitor: Monitor, at: int) -> Monitor:
    """Store a monitor as another version of the one of its name, or as a new one."""
    return save(database, monitor.model_copy(update={"id": _named(database, monitor.name)}), at)


def delete(database: SqliteDatabase, keys: Sequence[int], at: int) -> None:
    """Mark as deleted; nothing else is touched, so that all of it can come back."""
    MonitorRow.update(deleted_at=at).where(MonitorRow.id.in_(keys), MonitorRow.deleted_at.is_null()).execute(database)


def restore(database: SqliteDatabase, keys: Sequence[int]) -> list[Monitor]:
    """Bring deleted monitors back, all of them or none; StoreError if one is gone for good."""
    there = MonitorRow.select(MonitorRow.id).where(
        MonitorRow.id.in_(keys), MonitorRow.deleted_at.is_null() | (MonitorRow.deleted_at != GIVEN_UP)
    )
    if there.count(database) < len(set(keys)):
        raise StoreError("This was deleted too long ago, and is gone for good.")
    rows = list(
        MonitorRow.select()
        .where(MonitorRow.id.in_(keys), MonitorRow.deleted_at.is_null(False))
        .order_by(MonitorRow.id)
        .execute(database)
    )
    for row in rows:
        _refuse_taken(database, row.name, row.id)
        MonitorRow.update(deleted_at=None).where(MonitorRow.id == row.id).execute(database)
    back = [_monitor(row) for row in rows]
    dependencies.check_circles(database, back)
    return back


def give_up(database: SqliteDatabase, before: int) -> list[Monitor]:
    """The monitors that were deleted before ``before``: from now on nobody can bring them back."""
    MonitorRow.update(deleted_at=GIVEN_UP).where(MonitorRow.deleted_at < before).execute(database)
    rows = MonitorRow.select().where(MonitorRow.deleted_at == GIVEN_UP).order_by(MonitorRow.id).execute(database)
    return [_monitor(row) for row in rows]


def purge_step(database: SqliteDatabase, key: int) -> bool:
    """Remove some rows of a deleted monitor; False once nothing of it is left."""
    some = "SELECT at FROM result WHERE monitor = ? ORDER BY at LIMIT ?"
    removed = raw(database).execute(
        f"DELETE FROM result WHERE monitor = ? AND at IN ({some})",  # noqa: S608 - of constants
        (key, key, PURGED_AT_ONCE),
    )
    if removed.rowcount or rollups.purge(database, key, PURGED_AT_ONCE // 10):
        return True
    alerts = AlertRow.select(AlertRow.id).where(AlertRow.monitor == key).limit(PURGED_AT_ONCE // 50)
    if AlertRow.delete().where(AlertRow.id.in_(alerts)).execute(database):
        return True
    gone: MonitorRow | None = MonitorRow.select().where(MonitorRow.id == key).first(database)
    if gone is not None and gone.deleted_at is not None:
        MonitorRow.delete().where(MonitorRow.id == key).execute(database)
        dependencies.forget(database, gone.name)
    return False


def rename_channel(database: SqliteDatabase, old: str, new: str | None) -> None:
    """Carry another name of a channel into the lists of all monitors, deleted ones too; None takes it out."""
    for row in list(MonitorRow.select().execute(database)):
        monitor = _monitor(row)
        names = tuple(new if name == old else name for name in monitor.channels or ())
        listed = {"channels": tuple(name for name in names if name is not None)} if monitor.channels else {}
        changed = monitor.model_copy(update={**listed, "alerts": rename_channel_in(monitor.alerts, old, new)})
        if changed == monitor:
            continue
        MonitorRow.update(document=documents.dump(changed)).where(MonitorRow.id == row.id).execute(database)


def set_pace(database: SqliteDatabase, key: int, pace: Pace) -> None:
    """From ``pace.since`` on the monitor is, or was, checked at this pace, until the next one."""
    sql = "SELECT EXISTS (SELECT 1 FROM pace WHERE monitor = ? AND since < ?)"
    (earlier,) = raw(database).execute(sql, (key, pace.since)).fetchone()
    rollups.reopen(database, key, pace.since if earlier else 0)  # the first pace is also that of the time before it
    raw(database).execute("INSERT OR REPLACE INTO pace VALUES (?, ?, ?)", (key, pace.since, pace.interval))


def paces(database: SqliteDatabase, key: int) -> list[Pace]:
    """The monitor's paces, oldest first."""
    return paces_of(database, [key]).get(key, [])


def paces_of(database: SqliteDatabase, keys: Sequence[int]) -> dict[int, list[Pace]]:
    """The same of many monitors."""
    sql = "SELECT monitor, since, interval FROM pace WHERE monitor IN (SELECT value FROM json_each(?)) ORDER BY 1, 2"
    found: dict[int, list[Pace]] = {}
    for key, since, interval in raw(database).execute(sql, (dumps(list(keys)),)):
        found.setdefault(key, []).append(Pace(since, interval))
    return found


def _monitor(row: MonitorRow) -> Monitor:
    return documents.load_monitor(row.id, row.name, row.document)


def _named(database: SqliteDatabase, name: str) -> int:
    """The monitor of that name, 0 for none. An import asks twice for each: Peewee would take most of its time."""
    sql = "SELECT id FROM monitor WHERE name = ? AND deleted_at IS NULL"
    found = raw(database).execute(sql, (name,)).fetchone()
    return int(found[0]) if found else 0


def _living(database: SqliteDatabase, key: int) -> MonitorRow:
    row: MonitorRow | None = (
        MonitorRow.select().where(MonitorRow.id == key, MonitorRow.deleted_at.is_null()).first(database)
    )
    if row is None:
        raise StoreError("This monitor does not exist any more.")
    return row


def _refuse_taken(database: SqliteDatabase, name: str, key: int) -> None:
    if _named(database, name) not in (0, key):
        raise NameTaken("monitor", name)
