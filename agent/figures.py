"""Uptime over 24 hours and 30 days of every monitor, from the moment that somebody wants it."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from agent.clock import now_ms
from agent.store import Store
from agent.tracking import DAY, MONTH, Track

AT_ONCE = 50
"""Figures of so many monitors are read together: some 50 ms, for which other readers wait."""


class Figures:
    """Keeps the figures of ``tracks`` up to date; ``say`` is called with those that got others."""

    def __init__(self, store: Store, tracks: Mapping[int, Track], say: Callable[[Sequence[Track]], None]) -> None:
        self._store = store
        self._tracks = tracks
        self._say = say
        self._hours_closed = False
        self.wanted = False

    async def want(self) -> None:
        """Keep figures from now on; those of all monitors follow as soon as they are read."""
        if not self.wanted:
            self.wanted = True
            await self.load(tuple(self._tracks))

    async def hours_closed(self) -> None:
        """The store has closed what hours it could: time to read uptime over 30 days again."""
        self._hours_closed = True
        if self.wanted:
            await self._load_months(tuple(self._tracks))

    async def load(self, keys: Sequence[int]) -> None:
        """Read the figures of monitors that have none yet, if anybody wants them."""
        for some in _batches(keys) if self.wanted else ():
            now = now_ms()
            runs = await self._store.together.runs(some, now - DAY, now)
            tracks = [track for key in some if (track := self._tracks.get(key))]
            for track in tracks:
                track.load_runs(runs[track.monitor.id])
            self._say(tracks)
        if self.wanted:
            await self._load_months(keys)

    async def _load_months(self, keys: Sequence[int]) -> None:
        """Read uptime over 30 days; not before hours are closed, when it would take all results of the time."""
        for some in _batches(keys) if self._hours_closed else ():
            now = now_ms()
            changed = []
            for key, uptime in (await self._store.together.uptimes(some, now - MONTH, now)).items():
                track = self._tracks.get(key)
                if track and track.uptime_30d != uptime:
                    track.uptime_30d = uptime
                    changed.append(track)
            if changed:
                self._say(changed)


def _batches(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    return (keys[first : first + AT_ONCE] for first in range(0, len(keys), AT_ONCE))
