"""What the outbox's tests share: a store with channels, and clocks that go on only when told."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pydantic import SecretStr

from agent.channels.outbox import Outbox
from agent.channels.trouble import Troubles
from agent.messages import Event
from agent.model import (
    Alert,
    AlertEvent,
    AlertKind,
    Cause,
    Channel,
    Delivery,
    DeliveryState,
    HttpTarget,
    Monitor,
    Notice,
    QuietHours,
)
from agent.store import Change
from agent.vault import Vault
from tests.agent.channels.servers import Answer, SlackServer

START = 1_790_000_000_000
HOUR = 3_600
BUSY = Answer(503, "busy")
SECRET = SecretStr("${env:OPS_URL}")
WAITING = (DeliveryState.PENDING, DeliveryState.FAILED)


@dataclass
class Clock:
    """Wall clock (ms) and monotonic clock (s), which go on only when told."""

    wall: int = START
    monotonic: float = 1_000.0

    def advance(self, seconds: float) -> None:
        self.monotonic += seconds
        self.wall += round(seconds * 1_000)


class WatchedOutbox(Outbox):
    """Of which a test can tell whether there is anything left to do at this moment."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.resting = asyncio.Event()

    async def _start(self) -> float:
        wait = await super()._start()
        if not (self._unsaved or self._awake.is_set() or any(lane.busy for lane in self._lanes.values())):
            self.resting.set()
        return wait

    def wake(self) -> None:
        self.resting.clear()
        super().wake()

    async def rest(self) -> None:
        """Wait until all is done that is due; not for ever, for a server may be waiting for the test."""
        with suppress(TimeoutError):
            async with asyncio.timeout(1):
                await self.resting.wait()


@dataclass
class World:
    """A store, its channels and clocks; :meth:`running` runs an outbox over them."""

    store: Any
    clock: Clock
    channels: dict[str, Channel] = field(default_factory=dict)
    changes: asyncio.Queue[Delivery] = field(default_factory=asyncio.Queue)
    seen: dict[str, list[Delivery]] = field(default_factory=dict)
    chance: float = 1.0
    quiet: QuietHours = field(default_factory=QuietHours)
    critical: frozenset[str] = frozenset()
    monitors: dict[str, int] = field(default_factory=dict)
    alerts: dict[str, Alert] = field(default_factory=dict)
    published: list[Event] = field(default_factory=list)
    outbox: WatchedOutbox = field(init=False)
    troubles: Troubles = field(init=False)

    @asynccontextmanager
    async def running(self, channel_of: Callable[[str], Channel | None] | None = None) -> AsyncIterator[Outbox]:
        self.troubles = Troubles(self.store, self.channels.values, self.published.append)
        await self.troubles.load()
        self.outbox = WatchedOutbox(
            self.store,
            Vault(),
            channel_of or self.channels.get,
            self._changed,
            lambda: self.clock.wall,
            self.troubles,
            clock=lambda: self.clock.monotonic,
            random=lambda: self.chance,
            quiet=lambda: self.quiet,
        )
        task = asyncio.create_task(self.outbox.run())
        try:
            yield self.outbox
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    def _changed(self, changed: Sequence[Delivery]) -> None:
        for delivery in changed:
            self.seen.setdefault(delivery.id, []).append(delivery)
            self.changes.put_nowait(delivery)

    def add(self, channel: Channel) -> None:
        self.channels[channel.name] = channel

    async def save(self, name: str) -> Channel:
        """Have the channel in the store too, with a reference in place of its secret."""
        kept = self.channels[name].model_copy(update={"webhook_url": SECRET})
        saved: Channel = await self.store.save_channel(kept)
        return saved

    async def alert(self, name: str, *told: str, events: Sequence[AlertEvent] = (AlertEvent.OPENED,)) -> list[str]:
        """Open an alert of monitor ``name`` with deliveries to the channels ``told``; returns the deliveries' ids."""
        if name not in self.monitors:
            made = Monitor(name=name, target=HttpTarget(url="https://api.example.org"))
            self.monitors[name] = (await self.store.save_monitor(made, self.clock.wall)).id
        alert = Alert(0, self.monitors[name], AlertKind.DOWN, Cause.TIMEOUT, "No answer", opened_at=self.clock.wall)
        deliveries = [self._delivery(alert, name, channel, event) for event in events for channel in told]
        (self.alerts[name],) = await self.store.record(None, [Change(alert, tuple(deliveries))])
        return [delivery.id for delivery in deliveries]

    async def tell(self, name: str, channel: str, event: AlertEvent) -> str:
        """Something more to tell of the newest alert of monitor ``name``; returns the delivery's id."""
        delivery = self._delivery(self.alerts[name], name, channel, event)
        await self.store.record(None, [Change(self.alerts[name], (delivery,))])
        self.outbox.wake()
        return delivery.id

    def _delivery(self, alert: Alert, name: str, channel: str, event: AlertEvent) -> Delivery:
        now = self.clock.wall
        closed = now if event is AlertEvent.CLOSED else None
        target, cause = "https://api.example.org", Cause.TIMEOUT
        critical = name in self.critical
        notice = Notice(
            event,
            AlertKind.DOWN,
            name,
            target,
            cause,
            "",
            now,
            alert.opened_at,
            closed,
            critical=critical,
            quiet_until=None if critical else self.quiet.until(now),
        )
        made = (str(uuid.uuid4()), 0, channel, event, notice, DeliveryState.PENDING, now)
        return Delivery(*made, next_at=now)

    async def tick_until(self, done: Callable[[], bool], step: float = 0.25) -> None:
        """Let time pass in small steps until ``done``; in each, all is done that is due."""
        async with asyncio.timeout(200):
            while not done():
                self.clock.advance(step)
                self.outbox.wake()
                await self.outbox.rest()

    async def pass_time(self, seconds: float, step: float = 5) -> None:
        """Let so much time pass in small steps."""
        end = self.clock.monotonic + seconds
        await self.tick_until(lambda: self.clock.monotonic >= end, step)

    async def settled(self, key: str) -> Delivery:
        """Follow a delivery to its end, each time jumping to the moment of the next try."""
        async with asyncio.timeout(60):
            while not (seen := self.seen.get(key)) or seen[-1].state in WAITING:
                change = await self.changes.get()
                if change.id == key and change.next_at is not None:
                    self.clock.advance((change.next_at - self.clock.wall) / 1_000)
                    self.outbox.wake()
        return self.seen[key][-1]

    def state(self, key: str) -> DeliveryState:
        return self.seen[key][-1].state if key in self.seen else DeliveryState.PENDING


def arrivals(world: World, slack: SlackServer, answer: Callable[[str], Answer | None]) -> list[tuple[str, float]]:
    """From now on the (monitor, monotonic time) of each message; ``answer`` says how the monitor's are answered."""
    times: list[tuple[str, float]] = []

    def note(post: dict[str, Any]) -> Answer | None:
        name = str(post["blocks"][0]["text"]["text"]).split()[1]
        times.append((name, world.clock.monotonic))
        return answer(name)

    slack.on_post = note
    return times


def gaps(times: list[tuple[str, float]]) -> list[float]:
    return [later - earlier for (_, earlier), (_, later) in pairwise(times)]
