"""Alerts as rows, and the results and deliveries that are written together with them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from peewee import SqliteDatabase, fn
from pydantic_core import from_json, to_json

from agent.certificates import Known
from agent.lifecycle import Move, Transition, Who, moves
from agent.messages import AlertSpan, AlertView
from agent.model import Alert, AlertKind, Cause, Check
from agent.store import certificates, deliveries, evidence, results, transitions
from agent.store.connection import raw
from agent.store.tables import AlertRow, DeliveryRow, MonitorRow
from agent.store.values import Change

SPANS = 500
"""So many alerts of a monitor are told at once: more could not be told apart in a chart."""
_SPANS = """
    SELECT kind, opened_at, closed_at FROM alert
    WHERE monitor = ? AND kind IN ('down', 'slow') AND opened_at < ? AND coalesce(closed_at > ?, 1)
    ORDER BY opened_at DESC LIMIT ?
"""
REMOVED_AT_ONCE = 100
"""Alerts in one step: each takes its transitions, deliveries and evidence with it."""


def record(
    database: SqliteDatabase,
    details: results.Details,
    check: Check | None,
    changes: Iterable[Change],
    known: Known | None = None,
) -> tuple[Alert, ...]:
    """Write a check, what is ``known`` of certificates since, the alerts that changed, and what is to be told of them.
    The alerts as stored."""
    if check is not None:
        results.insert(database, details, [check])
        if known is not None:
            certificates.save(database, check.monitor, known)
    stored = []
    for change in changes:
        alert = _save(database, change.alert)
        deliveries.add(database, (replace(delivery, alert=alert.id) for delivery in change.deliveries))
        if change.evidence is not None:
            evidence.keep_of_alert(database, alert.id, change.evidence)
        stored.append(alert)
    return tuple(stored)


def acknowledge(database: SqliteDatabase, keys: Sequence[int], at: int, note: str) -> list[Alert]:
    """Note that somebody has seen these alerts, which ends a snooze. The first acknowledgement's time stays, a note
    replaces the last."""
    rows = _rows(database, AlertRow.id.in_(keys))
    new = [row.id for row in rows if row.acknowledged_at is None or (note and note != row.note)]
    AlertRow.update(acknowledged_at=fn.COALESCE(AlertRow.acknowledged_at, at), snoozed_until=None).where(
        AlertRow.id.in_(new)
    ).execute(database)
    if note:
        AlertRow.update(note=note).where(AlertRow.id.in_(new)).execute(database)
    transitions.add(database, (Transition(key, at, Move.ACKNOWLEDGED, Who.YOU, note) for key in new))
    return [_alert(row) for row in _rows(database, AlertRow.id.in_(keys))]


def snooze(database: SqliteDatabase, keys: Sequence[int], at: int, until: int | None) -> list[Alert]:
    """Leave people alone with those of these alerts that are open, until a time; None ends that. An acknowledgement
    is over with it: afterwards somebody is wanted again."""
    open_ones = AlertRow.closed_at.is_null()
    wanted = open_ones if until is not None else open_ones & AlertRow.snoozed_until.is_null(False)
    found = [row.id for row in _rows(database, AlertRow.id.in_(keys) & wanted)]
    AlertRow.update(acknowledged_at=None, snoozed_until=until).where(AlertRow.id.in_(found)).execute(database)
    move = Move.WOKEN if until is None else Move.SNOOZED
    transitions.add(database, (Transition(key, at, move, Who.YOU, until=until) for key in found))
    return [_alert(row) for row in _rows(database, AlertRow.id.in_(found))]


def delete(
    database: SqliteDatabase, keys: Sequence[int], monitor: int | None, channel: str | None, every: bool
) -> tuple[int, ...]:
    """Delete alerts named by id, by their monitor, or by a channel that was told of them, or all; which ones were
    deleted.

    Alerts that are open, or of which somebody is still to be told, stay.
    """
    named = AlertRow.monitor.in_(_living()) if every else AlertRow.id.in_(keys)
    if monitor is not None:
        named |= AlertRow.monitor == monitor
    if channel is not None:
        named |= AlertRow.id.in_(DeliveryRow.select(DeliveryRow.alert).where(DeliveryRow.channel == channel))
    return _delete(database, [row.id for row in _rows(database, named & _over())])


def remove_step(database: SqliteDatabase, before: int) -> tuple[int, ...]:
    """Delete some of the alerts that closed before ``before`` and of which nobody is still to be told; which ones."""
    old = AlertRow.select(AlertRow.id).where(AlertRow.closed_at < before, _over()).limit(REMOVED_AT_ONCE)
    return _delete(database, [row.id for row in old.execute(database)])


def _over() -> Any:
    waiting = DeliveryRow.select(DeliveryRow.alert).where(deliveries.WAITING)
    return AlertRow.closed_at.is_null(False) & AlertRow.due_at.is_null() & AlertRow.id.not_in(waiting)


def _delete(database: SqliteDatabase, keys: Sequence[int]) -> tuple[int, ...]:
    AlertRow.delete().where(AlertRow.id.in_(keys)).execute(database)
    return tuple(keys)


def latest(database: SqliteDatabase) -> list[Alert]:
    """The newest alert of each monitor and kind."""
    other = AlertRow.alias()
    newest = (
        other.select(other.id)
        .where(other.monitor == AlertRow.monitor, other.kind == AlertRow.kind)
        .order_by(other.opened_at.desc(), other.id.desc())
        .limit(1)
    )
    return [_alert(row) for row in _rows(database, AlertRow.id == newest)]


def of_period(database: SqliteDatabase, monitor: int, start: int, end: int) -> list[Alert]:
    """The monitor's alerts that were open at some time from ``start`` to ``end`` (exclusive), in the order of their
    opening."""
    own = (AlertRow.monitor == monitor) & (AlertRow.opened_at < end)
    over = AlertRow.closed_at.is_null() | (AlertRow.closed_at > start)
    return [_alert(row) for row in reversed(_rows(database, own & over))]


def last_id(database: SqliteDatabase) -> int:
    """The highest id that an alert ever had, also of those that are deleted."""
    found = raw(database).execute("SELECT seq FROM sqlite_sequence WHERE name = 'alert'").fetchone()
    return int(found[0]) if found else 0


def views(database: SqliteDatabase, limit: int) -> list[AlertView]:
    """The newest ``limit`` alerts, and all open ones, newest first."""
    newest = (
        AlertRow.select(AlertRow.id)
        .where(AlertRow.monitor.in_(_living()))
        .order_by(AlertRow.opened_at.desc(), AlertRow.id.desc())
        .limit(limit)
    )
    return _views(database, AlertRow.closed_at.is_null() | AlertRow.id.in_(newest))


def views_of(database: SqliteDatabase, keys: Sequence[int]) -> list[AlertView]:
    """These alerts, newest first."""
    return _views(database, AlertRow.id.in_(keys))


def spans(database: SqliteDatabase, monitor: int, start: int, end: int) -> tuple[AlertSpan, ...]:
    """When between ``start`` and ``end`` something was down or slow, oldest first; the newest :data:`SPANS`."""
    rows = raw(database).execute(_SPANS, (monitor, end, start, SPANS)).fetchall()
    return tuple(AlertSpan(AlertKind(kind), opened, closed) for kind, opened, closed in reversed(rows))


def _save(database: SqliteDatabase, alert: Alert) -> Alert:
    """What people did to the alert is theirs to change: an acknowledgement that the caller did not know of stays."""
    values = _values(alert)
    row: AlertRow | None = AlertRow.select().where(AlertRow.id == alert.id).first(database) if alert.id else None
    if row is not None:
        alert = replace(alert, acknowledged_at=row.acknowledged_at, snoozed_until=row.snoozed_until, note=row.note)
        AlertRow.update(**_values(alert)).where(AlertRow.id == alert.id).execute(database)
    elif alert.id:
        AlertRow.insert(id=alert.id, **values).execute(database)
    else:
        alert = replace(alert, id=AlertRow.insert(**values).execute(database))
    transitions.add(database, moves(_alert(row) if row else None, alert))
    return alert


def _living() -> Any:
    return MonitorRow.select(MonitorRow.id).where(MonitorRow.deleted_at.is_null())


def _rows(database: SqliteDatabase, which: Any) -> list[AlertRow]:
    """Alerts of monitors that are not deleted, newest first."""
    return list(
        AlertRow.select()
        .where(which, AlertRow.monitor.in_(_living()))
        .order_by(AlertRow.opened_at.desc(), AlertRow.id.desc())
        .execute(database)
    )


def _views(database: SqliteDatabase, which: Any) -> list[AlertView]:
    rows = _rows(database, which)
    names: dict[int, str] = dict(
        MonitorRow.select(MonitorRow.id, MonitorRow.name)
        .where(MonitorRow.id.in_({row.monitor for row in rows}))
        .tuples()
        .execute(database)
    )
    told = deliveries.of_alerts(database, [row.id for row in rows])
    past = transitions.of_alerts(database, [row.id for row in rows])
    return [
        AlertView(_alert(row), names[row.monitor], tuple(told.get(row.id, ())), tuple(past.get(row.id, ())))
        for row in rows
    ]


def _values(alert: Alert) -> dict[str, Any]:
    return {
        "monitor": alert.monitor,
        "kind": alert.kind.value,
        "cause": alert.cause.value,
        "message": alert.message,
        "opened_at": alert.opened_at,
        "closed_at": alert.closed_at,
        "acknowledged_at": alert.acknowledged_at,
        "snoozed_until": alert.snoozed_until,
        "reminded_at": alert.reminded_at,
        "escalated_at": alert.escalated_at,
        "note": alert.note,
        "flapping": alert.flapping,
        "openings": to_json(alert.openings).decode(),
        "due_at": alert.due_at,
        "certificate_expires_at": alert.certificate_expires_at,
        "held_by": alert.held_by,
    }


def _alert(row: AlertRow) -> Alert:
    return Alert(
        id=row.id,
        monitor=row.monitor,
        kind=AlertKind(row.kind),
        cause=Cause(row.cause),
        message=row.message,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        acknowledged_at=row.acknowledged_at,
        snoozed_until=row.snoozed_until,
        reminded_at=row.reminded_at,
        escalated_at=row.escalated_at,
        note=row.note,
        flapping=bool(row.flapping),
        openings=tuple(from_json(row.openings)),
        due_at=row.due_at,
        certificate_expires_at=row.certificate_expires_at,
        held_by=row.held_by,
    )
