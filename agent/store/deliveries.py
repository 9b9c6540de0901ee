"""The outbox as rows. Deliveries of deleted monitors' alerts rest: nobody is told of what was taken away."""

from collections.abc import Iterable, Sequence
from typing import Any

from peewee import SqliteDatabase, fn
from pydantic import TypeAdapter

from agent.model import AlertEvent, ChannelTrouble, Delivery, DeliveryState, Notice
from agent.store import channels
from agent.store.tables import AlertRow, DeliveryRow, MonitorRow

_NOTICE: TypeAdapter[Notice] = TypeAdapter(Notice)
WAITING = DeliveryRow.state.in_([DeliveryState.PENDING.value, DeliveryState.FAILED.value])
"""Deliveries that are still to be made."""


def add(database: SqliteDatabase, new: Iterable[Delivery]) -> None:
    """Put deliveries into the outbox. One without a time is due from its making."""
    for delivery in new:
        DeliveryRow.insert(id=delivery.id, **_values(delivery)).execute(database)


def save(database: SqliteDatabase, changed: Iterable[Delivery]) -> None:
    """Note how far deliveries have come. One whose alert is gone is forgotten; its channel may have been renamed
    meanwhile, so that stays as it is."""
    for delivery in changed:
        values = _values(delivery)
        del values["channel"]
        DeliveryRow.update(**values).where(DeliveryRow.id == delivery.id).execute(database)


def note(
    database: SqliteDatabase, changed: Iterable[Delivery], new: Iterable[Delivery], trouble: ChannelTrouble | None
) -> None:
    """Note how far deliveries have come, new ones, and the trouble of a channel."""
    save(database, changed)
    add(database, new)
    if trouble:
        channels.set_trouble(database, trouble.channel, trouble)


def due(database: SqliteDatabase, now: int) -> list[Delivery]:
    """What is to be delivered by ``now``, oldest first."""
    rows = (
        DeliveryRow.select()
        .where(WAITING, DeliveryRow.next_at <= now, DeliveryRow.alert.in_(_living()))
        .order_by(DeliveryRow.created_at, DeliveryRow.number)
        .execute(database)
    )
    return [_delivery(row) for row in rows]


def next_at(database: SqliteDatabase) -> int | None:
    """When the next delivery is due, past or future; None when none waits."""
    found: int | None = (
        DeliveryRow.select(fn.MIN(DeliveryRow.next_at))
        .where(WAITING, DeliveryRow.alert.in_(_living()))
        .scalar(database)
    )
    return found


def count_waiting(database: SqliteDatabase) -> int:
    """How many deliveries are still to be made."""
    return int(DeliveryRow.select().where(WAITING, DeliveryRow.alert.in_(_living())).count(database))


def of_alerts(database: SqliteDatabase, alerts: Sequence[int]) -> dict[int, list[Delivery]]:
    """The deliveries of each of these alerts, oldest first."""
    rows = (
        DeliveryRow.select()
        .where(DeliveryRow.alert.in_(alerts))
        .order_by(DeliveryRow.created_at, DeliveryRow.number)
        .execute(database)
    )
    found: dict[int, list[Delivery]] = {}
    for row in rows:
        found.setdefault(row.alert, []).append(_delivery(row))
    return found


def sent_to(database: SqliteDatabase, channel: str, alerts: Sequence[int]) -> list[Delivery]:
    """What the channel was told of these alerts, oldest first."""
    sent = DeliveryRow.state == DeliveryState.SENT.value
    rows = (
        DeliveryRow.select()
        .where(sent, DeliveryRow.channel == channel, DeliveryRow.alert.in_(alerts))
        .order_by(DeliveryRow.created_at, DeliveryRow.number)
        .execute(database)
    )
    return [_delivery(row) for row in rows]


def _living() -> Any:
    return (
        AlertRow.select(AlertRow.id)
        .join(MonitorRow, on=(MonitorRow.id == AlertRow.monitor))
        .where(MonitorRow.deleted_at.is_null())
    )


def _values(delivery: Delivery) -> dict[str, Any]:
    waits = delivery.state in (DeliveryState.PENDING, DeliveryState.FAILED)
    return {
        "alert": delivery.alert,
        "channel": delivery.channel,
        "event": delivery.event.value,
        "notice": _NOTICE.dump_json(delivery.notice).decode(),
        "state": delivery.state.value,
        "created_at": delivery.created_at,
        "attempts": delivery.attempts,
        "next_at": delivery.created_at if waits and delivery.next_at is None else delivery.next_at,
        "sent_at": delivery.sent_at,
        "error": delivery.error,
        "message_id": delivery.message_id,
        "reference": delivery.reference,
    }


def _delivery(row: DeliveryRow) -> Delivery:
    return Delivery(
        id=row.id,
        alert=row.alert,
        channel=row.channel,
        event=AlertEvent(row.event),
        notice=_NOTICE.validate_json(row.notice),
        state=DeliveryState(row.state),
        created_at=row.created_at,
        attempts=row.attempts,
        next_at=row.next_at,
        sent_at=row.sent_at,
        error=row.error,
        message_id=row.message_id,
        reference=row.reference,
    )
