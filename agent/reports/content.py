"""What a report for reading says: every word and figure of it as it is shown, the same in HTML and PDF."""

from dataclasses import dataclass, field
from typing import Literal

Verdict = Literal["", "reached", "missed"]
"""Whether the uptime target was reached; "" where there is none, or nothing was covered."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure under its ``label``; ``note`` says what it is made of."""

    label: str
    value: str
    note: str = ""
    verdict: Verdict = ""


@dataclass(frozen=True, slots=True)
class Incident:
    """An alert that was open in the period; ``lasted`` is up to now where it is ``still`` open."""

    kind: str
    opened: str
    closed: str
    lasted: str
    cause: str
    message: str


@dataclass(frozen=True, slots=True)
class Line:
    """A monitor's line of the overview."""

    name: str
    uptime: str
    target: str
    verdict: Verdict
    coverage: str
    downtime: str
    incidents: str
    p95: str


@dataclass(frozen=True, slots=True)
class Part:
    """A monitor. The charts are SVG; ``more`` incidents are not listed."""

    name: str
    address: str
    tags: str
    verdict: Verdict
    facts: tuple[Fact, ...]
    uptime_chart: str
    latency_chart: str
    incidents: tuple[Incident, ...]
    more: int
    rule: str


@dataclass(frozen=True, slots=True)
class Content:
    """A whole report."""

    title: str
    period: str
    zone: str
    made: str
    program: str
    facts: tuple[Fact, ...]
    lines: tuple[Line, ...]
    parts: tuple[Part, ...]
    rules: tuple[tuple[str, str], ...] = field(default=())
