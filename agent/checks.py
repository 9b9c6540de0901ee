"""Checks and what they found, as frozen values. Taken from :mod:`agent.model`, which says how times are counted."""

from dataclasses import dataclass
from enum import StrEnum

from agent.chains import Certificate


class Outcome(StrEnum):
    """What one check found. ``UNKNOWN`` means that this machine could not tell."""

    UP = "UP"
    DEGRADED = "DEGRADED"
    DOWN = "DOWN"
    UNKNOWN = "UNKNOWN"

    @property
    def conclusive(self) -> bool:
        """Whether the check enters the rule's window."""
        return self is not Outcome.UNKNOWN

    @property
    def good(self) -> bool:
        """Whether a good answer came, however slow."""
        return self in (Outcome.UP, Outcome.DEGRADED)


class Cause(StrEnum):
    """Why a check is not UP, in one word."""

    DNS = "dns"
    CONNECTION = "connection"
    TIMEOUT = "timeout"
    TLS = "tls"
    PROTOCOL = "protocol"
    REDIRECT = "redirect"
    TOO_LARGE = "too_large"
    UNEXPECTED_STATUS = "unexpected_status"
    ASSERTION = "assertion"
    LATENCY = "latency"
    EXPIRY = "expiry"
    OFFLINE = "offline"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Phases:
    """How long the parts of an exchange took, in ms; None for a part that did not happen."""

    dns: float | None = None
    connect: float | None = None
    tls: float | None = None
    first_byte: float | None = None
    transfer: float | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One run of a monitor's probe, started ``at``.

    ``latency_ms`` is the whole exchange, from the name look-up to the last byte, without waiting in our own
    queue; None where no answer came. ``message`` is a sentence for a person, "" when there is nothing to say.
    ``certificate_expires_at`` is where TLS was spoken the end of the certificate that ends first, of the server's own
    and those it rests on; ``certificates`` are these, the server's own first, not stored with each check.
    ``maintenance``: it was made in a maintenance window, and counts for nothing.
    """

    monitor: int
    at: int
    outcome: Outcome
    latency_ms: float | None = None
    status_code: int | None = None
    cause: Cause | None = None
    message: str = ""
    phases: Phases | None = None
    certificate_expires_at: int | None = None
    certificates: tuple[Certificate, ...] = ()
    maintenance: bool = False


@dataclass(frozen=True, slots=True)
class Beat:
    """A check as the rule's window and the heartbeat bar need it."""

    at: int
    outcome: Outcome
    latency_ms: float | None = None
    cause: Cause | None = None
    maintenance: bool = False

    @property
    def counts_as(self) -> Outcome:
        """What it is for uptime, coverage and latency: nothing that is known, if it was made in maintenance."""
        return Outcome.UNKNOWN if self.maintenance else self.outcome
