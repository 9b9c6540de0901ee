"""The transitions of alerts as rows."""

from collections.abc import Iterable, Sequence

from peewee import SqliteDatabase

from agent.lifecycle import Move, Transition, Who
from agent.store.tables import TransitionRow


def add(database: SqliteDatabase, new: Iterable[Transition]) -> None:
    """Note what happened to alerts."""
    for transition in new:
        TransitionRow.insert(
            alert=transition.alert,
            at=transition.at,
            move=transition.move.value,
            who=transition.who.value,
            why=transition.why,
            until=transition.until,
        ).execute(database)


def of_alerts(database: SqliteDatabase, alerts: Sequence[int]) -> dict[int, list[Transition]]:
    """The transitions of each of these alerts, in the order they happened."""
    rows = (
        TransitionRow.select()
        .where(TransitionRow.alert.in_(alerts))
        .order_by(TransitionRow.at, TransitionRow.number)
        .execute(database)
    )
    found: dict[int, list[Transition]] = {}
    for row in rows:
        found.setdefault(row.alert, []).append(
            Transition(row.alert, row.at, Move(row.move), Who(row.who), row.why, row.until)
        )
    return found
