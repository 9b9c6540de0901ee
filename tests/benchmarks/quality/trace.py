"""What happens to the targets and to the machine that watches them: drawn once from a seed, the same for all who watch.

Times are seconds since the beginning. What a target answers at a moment does not depend on who asks or how often.
"""

import math
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import TypeVar

K = TypeVar("K", bound=StrEnum)

MINUTE = 60.0
HOUR = 60 * MINUTE
DAY = 24 * HOUR
QUIET = HOUR
"""Two things that happen to a target are at least so far apart, in time in which the machine can see it."""
LAST = 4 * HOUR
"""Nothing happens to a target in the last hours, so that all is over at the end."""


class What(StrEnum):
    """What happens to a target."""

    OUTAGE = "outage"  # 2 min to 6 h without a good answer
    RESTART = "restart"  # 30 to 90 s without one: somebody deploys
    BURST = "burst"  # 4 of 5 answers of 5 to 40 s are bad
    FLAPPING = "flapping"  # for 1 to 12 h each answer is bad by chance, 10, 33 or 50 %
    SLOW = "slow"  # 9 of 10 answers of 15 min to 3 h are slow


class Own(StrEnum):
    """What happens to the machine itself, to everything that it watches at once."""

    ROUTES = "routes"  # the network is lost, and its routes with it
    REPORTED = "reported"  # the network is lost; the routes stay, but the system reports it
    NAMES = "names"  # no name is resolved for some seconds, and nothing reports it
    SLEEP = "sleep"  # the program is suspended; then the network takes some seconds to come back
    DEAD = "dead"  # nothing gets out, but routes and system say that all is well


class Way(StrEnum):
    """How a bad answer comes about."""

    REFUSED = "refused"
    STATUS = "status"
    TIMEOUT = "timeout"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Happening:
    start: float
    end: float
    what: What
    chance: float = 1.0
    """Of an answer to be bad (or slow)."""
    way: Way = Way.REFUSED


@dataclass(frozen=True, slots=True)
class OwnHappening:
    """``told`` is from when to when the machine knows that it is offline; of a sleep, when the network is back."""

    start: float
    end: float
    what: Own
    told: tuple[float, float] = (0.0, 0.0)
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    number: int
    blips: float
    """The chance of an answer to be bad while nothing happens."""
    happenings: tuple[Happening, ...]
    starts: tuple[float, ...]

    def at(self, moment: float) -> Happening | None:
        place = bisect_right(self.starts, moment) - 1
        if place >= 0 and moment < self.happenings[place].end:
            return self.happenings[place]
        return None


PER_MONTH = {What.OUTAGE: 5, What.RESTART: 8, What.BURST: 10, What.FLAPPING: 1.5, What.SLOW: 2}
OWN_PER_DAY = {Own.ROUTES: 1.0, Own.REPORTED: 1.0, Own.NAMES: 2.0, Own.SLEEP: 1.5}
LASTING = {
    What.OUTAGE: (2 * MINUTE, 6 * HOUR),
    What.RESTART: (30, 90),
    What.BURST: (5, 40),
    What.FLAPPING: (HOUR, 12 * HOUR),
    What.SLOW: (HOUR / 4, 3 * HOUR),
    Own.ROUTES: (20, 2 * HOUR),
    Own.REPORTED: (20, 2 * HOUR),
    Own.NAMES: (2, 40),
    Own.SLEEP: (2 * MINUTE, 3 * HOUR),
    Own.DEAD: (20, HOUR),
}
WAYS = (*[Way.REFUSED] * 3, *[Way.STATUS] * 3, *[Way.TIMEOUT] * 3, Way.NAME)
"""So often a failure is of each kind."""


