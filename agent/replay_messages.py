"""What the agent is asked about the past by another rule, and what it answers."""

from dataclasses import dataclass

from agent.model import Rule


@dataclass(frozen=True, slots=True)
class ReplayRule:
    """Judge the stored checks of a monitor, of 30 days at most, by ``rule`` and ``latency_threshold_ms`` (None: nothing
    is too slow). Nothing is stored or told. Answer: :class:`RuleReplayed`."""

    request: int
    monitor: int
    rule: Rule
    latency_threshold_ms: float | None


@dataclass(frozen=True, slots=True)
class Replayed:
    """The alerts that a rule leads to. ``down`` and ``slow`` are how many opened, ``first_at`` and ``last_at`` when the
    first and the last of them did, ``longest_ms`` how long the longest was open, ``messages`` what would have been told
    of them, without the reminders that an acknowledgement ends."""

    down: int = 0
    slow: int = 0
    first_at: int | None = None
    last_at: int | None = None
    longest_ms: int = 0
    messages: int = 0

    @property
    def alerts(self) -> int:
        return self.down + self.slow


@dataclass(frozen=True, slots=True)
class RuleReplayed:
    """Answer to :class:`ReplayRule`: what ``proposed`` leads to over the ``checks`` from ``start`` to ``end`` (of the
    first and the last of them; 0 without any), and beside it what the monitor's ``present`` settings do."""

    request: int
    monitor: int
    start: int
    end: int
    checks: int
    proposed: Replayed
    present: Replayed
