"""What holds for all monitors, as one row."""

from peewee import SqliteDatabase
from pydantic import ValidationError

from agent import maintenance, report_schedule
from agent.model import Settings
from agent.policy import rename_channel
from agent.store.errors import StoreError
from agent.store.tables import SettingRow

NAME = "settings"


def load(database: SqliteDatabase) -> Settings:
    """The settings as they were saved last."""
    row: SettingRow | None = SettingRow.select().where(SettingRow.name == NAME).first(database)
    if row is None:
        return Settings()
    try:
        return Settings.model_validate_json(row.document)
    except ValidationError as error:
        raise StoreError(f"The stored settings cannot be read: {error}.") from error


def save(database: SqliteDatabase, settings: Settings) -> Settings:
    """Take these in place of what was there."""
    SettingRow.insert(name=NAME, document=settings.model_dump_json()).on_conflict_replace().execute(database)
    return settings


def rename_monitor(database: SqliteDatabase, old: str, new: str) -> None:
    """Carry another name of a monitor into the maintenance windows and scheduled reports."""
    settings = load(database)
    windows = tuple(maintenance.rename_monitor(window, old, new) for window in settings.maintenance)
    reports = tuple(report_schedule.rename_monitor(report, old, new) for report in settings.reports)
    changed = settings.model_copy(update={"maintenance": windows, "reports": reports})
    if changed != settings:
        save(database, changed)


def rename(database: SqliteDatabase, old: str, new: str | None) -> None:
    """Carry another name of a channel into what tags say and scheduled reports; None takes it out."""
    settings = load(database)
    tags = tuple(rename_channel(tag, old, new) for tag in settings.tags)
    reports = tuple(report_schedule.rename_channel(report, old, new) for report in settings.reports)
    changed = settings.model_copy(update={"tags": tags, "reports": reports})
    if changed != settings:
        save(database, changed)
