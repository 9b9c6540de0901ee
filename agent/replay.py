"""The alerts that stored checks lead to by a rule: judged by the code that judges live checks.

The checks are those that were made: by another rule confirmation would have come at other moments.
"""

import asyncio
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import replace

from agent import rules
from agent.messages import Replayed, RuleReplayed
from agent.model import Alert, AlertKind, Beat, Cause, Check, Monitor, Outcome, Rule
from agent.routing import Routing, told_to
from agent.stats import Pace
from agent.store import Store
from agent.tracking import MONTH, Track

SLICE = 250
"""So many checks are judged before others get their turn: some 2 ms."""
EXACT_MS = 0.0005
"""Stored latencies are rounded to whole microseconds."""


class Replay:
    """Judges checks, oldest first, as if they came now, by the ``paces`` of the monitor; ``window_since`` is when its
    target changed last."""

    def __init__(self, monitor: Monitor, routing: Routing, paces: Sequence[Pace], window_since: int) -> None:
        # Whether an alert would have been acknowledged nobody knows, so nobody is reminded.
        routing = replace(routing, remind_every=None, escalate_after=None)
        self._track = Track(monitor, routing=routing)
        self._paces = list(paces)
        self._window_since: int | None = window_since
        self._alerts: dict[tuple[AlertKind, int], Alert] = {}
        self._messages = 0
        self._last_at = 0
        self._waiting: deque[tuple[Beat, Outcome, Cause | None]] = deque(maxlen=monitor.rule.window)
        if self._paces:
            self._set_pace(self._paces.pop(0))

    def take(self, beat: Beat) -> None:
        """Judge one more check.

        While no alert is open or to be told of, good checks do nothing but fill the window: of a run of them only so
        many as fill it are looked at, when one comes that may matter.
        """
        self._last_at = beat.at
        found = (beat, *judged(beat, self._track.monitor))
        if found[1] is Outcome.UP and not beat.maintenance and self._track.at_rest:
            self._waiting.append(found)
            return
        for one in self._waiting:
            self._see(*one)
        self._waiting.clear()
        self._see(*found)

    def _see(self, beat: Beat, outcome: Outcome, cause: Cause | None) -> None:
        track, at = self._track, beat.at
        while self._paces and self._paces[0].since <= at:
            self._set_pace(self._paces.pop(0))
        if self._window_since is not None and at >= self._window_since:
            self._window_since = None
            track.begin_anew()
        if not beat.maintenance:
            track.maintain(None, at)
        self._keep(track.due(min(at, track.seen_until)))
        if beat.maintenance:
            track.maintain(at, at)  # until a check says otherwise
        check = Check(track.monitor.id, at, outcome, beat.latency_ms, cause=cause, maintenance=beat.maintenance)
        self._keep(track.see(check))

    def result(self, now: int) -> Replayed:
        """What came of it until ``now``. An alert that is open still counts until the last check."""
        self._keep(self._track.due(min(now, self._track.seen_until)))
        alerts = self._alerts.values()
        opened = [alert.opened_at for alert in alerts]
        return Replayed(
            down=sum(alert.kind is AlertKind.DOWN for alert in alerts),
            slow=sum(alert.kind is AlertKind.SLOW for alert in alerts),
            first_at=min(opened, default=None),
            last_at=max(opened, default=None),
            longest_ms=max(((alert.closed_at or self._last_at) - alert.opened_at for alert in alerts), default=0),
            messages=self._messages,
        )

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """The alerts so far, in the order of their opening."""
        return tuple(self._alerts.values())

    def _set_pace(self, pace: Pace) -> None:
        self._track.change(self._track.monitor.model_copy(update={"interval": pace.interval}), pace.since)

    def _keep(self, steps: Iterable[rules.Step]) -> None:
        for step in steps:
            alert = step.alert
            self._track.keep((alert,))
            self._alerts[alert.kind, alert.opened_at] = alert
            if step.tell and told_to(self._track.routing, alert, step.tell, step.escalates) != ():
                self._messages += 1


def judged(beat: Beat, monitor: Monitor) -> tuple[Outcome, Cause | None]:
    """Outcome and cause of a stored check by the latency threshold of ``monitor``; all else stays as it was found."""
    by_latency = beat.outcome is Outcome.UP or beat.cause is Cause.LATENCY
    if monitor.reverse or not by_latency or beat.latency_ms is None:
        return beat.outcome, beat.cause
    threshold = monitor.latency_threshold_ms
    if threshold is None:
        return Outcome.UP, None
    if abs(beat.latency_ms - threshold) <= EXACT_MS:
        return beat.outcome, beat.cause  # too near to tell by the stored latency: as it was
    return (Outcome.DEGRADED, Cause.LATENCY) if beat.latency_ms > threshold else (Outcome.UP, None)


async def replay_rule(
    store: Store,
    monitor: Monitor,
    routing: Routing,
    now: int,
    rule: Rule,
    latency_threshold_ms: float | None,
    request: int = 0,
) -> RuleReplayed:
    """Judge what is stored of ``monitor`` by other settings, and by its own, in slices between which others get
    their turn."""
    beats = await store.beats_between(monitor.id, now - MONTH, now + 1)
    paces = await store.paces(monitor.id)
    since = next((one.window_since for one in await store.monitors() if one.monitor.id == monitor.id), 0)

    async def by(settings: Monitor) -> Replayed:
        replay = Replay(settings, routing, paces, since)
        for number, beat in enumerate(beats):
            replay.take(beat)
            if number % SLICE == 0:
                await asyncio.sleep(0)
        return replay.result(now)

    present = await by(monitor)
    changed = monitor.model_copy(update={"rule": rule, "latency_threshold_ms": latency_threshold_ms})
    proposed = present if changed == monitor else await by(changed)
    start, end = (beats[0].at, beats[-1].at) if beats else (0, 0)
    return RuleReplayed(request, monitor.id, start, end, len(beats), proposed, present)
