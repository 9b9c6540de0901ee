"""Channels, monitors and settings that come together, all or none."""

from collections.abc import Sequence

from peewee import SqliteDatabase

from agent.model import Channel, Monitor, Settings
from agent.store import channels, dependencies, monitors, settings


def import_all(
    database: SqliteDatabase,
    new_channels: Sequence[Channel],
    new_monitors: Sequence[Monitor],
    at: int,
    new_settings: Settings | None,
) -> tuple[list[Channel], list[Monitor]]:
    """Add, or by their names update, channels and monitors, and take new settings where there are some; as they are
    stored then."""
    stored = [channels.save_by_name(database, channel) for channel in new_channels]
    if new_settings is not None:
        settings.save(database, new_settings)
    saved = [monitors.save_by_name(database, monitor, at) for monitor in new_monitors]
    dependencies.check_circles(database, saved)
    return stored, saved
