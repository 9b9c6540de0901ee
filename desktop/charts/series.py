"""The points of the latency chart while it is shown: what history told, and each new check behind it."""

from collections.abc import Sequence
from itertools import pairwise

from agent.model import Check, Outcome
from agent.stats import SPEAKS_FOR, Day, Point

DAY_MS = 86_400_000
SLACK_MS = 900_000
"""So much a day may seem to be covered for longer than since its first point: buckets and their rounding."""


class Series:
    """Points in the order of time. ``interval`` (seconds) is the monitor's: it tells when silence is a gap."""

    def __init__(self, points: Sequence[Point] = (), interval: int = 60) -> None:
        self.points = list(points)
        self.interval = interval

    @property
    def bucketed(self) -> bool:
        """Whether a point stands for several checks."""
        return any(point.checks > 1 for point in self.points)

    def add(self, check: Check) -> bool:
        """Put a new check at the end; False where it is known already."""
        if self.points and check.at <= self.points[-1].at:
            return False
        if self.points:
            last = self.points[-1]
            until = self._speaks_until(last)
            if last.checks and check.at > until:
                self.points.append(Point(until, None, None, 0, 0))
        good = check.latency_ms if check.outcome.good else None
        self.points.append(Point(check.at, good, good, 1, int(check.outcome is Outcome.DOWN)))
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
        silent_from = self._speaks_until(last) if last.checks else last.at
        if silent_from < end:
            found.append((silent_from, end))
        clipped = ((max(a, start), min(b, end)) for a, b in found)
        return [(a, b) for a, b in clipped if b > a]

    @property
    def width(self) -> int:
        """How long a bucket is, in ms: as neighbours are apart. 0 where every point is one check."""
        if not self.bucketed:
            return 0
        return min((b.at - a.at for a, b in pairwise(self.points) if a.checks > 1 and b.checks > 1), default=0)

    @property
    def _speaks_ms(self) -> int:
        return int(self.interval * 1_000 * SPEAKS_FOR)

    def _speaks_until(self, point: Point) -> int:
        """When the last check of ``point`` has said all it can."""
        return point.at + (self.width if point.checks > 1 else 0) + self._speaks_ms

    def nearest(self, at: int) -> Point | None:
        """The point that holds checks and is closest to ``at``."""
        real = [point for point in self.points if point.checks]
        return min(real, key=lambda point: abs(point.at - at), default=None)


def first_ever(points: Sequence[Point], days: Sequence[Day], end: int) -> int | None:
    """When the first of ``points`` was, if ``days`` (oldest first, up to ``end``) tell of no check before it."""
    if not points or not days or points[0].at < days[0].start:
        return None
    at = points[0].at
    for day in days:
        if day.start > at:
            break
        over = min(day.start + DAY_MS, end)
        if day.uptime.coverage * (over - day.start) > max(0, over - at) + SLACK_MS:
            return None
    return at
