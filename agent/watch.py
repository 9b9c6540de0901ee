"""The watching itself: each due monitor is probed, its check judged and stored, and what came of it told."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from dataclasses import replace
from time import monotonic
from typing import Any

from agent.capture import Seen
from agent.certificates import Known
from agent.channels.unstored import PATIENCE, Unstored
from agent.clock import now_ms
from agent.connectivity import Connectivity
from agent.defaults import completed
from agent.figures import Figures
from agent.keeper import Keeper
from agent.maintenance import maintained_until
from agent.messages import ChecksHeld, ChecksRecorded, Event, MonitorStatus, MonitorView, StatusChanged
from agent.model import (
    Alert,
    Cause,
    Check,
    Monitor,
    Outcome,
    Settings,
)
from agent.probes import Probes
from agent.relations import Relations
from agent.routing import routing_of
from agent.schedule import Schedule
from agent.stats import Span
from agent.store import Store, StoredMonitor, StoreError
from agent.teller import Teller, Told
from agent.tracking import BEATS, Track
from agent.vault import SecretUnavailable, Vault
from agent.witnesses import Witnesses

log = logging.getLogger(__name__)

GATHER = 0.1
"""For so many seconds recorded checks are gathered into one event."""

TURNS_WITHIN = 5
"""Over so many seconds at most the checks are spread that come when maintenance begins or ends."""


class Watch:
    """All monitors under watch. Lives on the agent's loop; ``told`` is called when new deliveries may go out, of which
    ``unstored`` are those that the store is late with."""

    def __init__(
        self,
        store: Store,
        vault: Vault,
        probes: Probes,
        connectivity: Connectivity,
        publish: Callable[[Event], None],
        told: Callable[[], None],
        unstored: Unstored,
    ) -> None:
        self._store = store
        self._vault = vault
        self._probes = probes
        self._publish = publish
        self._schedule = Schedule(self.check)
        self.keeper = Keeper(store)
        self.teller = Teller(store, self.keeper, publish, told, unstored)
        self._tracks: dict[int, Track] = {}
        self._ready: dict[int, Monitor] = {}  # with their secrets revealed
        self._relations = Relations(self._tracks, self._look)
        self.witnesses = Witnesses(self._tracks, self._relations, connectivity, lambda key: self._schedule.once(key, 0))
        self._checking: dict[int, asyncio.Event] = {}  # set when the check is judged
        self._settings = Settings()
        self._recorded: list[MonitorStatus] = []
        self.figures = Figures(store, self._tracks, self._say)

    # -- what is watched ---------------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Take up every stored monitor where it was left, and begin to check."""
        await self.teller.start()
        await self.keeper.start()
        self._settings = await self._store.settings()
        alerts = await self._store.latest_alerts()
        known = await self._store.known_certificates()
        await self._take_up(await self._store.monitors(), alerts, known)
        self._schedule.start()
        self.maintain(now_ms())
        self.catch_up()
        log.info("Monitors watched: %d", len(self._tracks))

    def stop(self) -> None:
        """Begin no further check."""
        self._schedule.stop()

    @property
    def settings(self) -> Settings:
        return self._settings

    def set_settings(self, settings: Settings) -> None:
        """What holds for all monitors from now on."""
        self._settings = settings
        for track in self._tracks.values():
            self._route(track)
        self.maintain(now_ms())
        self.teller.told()  # what waited for the end of quiet hours may go out

    def _route(self, track: Track) -> None:
        track.routing = routing_of(track.monitor, self._settings.tags, self._settings.quiet)

    def maintain(self, now: int) -> None:
        """Let maintenance begin and end. At both turns a check comes soon, so that each side's time is its own, and
        what still fails afterwards is judged at once."""
        windows = [window for window in self._settings.maintenance if window.until(now) is not None]
        turned = []
        for track in self._tracks.values():
            monitor = track.monitor
            until = maintained_until(windows, monitor.name, monitor.tags, now) if windows else None
            if track.maintain(until, now):
                turned.append(track)
        held, eased = self._relations.turn(now)
        if turned or eased:
            self._schedule.catch_up(
                (track.monitor.id, min(TURNS_WITHIN, track.monitor.interval))
                for track in (*turned, *eased)
                if not track.monitor.paused
            )
        if turned or held:
            self._say((*turned, *held))

    def monitor(self, key: int) -> Monitor | None:
        track = self._tracks.get(key)
        return track.monitor if track else None

    @property
    def monitors(self) -> tuple[Monitor, ...]:
        return tuple(track.monitor for track in self._tracks.values())

    def view(self, key: int) -> MonitorView:
        return self._tracks[key].view(now_ms(), self._schedule.next_at(key))

    def views(self) -> tuple[MonitorView, ...]:
        return tuple(self.view(key) for key in self._tracks)

    def put(self, monitor: Monitor) -> MonitorView:
        """Take up a stored monitor that is new, or its new settings."""
        now = now_ms()
        track = self._tracks.get(monitor.id)
        self._ready.pop(monitor.id, None)
        if track is None:
            runs = deque[Span]() if self.figures.wanted else None
            track = self._tracks[monitor.id] = Track(monitor, since=now, runs=runs)
        if track.monitor.target != monitor.target:
            self.keeper.forget([monitor.id])
            self.witnesses.forget([monitor.id])
        track.change(monitor, now)
        self._relations.forget()
        self._route(track)
        track.maintain(maintained_until(self._settings.maintenance, monitor.name, monitor.tags, now), now)
        self._plan(track)
        return self.view(monitor.id)

    async def restore(self, keys: Sequence[int]) -> tuple[MonitorView, ...]:
        """Take up monitors again that were deleted and brought back in the store."""
        alerts = await self._store.latest_alerts()
        known = await self._store.known_certificates()
        back = [stored for stored in await self._store.monitors() if stored.monitor.id in keys]
        await self._take_up(back, alerts, known)
        await self.figures.load(keys)
        return tuple(self.view(key) for key in keys if key in self._tracks)

    async def forget_checks(self, key: int, gone: Callable[[int], bool]) -> MonitorView | None:
        """Let a monitor stand as it would without the checks made at times that are ``gone`` from the store."""
        stored = await self._store.monitor(key)
        track = self._tracks.get(key)
        if track is None or stored is None:
            return None
        found = (await self._store.together.standings({key: max(BEATS, track.monitor.rule.window)}))[key]
        last = track.last if track.last and not gone(track.last.at) else found.last  # it may not be stored yet
        known = found.beats[-1].at if found.beats else 0
        newer = [beat for beat in track.beats if beat.at > known and not gone(beat.at)]
        track.relive(stored.window_since, [*found.beats, *newer], last, found.first_at or now_ms())
        self.keeper.forget([key])
        await self.keeper.take_up(track)
        self._plan(track)
        await self.figures.load([key])
        return self.view(key) if self._tracks.get(key) is track else None

    def drop(self, keys: Iterable[int]) -> None:
        """Watch these no more."""
        keys = tuple(keys)
        self.keeper.forget(keys)
        self.witnesses.forget(keys)
        self._relations.forget()
        for key in keys:
            self._schedule.remove(key)
            self._tracks.pop(key, None)
            self._ready.pop(key, None)

    async def _take_up(
        self, monitors: Sequence[StoredMonitor], alerts: Iterable[Alert], known: Mapping[int, Known]
    ) -> None:
        wanted = {stored.monitor.id: max(BEATS, stored.monitor.rule.window) for stored in monitors}
        standings = await self._store.together.standings(wanted)
        own: dict[int, list[Alert]] = {key: [] for key in wanted}
        for alert in alerts:
            if alert.monitor in own:
                own[alert.monitor].append(alert)
        for stored in monitors:
            key, found = stored.monitor.id, standings[stored.monitor.id]
            first_at = found.first_at or now_ms()
            track = Track.restore(
                stored.monitor, stored.window_since, found.beats, found.last, own[key], first_at, known.get(key)
            )
            self._tracks[key] = track
            self._relations.forget()
            await self.keeper.take_up(track)
            self._route(track)
            self._plan(track)

    # -- when ----------------------------------------------------------------------------------------------------------

    def _plan(self, track: Track) -> None:
        """Have the monitor's checks come at the pace it needs now."""
        monitor = track.monitor
        if monitor.paused:
            self._schedule.remove(monitor.id)
        elif track.confirming and monitor.confirm_interval < monitor.interval:
            began = track.last.at / 1_000 if track.last else 0.0
            self._schedule.hasten(monitor.id, monitor.confirm_interval, began)
        else:
            self._schedule.every(monitor.id, monitor.interval)

    def catch_up(self, jumped: bool = False) -> None:
        """Check once, soon and spread out, what is overdue. ``jumped``: the clock was set or the machine slept, so
        all regular runs are set anew too."""
        if jumped:
            self._schedule.renew()
            self.witnesses.forget()
        now = now_ms()
        self._schedule.catch_up(
            (track.monitor.id, track.monitor.interval)
            for track in self._tracks.values()
            if not track.monitor.paused
            and (track.last is None or not 0 <= now - track.last.at <= track.monitor.interval * 1_000)
        )

    def online_again(self) -> None:
        """Check once, soon and spread out, what could not be told while offline."""
        self._schedule.catch_up(
            (track.monitor.id, track.monitor.interval)
            for track in self._tracks.values()
            if track.last is not None and track.last.outcome is Outcome.UNKNOWN and not track.monitor.paused
        )

    # -- a check -------------------------------------------------------------------------------------------------------

    async def check(self, key: int) -> None:
        """Check one monitor now, unless a check of it is under way; store and publish what came of it."""
        track = self._tracks.get(key)
        if track is None or key in self._checking:
            return
        judged = self._checking[key] = asyncio.Event()
        try:
            target = track.monitor.target
            check, seen = await self._probe(track)
            if check.outcome is Outcome.DOWN and not track.down_open:
                check, seen = await self._relations.doubt(track.monitor, check, seen)
            believed = await self.witnesses.doubt(track, check)
            if believed is not check:
                check, seen = believed, None
            if self._tracks.get(key) is not track or track.monitor.target != target:
                return  # deleted, or about another target by now
            if seen:
                self.keeper.see(track, seen)
            monitor, windows = track.monitor, self._settings.maintenance
            if windows and maintained_until(windows, monitor.name, monitor.tags, check.at) is not None:
                check = replace(check, maintenance=True)
            track.hold(self._relations.held_by(track.monitor), now_ms())
            before = track.known
            changes = self._judge(track, check)
            known = track.known if track.known is not before else None
            track.settle(check.at)
            self._plan(track)
        finally:
            del self._checking[key]
            judged.set()
        await self._record(track, check, changes, known)

    async def _record(self, track: Track, check: Check, changes: Sequence[Told], known: Known | None) -> None:
        """Store a check and what it changed, and publish it; the next one may already run. Of a check that the store
        is late with it is published how the monitor stands, not that it is recorded."""
        late = asyncio.get_running_loop().call_later(PATIENCE, self._publish_held, track)
        try:
            if changes:
                await self.teller.record(track, check, changes, known)
            else:
                await self._store.record(check, (), known)
        finally:
            late.cancel()
        if self._tracks.get(check.monitor) is track:
            self._gather(track.status(now_ms(), self._schedule.next_at(check.monitor)))

    def _publish_held(self, track: Track) -> None:
        key = track.monitor.id
        if self._tracks.get(key) is track:
            self._publish(ChecksHeld((track.status(now_ms(), self._schedule.next_at(key)),)))

    async def _look(self, key: int) -> None:
        """Check a monitor, or wait until the check that is under way is judged."""
        under_way = self._checking.get(key)
        await (under_way.wait() if under_way else self.check(key))

    async def _probe(self, track: Track) -> tuple[Check, Seen | None]:
        """A check, and what was exchanged in it if it could be made."""
        monitor = track.monitor
        if unknown := self._relations.unknown(monitor, now_ms()):
            return unknown, None
        try:
            ready = self._ready.get(monitor.id)
            if ready is None:
                ready = await self._vault.reveal(monitor)
                if self.monitor(monitor.id) is monitor:  # not changed meanwhile
                    self._ready[monitor.id] = ready
        except SecretUnavailable as error:
            check = Check(monitor.id, now_ms(), Outcome.UNKNOWN, cause=Cause.INTERNAL, message=str(error))
            return check, None
        ready = ready.model_copy(update={"target": completed(ready.target, self._settings.requests)})
        began = monotonic()
        finding = await self._probes.find(ready)
        self.witnesses.hear(track, ready.target, finding, began)
        return finding.check, Seen.of(ready, finding)

    def _gather(self, status: MonitorStatus) -> None:
        self._recorded.append(status)
        if len(self._recorded) == 1:
            asyncio.get_running_loop().call_later(GATHER, self._flush)

    def _flush(self) -> None:
        recorded, self._recorded = tuple(self._recorded), []
        self._publish(ChecksRecorded(recorded))

    # -- alerts --------------------------------------------------------------------------------------------------------

    def tell_due(self, spawn: Callable[[Coroutine[Any, Any, None]], None]) -> None:
        """Do and tell what has become due by the mere passing of time; the storing of it is ``spawn``ed."""
        now = now_ms()
        self.maintain(now)
        for track in self._tracks.values():
            if steps := track.due(now):
                spawn(self._tell(track, self.teller.changes(track, steps, now)))

    async def _tell(self, track: Track, changes: Sequence[Told]) -> None:
        try:
            await self.teller.record(track, None, changes)
        except StoreError as error:
            log.error("What is told of %s was not stored. %s", track.monitor.name, error)

    def _judge(self, track: Track, check: Check) -> list[Told]:
        """What ``check`` changes, after what is due to be told by its time: a held closing may be."""
        due = track.due(check.at)
        track.keep(step.alert for step in due)
        return self.teller.changes(track, (*due, *track.see(check)), check.at)

    def take_alerts(self, alerts: Iterable[Alert]) -> None:
        """Take what somebody's command did to alerts in the store; what the rules came to meanwhile stays."""
        for alert in alerts:
            track = self._tracks.get(alert.monitor)
            newest = track.alerts.get(alert.kind) if track else None
            if track and newest and newest.id == alert.id:
                theirs = {name: getattr(alert, name) for name in ("acknowledged_at", "snoozed_until", "note")}
                track.keep([replace(newest, **theirs)])

    def _say(self, tracks: Sequence[Track]) -> None:
        """Publish how monitors stand that stand otherwise without a check."""
        now = now_ms()
        self._publish(StatusChanged(tuple(one.status(now, self._schedule.next_at(one.monitor.id)) for one in tracks)))
