"""What was told is held against what really happened."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tests.benchmarks.quality.trace import DAY, Happening, Target, Trace, What

WEEK = 7 * DAY
AFTERWARDS = 60.0
"""Seconds after what happened to the machine itself in which what opens is still put down to it."""

SLOW_SEEN = 8
"""A slow phase counts if the machine could see it for so many intervals at a stretch."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing people were told of an alert: ``at`` it was decided, ``sent`` it was taken by the channel. ``opened``
    is when the check began that opened the alert."""

    at: float
    monitor: int
    alert: int
    opened: float
    closes: bool = False
    slow: bool = False
    sent: float = 0.0


@dataclass(slots=True)
class Score:
    """``own`` and ``other`` are false alerts. ``outages`` are those that the machine could see for more than 3
    intervals at a stretch, ``detected`` the times from their begin until they were told, in intervals, where it could
    see the first 3. ``untold`` is what was told of an outage or a restart otherwise than by one down and one up,
    ``flapping`` the messages of each such phase, by its chance."""

    own: list[Told] = field(default_factory=list)
    other: list[Told] = field(default_factory=list)
    outages: int = 0
    missed: list[tuple[int, Happening]] = field(default_factory=list)
    untold: list[tuple[int, Happening, list[Told]]] = field(default_factory=list)
    notices: int = 0
    detected: list[float] = field(default_factory=list)
    sent_after: list[float] = field(default_factory=list)
    flapping: dict[float, list[int]] = field(default_factory=lambda: defaultdict(list))
    restarts: int = 0
    restarts_told: int = 0
    slow: int = 0
    slow_told_once: int = 0
    slow_false: int = 0

    @property
    def flapping_messages(self) -> float:
        """Messages of a flapping phase, on average."""
        phases = [count for counts in self.flapping.values() for count in counts]
        return sum(phases) / len(phases) if phases else 0.0

    def at_share(self, share: float) -> float:
        """The time to detect that ``share`` of the outages keep to, in intervals."""
        ordered = sorted(self.detected)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def score(trace: Trace, told: Iterable[Told], interval: float) -> Score:
    """How well ``told`` tells what happened."""
    result = Score()
    by_monitor: dict[int, list[Told]] = defaultdict(list)
    for one in told:
        by_monitor[one.monitor].append(one)
    for target in trace.targets:
        _target(trace, target, by_monitor[target.number], interval, result)
    return result


def _target(trace: Trace, target: Target, told: Sequence[Told], interval: float, result: Score) -> None:
    of: dict[Happening | None, list[Told]] = defaultdict(list)
    slow: dict[Happening | None, list[Told]] = defaultdict(list)
    for one in told:
        (slow if one.slow else of)[target.at(one.opened)].append(one)
    for happening in (None, *target.happenings):
        what = happening.what if happening else None
        if what in (None, What.BURST, What.SLOW):
            for one in _firsts(of[happening]):
                blind = trace.blind(one.opened - AFTERWARDS, one.opened + 0.01)
                (result.own if blind else result.other).append(one)
        if what not in (What.SLOW, What.FLAPPING):
            result.slow_false += len(_firsts(slow[happening]))
    for one in target.happenings:
        if one.what is What.FLAPPING:
            result.flapping[round(one.chance, 2)].append(len(of[one]))
        elif one.what is What.RESTART:
            result.restarts += 1
            result.restarts_told += bool(of[one])
            _once(target, one, of[one], result)
        elif one.what is What.OUTAGE:
            _outage(trace, target, one, of[one], interval, result)
        elif one.what is What.SLOW and trace.longest_seen(one.start, one.end) > SLOW_SEEN * interval:
            result.slow += 1
            result.slow_told_once += Counter(each.closes for each in slow[one]) == {False: 1, True: 1}


def _firsts(told: Iterable[Told]) -> list[Told]:
    """The first that was told of each alert."""
    firsts: dict[int, Told] = {}
    for one in told:
        firsts.setdefault(one.alert, one)
    return list(firsts.values())


def _once(target: Target, one: Happening, told: list[Told], result: Score) -> None:
    if told and Counter(each.closes for each in told) != {False: 1, True: 1}:
        result.untold.append((target.number, one, told))


def _outage(trace: Trace, target: Target, one: Happening, told: list[Told], interval: float, result: Score) -> None:
    _once(target, one, told, result)
    if trace.longest_seen(one.start, one.end) <= 3 * interval:
        return
    result.outages += 1
    result.notices += len(told)
    downs = [each for each in told if not each.closes]
    if not downs:
        result.missed.append((target.number, one))
    elif not trace.blind(one.start - AFTERWARDS, one.start + 3 * interval):
        result.detected.append((downs[0].at - one.start) / interval)
        result.sent_after.append(downs[0].sent - downs[0].at)
