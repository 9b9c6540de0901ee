"""The ways to tell people: one file a kind of channel, all of them behind :func:`send`."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from agent.channels import command, email, everything, slack, slack_bot, webhook
from agent.channels.answers import Answer, Rejected, Unavailable
from agent.channels.email import send_file
from agent.channels.parcel import Parcel, parcel, trial
from agent.clock import now_ms
from agent.model import Channel

__all__ = [
    "Answer",
    "Parcel",
    "Rejected",
    "Unavailable",
    "parcel",
    "send",
    "send_file",
    "send_test",
    "shows_day",
    "spacing",
]


@dataclass(frozen=True, slots=True)
class _Kind:
    send: Callable[[Any, Parcel], Awaitable[Answer]]
    spacing: float
    shows_day: bool = False


_KINDS = {
    "slack": _Kind(slack.send, slack.SPACING),
    "slack_bot": _Kind(slack_bot.send, slack_bot.SPACING),
    "email": _Kind(email.send, email.SPACING, shows_day=True),
    "webhook": _Kind(webhook.send, webhook.SPACING),
    "apprise": _Kind(everything.send, everything.SPACING),
    "command": _Kind(command.send, command.SPACING),
}


async def send(channel: Channel, parcel: Parcel) -> Answer:
    """Send one message through ``channel``, whose secrets are revealed, and return what the service said.

    :raises Rejected: the service refused it for good.
    :raises Unavailable: it may take it later.
    """
    return await _KINDS[channel.kind].send(channel, parcel)


async def send_test(channel: Channel) -> Answer:
    """Send a message that says that the channel works; answers and errors as of :func:`send`."""
    return await send(channel, trial(channel.name, now_ms()))


def spacing(channel: Channel) -> float:
    """Seconds that must lie between two messages through ``channel``."""
    return _KINDS[channel.kind].spacing


def shows_day(channel: Channel) -> bool:
    """Whether its messages have a place for the bar of a monitor's day."""
    return _KINDS[channel.kind].shows_day
