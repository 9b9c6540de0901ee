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
