"""The words of API Monitor as frozen values: monitors, checks, alerts, channels, deliveries.

Points in time are whole milliseconds since 1970-01-01 UTC (``at``, ``…_at``), durations in a monitor are
seconds, latencies are milliseconds (``…_ms``). What a person types (monitors, channels) is validated by
pydantic; what the agent makes at high rate (checks, alerts) are plain dataclasses.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from agent.assertion_text import describe_assertion, format_assertion, parse_assertion
from agent.assertions import Assertion, AssertionResult
from agent.chains import Certificate
from agent.channel_models import (
    CHANNEL_KINDS,
    AppriseChannel,
    Channel,
    CommandChannel,
    EmailChannel,
    SlackBotChannel,
    SlackChannel,
    WebhookChannel,
)
from agent.checks import Beat, Cause, Check, Outcome, Phases
from agent.comparisons import COMPARISONS, PHASES, PRESENCE, Comparison, Subject
from agent.credentials import ApiKey, OAuth2
from agent.fields import Model, Name, Secret, clean_text, reference
from agent.headers import Header, is_credential
from agent.maintenance import MaintenanceWindow
from agent.parameters import Parameter
from agent.policy import AlertPolicy, TagPolicy
from agent.quiet import QuietHours
from agent.report_model import Report
from agent.report_schedule import ReportSchedule
from agent.report_words import DOCUMENTS, FORMATS, ReportFormat, ReportKind
from agent.settings import Settings
from agent.statuses import parse_statuses
from agent.targets import BODY_METHODS, HttpTarget, Target

__all__ = [
    "BODY_METHODS",
    "CHANNEL_KINDS",
    "COMPARISONS",
    "DOCUMENTS",
    "FORMATS",
    "PHASES",
    "PRESENCE",
    "Alert",
    "AlertEvent",
    "AlertKind",
    "AlertPolicy",
    "ApiKey",
    "AppriseChannel",
    "Assertion",
    "AssertionResult",
    "Beat",
    "Cause",
    "Certificate",
    "Channel",
    "ChannelTrouble",
    "Check",
    "CommandChannel",
    "Comparison",
    "Delivery",
    "DeliveryState",
    "EmailChannel",
    "Header",
    "HttpTarget",
    "MaintenanceWindow",
    "Model",
    "Monitor",
    "Name",
    "Notice",
    "OAuth2",
    "Outcome",
    "Parameter",
    "Phases",
    "QuietHours",
    "Report",
    "ReportFormat",
    "ReportKind",
    "ReportSchedule",
    "Rule",
    "Secret",
    "Settings",
    "SlackBotChannel",
    "SlackChannel",
    "State",
    "Subject",
    "TagPolicy",
    "Target",
    "WebhookChannel",
    "clean_text",
    "describe_assertion",
    "format_assertion",
    "is_credential",
    "parse_assertion",
    "parse_statuses",
    "reference",
]


class State(StrEnum):
    """What a monitor is shown as."""

    PENDING = "PENDING"
    UP = "UP"
    DEGRADED = "DEGRADED"
    FAILING = "FAILING"
    DOWN = "DOWN"
    UNKNOWN = "UNKNOWN"
    PAUSED = "PAUSED"
    MAINTENANCE = "MAINTENANCE"


class AlertKind(StrEnum):
    """What an alert is about; each kind has its own lifecycle per monitor."""

    DOWN = "down"
    SLOW = "slow"
    CERTIFICATE = "certificate"


class AlertEvent(StrEnum):
    """What a delivery tells about its alert. ``UNDELIVERABLE``: that another channel could not tell it."""

    OPENED = "opened"
    CLOSED = "closed"
    FLAPPING = "flapping"
    REMINDER = "reminder"
    EXPIRING = "expiring"
    UNDELIVERABLE = "undeliverable"


class DeliveryState(StrEnum):
    """How far a delivery has come. ``FAILED`` will be retried, ``UNDELIVERABLE`` will not."""

    PENDING = "pending"
    SENT = "sent"
    FAILED = "failed"
    UNDELIVERABLE = "undeliverable"


# -- monitors --------------------------------------------------------------------------------------------------------


class Rule(Model):
    """When a monitor is really down: ``failures`` of the last ``window`` conclusive checks."""

    failures: int = Field(default=4, ge=1, le=60)
    window: int = Field(default=5, ge=1, le=60)
    hold: int = Field(default=120, ge=0, le=86_400, description="seconds a closing must last before it is told")

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.failures > self.window:
            raise ValueError(f"failures ({self.failures}) cannot be more than window ({self.window})")
        return self


class Monitor(Model):
    """What to check, how often, and what counts as good."""

    id: int = Field(default=0, ge=0, description="given by the store; 0 for one not stored yet")
    name: Name
    target: Target
    interval: int = Field(default=60, ge=1, le=86_400, description="seconds between two checks")
    timeout: float = Field(default=10, ge=0.1, le=300, description="seconds a check may take")
    latency_threshold_ms: float | None = Field(default=None, gt=0, description="slower than this is DEGRADED")
    uptime_target: float | None = Field(default=None, ge=50, le=100, description="percent of the time it should be up")
    apdex_ms: float | None = Field(default=None, gt=0, description="T of its Apdex; without it the latency threshold")
    rule: Rule = Rule()
    confirm_every: int | None = Field(
        default=None, ge=1, description="seconds between checks while a change is being confirmed"
    )
    channels: tuple[str, ...] | None = Field(
        default=None, description="names of channels to tell; None: as a tag says, else all"
    )
    alerts: AlertPolicy = AlertPolicy()
    depends_on: tuple[Name, ...] = Field(
        default=(), description="monitors; while one of them is down nobody is told that this one is too"
    )
    guard: Name | None = Field(
        default=None, description="a monitor; while it is not up nothing is checked, and nothing counts"
    )
    tags: tuple[Name, ...] = ()
    paused: bool = False
    reverse: bool = Field(default=False, description="whether a request that fails is the good outcome")

    @field_validator("depends_on", "guard")
    @classmethod
    def _not_itself(cls, named: Any, info: ValidationInfo) -> Any:
        name = info.data.get("name")
        if name is not None and (named == name or (isinstance(named, tuple) and name in named)):
            raise ValueError("a monitor cannot depend on itself")
        return tuple(dict.fromkeys(named)) if isinstance(named, tuple) else named

    @property
    def apdex_t_ms(self) -> float | None:
        """T of its Apdex in ms; None where neither it nor a latency threshold is set: then there is no Apdex."""
        return self.latency_threshold_ms if self.apdex_ms is None else self.apdex_ms

    @property
    def confirm_interval(self) -> float:
        """Seconds between checks during confirmation: a quarter of the interval and at least 10 s unless set, never
        more than the interval. By a fifth four failures of a check a minute fit into 36 s, and look-ups that fail that
        long on the own side were told (``tests/benchmarks/alert_quality.py``)."""
        every = self.confirm_every if self.confirm_every is not None else max(10.0, self.interval / 4)
        return min(every, self.interval)


# -- what the agent makes --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Alert:
    """A monitor's trouble from its opening to its closing.

    ``due_at`` is when something is to be told though no check comes: a closing whose hold ends, or that a
    flapping alert has become steady. A closed alert with ``due_at`` is one whose closing nobody was told yet;
    when it opens again before, it goes on as the same alert. People are left alone with it until ``snoozed_until``;
    an acknowledgement ends a snooze, and a snooze an acknowledgement. ``reminded_at`` is when they were told last that
    it is still open, ``escalated_at`` when others were told, None if never. ``openings`` are the newest openings of the
    monitor's alerts of this kind within an hour, as many as the judgement of flapping needs.
    ``certificate_expires_at`` is the end that a certificate alert warns of. ``held_by`` is the monitor that was down
    when it opened, as long as nobody was told of it for that.
    """

    id: int
    monitor: int
    kind: AlertKind
    cause: Cause
    message: str
    opened_at: int
    closed_at: int | None = None
    acknowledged_at: int | None = None
    snoozed_until: int | None = None
    reminded_at: int | None = None
    escalated_at: int | None = None
    note: str = ""
    flapping: bool = False
    openings: tuple[int, ...] = ()
    due_at: int | None = None
    certificate_expires_at: int | None = None
    held_by: str = ""

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


@dataclass(frozen=True, slots=True)
class Notice:
    """What channels are told, frozen at the moment of telling; safe to show (no query strings, no secrets).

    ``failed`` of the last ``checked`` conclusive checks were bad; ``rule`` is such as "4 of 5". Of a certificate alert
    ``certificate_expires_at`` is the end that is warned of or, when it closed, that of the new certificate.
    ``channel`` is the one that failed, where it is of that. ``critical``: it is told in quiet hours too; of what came
    in them and waits ``quiet_until`` is their end.
    """

    event: AlertEvent
    kind: AlertKind
    monitor: str
    target: str
    cause: Cause
    message: str
    at: int
    opened_at: int
    closed_at: int | None = None
    status_code: int | None = None
    latency_ms: float | None = None
    failed: int = 0
    checked: int = 0
    rule: str = ""
    certificate_expires_at: int | None = None
    channel: str = ""
    critical: bool = False
    quiet_until: int | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One alert event to one channel. ``id`` (a UUID) is its own; ``message_id`` is that of the message which tells
    it, perhaps with others: set before it is sent, and the same for as long as the service may have accepted it
    already, so that a receiver can drop a repeat. ``reference`` is how the service calls that message, "" where it does
    not say. ``error`` is the last answer of a service that did not accept it.
    """

    id: str
    alert: int
    channel: str
    event: AlertEvent
    notice: Notice
    state: DeliveryState
    created_at: int
    attempts: int = 0
    next_at: int | None = None
    sent_at: int | None = None
    error: str = ""
    message_id: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class ChannelTrouble:
    """A channel that fails for good since ``at``; ``message`` is what its service said."""

    channel: str
    message: str
    at: int
