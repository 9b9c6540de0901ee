"""Uptime over 24 hours and 30 days of every monitor, from the moment that somebody wants it."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence

from agent.clock import now_ms
from agent.store import Store
from agent.tracking import DAY, MONTH, Track


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
        for key in keys if self.wanted else ():
            now = now_ms()
            runs = deque(await self._store.runs(key, now - DAY, now))
            track = self._tracks.get(key)
            if track:
                track.load_runs(runs)
                self._say((track,))
        if self.wanted:
            await self._load_months(keys)

    async def _load_months(self, keys: Sequence[int]) -> None:
        """Read uptime over 30 days; not before hours are closed, when it would take all results of the time."""
        changed = []
        for key in keys if self._hours_closed else ():
            now = now_ms()
            uptime = await self._store.uptime(key, now - MONTH, now)
            track = self._tracks.get(key)
            if track and track.uptime_30d != uptime:
                track.uptime_30d = uptime
                changed.append(track)
        if changed:
            self._say(changed)
