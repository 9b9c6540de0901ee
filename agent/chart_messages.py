"""What is asked and said of a monitor's charts, as part of :mod:`agent.messages`."""

from dataclasses import dataclass
from enum import Enum

from agent.model import AlertKind
from agent.stats import Day, PhasePoint, Point
from agent.summary import Figures


@dataclass(frozen=True, slots=True)
class GetHistory:
    """A monitor's latency over ``start`` to ``end``, in at most about ``points`` points. Answer: :class:`History`."""

    request: int
    monitor: int
    start: int
    end: int
    points: int


class Unit(Enum):
    """What a bar of uptime stands for: a local hour, day, or week from Monday on."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class GetUptime:
    """A monitor's uptime over ``start`` to ``end``, unit by unit. Answer: :class:`UptimeByTime`."""

    request: int
    monitor: int
    start: int
    end: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class GetPhases:
    """Where the time of a monitor's good checks went over ``start`` to ``end``, in at most about ``points`` points.
    Answer: :class:`PhaseHistory`."""

    request: int
    monitor: int
    start: int
    end: int
    points: int


@dataclass(frozen=True, slots=True)
class AlertSpan:
    """An alert was open from ``start`` to ``end`` (None: still is)."""

    kind: AlertKind
    start: int
    end: int | None


@dataclass(frozen=True, slots=True)
class History:
    """Answer to :class:`GetHistory`: the latency line, and figures of the whole period.

    A point stands for ``width`` ms, 0 where each is a single check. ``first_at`` is when the monitor was ever checked
    first, None if never. ``alerts`` are the newest of the period, of what was down or slow, oldest first.
    """

    request: int
    monitor: int
    start: int
    end: int
    points: tuple[Point, ...]
    width: int
    figures: Figures
    first_at: int | None
    alerts: tuple[AlertSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class UptimeByTime:
    """Answer to :class:`GetUptime`: the units that the period touches, oldest first, the last one up to its end."""

    request: int
    monitor: int
    unit: Unit
    parts: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class PhaseHistory:
    """Answer to :class:`GetPhases`. Phases are known of single results only, which are there from ``since`` on.
    A point stands for ``width`` ms, 0 where each is a single check; with ``sampled`` it is of some of its checks,
    evenly spread."""

    request: int
    monitor: int
    start: int
    end: int
    points: tuple[PhasePoint, ...]
    width: int
    since: int
    sampled: bool
