"""What a period of a monitor comes to, in figures. The rules of them stand in :mod:`agent.stats`,
:mod:`agent.objectives` and :mod:`agent.apdex`."""

from dataclasses import dataclass

from agent.apdex import Apdex
from agent.objectives import Budget, Incidents, budget
from agent.stats import Uptime


@dataclass(frozen=True, slots=True)
class Figures:
    """A monitor's period in figures: ``good_ms`` UP or DEGRADED, ``failures`` of the ``checks`` were DOWN, ``alerts``
    of any kind opened within it, latencies are over UP and DEGRADED checks (None where there were none). ``apdex`` is
    None without a T, and without checks."""

    uptime: Uptime
    good_ms: int
    checks: int
    failures: int
    alerts: int
    incidents: Incidents
    average_ms: float | None
    p50_ms: float | None
    p95_ms: float | None
    p99_ms: float | None
    apdex: Apdex | None = None

    @property
    def mttr_ms(self) -> float | None:
        return self.incidents.mttr_ms

    @property
    def mtbf_ms(self) -> float | None:
        return self.incidents.mtbf_ms(self.good_ms)

    def budget(self, target: float | None, to_come_ms: int = 0) -> Budget | None:
        """The error budget for a target in percent; None without one."""
        return None if target is None else budget(target, self.good_ms, self.uptime.down_ms, to_come_ms)
