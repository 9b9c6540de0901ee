"""The reports that are read monitor by monitor: summary, alerts, and uptime by day."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial

from agent.model import Alert, Monitor
from agent.reports.batches import Batch, Task
from agent.reports.cells import Column, Row, lines
from agent.reports.stamps import Stamps
from agent.stats import Uptime
from agent.store.values import DayFigures
from agent.summary import Figures
from agent.zones import date_in, day_starts

MONITORS_AT_ONCE = 50

Rows = Callable[[Task, Stamps, Sequence[Monitor]], Awaitable[Sequence[Row]]]


@dataclass(frozen=True, slots=True)
class ByMonitor:
    """``rows`` are those of some monitors."""

    columns: Sequence[Column]
    rows: Rows

    async def steps(self, task: Task) -> int:
        return len(task.monitors)

    async def batches(self, task: Task) -> AsyncIterator[Batch]:
        stamps = Stamps(task.zone)
        for first in range(0, len(task.monitors), MONITORS_AT_ONCE):
            some = task.monitors[first : first + MONITORS_AT_ONCE]
            rows = await self.rows(task, stamps, some)
            yield Batch(partial(lines, self.columns, rows, task.format), len(rows), len(some))


async def _summary(task: Task, stamps: Stamps, monitors: Sequence[Monitor]) -> Sequence[Row]:
    figures = await task.store.together.figures(monitors, task.start, task.end)
    return [_summary_row(task, stamps, monitor, figures[monitor.id]) for monitor in monitors]


def _summary_row(task: Task, stamps: Stamps, monitor: Monitor, figures: Figures) -> Row:
    budget = figures.budget(monitor.uptime_target)
    return (
        monitor.name,
        monitor.target.kind,
        monitor.target.label,
        stamps.text(task.start),
        stamps.text(task.end),
        *_percent(figures.uptime),
        figures.checks,
        figures.failures,
        figures.alerts,
        figures.uptime.down_ms / 1_000,
        figures.average_ms,
        figures.p50_ms,
        figures.p95_ms,
        figures.p99_ms,
        figures.incidents.began,
        _seconds(figures.mttr_ms),
        _seconds(figures.mtbf_ms),
        figures.apdex.score if figures.apdex else None,
        monitor.uptime_target,
        budget.kept if budget and figures.uptime.ratio is not None else None,
        _seconds(budget.left_ms if budget else None),
    )


async def _alerts(task: Task, stamps: Stamps, monitors: Sequence[Monitor]) -> Sequence[Row]:
    return [
        _alert_row(task, stamps, monitor, alert)
        for monitor in monitors
        for alert in await task.store.exports.alerts(monitor.id, task.start, task.end)
    ]


def _alert_row(task: Task, stamps: Stamps, monitor: Monitor, alert: Alert) -> Row:
    return (
        monitor.name,
        alert.kind,
        alert.cause,
        alert.message,
        stamps.text(alert.opened_at),
        stamps.maybe(alert.closed_at),
        ((task.now if alert.closed_at is None else alert.closed_at) - alert.opened_at) / 1_000,
        stamps.maybe(alert.acknowledged_at),
        alert.note,
        alert.flapping,
        alert.held_by,
        alert.id,
    )


async def _uptime(task: Task, stamps: Stamps, monitors: Sequence[Monitor]) -> Sequence[Row]:
    return [
        _day_row(task, stamps, monitor, day)
        for monitor in monitors
        for day in await task.store.exports.days(monitor.id, days_of(task))
    ]


def _day_row(task: Task, stamps: Stamps, monitor: Monitor, day: DayFigures) -> Row:
    return (
        monitor.name,
        date_in(task.zone, day.start).isoformat(),
        stamps.text(day.start),
        stamps.text(day.end),
        *_percent(day.uptime),
        day.uptime.down_ms / 1_000,
        day.checks,
        day.failures,
    )


def days_of(task: Task) -> list[int]:
    """The beginnings of the days of the period and its end; the first and the last day may be parts."""
    days = day_starts(task.zone, task.start, task.end)
    return [task.start, *(at for at in days if task.start < at < task.end), task.end]


def _seconds(ms: float | None) -> float | None:
    return None if ms is None else ms / 1_000


def _percent(uptime: Uptime) -> tuple[float | None, float]:
    return None if uptime.ratio is None else uptime.ratio * 100, uptime.coverage * 100


def _columns(*names: str, **digits: int) -> tuple[Column, ...]:
    return tuple(Column(name, digits.get(name)) for name in names)


SUMMARY = ByMonitor(
    _columns(
        *("name", "kind", "target", "from", "to", "uptime", "coverage", "checks", "failures", "alerts", "downtime_s"),
        *("average_latency_ms", "p50_latency_ms", "p95_latency_ms", "p99_latency_ms", "incidents", "mttr_s", "mtbf_s"),
        *("apdex", "uptime_target", "target_reached", "budget_left_s"),
        uptime=4,
        coverage=4,
        downtime_s=3,
        average_latency_ms=3,
        p50_latency_ms=3,
        p95_latency_ms=3,
        p99_latency_ms=3,
        mttr_s=3,
        mtbf_s=3,
        apdex=4,
        budget_left_s=3,
    ),
    _summary,
)
ALERTS = ByMonitor(
    _columns(
        *("name", "kind", "cause", "message", "opened", "closed", "duration_s", "acknowledged", "note", "flapping"),
        *("held_by", "id"),
        duration_s=3,
    ),
    _alerts,
)
UPTIME = ByMonitor(
    _columns(
        *("name", "day", "from", "to", "uptime", "coverage", "downtime_s", "checks", "failures"),
        uptime=4,
        coverage=4,
        downtime_s=3,
    ),
    _uptime,
)
