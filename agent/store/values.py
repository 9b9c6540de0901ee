"""What the store takes and gives beside the words of the model."""

from dataclasses import dataclass

from agent.chart_messages import AlertSpan
from agent.evidence import KeptExchange
from agent.model import Alert, Delivery, Monitor
from agent.stats import PhasePoint, Point, Uptime
from agent.summary import Figures


@dataclass(frozen=True, slots=True)
class StoredMonitor:
    """A monitor, and since when its checks are about its present target."""

    monitor: Monitor
    window_since: int


@dataclass(frozen=True, slots=True)
class Change:
    """An alert that is new (id 0) or changed, the deliveries that tell of it, and the exchange it began with."""

    alert: Alert
    deliveries: tuple[Delivery, ...] = ()
    evidence: KeptExchange | None = None


@dataclass(frozen=True, slots=True)
class HistoryData:
    """The chart and figures of a period; see :class:`agent.messages.History`."""

    points: tuple[Point, ...]
    width: int
    figures: Figures
    first_at: int | None = None
    alerts: tuple[AlertSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class PhaseData:
    """The phases of a period; see :class:`agent.messages.PhaseHistory`."""

    points: tuple[PhasePoint, ...]
    width: int
    since: int
    sampled: bool


@dataclass(frozen=True, slots=True)
class DayFigures:
    """A day, or the part of one that is in a period: ``failures`` of the ``checks`` were DOWN."""

    start: int
    end: int
    uptime: Uptime
    checks: int
    failures: int
