"""What monitors name of each other, in the rows: names that change, and what cannot be."""

from collections.abc import Iterable

from peewee import SqliteDatabase

from agent import dependencies
from agent.model import Monitor
from agent.store import documents
from agent.store.errors import BadReference
from agent.store.tables import MonitorRow


def rename(database: SqliteDatabase, old: str, new: str | None) -> None:
    """Carry another name of a monitor into those that name it, deleted ones too; None takes it out, as does the
    name of the one that names it, which may be deleted."""
    for row in list(MonitorRow.select().where(MonitorRow.document.contains("depends_on")).execute(database)):
        monitor = documents.load_monitor(row.id, row.name, row.document)
        changed = dependencies.rename(monitor, old, new if new != row.name else None)
        if changed != monitor:
            MonitorRow.update(document=documents.dump(changed)).where(MonitorRow.id == row.id).execute(database)


def forget(database: SqliteDatabase, name: str) -> None:
    """A deleted monitor is gone for good: nobody names it any more, unless there is another one of its name."""
    if _living(database, name) is None:
        rename(database, name, None)


def check_names(database: SqliteDatabase, monitor: Monitor, old: Monitor | None) -> None:
    """BadReference where ``monitor`` names one that is not there; what ``old`` named may be deleted, and come back."""
    known = dependencies.named_by(old) if old else ()
    for name in dependencies.named_by(monitor):
        if name not in known and _living(database, name) is None:
            field = "guard" if name == monitor.guard else "depends_on"
            raise BadReference(field, f"expected the name of a monitor, got {name!r}")


def check_circles(database: SqliteDatabase, monitors: Iterable[Monitor]) -> None:
    """BadReference where one of these, as stored, depends on itself by way of others."""

    def named(name: str) -> tuple[str, ...]:
        found = _living(database, name)
        return dependencies.named_by(found) if found else ()

    for monitor in monitors:
        if way := dependencies.circle(monitor.name, named):
            field = "depends_on" if way[1] in monitor.depends_on else "guard"
            raise BadReference(field, f"{monitor.name} would depend on itself: {' → '.join(way)}")


def _living(database: SqliteDatabase, name: str) -> Monitor | None:
    row: MonitorRow | None = (
        MonitorRow.select().where(MonitorRow.name == name, MonitorRow.deleted_at.is_null()).first(database)
    )
    return documents.load_monitor(row.id, row.name, row.document) if row else None