class Trace:
    """``days`` of ``monitors`` targets and of the machine, with ``busy`` times as much happening as usual.
    ``dead_per_day``: so often its uplink dies unnoticed."""

    def __init__(self, seed: int, monitors: int, days: float, busy: float = 1.0, dead_per_day: float = 0.0) -> None:
        self.seed = seed
        self._busy = busy
        self.end = days * DAY
        self.own = tuple(self._draw_own(Random(f"{seed} own"), dead_per_day))
        self._own_starts = [one.start for one in self.own]
        self.targets = tuple(self._draw(number, Random(f"{seed} target {number}")) for number in range(1, monitors + 1))

    # -- drawing -------------------------------------------------------------------------------------------------------

    def _draw_own(self, chance: Random, dead_per_day: float) -> Iterator[OwnHappening]:
        rates = {**OWN_PER_DAY, Own.DEAD: dead_per_day}
        drawn = _moments(chance, rates, self.end, self._busy / DAY)
        free = HOUR / 2
        for start, what in drawn:
            end = start + _lasting(chance, *LASTING[what])
            if start < free or end > self.end - LAST:
                continue
            free = end + 5 * MINUTE
            told = (start + chance.uniform(0, 3), end - chance.uniform(0, 2))  # the system is a little late, and early
            if what is Own.SLEEP:
                told = (start, end + chance.uniform(1, 8))
            elif what in (Own.NAMES, Own.DEAD):
                told = (0.0, 0.0)
            yield OwnHappening(start, end, what, told, stopped=chance.random() < 0.5)

    def _draw(self, number: int, chance: Random) -> Target:
        blips = math.exp(chance.uniform(math.log(0.001), math.log(0.05)))
        happenings: list[Happening] = []
        free = HOUR / 2
        for start, what in _moments(chance, PER_MONTH, self.end, self._busy / (30 * DAY)):
            end = start + _lasting(chance, *LASTING[what])
            odds = {What.FLAPPING: chance.choice((0.1, 1 / 3, 0.5)), What.BURST: 0.8, What.SLOW: 0.9}.get(what, 1.0)
            way = chance.choice(WAYS)
            if start < free or end > self.end - LAST or self.seen(free - QUIET, start) < QUIET:
                continue
            happenings.append(Happening(start, end, what, odds, way))
            free = end + QUIET
        return Target(number, blips, tuple(happenings), tuple(one.start for one in happenings))

    # -- the machine ---------------------------------------------------------------------------------------------------

    def own_at(self, moment: float) -> OwnHappening | None:
        """What happens to the machine, or happened to it last."""
        place = bisect_right(self._own_starts, moment) - 1
        return self.own[place] if place >= 0 else None

    def cut(self, moment: float) -> Own | None:
        """Why nothing can be reached now, if so."""
        own = self.own_at(moment)
        if own is None or moment >= (own.told[1] if own.what is Own.SLEEP else own.end):
            return None
        return own.what

    def says_offline(self, moment: float) -> Own | None:
        """Whether the machine knows that it is offline."""
        own = self.own_at(moment)
        return own.what if own is not None and own.told[0] <= moment < own.told[1] else None

    def blind(self, start: float, end: float) -> list[tuple[float, float]]:
        """The parts of a time in which the machine can see nothing, in order."""
        first = max(0, bisect_right(self._own_starts, start) - 1)
        parts = []
        for own in self.own[first:]:
            if own.start >= end:
                break
            until = max(own.end, own.told[1])
            if until > start:
                parts.append((max(start, own.start), min(end, until)))
        return parts

    def seen(self, start: float, end: float) -> float:
        """So much of a time the machine can see."""
        return end - start - sum(until - since for since, until in self.blind(start, end))

    def longest_seen(self, start: float, end: float) -> float:
        """The longest part of a time that the machine can see at a stretch."""
        longest, since = 0.0, start
        for begun, until in self.blind(start, end):
            longest, since = max(longest, begun - since), until
        return max(longest, end - since)

    # -- an answer -----------------------------------------------------------------------------------------------------

    def answer(self, target: Target, moment: float) -> tuple[Way | None, float]:
        """How a request that begins at ``moment`` fails (None: it does not), and after how many seconds it is over.
        That the machine itself is cut off comes on top."""
        luck = _luck(self.seed, target.number, int(moment))
        happening = target.at(moment)
        odds = target.blips
        if happening is not None and happening.what is What.SLOW and luck >= odds:
            slow = _luck(self.seed, -target.number, int(moment))
            return None, 1.0 + slow if slow < happening.chance else 0.1
        way = WAYS[int(moment) % len(WAYS)]
        if happening is not None and happening.what is not What.SLOW:
            odds, way = max(odds, happening.chance), happening.way
        if luck >= odds:
            return None, 0.05 + 0.1 * luck
        return way, math.inf if way is Way.TIMEOUT else 0.05


def _lasting(chance: Random, shortest: float, longest: float) -> float:
    """Short ones are as many as ten times longer ones."""
    return math.exp(chance.uniform(math.log(shortest), math.log(longest)))


def _moments(chance: Random, rates: Mapping[K, float], end: float, per: float) -> list[tuple[float, K]]:
    drawn = []
    for what, rate in rates.items():
        moment = 0.0
        while rate and (moment := moment + chance.expovariate(rate * per)) < end:
            drawn.append((moment, what))
    return sorted(drawn)


_ALL = 2**64 - 1


def _luck(seed: int, number: int, second: int) -> float:
    """A number from 0 to 1, always the same for the same second of the same target (splitmix64)."""
    mixed = (seed * 0xD1342543DE82EF95 + number * 0xBF58476D1CE4E5B9 + second * 0x9E3779B97F4A7C15) & _ALL
    mixed = ((mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9) & _ALL
    mixed = ((mixed ^ mixed >> 27) * 0x94D049BB133111EB) & _ALL
    return (mixed ^ mixed >> 31) / (_ALL + 1)
