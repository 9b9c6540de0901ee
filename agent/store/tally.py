"""What many checks come to: how many of each outcome, the time each outcome lasted, and their latencies as a histogram.

Tallies can be added: hours to a day, days to a year. A latency is kept as the number of its bucket, each 3 % wider than
the one before, and read back as the middle of it: right within 1.5 %, and so is every percentile over any period.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from math import log
from typing import overload

from agent.apdex import Count
from agent.store.codec import DEGRADED, DOWN, UP

RATIO = 1.03
"""Of the bounds of a bucket. This number is in files: never change it."""
_SCALE = 1 / log(RATIO)
_MOST = 255
BUCKETS = 1_500
"""No number of a bucket is as high: not that of 2⁶³ µs."""


def bucket_of(microseconds: int) -> int:
    """The number of the bucket that holds a latency; 0 is that of no time at all."""
    return 1 + int(log(microseconds) * _SCALE) if microseconds > 0 else 0


@cache
def _middle(bucket: int) -> float:
    """In µs what is at most 1.5 % off every latency of the bucket."""
    return RATIO ** (bucket - 1) * 2 * RATIO / (1 + RATIO) if bucket else 0.0


def pack_latencies(counts: Mapping[int, int]) -> bytes:
    """Pairs of bytes: by how much the bucket's number is higher than that of the pair before, and how many latencies it
    has. What does not fit into a byte is spread over several pairs."""
    packed = bytearray()
    before = 0
    for bucket, count in sorted(counts.items()):
        step, before = bucket - before, bucket
        while step > _MOST:
            packed += bytes((_MOST, 0))
            step -= _MOST
        while count > _MOST:
            packed += bytes((step, _MOST))
            step, count = 0, count - _MOST
        packed += bytes((step, count))
    return bytes(packed)


def _pairs(packed: bytes) -> Iterator[tuple[int, int]]:
    """Numbers of buckets and counts as :func:`pack_latencies` gave them; a bucket may come several times."""
    return zip(accumulate(packed[::2]), packed[1::2], strict=True)


def _counts(packed: bytes) -> dict[int, int]:
    """The same with each bucket once."""
    counts = dict(_pairs(packed))
    if 2 * len(counts) < len(packed):  # a count was spread over several pairs, of which the last is left
        counts = {}
        for bucket, count in _pairs(packed):
            counts[bucket] = counts.get(bucket, 0) + count
    return counts


@dataclass(slots=True)
class Tally:
    """``checks`` and ``ms`` are by the code of the outcome. Latencies, in µs, are those of good checks. ``first_at``
    and ``last_at`` are the first and the last check, None where there is none."""

    checks: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    ms: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    latency_sum: int = 0
    latency_min: int | None = None
    latency_max: int | None = None
    first_at: int | None = None
    last_at: int | None = None
    latencies: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))

    def add_latencies(self, microseconds: Sequence[int]) -> None:
        if microseconds:
            self.latency_sum += sum(microseconds)
            self._stretch(min(microseconds), max(microseconds))
            self._count(Counter(map(bucket_of, microseconds)))

    def add_packed(self, packed: bytes) -> None:
        """Add latencies as :func:`pack_latencies` gave them."""
        self._count(_counts(packed))

    def add_all_packed(self, many: Sequence[bytes]) -> None:
        """The same of many at once, several times quicker."""
        counts = [0] * BUCKETS
        for packed in many:
            for bucket, count in _pairs(packed):
                counts[bucket] += count
        self._count({bucket: count for bucket, count in enumerate(counts) if count})

    def seen(self, first_at: int | None, last_at: int | None) -> None:
        """Checks from ``first_at`` to ``last_at`` belong to it."""
        if first_at is not None and last_at is not None:
            self.first_at = first_at if self.first_at is None else min(self.first_at, first_at)
            self.last_at = last_at if self.last_at is None else max(self.last_at, last_at)

    def add(self, other: "Tally") -> None:
        self.checks = [a + b for a, b in zip(self.checks, other.checks, strict=True)]
        self.ms = [a + b for a, b in zip(self.ms, other.ms, strict=True)]
        self.latency_sum += other.latency_sum
        if other.latency_min is not None and other.latency_max is not None:
            self._stretch(other.latency_min, other.latency_max)
        self.seen(other.first_at, other.last_at)
        self._count(other.latencies)

    def _count(self, more: Mapping[int, int]) -> None:
        counts = self.latencies
        if not counts:
            counts.update(more)  # much quicker than one by one
            return
        for bucket, count in more.items():
            counts[bucket] += count

    def _stretch(self, low: int, high: int) -> None:
        self.latency_min = low if self.latency_min is None else min(self.latency_min, low)
        self.latency_max = high if self.latency_max is None else max(self.latency_max, high)

    @property
    def good_and_down(self) -> tuple[int, int]:
        """The ms that were good, and those that were DOWN."""
        return self.ms[UP] + self.ms[DEGRADED], self.ms[DOWN]

    def within(self, ms: float) -> Count:
        """How many latencies are at most ``ms``: at least, at most."""
        count = sum(self.latencies.values())
        if self.latency_min is None or self.latency_max is None or ms >= self.latency_max / 1_000:
            return count, count
        if ms < self.latency_min / 1_000:
            return 0, 0
        cut = bucket_of(round(ms * 1_000))
        below = sum(count for bucket, count in self.latencies.items() if bucket < cut)
        return below, below + self.latencies.get(cut, 0)

    @property
    def empty(self) -> bool:
        return not any(self.checks) and not any(self.ms)

    @property
    def ordered(self) -> "Ordered":
        """All latencies in ms in ascending order."""
        buckets = sorted(self.latencies)
        until = list(accumulate(map(self.latencies.__getitem__, buckets)))
        return Ordered(buckets, until, self.latency_min, self.latency_max)


def total(tallies: Iterable[Tally]) -> Tally:
    """All of them as one."""
    whole = Tally()
    for tally in tallies:
        whole.add(tally)
    return whole


class Ordered(Sequence[float]):
    """The latencies of a tally in ms as if they stood in a list in ascending order, for
    :func:`agent.stats.percentile`."""

    def __init__(self, buckets: Sequence[int], until: Sequence[int], low: int | None, high: int | None) -> None:
        """``until`` each of ``buckets``, in ascending order, there are so many latencies; all are from ``low`` to
        ``high`` µs."""
        self._buckets = buckets
        self._until = until
        self._count = until[-1] if until else 0
        self._low, self._high = low or 0, high or 0

    @classmethod
    def of_packed(cls, many: Sequence[bytes], low: int | None, high: int | None) -> "Ordered":
        """Of latencies as :func:`pack_latencies` gave them, without the way over a tally: several times quicker."""
        if len(many) == 1:
            return cls(list(accumulate(many[0][::2])), list(accumulate(many[0][1::2])), low, high)
        first, *rest = many
        counts = _counts(first)
        for packed in rest:
            for bucket, count in _pairs(packed):
                counts[bucket] = counts.get(bucket, 0) + count
        buckets = sorted(counts)
        return cls(buckets, list(accumulate(map(counts.__getitem__, buckets))), low, high)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> float: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[float]: ...
    def __getitem__(self, place: int | slice) -> float | Sequence[float]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(self._count))]
        if not 0 <= place < self._count:
            raise IndexError(place)
        middle = _middle(self._buckets[bisect_right(self._until, place)])
        return (self._low if middle < self._low else self._high if middle > self._high else middle) / 1_000
