"""What is told of alerts: each change with the deliveries it is stored with, and the word to the window once it is."""

import logging
import uuid
from collections.abc import Callable, Iterable, Sequence

from agent import rules
from agent.keeper import Keeper
from agent.messages import AlertChanged, AlertTold, Event
from agent.model import Alert, AlertKind, Channel, Delivery, DeliveryState, Notice
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
    """Knows the channels. ``told`` is called when new deliveries are stored, or stored ones may go out."""

    def __init__(
        self, store: Store, keeper: Keeper, publish: Callable[[Event], None], told: Callable[[], None]
    ) -> None:
        self._store = store
        self._keeper = keeper
        self._publish = publish
        self.told = told
        self._channels: dict[str, Channel] = {}

    def set_channels(self, channels: Iterable[Channel]) -> None:
        """The channels that alerts are told to from now on."""
        self._channels = {channel.name: channel for channel in channels}

    def channel(self, name: str) -> Channel | None:
        return self._channels.get(name)

    @property
    def channels(self) -> tuple[Channel, ...]:
        return tuple(self._channels.values())

    def changes(self, track: Track, steps: Iterable[rules.Step], now: int) -> list[Told]:
        """The steps as they are stored, each alert with the deliveries that tell of it, and what is told."""
        changes: list[Told] = []
        for step in steps:
            alert, event = step.alert, step.tell
            notice = track.notice(alert, event, now) if event else None
            names = told_to(track.routing, alert, event, step.escalates) if event else ()
            known = self._channels if names is None else [name for name in names if name in self._channels]
            deliveries = tuple(_delivery(alert, name, notice) for name in known) if notice else ()
            evidence = None if alert.id else self._keeper.first_failing(track, alert.kind)
            changes.append((Change(alert, deliveries, evidence), notice))
        return changes

    async def tell(self, track: Track, stored: Sequence[Alert], changes: Sequence[Told]) -> None:
        """Publish alerts as they were stored by ``changes``."""
        if not changes:
            return
        await self.publish_alerts([alert.id for alert in stored])
        for alert, (_, notice) in zip(stored, changes, strict=True):
            name, told = track.monitor.name, notice.event if notice else "nothing yet"
            what = _STATES[alert.kind]
            if alert.is_open:
                log.info("Alert %d opened: %s is %s: %s (told: %s)", alert.id, name, what, alert.message, told)
            else:
                log.info("Alert %d closed: %s is no longer %s (told: %s)", alert.id, name, what, told)
            if notice:
                self._publish(AlertTold(alert.id, notice.event, notice))
        if any(change.deliveries for change, _ in changes):
            self.told()

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
