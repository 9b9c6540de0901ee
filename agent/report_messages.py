"""What the agent is asked about reports, and what it says of them."""

from dataclasses import dataclass

from agent.report_model import Report


@dataclass(frozen=True, slots=True)
class WriteReport:
    """Write the report of ``start`` to ``end`` (exclusive) to the file ``path``. Answer: :class:`ReportWritten`, or
    :class:`ReportStopped`; before it some :class:`ReportProgress`."""

    request: int
    report: Report
    start: int
    end: int
    path: str


@dataclass(frozen=True, slots=True)
class StopReport:
    """Write the report that ``request`` asked for no further; nothing of it is left. No answer of its own."""

    request: int


@dataclass(frozen=True, slots=True)
class ReportProgress:
    """``done`` of ``total`` rows or monitors. ``of`` is the request of the report."""

    of: int
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class ReportWritten:
    request: int
    path: str
    rows: int


@dataclass(frozen=True, slots=True)
class ReportStopped:
    """The report was not finished because somebody stopped it."""

    request: int


@dataclass(frozen=True, slots=True)
class PlanState:
    """How a scheduled report stands: up to ``handled`` all that was due is done or given up, by ``timing``. ``pending``
    is when the one was due that could not be made yet: after so many ``tries``, the first at ``tried_at``, the next
    comes at ``next_at``. The newest was ``made_at`` and ``went`` there; ``trouble`` is what keeps it from being made,
    or kept the last one, "" for nothing."""

    name: str
    timing: str
    handled: int
    pending: int | None = None
    tries: int = 0
    tried_at: int | None = None
    next_at: int | None = None
    made_at: int | None = None
    went: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class PlansChanged:
    """How all scheduled reports that are on stand now."""

    states: tuple[PlanState, ...]


@dataclass(frozen=True, slots=True)
class MakePlanned:
    """Make a scheduled report now, for the time that it was due for last. Answer: :class:`Done`."""

    request: int
    name: str
