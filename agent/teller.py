"""What is told of alerts: each change with the deliveries it is stored with, and the word to the window once it is.

Alerts get their ids here, not from the store: while that cannot be written, people are told all the same.
"""

import asyncio
import logging
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from agent import rules
from agent.certificates import Known
from agent.channels.unstored import PATIENCE, Unstored
from agent.keeper import Keeper
from agent.lifecycle import moves
from agent.messages import AlertChanged, AlertTold, AlertView, Event
from agent.model import Alert, AlertKind, Channel, Check, Delivery, DeliveryState, Notice
from agent.routing import told_to
from agent.store import Change, Store
from agent.tracking import Track

log = logging.getLogger(__name__)

Told = tuple[Change, Notice | None]
"""A change of an alert, and what people are told of it."""

_STATES = {
    AlertKind.DOWN: "down",
    AlertKind.SLOW: "slow",
    AlertKind.CERTIFICATE: "near the end of its certificate",
}


class Teller:
    """Knows the channels. ``told`` is called when new deliveries may go out; ``unstored`` gets those that the store is
    late with."""

    def __init__(
        self,
        store: Store,
        keeper: Keeper,
        publish: Callable[[Event], None],
        told: Callable[[], None],
        unstored: Unstored,
    ) -> None:
        self._store = store
        self._keeper = keeper
        self._publish = publish
        self.told = told
        self._unstored = unstored
        self._channels: dict[str, Channel] = {}
        self._last_id = 0

    async def start(self) -> None:
        """Learn the channels, and which ids alerts have had."""
        self.set_channels(await self._store.channels())
        self._last_id = await self._store.last_alert_id()

    def set_channels(self, channels: Iterable[Channel]) -> None:
        """The channels that alerts are told to from now on."""
        self._channels = {channel.name: channel for channel in channels}

    def channel(self, name: str) -> Channel | None:
        return self._channels.get(name)

    @property
    def channels(self) -> tuple[Channel, ...]:
        return tuple(self._channels.values())

    def changes(self, track: Track, steps: Iterable[rules.Step], now: int) -> list[Told]:
        """The steps as they are to be stored, each alert with its id and the deliveries that tell of it, and what is
        told. ``track`` has them from now on."""
        changes: list[Told] = []
        for step in steps:
            alert, event = self._identified(step.alert), step.tell
            notice = track.notice(alert, event, now) if event else None
            names = told_to(track.routing, alert, event, step.escalates) if event else ()
            known = self._channels if names is None else [name for name in names if name in self._channels]
            deliveries = tuple(_delivery(alert, name, notice) for name in known) if notice else ()
            evidence = None if step.alert.id else self._keeper.first_failing(track, alert.kind)
            changes.append((Change(alert, deliveries, evidence), notice))
        track.keep(change.alert for change, _ in changes)
        return changes

    def _identified(self, alert: Alert) -> Alert:
        if alert.id:
            return alert
        self._last_id += 1
        return replace(alert, id=self._last_id)

    async def record(
        self, track: Track, check: Check | None, changes: Sequence[Told], known: Known | None = None
    ) -> None:
        """Store a check with what it changed, and tell that. What the store does not take in time is told before."""
        work = self._store.record(check, [change for change, _ in changes], known)
        storing: asyncio.Task[object] = asyncio.create_task(work)
        deliveries = [delivery for change, _ in changes for delivery in change.deliveries]
        ids = [change.alert.id for change, _ in changes]
        try:
            done, _ = await asyncio.wait({storing}, timeout=PATIENCE)
            if not done:
                self._unstored.hold(deliveries)
                self._tell(track, changes)
                for change, _ in changes:
                    self._publish(AlertChanged(await self._unstored_view(track, change)))
            await storing
        finally:
            storing.cancel()
            self._unstored.release(deliveries)
        await self.publish_alerts(ids)
        if done:
            self._tell(track, changes)

    def _tell(self, track: Track, changes: Sequence[Told]) -> None:
        for change, notice in changes:
            alert, name, told = change.alert, track.monitor.name, notice.event if notice else "nothing yet"
            what = _STATES[alert.kind]
            if alert.is_open:
                log.info("Alert %d opened: %s is %s: %s (told: %s)", alert.id, name, what, alert.message, told)
            else:
                log.info("Alert %d closed: %s is no longer %s (told: %s)", alert.id, name, what, told)
            if notice:
                self._publish(AlertTold(alert.id, notice.event, notice))
        if any(change.deliveries for change, _ in changes):
            self.told()

    async def _unstored_view(self, track: Track, change: Change) -> AlertView:
        """An alert as it will be once it is stored."""
        stored = await self._store.alert_views([change.alert.id])
        before = stored[0] if stored else None
        history = moves(before.alert if before else None, change.alert)
        return AlertView(
            change.alert,
            track.monitor.name,
            (*(before.deliveries if before else ()), *change.deliveries),
            (*(before.history if before else ()), *history),
        )

    async def publish_alerts(self, ids: Sequence[int]) -> None:
        """Tell the window how these alerts and their deliveries stand."""
        for view in await self._store.alert_views(ids):
            self._publish(AlertChanged(view))


def _delivery(alert: Alert, channel: str, notice: Notice) -> Delivery:
    return Delivery(
        id=str(uuid.uuid4()),
        alert=alert.id,
        channel=channel,
        event=notice.event,
        notice=notice,
        state=DeliveryState.PENDING,
        created_at=notice.at,
        next_at=notice.at,
    )
