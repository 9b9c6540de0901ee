"""The ways to tell people: one file a kind of channel, all of them behind :func:`send`."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from agent.channels import email, slack, wording
from agent.channels.answers import Answer, Rejected, Unavailable
from agent.clock import now_ms
from agent.model import Channel, Notice

__all__ = ["Answer", "Rejected", "Unavailable", "send", "send_test", "spacing"]


@dataclass(frozen=True, slots=True)
class _Kind:
    send: Callable[[Any, wording.Message, str], Awaitable[Answer]]
    spacing: float


_KINDS = {
    "slack": _Kind(slack.send, slack.SPACING),
    "email": _Kind(email.send, email.SPACING),
}


async def send(channel: Channel, notice: Notice, delivery_id: str) -> Answer:
    """Tell ``notice`` through ``channel``, whose secrets are revealed, and return what the service said.

    ``delivery_id`` stays the same over all tries of one delivery, so that a receiver can drop a repeat.

    :raises Rejected: the service refused it for good.
    :raises Unavailable: it may take it later.
    """
    return await _KINDS[channel.kind].send(channel, wording.message(notice), delivery_id)


async def send_test(channel: Channel) -> Answer:
    """Send a message that says that the channel works; answers and errors as of :func:`send`."""
    at = now_ms()
    return await _KINDS[channel.kind].send(channel, wording.trial_message(channel.name, at), f"test-{at}")


def spacing(channel: Channel) -> float:
    """Seconds that must lie between two messages through ``channel``."""
    return _KINDS[channel.kind].spacing
