"""Which deliveries of a channel become one message, and when it goes out: pure functions.

The first alert waits for :data:`GATHER`, so that what fails together is told together; a second costs nothing beside
the minutes in which an outage is confirmed. What comes within the channel's window (30 s unless set) of a message
waits for the window's end and becomes one message. 500 monitors that go down within 5 s are so two messages: those of
the first second, and the rest. (Alertmanager calls these two group_wait and group_interval.)

A message that the service may have accepted already (no answer came, or the program was killed) keeps its deliveries
and its id: it is repeated as it was. All others are put together anew for every try. That is how stale pairs collapse:
what was not told yet of one monitor is told in one message, by how it ended.

What came in quiet hours is one message when they are over, whatever the window and however often that has to be tried.

While a service fails, one monitor's deliveries at a time, those tried least, find out whether it is back. So a message
that a service never takes does not take others with it.
"""

import math
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from agent.model import AlertKind, Delivery

GATHER: Final = 1.0
"""Seconds for which the first of a group waits for others."""
_NAMES: Final = uuid.UUID("6b1a2f0e-6c52-4f0c-9f0a-3a5e0c8d4b1f")


@dataclass(frozen=True, slots=True)
class Pace:
    """How a channel goes on: ``window`` in seconds (0: no grouping), when it last took a message (monotonic, s), and
    whether the newest try failed."""

    window: float
    told_at: float = -math.inf
    failing: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """What one message tells, oldest first, and when it is to be sent (monotonic, s)."""

    deliveries: tuple[Delivery, ...]
    at: float

    @property
    def message_id(self) -> str:
        """The delivery's own id for one alone; for several one that follows from theirs, whenever it is asked for."""
        if kept := self.deliveries[0].message_id:
            return kept
        ids = [delivery.id for delivery in self.deliveries]
        return ids[0] if len(ids) == 1 else str(uuid.uuid5(_NAMES, "\0".join(ids)))

    @property
    def is_kept(self) -> bool:
        """Whether the service may have accepted it already."""
        return bool(self.deliveries[0].message_id)

    @property
    def tries(self) -> int:
        return max(delivery.attempts for delivery in self.deliveries)


Subject = tuple[str, AlertKind, str]


def subject(delivery: Delivery) -> Subject:
    """What is told together whatever the window: the alerts of one kind of one monitor, and one channel's trouble."""
    return delivery.notice.monitor, delivery.notice.kind, delivery.notice.channel


def passing(waiting: Sequence[Delivery]) -> list[Delivery]:
    """What goes out in quiet hours too: what is critical, with what its alert's order needs before it."""
    critical = {delivery.alert for delivery in waiting if delivery.notice.critical}
    return [delivery for delivery in waiting if delivery.alert in critical]


def next_batch(waiting: Sequence[Delivery], due: Mapping[str, float], pace: Pace, now: float) -> Batch | None:
    """What is to be sent next of a channel's waiting deliveries (oldest first); None where none waits.

    Of several that are due it is the oldest; while the channel fails, the one that was tried least.
    """
    batches = [*_kept(waiting, due), *_free(waiting, due, pace, now)]

    def turn(batch: Batch) -> tuple[float, int]:
        return max(now, batch.at), batch.tries if pace.failing else 0

    return min(batches, key=turn, default=None)


def _kept(waiting: Sequence[Delivery], due: Mapping[str, float]) -> Iterable[Batch]:
    """Messages that may have been accepted."""
    messages: dict[str, list[Delivery]] = {}
    for delivery in waiting:
        if delivery.message_id:
            messages.setdefault(delivery.message_id, []).append(delivery)
    for message in messages.values():
        yield Batch(tuple(message), max(due.get(delivery.id, 0.0) for delivery in message))


def _free(waiting: Sequence[Delivery], due: Mapping[str, float], pace: Pace, now: float) -> Iterable[Batch]:
    """Messages that can be put together from everything else. An alert's deliveries wait for its earlier ones."""
    held = {delivery.alert for delivery in waiting if delivery.message_id}
    free = [delivery for delivery in waiting if delivery.alert not in held]
    night = {subject(delivery) for delivery in free if delivery.notice.quiet_until is not None}
    subjects: dict[Subject | None, list[Delivery]] = {}
    for delivery in free:
        about = subject(delivery)
        subjects.setdefault(None if about in night else about, []).append(delivery)
    parts = [Batch(tuple(part), _ready(part, due)) for part in subjects.values()]
    if pace.failing or not pace.window or not parts:
        return parts
    first = min(parts, key=lambda part: part.at)
    gather = 0.0 if first.tries else GATHER
    at = max(first.at + gather, pace.told_at + pace.window)
    together = {d.id for part in parts if part.at <= max(now, at) for d in part.deliveries}
    return [Batch(tuple(d for d in waiting if d.id in together), at)]


def _ready(part: Iterable[Delivery], due: Mapping[str, float]) -> float:
    """When the first delivery of any of the alerts is due: a later one cannot go before."""
    heads: dict[int, float] = {}
    for delivery in part:
        heads.setdefault(delivery.alert, due.get(delivery.id, 0.0))
    return min(heads.values())
