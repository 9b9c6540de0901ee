"""What a message says beside its alerts: what came before it, and the monitor's day. It is read when the message goes
out, and a store that cannot say it now holds no alert back."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol, TypeVar

from agent import channels
from agent.channels.day import DAY, DayBar, day_bar
from agent.channels.grouping import Batch, subject
from agent.channels.parcel import Parcel, parcel
from agent.messages import AlertView
from agent.model import Channel, Delivery
from agent.stats import Span

log = logging.getLogger(__name__)
T = TypeVar("T")


class ContextStore(Protocol):
    """What is needed of the store."""

    async def deliveries_sent(self, channel: str, alerts: Sequence[int]) -> Sequence[Delivery]:
        """What the channel was told of these alerts, oldest first."""

    async def alert_views(self, ids: Sequence[int]) -> Sequence[AlertView]:
        """These alerts, as far as there are any."""

    async def runs(self, monitor_id: int, start: int, end: int) -> Sequence[Span]:
        """The time for which checks speak, oldest first."""


async def in_context(store: ContextStore, channel: Channel, batch: Batch) -> Parcel:
    """The message that tells ``batch`` through ``channel``."""
    alerts = list({delivery.alert for delivery in batch.deliveries})
    nothing: Sequence[Delivery] = ()
    earlier = await _or(nothing, lambda: store.deliveries_sent(channel.name, alerts))
    day = None
    if channels.shows_day(channel) and len({subject(delivery) for delivery in batch.deliveries}) == 1:
        day = await _or(None, lambda: _day(store, batch.deliveries[-1]))
    return parcel(batch.message_id, batch.deliveries, earlier, day)


async def _day(store: ContextStore, delivery: Delivery) -> DayBar | None:
    at = delivery.notice.at
    views = await store.alert_views([delivery.alert])
    return day_bar(await store.runs(views[0].alert.monitor, at - DAY, at), at) if views else None


async def _or(instead: T, ask: Callable[[], Awaitable[T]]) -> T:
    try:
        return await ask()
    except Exception:
        log.exception("What belongs to a message cannot be read")
        return instead
