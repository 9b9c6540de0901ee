"""Apdex: how content those who use a service can be with how fast it answers, as one number from 0 to 1.

A check that was good (UP or DEGRADED) is satisfied within a time T and tolerating within 4 T; a slower one is
frustrated, and so is one that was DOWN. UNKNOWN and good checks without a latency are none of these.

    Apdex = (satisfied + tolerating / 2) / (satisfied + tolerating + frustrated)
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

TOLERATED = 4
"""Within so many times T a check is tolerated still."""

Count = tuple[int, int]
"""How many there are: at least, at most. A histogram knows no better of those that share a bucket with the bound."""


@dataclass(frozen=True, slots=True)
class Apdex:
    """``score`` from 0 to 1; the true one is at most ``error`` off. That is 0 where it was counted from the checks."""

    score: float
    error: float = 0.0


def apdex(satisfied: Count, tolerated: Count, checks: int) -> Apdex | None:
    """Apdex of so many good and DOWN ``checks``, of which so many were within T, and so many (those among them) within
    4 T; None for no checks."""
    if not checks:
        return None
    least, most = (one + other for one, other in zip(satisfied, tolerated, strict=True))
    return Apdex((least + most) / (4 * checks), (most - least) / (4 * checks))


def apdex_of(latencies: Sequence[float], down: int, t_ms: float) -> Apdex | None:
    """Apdex of the latencies of good checks in ms, in ascending order, and so many checks that were DOWN."""
    satisfied, tolerated = bisect_right(latencies, t_ms), bisect_right(latencies, TOLERATED * t_ms)
    return apdex((satisfied, satisfied), (tolerated, tolerated), len(latencies) + down)
