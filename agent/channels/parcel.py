"""What one message brings to a service."""

from collections.abc import Sequence
from dataclasses import dataclass

from agent.channels import summary
from agent.channels.wording import Message, trial_message
from agent.model import Delivery


@dataclass(frozen=True, slots=True)
class Parcel:
    """``id`` is the same wherever the message is repeated, so that a receiver can drop a repeat. ``deliveries`` are
    what it tells, oldest first; none in a test message."""

    id: str
    message: Message
    deliveries: tuple[Delivery, ...] = ()


def parcel(message_id: str, deliveries: Sequence[Delivery]) -> Parcel:
    """The one message that tells all ``deliveries``."""
    return Parcel(message_id, summary.compose([delivery.notice for delivery in deliveries]), tuple(deliveries))


def trial(channel: str, at: int) -> Parcel:
    """The message that proves that a channel works."""
    return Parcel(f"test-{at}", trial_message(channel, at))
