"""The points of the latency chart while it is shown: what history told, and each new check behind it."""

from collections.abc import Sequence
from itertools import pairwise

from agent.model import Check, Outcome
from agent.stats import SPEAKS_FOR, Point


class Series:
    """Points in the order of time. ``interval`` (seconds) is the monitor's: it tells when silence is a gap. The points
    given stand for ``width`` ms each, the last one not beyond ``end``; 0 where they are single checks, as those added
    later are."""

    def __init__(
        self, points: Sequence[Point] = (), interval: int = 60, width: int = 0, end: int | None = None
    ) -> None:
        self.points = list(points)
        self.interval = interval
        self._end = end
        self._widths = [(points[0].at, points[-1].at, width)] if points and width else []

    @property
    def bucketed(self) -> bool:
        """Whether a point stands for several checks."""
        return any(point.checks > 1 for point in self.points)

    def width_of(self, point: Point) -> int:
        """How long a time the point stands for, in ms; 0 for a single check."""
        at = point.at
        for first, last, width in self._widths:
            if first <= at <= last:
                return width if self._end is None or at + width <= self._end else max(self._end - at, 0)
        return 0

    def middle(self, point: Point) -> float:
        """Where the point is drawn, in ms since 1970 UTC."""
        return point.at + self.width_of(point) / 2

    def with_finer(self, points: Sequence[Point], start: int, end: int, width: int) -> "Series":
        """The same with other points, of another width, from ``start`` to ``end``."""
        before = [p for p in self.points if p.at + self.width_of(p) <= start]
        merged = Series((), self.interval)
        merged.points = before + list(points) + [p for p in self.points if p.at >= end]
        merged._end = self._end
        merged._widths = [(start, end - 1, width), *self._widths]
        return merged

    def add(self, check: Check) -> bool:
        """Put a new check at the end; False where it is known already."""
        if self.points and check.at <= self.points[-1].at:
            return False
        if self.points:
            last = self.points[-1]
            until = self.speaks_until(last)
            if last.checks and check.at > until:
                self.points.append(Point(until, None, None, 0, 0))
        outcome = Outcome.UNKNOWN if check.maintenance else check.outcome
        good = check.latency_ms if outcome.good else None
        failed, slow, unknown = (int(outcome is one) for one in (Outcome.DOWN, Outcome.DEGRADED, Outcome.UNKNOWN))
        self.points.append(Point(check.at, good, good, 1, failed, slow, unknown, check.cause))
        return True

    def drop_before(self, start: int) -> None:
        """Forget what has left the chart on the left; the last point before ``start`` stays, so that the line and
        a gap still reach the edge."""
        keep = 0
        while keep + 1 < len(self.points) and self.points[keep + 1].at <= start:
            keep += 1
        del self.points[:keep]

    def gaps(self, start: int, end: int) -> list[tuple[int, int]]:
        """The parts of ``start`` to ``end`` for which no check speaks; none while nothing is known."""
        found: list[tuple[int, int]] = []
        if not self.points:
            return found
        if self.points[0].at - start > self._speaks_ms:
            found.append((start, self.points[0].at))
        for point, after in pairwise(self.points):
            if point.checks == 0:
                found.append((point.at, after.at))
        last = self.points[-1]
        silent_from = self.speaks_until(last) if last.checks else last.at
        if silent_from < end:
            found.append((silent_from, end))
        clipped = ((max(a, start), min(b, end)) for a, b in found)
        return [(a, b) for a, b in clipped if b > a]

    @property
    def _speaks_ms(self) -> int:
        return int(self.interval * 1_000 * SPEAKS_FOR)

    def speaks_until(self, point: Point) -> int:
        """When the last check of ``point`` has said all it can."""
        return point.at + self.width_of(point) + self._speaks_ms

    def spans(self) -> list[tuple[int, int, Point]]:
        """From when to when each point that holds checks stands for what it says."""
        following = [point.at for point in self.points[1:]]
        ends = [min(self.speaks_until(p), at) for p, at in zip(self.points, following, strict=False)]
        ends += [self.speaks_until(point) for point in self.points[-1:]]
        return [(p.at, end, p) for p, end in zip(self.points, ends, strict=True) if p.checks]

    def nearest(self, at: int) -> Point | None:
        """The point that holds checks and is closest to ``at``."""
        real = [point for point in self.points if point.checks]
        return min(real, key=lambda point: abs(self.middle(point) - at), default=None)
