"""Channels that fail for good: known to the window, and told once through another channel.

A channel is in trouble from the moment in which a delivery to it is given up – the service refused it, or 24 hours of
tries did not help – until it takes a message again or is changed.
"""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from agent.channels.wording import title
from agent.messages import ChannelTroubles, Event
from agent.model import AlertEvent, Channel, ChannelTrouble, Delivery, DeliveryState


class TroubleStore(Protocol):
    """What is needed of the store."""

    async def channel_troubles(self) -> Sequence[ChannelTrouble]:
        """The channels in trouble, by name."""

    async def end_trouble(self, channel: str) -> None:
        """The channel takes messages again."""


class Troubles:
    """The channels that are in trouble now. ``channels`` are all there are; ``publish`` hears of every change."""

    def __init__(
        self, store: TroubleStore, channels: Callable[[], Iterable[Channel]], publish: Callable[[Event], None]
    ) -> None:
        self._store = store
        self._channels = channels
        self._publish = publish
        self._known: dict[str, ChannelTrouble] = {}

    @property
    def all(self) -> tuple[ChannelTrouble, ...]:
        return tuple(self._known.values())

    async def load(self) -> None:
        """Take them from the store: at the start, and when channels were changed."""
        self._take({trouble.channel: trouble for trouble in await self._store.channel_troubles()})

    def seen_in(self, changed: Sequence[Delivery], now: int) -> tuple[ChannelTrouble | None, Sequence[Delivery]]:
        """The trouble that deliveries to one channel tell of, and the delivery by which another channel tells it; None
        where it is no news. Both are to be stored together with ``changed``."""
        lost = [delivery for delivery in changed if delivery.state is DeliveryState.UNDELIVERABLE]
        names = [channel.name for channel in self._channels()]
        if not lost or lost[0].channel not in names or lost[0].channel in self._known:
            return None, ()
        trouble = ChannelTrouble(lost[0].channel, lost[0].error, now)
        others = [name for name in names if name != trouble.channel and name not in self._known]
        self._take({**self._known, trouble.channel: trouble})
        return trouble, [_told(trouble, lost, other) for other in others[:1]]

    async def over(self, channel: str) -> None:
        """The channel took a message."""
        if channel in self._known:
            await self._store.end_trouble(channel)
            self._take({name: trouble for name, trouble in self._known.items() if name != channel})

    def _take(self, known: dict[str, ChannelTrouble]) -> None:
        if known != self._known:
            self._known = known
            self._publish(ChannelTroubles(self.all))


def _told(trouble: ChannelTrouble, lost: Sequence[Delivery], other: str) -> Delivery:
    first = lost[0]
    more = f" and {len(lost) - 1} more" if len(lost) > 1 else ""
    said = f"{trouble.message} What did not arrive there: “{title(first.notice)}”{more}."
    notice = replace(
        first.notice,
        event=AlertEvent.UNDELIVERABLE,
        at=trouble.at,
        message=said,
        channel=trouble.channel,
        quiet_until=None,
    )
    made = (str(uuid.uuid4()), first.alert, other, AlertEvent.UNDELIVERABLE, notice, DeliveryState.PENDING)
    return Delivery(*made, created_at=trouble.at, next_at=trouble.at)
