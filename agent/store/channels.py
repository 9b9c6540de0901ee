"""Channels as rows."""

from peewee import SqliteDatabase

from agent.model import Channel, ChannelTrouble, DeliveryState
from agent.store import documents, monitors, settings
from agent.store.errors import NameTaken, StoreError
from agent.store.tables import ChannelRow, DeliveryRow

DELETED = "the channel was deleted"


def all_stored(database: SqliteDatabase) -> list[Channel]:
    """All channels, in the order of their making."""
    return [_channel(row) for row in ChannelRow.select().order_by(ChannelRow.id).execute(database)]


def save(database: SqliteDatabase, channel: Channel) -> Channel:
    """Store a new channel (id 0) or another version of one, which is in no trouble so far, and return it with its id.
    Another name goes into the monitors' lists and the deliveries as well."""
    document = documents.dump(channel)
    namesake = _named(database, channel.name)
    if namesake is not None and namesake.id != channel.id:
        raise NameTaken("channel", channel.name)
    if not channel.id:
        key = ChannelRow.insert(name=channel.name, document=document).execute(database)
        return channel.model_copy(update={"id": key})
    row: ChannelRow | None = ChannelRow.select().where(ChannelRow.id == channel.id).first(database)
    if row is None:
        raise StoreError("This channel does not exist any more.")
    changed = {"name": channel.name, "document": document, "trouble": None, "trouble_at": None}
    ChannelRow.update(**changed).where(ChannelRow.id == channel.id).execute(database)
    if row.name != channel.name:
        monitors.rename_channel(database, row.name, channel.name)
        settings.rename(database, row.name, channel.name)
        DeliveryRow.update(channel=channel.name).where(DeliveryRow.channel == row.name).execute(database)
    return channel


def troubles(database: SqliteDatabase) -> list[ChannelTrouble]:
    """The channels that fail for good, in the order of their making."""
    rows = ChannelRow.select().where(ChannelRow.trouble.is_null(False)).order_by(ChannelRow.id).execute(database)
    return [ChannelTrouble(row.name, row.trouble, row.trouble_at) for row in rows]


def set_trouble(database: SqliteDatabase, channel: str, trouble: ChannelTrouble | None) -> None:
    """Note that a channel fails for good, or that it does no more."""
    values = (trouble.message, trouble.at) if trouble else (None, None)
    ChannelRow.update(trouble=values[0], trouble_at=values[1]).where(ChannelRow.name == channel).execute(database)


def save_by_name(database: SqliteDatabase, channel: Channel) -> Channel:
    """Store a channel as another version of the one of its name, or as a new one."""
    row = _named(database, channel.name)
    return save(database, channel.model_copy(update={"id": row.id if row else 0}))


def delete(database: SqliteDatabase, key: int) -> None:
    """Delete a channel, take it out of the monitors' lists, and give up its waiting deliveries."""
    row: ChannelRow | None = ChannelRow.select().where(ChannelRow.id == key).first(database)
    if row is None:
        return
    ChannelRow.delete().where(ChannelRow.id == key).execute(database)
    monitors.rename_channel(database, row.name, None)
    settings.rename(database, row.name, None)
    DeliveryRow.update(state=DeliveryState.UNDELIVERABLE.value, next_at=None, error=DELETED).where(
        DeliveryRow.channel == row.name,
        DeliveryRow.state.in_([DeliveryState.PENDING.value, DeliveryState.FAILED.value]),
    ).execute(database)


def _named(database: SqliteDatabase, name: str) -> ChannelRow | None:
    found: ChannelRow | None = ChannelRow.select().where(ChannelRow.name == name).first(database)
    return found


def _channel(row: ChannelRow) -> Channel:
    return documents.load_channel(row.id, row.name, row.document)
