"""Keeps evidence: the newest exchanges in memory, cheaply, and in the store what must outlive the program.

Of the last good exchange of each monitor only references are held, as long as they fit into a budget. It is stored
when a failure begins, when none is stored yet, once an hour, and at the end. Of the failing ones the first of a run is
stored at once, and once more with the alert that it leads to.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field

from agent import rules
from agent.capture import Seen, capture
from agent.clock import now_ms
from agent.evidence import KeptExchange
from agent.model import AlertKind, Outcome
from agent.store import Store, StoreError
from agent.tracking import Track, as_beat

log = logging.getLogger(__name__)

MEMORY = 16 * 1024 * 1024
"""So many bytes of exchanges are held at most."""
RENEWED = 3_600_000
"""A stored last good exchange is replaced after so many ms."""
AT_ONCE = 4
"""So many are written at one call of :meth:`Keeper.write_due`, with seconds between two: a start with thousands of
monitors is spread over minutes, and its checks pay little for it."""
FIRSTS = 5
"""So many of the first failures of a run are held, of each outcome: as the window moves on, the next is the first."""
LAST_S = 2.0
"""Writing at the end takes so many seconds at most."""

Key = tuple[int, int]
"""A monitor and the time of a check; 0 for its last good one."""


class Memory:
    """Checks as they were seen, within ``budget`` bytes: those put in longest ago go first."""

    def __init__(self, budget: int) -> None:
        self._budget = budget
        self._used = 0
        self._seen: OrderedDict[Key, Seen] = OrderedDict()

    def put(self, key: Key, seen: Seen) -> None:
        self.drop(key)
        self._seen[key] = seen
        self._used += seen.size
        while self._used > self._budget:
            self._used -= self._seen.popitem(last=False)[1].size

    def get(self, key: Key) -> Seen | None:
        return self._seen.get(key)

    def drop(self, key: Key) -> None:
        seen = self._seen.pop(key, None)
        if seen is not None:
            self._used -= seen.size

    def last_good(self) -> list[Seen]:
        return [seen for (_, at), seen in self._seen.items() if at == 0]


@dataclass(slots=True)
class _Run:
    """The failures of a monitor since its window was clean: the first ones, oldest first, and the newest."""

    firsts: list[tuple[int, Outcome]] = field(default_factory=list)
    newest: int = 0  # none yet


class Keeper:
    """Lives on the agent's loop. What is seen is held as it is; it leaves here redacted only."""

    def __init__(self, store: Store, budget: int = MEMORY) -> None:
        self._store = store
        self._memory = Memory(budget)
        self._runs: dict[int, _Run] = {}
        self._before: dict[int, KeptExchange] = {}  # how runs began that go on from before this start
        self._written: dict[int, int] = {}
        self._up: set[int] = set()
        self._due: dict[Key, None] = {}

    async def start(self) -> None:
        self._written = await self._store.good_evidence_at()

    async def take_up(self, track: Track) -> None:
        """Remember how the failures began that are in the window of a monitor already."""
        if any(beat.outcome is not Outcome.UP for beat in track.window):
            _, failing = await self._store.evidence(track.monitor.id)
            if failing and failing.check.at >= track.window[0].at:
                self._before[track.monitor.id] = failing

    def forget(self, keys: Iterable[int]) -> None:
        """These monitors are gone, or are about another target now."""
        for key in keys:
            run = self._runs.pop(key, _Run())
            for at in (0, run.newest, *(at for at, _ in run.firsts)):
                self._memory.drop((key, at))
                self._due.pop((key, at), None)
            self._before.pop(key, None)
            self._written.pop(key, None)
            self._up.discard(key)

    # -- what is seen -------------------------------------------------------------------------------------------------

    def see(self, track: Track, seen: Seen) -> None:
        """Hold a check that was just made of a monitor; ``track`` does not know it yet."""
        key, check = track.monitor.id, seen.check
        if check.outcome is Outcome.UP:
            self._up.add(key)
            self._see_good(key, seen)
        elif check.outcome.conclusive:
            if check.outcome is Outcome.DEGRADED and key not in self._up:
                self._see_good(key, seen)  # better than nothing to compare a failure with
            self._see_bad(track, seen)

    def _see_good(self, key: int, seen: Seen) -> None:
        self._memory.put((key, 0), seen)
        if seen.check.at - self._written.get(key, 0) > RENEWED:
            self._due[key, 0] = None

    def _see_bad(self, track: Track, seen: Seen) -> None:
        key, check = track.monitor.id, seen.check
        run = self._runs.setdefault(key, _Run())
        since = rules.extend(track.window, as_beat(check), track.monitor)[0].at
        for at, _ in [first for first in run.firsts if first[0] < since]:
            self._memory.drop((key, at))
        run.firsts = [first for first in run.firsts if first[0] >= since]
        alike = [at for at, outcome in run.firsts if outcome is check.outcome]
        if run.newest and run.newest not in [at for at, _ in run.firsts]:
            self._memory.drop((key, run.newest))
        run.newest = check.at
        self._memory.put((key, check.at), seen)
        if len(alike) < FIRSTS:
            run.firsts.append((check.at, check.outcome))
        before = self._before.get(key)
        if before is not None and before.check.at < since:
            before = self._before.pop(key, None) and None
        began = not run.firsts[:-1] and before is None
        if began or (check.outcome is Outcome.DOWN and not alike and not (before and _is_down(before))):
            self._due[key, check.at] = None
            self._due[key, 0] = None  # what was good just before

    # -- what is wanted -----------------------------------------------------------------------------------------------

    def first_failing(self, track: Track, kind: AlertKind) -> KeptExchange | None:
        """The exchange of the check that began the failures for which an alert of ``kind`` opens now; ``track`` knows
        the newest check already."""
        key, run = track.monitor.id, self._runs.get(track.monitor.id, _Run())
        since = track.window[0].at if track.window else 0
        before = self._before.get(key)
        if before and before.check.at >= since and rules.is_bad(kind, before.check.outcome):
            return before
        ats = [at for at, outcome in run.firsts if at >= since and rules.is_bad(kind, outcome)]
        if kind not in (AlertKind.DOWN, AlertKind.SLOW):
            ats = []
        newest = track.last.at if track.last else 0
        for at in (*ats, newest, 0):
            seen = self._memory.get((key, at))
            if seen and (at or seen.check.at == newest):
                return capture(seen)
        return None

    async def newest(self, key: int) -> tuple[KeptExchange | None, KeptExchange | None]:
        """The last good and the newest failing exchange of a monitor, as far as they are known."""
        good, failing = await self._store.evidence(key)
        seen = self._memory.get((key, 0))
        run = self._runs.get(key)
        bad = self._memory.get((key, run.newest)) if run else None
        return capture(seen) if seen else good, capture(bad) if bad else failing

    # -- what is stored -----------------------------------------------------------------------------------------------

    async def write_due(self) -> None:
        """Store some of what must be; called every few seconds."""
        if self._due:
            await self._write(list(self._due)[:AT_ONCE])

    async def stop(self) -> None:
        """Store what is not stored yet; nothing is seen any more."""
        good = [(s.monitor.id, 0) for s in self._memory.last_good() if s.check.at > self._written.get(s.monitor.id, 0)]
        try:
            async with asyncio.timeout(LAST_S):
                await self._write(list(dict.fromkeys((*self._due, *good))))
        except TimeoutError:
            log.warning("Some of the newest evidence was not stored: the database took too long")

    async def _write(self, keys: Iterable[Key]) -> None:
        good: list[KeptExchange] = []
        failing: list[KeptExchange] = []
        for key in keys:
            self._due.pop(key, None)
            if seen := self._memory.get(key):
                (failing if key[1] else good).append(capture(seen))
                await asyncio.sleep(0)  # some tenths of a ms each: checks get their turn between them
        try:
            await self._store.keep_evidence(good, failing)
        except StoreError as error:  # the store has said so already; the next time may do
            log.debug("Evidence was not stored. %s", error)
            self._due.update({(one.check.monitor, 0): None for one in good})
            self._due.update({(one.check.monitor, one.check.at): None for one in failing})
            return
        now = now_ms()
        self._written.update((exchange.check.monitor, now) for exchange in good)


def _is_down(exchange: KeptExchange) -> bool:
    return exchange.check.outcome is Outcome.DOWN
