"""How reliable a monitor was in a period, and what its uptime target leaves for being DOWN: pure functions.

An incident is a down alert: from its opening, when the rule is met, to its closing. Single failures are none, and one
that opens again within the hold goes on as the same one.

    MTTR = duration of the incidents that ended in the period / their number
    MTBF = time UP or DEGRADED / incidents that began in the period
    error budget = (1 - target) × (covered time + what of the period is still to come); spent is the time DOWN
    burn rate = time DOWN / covered time / (1 - target)
"""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Incidents:
    """Of a period: how many ``began`` in it, how many ``ended`` in it and how long those ``lasted_ms`` in all."""

    began: int = 0
    ended: int = 0
    lasted_ms: int = 0

    @property
    def mttr_ms(self) -> float | None:
        """Mean time to repair in ms: how long those lasted that ended in the period; None where none did."""
        return self.lasted_ms / self.ended if self.ended else None

    def mtbf_ms(self, good_ms: int) -> float | None:
        """Mean time between failures in ms, in a period with so much time UP or DEGRADED; None where none began."""
        return good_ms / self.began if self.began else None


@dataclass(frozen=True, slots=True)
class Budget:
    """Of the ``allowed_ms`` that a monitor may be DOWN in a period ``spent_ms`` are spent. ``burn_rate`` is how many
    times faster than that suffices for the whole period: 1 spends just all of it; None where nothing is covered or
    nothing is allowed."""

    allowed_ms: float
    spent_ms: int
    burn_rate: float | None

    @property
    def left_ms(self) -> float:
        """Below 0 where it is overspent."""
        return self.allowed_ms - self.spent_ms

    @property
    def left(self) -> float | None:
        """The part that is left (1: all, below 0: overspent); None where nothing is allowed."""
        return 1 - self.spent_ms / self.allowed_ms if self.allowed_ms else None

    @property
    def kept(self) -> bool:
        """Whether no more is spent than allowed; where all of the period is over: whether the target was reached."""
        return self.spent_ms <= self.allowed_ms


def budget(target: float, good_ms: int, down_ms: int, to_come_ms: int = 0) -> Budget:
    """The error budget for a ``target`` in percent, in a period with so much time UP or DEGRADED and so much DOWN, of
    which so much is still to come. Time that no check spoke for earns none."""
    covered = good_ms + down_ms
    share = 1 - Fraction(repr(target)) / 100  # 99.9 as it was typed, so that the last ms is neither given nor taken
    rate = float(down_ms / (share * covered)) if share and covered else None
    return Budget(float(share * (covered + to_come_ms)), down_ms, rate)
