"""What simpler strategies make of the same trace: a few lines each, without a network of their own that could be told.

They know neither offline nor flapping, as the programs that use them do not. A machine that sleeps asks nothing.
"""

import math
from dataclasses import dataclass
from random import Random

from tests.benchmarks.quality.score import Told
from tests.benchmarks.quality.trace import Own, Target, Trace

TIMEOUT = 10.0


@dataclass(frozen=True, slots=True)
class Rival:
    """Down after ``failures`` in a row, up again after ``successes``; while a failure is not settled it asks every
    ``retry`` seconds (None: as ever)."""

    name: str
    failures: int
    successes: int
    retry: float | None = None

    def watch(self, trace: Trace, interval: float) -> list[Told]:
        """What it would have told."""
        return [told for target in trace.targets for told in self._watch(trace, target, interval)]

    def _watch(self, trace: Trace, target: Target, interval: float) -> list[Told]:
        found: list[Told] = []
        moment = Random(f"{trace.seed} place {target.number}").uniform(0, interval)
        down, bad, good, opened = False, 0, 0, 0.0
        while moment < trace.end:
            own = trace.own_at(moment)
            if own is not None and own.what is Own.SLEEP and moment < own.end:
                moment = own.end  # what was due meanwhile comes at once
            way, lasts = trace.answer(target, moment)
            if cut := trace.cut(moment):
                lasts = 5.0 if cut is Own.NAMES else 0.01
            fails = bool(cut) or way is not None
            over = moment + (TIMEOUT if lasts == math.inf else lasts)
            bad, good = (bad + 1, 0) if fails else (0, good + 1)
            if not down and bad >= self.failures:
                down, opened = True, moment
                found.append(Told(over, target.number, len(found), opened))
            elif down and good >= self.successes:
                down = False
                found.append(Told(over, target.number, found[-1].alert, opened, closes=True))
            unsettled = self.retry is not None and fails and not down
            moment = max(over, moment + (self.retry if unsettled and self.retry else interval))
        return found


RIVALS = (
    Rival("one failure", 1, 1),
    Rival("3 in a row", 3, 2),  # Gatus's defaults
    Rival("3 retries at 20 s", 4, 1, retry=20.0),  # Uptime Kuma's: the first failure and three retries
)
