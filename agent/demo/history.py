"""The past of the demo's monitors: made up, but judged by the real rules and stored by the real store."""

import math
import random
import time
import uuid
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from agent.clock import now_ms
from agent.demo.api import LocalApi
from agent.demo.evidence import exchange
from agent.demo.scene import Outage, Part, channel, parts
from agent.evidence import KeptExchange
from agent.model import Alert, AlertEvent, Cause, Check, Delivery, DeliveryState, Monitor, Outcome
from agent.rules import Step
from agent.stats import Pace
from agent.store import Change, Store
from agent.tracking import Track

PACES = ((21, 180), (7, 60))
"""For so many days before now, one check in so many seconds."""
MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
ASLEEP = (16 * HOUR, 9 * HOUR)
"""Each day the machine slept from the first to the second time before the hour at which the demo starts."""
AROUND = 20 * MINUTE
"""So much before trouble the rules begin to look, and so much after it they stop."""
SEEN_AFTER = 3 * DAY
"""Alerts older than this were acknowledged by somebody."""


async def fill(folder: Path, api: LocalApi, seed: int = 11, wanted: Callable[[], bool] = lambda: True) -> None:
    """Store the demo's channel, its monitors, and what they have seen in the weeks until now, unless it is no longer
    ``wanted``."""
    now = now_ms()
    chance = random.Random(seed)  # noqa: S311 - made-up latencies
    awake = list(_awake(now, chance))
    store = await Store.open(folder)
    try:
        told = await store.save_channel(channel())
        for part in parts(api):
            if not wanted():
                return
            monitor = await store.save_monitor(part.monitor, now)
            for days, pace in PACES:
                await store.set_pace(monitor.id, Pace(now - days * DAY, pace))
            checks = list(_checks(monitor, part, awake, now, chance))
            await store.record_many(checks)
            await store.keep_evidence(*_newest(monitor, checks))
            await _Judge(store, monitor, told.name, now).look(checks, part.outages)
        await _acknowledge(store, now)
    finally:
        await store.close()


def _newest(monitor: Monitor, checks: Sequence[Check]) -> tuple[list[KeptExchange], list[KeptExchange]]:
    """The last good exchange, and the newest failing one."""
    newest = {check.outcome: check for check in checks}
    good, failing = ([newest[each]] if each in newest else [] for each in (Outcome.UP, Outcome.DOWN))
    return [exchange(monitor, check) for check in good], [exchange(monitor, check) for check in failing]


def _awake(now: int, chance: random.Random) -> Iterator[tuple[int, int]]:
    """From when to when the machine was awake, oldest first, until now."""
    days = PACES[0][0]
    woke = now - days * DAY
    for day in range(days - 1, -1, -1):
        slept = now - day * DAY - ASLEEP[0] + int(chance.uniform(-40, 40) * MINUTE)
        yield woke, slept
        woke = now - day * DAY - ASLEEP[1] + int(chance.uniform(-40, 40) * MINUTE)
    yield woke, now - MINUTE // 2


@dataclass(frozen=True, slots=True)
class _Trouble:
    start: int
    end: int
    outage: Outage


def _troubles(outages: Sequence[Outage], now: int) -> list[_Trouble]:
    starts = [(now - int(outage.days * DAY), outage) for outage in outages]
    return [_Trouble(start, start + int(outage.minutes * MINUTE), outage) for start, outage in starts]


def _checks(
    monitor: Monitor, part: Part, awake: Sequence[tuple[int, int]], now: int, chance: random.Random
) -> Iterator[Check]:
    """What the monitor saw, oldest first."""
    troubles = _troubles(part.outages, now)
    begins = [(now - days * DAY, pace * 1_000) for days, pace in PACES]
    zone = time.localtime(now / 1_000).tm_gmtoff * 1_000
    for woke, slept in awake:
        step = [pace for begin, pace in begins if begin <= woke][-1]
        for at in range(woke + chance.randrange(step), slept, step):
            hour = (at + zone) % DAY / HOUR
            busy = 1 + part.rhythm * math.sin((hour - 9) / 24 * math.tau)
            latency = part.latency_ms * busy * math.exp(chance.gauss(0, 0.13))
            if chance.random() < 0.004:
                latency *= chance.uniform(1.6, 3)
            trouble = next((t.outage for t in troubles if t.start <= at < t.end), None)
            if trouble is not None:
                yield _bad(monitor, trouble, at, latency)
            elif chance.random() < part.failing:
                yield _bad(monitor, Outage(0, 0), at, latency)
            else:
                yield _good(monitor, at, latency)


def _good(monitor: Monitor, at: int, latency: float) -> Check:
    threshold = monitor.latency_threshold_ms
    if threshold is None or latency <= threshold:
        return Check(monitor.id, at, Outcome.UP, round(latency, 2), 200)
    message = f"Took {latency:.0f} ms, more than {threshold:.0f} ms"
    return Check(monitor.id, at, Outcome.DEGRADED, round(latency, 2), 200, Cause.LATENCY, message)


def _bad(monitor: Monitor, outage: Outage, at: int, latency: float) -> Check:
    if outage.slowdown is not None:
        return _good(monitor, at, latency * outage.slowdown)
    took = round(latency, 2) if outage.status is not None else None
    return Check(monitor.id, at, Outcome.DOWN, took, outage.status, outage.cause, outage.message)


async def _acknowledge(store: Store, now: int) -> None:
    """Have somebody seen the older alerts, a few minutes after they opened."""
    for view in await store.alerts():
        if now - view.alert.opened_at > SEEN_AFTER:
            await store.acknowledge([view.alert.id], view.alert.opened_at + 4 * MINUTE, "")


class _Judge:
    """Lets the real rules look at the past of one monitor, and stores the alerts they come to."""

    def __init__(self, store: Store, monitor: Monitor, channel_name: str, now: int) -> None:
        self._store = store
        self._track = Track(monitor.model_copy(update={"interval": PACES[-1][1]}))
        self._channel = channel_name
        self._now = now

    async def look(self, checks: Sequence[Check], outages: Sequence[Outage]) -> None:
        """Judge the checks around each outage; everywhere else the rules would find nothing."""
        for trouble in sorted(_troubles(outages, self._now), key=lambda trouble: trouble.start):
            first = bisect_left(checks, trouble.start - AROUND, key=lambda check: check.at)
            last = bisect_left(checks, trouble.end + AROUND, key=lambda check: check.at)
            for check in checks[first:last]:
                await self._take(self._track.due(check.at), check)
                await self._take(self._track.see(check), check)

    async def _take(self, steps: Sequence[Step], check: Check) -> None:
        at = check.at
        for step in steps:
            evidence = None if step.alert.id else exchange(self._track.monitor, check)
            deliveries = (self._delivery(step.alert, step.tell, at),) if step.tell else ()
            self._track.keep(await self._store.record(None, (Change(step.alert, deliveries, evidence),)))

    def _delivery(self, alert: Alert, event: AlertEvent, at: int) -> Delivery:
        return Delivery(
            id=str(uuid.uuid4()),
            alert=alert.id,
            channel=self._channel,
            event=event,
            notice=self._track.notice(alert, event, at),
            state=DeliveryState.SENT,
            created_at=at,
            attempts=1,
            sent_at=at + 400,
        )
