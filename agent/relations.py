"""How the monitors under watch stand to each other: who is held back by whom, and whose guard is not up."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from agent import dependencies
from agent.capture import Seen
from agent.model import Cause, Check, Monitor, Outcome
from agent.tracking import Track


class Relations:
    """Over the tracks of all monitors; ``look`` has one checked afresh.

    A monitor that is paused, deleted or not there holds nothing back.
    """

    def __init__(self, tracks: Mapping[int, Track], look: Callable[[int], Awaitable[None]]) -> None:
        self._tracks = tracks
        self._look = look
        self._by_name: dict[str, Track] | None = None

    def forget(self) -> None:
        """Monitors came, went or have other names."""
        self._by_name = None

    def _track(self, name: str) -> Track | None:
        if self._by_name is None:
            self._by_name = {track.monitor.name: track for track in self._tracks.values()}
        track = self._by_name.get(name)
        return None if track is None or track.monitor.paused else track

    def _parents(self, name: str) -> tuple[str, ...]:
        track = self._by_name.get(name) if self._by_name is not None else None
        return track.monitor.depends_on if track else ()

    def _down(self, name: str) -> bool:
        """Whether its down alert is open, or its newest check failed and the next ones will tell."""
        track = self._track(name)
        if track is None:
            return False
        return track.down_open or (bool(track.window) and track.window[-1].outcome is Outcome.DOWN)

    def held_by(self, monitor: Monitor) -> str:
        """The nearest of those it depends on that is down; "" while none is."""
        if not monitor.depends_on:
            return ""
        self._track("")  # so that the names are known
        return dependencies.first_down(monitor.name, self._parents, self._down)

    def unguarded(self, monitor: Monitor) -> str:
        """Why nothing can be told of a monitor while its guard is not up, as a sentence; "" while it is."""
        guard = self._track(monitor.guard) if monitor.guard else None
        if guard is None or (guard.last is not None and guard.last.outcome.good):
            return ""
        if guard.last is None:
            return f"Cannot be told: the guard {monitor.guard} has not been checked yet."
        if guard.last.outcome is Outcome.DOWN:
            return f"Cannot be told: the guard {monitor.guard} is down."
        return f"Cannot be told: whether the guard {monitor.guard} is up is not known."

    def unknown(self, monitor: Monitor, at: int) -> Check | None:
        """The check of a monitor whose guard is not up; None while it is."""
        said = self.unguarded(monitor)
        return Check(monitor.id, at, Outcome.UNKNOWN, cause=Cause.OFFLINE, message=said) if said else None

    async def doubt(self, monitor: Monitor, check: Check, seen: Seen | None) -> tuple[Check, Seen | None]:
        """A failure, and what was seen, after a fresh look at what could be behind it: the parents and the guard."""
        await asyncio.gather(*(self._look(key) for key in self._doubtful(monitor, check.at)))
        unknown = self.unknown(monitor, check.at)
        return (unknown, None) if unknown else (check, seen)

    def kin(self, monitor: Monitor) -> frozenset[str]:
        """Itself, its guard and all that it depends on: those that share one of these may fail for one reason."""
        if not (monitor.depends_on or monitor.guard):
            return frozenset((f"monitor {monitor.name}",))
        self._track("")
        names = (monitor.name, *dependencies.ancestors(monitor.name, self._parents), monitor.guard)
        return frozenset(f"monitor {name}" for name in names if name)

    def _doubtful(self, monitor: Monitor, since: int) -> tuple[int, ...]:
        """Those whose checks decide what a failure that began at ``since`` means, but were last made before it."""
        self._track("")
        up = [name for name in dependencies.ancestors(monitor.name, self._parents) if not self._down(name)]
        tracks = (self._track(name) for name in dict.fromkeys((*up, *((monitor.guard,) if monitor.guard else ()))))
        return tuple(t.monitor.id for t in tracks if t is not None and (t.last is None or t.last.at < since))

    def turn(self, now: int) -> tuple[list[Track], list[Track]]:
        """Let monitors be held back, and be so no more. Those of which that changed, and those of them, and of the
        guarded ones, that a check may tell something of again."""
        changed: list[Track] = []
        eased: list[Track] = []
        for track in self._tracks.values():
            monitor = track.monitor
            if (monitor.depends_on or track.held_by) and track.hold(self.held_by(monitor), now):
                changed.append(track)
                if not track.held_by and track.failing:
                    eased.append(track)
            if monitor.guard or track.guarded:
                guarded = bool(self.unguarded(monitor))
                if track.guarded and not guarded:
                    eased.append(track)
                track.guarded = guarded
        return changed, eased
