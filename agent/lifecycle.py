"""The life of an alert: how it stands, and every transition of it with who made it and why."""

from dataclasses import dataclass
from enum import StrEnum

from agent.model import Alert


class Standing(StrEnum):
    """How an alert stands with the people it concerns. Only OPEN asks for somebody."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    SNOOZED = "snoozed"
    CLOSED = "closed"


class Move(StrEnum):
    """What happened to an alert. REOPENED: within the hold, so that it goes on as the same alert. HELD: nobody is told
    of it, for what the monitor depends on is down. RELEASED: it is told after all. STEADY: it flaps no more. WOKEN:
    somebody ended its snooze early."""

    OPENED = "opened"
    HELD = "held"
    RELEASED = "released"
    REOPENED = "reopened"
    FLAPPING = "flapping"
    STEADY = "steady"
    ACKNOWLEDGED = "acknowledged"
    SNOOZED = "snoozed"
    WOKEN = "woken"
    REMINDED = "reminded"
    ESCALATED = "escalated"
    CLOSED = "closed"


class Who(StrEnum):
    """Who made a transition: the person at this machine, or the program by its rules."""

    YOU = "you"
    AGENT = "API Monitor"


@dataclass(frozen=True, slots=True)
class Transition:
    """One step in the life of an alert. ``why`` is a sentence or a person's note, "" when there is nothing to say;
    ``until`` is the end of a snooze."""

    alert: int
    at: int
    move: Move
    who: Who
    why: str = ""
    until: int | None = None


def standing(alert: Alert, now: int) -> Standing:
    """How ``alert`` stands at ``now``."""
    if not alert.is_open:
        return Standing.CLOSED
    if is_snoozed(alert, now):
        return Standing.SNOOZED
    return Standing.OPEN if alert.acknowledged_at is None else Standing.ACKNOWLEDGED


def is_snoozed(alert: Alert, now: int) -> bool:
    """Whether nobody wants to be reminded of ``alert`` at ``now``. That it closed is told all the same."""
    return alert.snoozed_until is not None and now < alert.snoozed_until


def moves(before: Alert | None, after: Alert) -> tuple[Transition, ...]:
    """What the program did to an alert, by how it was (None: it is new) and how it is; in the order it happened.

    What people did to it they tell themselves: acknowledgements and snoozes are not looked at.
    """
    opened = after.openings[-1] if after.openings else after.opened_at
    found: list[tuple[int, Move, str]] = []
    if before is None:
        found.append((after.opened_at, Move.OPENED, after.message))
    elif after.is_open and not before.is_open:
        found.append((opened, Move.REOPENED, after.message))
    if after.held_by and not (before and before.held_by):
        found.append((after.opened_at, Move.HELD, f"{after.held_by} is down"))
    elif before and before.held_by and not after.held_by:
        found.append((opened, Move.RELEASED, ""))
    if after.flapping and not (before and before.flapping):
        found.append((opened, Move.FLAPPING, ""))
    if before and before.flapping and not after.flapping:
        found.append((before.due_at or opened, Move.STEADY, ""))
    if after.reminded_at is not None and not (before and before.reminded_at == after.reminded_at):
        found.append((after.reminded_at, Move.REMINDED, ""))
    if after.escalated_at is not None and not (before and before.escalated_at):
        found.append((after.escalated_at, Move.ESCALATED, ""))
    if after.closed_at is not None and not (before and before.closed_at == after.closed_at):
        found.append((after.closed_at, Move.CLOSED, ""))
    return tuple(Transition(after.id, at, move, Who.AGENT, why) for at, move, why in found)
