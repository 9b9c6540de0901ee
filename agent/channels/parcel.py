"""What one message brings to a service."""

from collections.abc import Sequence
from dataclasses import dataclass

from agent.channels import summary
from agent.channels.day import DayBar
from agent.channels.wording import Message, trial_message
from agent.model import Delivery


@dataclass(frozen=True, slots=True)
class Parcel:
    """``id`` is the same wherever the message is repeated, so that a receiver can drop a repeat. ``deliveries`` are
    what it tells, oldest first; none in a test message. ``earlier`` is what the channel was told before of the same
    alerts, oldest first; ``day`` is the monitor's, where it is of one and the channel shows it."""

    id: str
    message: Message
    deliveries: tuple[Delivery, ...] = ()
    earlier: tuple[Delivery, ...] = ()
    day: DayBar | None = None


def parcel(
    message_id: str, deliveries: Sequence[Delivery], earlier: Sequence[Delivery] = (), day: DayBar | None = None
) -> Parcel:
    """The one message that tells all ``deliveries``, after ``earlier`` ones, with the monitor's day."""
    message = summary.compose([delivery.notice for delivery in deliveries])
    return Parcel(message_id, message, tuple(deliveries), tuple(earlier), day)


def trial(channel: str, at: int) -> Parcel:
    """The message that proves that a channel works."""
    return Parcel(f"test-{at}", trial_message(channel, at))
