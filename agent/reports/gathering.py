"""From the store to what a report for reading says."""

from agent import __version__
from agent.model import Alert, AlertKind, Monitor
from agent.reports import charts, saying
from agent.reports.batches import Progress, Task
from agent.reports.content import Content, Fact, Incident, Line, Part, Verdict
from agent.reports.tables import days_of
from agent.summary import Figures
from agent.zones import in_zone

POINTS = 240
"""Points of a latency chart at most."""
LISTED = 50
"""Incidents of a monitor that are listed, the newest; the rest are counted."""
TITLE = "Availability report"


async def gather(task: Task, title: str, progress: Progress) -> Content:
    """Read monitor by monitor what is to be said."""
    parts, lines, all_figures = [], [], []
    for number, monitor in enumerate(sorted(task.monitors, key=lambda one: one.name.casefold()), 1):
        part, line, figures = await _part(task, monitor)
        parts.append(part)
        lines.append(line)
        all_figures.append((monitor, figures))
        progress(number, len(task.monitors))
    return Content(
        title=title or TITLE,
        period=f"{saying.minute(task.zone, task.start)} – {saying.minute(task.zone, task.end)}",
        zone=task.zone or f"{in_zone('', task.start):UTC%z}",
        made=saying.minute(task.zone, task.now),
        program=f"API Monitor {__version__}",
        facts=_whole(all_figures),
        lines=tuple(lines),
        parts=tuple(parts),
        rules=saying.RULES,
    )


async def _part(task: Task, monitor: Monitor) -> tuple[Part, Line, Figures]:
    start, end = task.start, task.end
    days = await task.store.exports.days(monitor.id, days_of(task))
    history = await task.store.history(monitor.id, start, end, POINTS, monitor.apdex_t_ms)
    alerts = await task.store.exports.alerts(monitor.id, start, end)
    figures = await task.store.figures(monitor.id, start, end, monitor.apdex_t_ms)
    down = sum(alert.kind is AlertKind.DOWN for alert in alerts)
    verdict = _verdict(monitor, figures)
    part = Part(
        name=monitor.name,
        address=monitor.target.label,
        tags=", ".join(monitor.tags),
        verdict=verdict,
        facts=_facts(monitor, figures, down),
        uptime_chart=charts.uptime(days, task.zone, monitor.uptime_target),
        latency_chart=charts.latency(history.points, start, end, task.zone, monitor.latency_threshold_ms),
        incidents=tuple(_incident(task, alert) for alert in reversed(alerts[-LISTED:])),
        more=max(0, len(alerts) - LISTED),
        rule=saying.rule(monitor),
    )
    line = Line(
        name=monitor.name,
        uptime=saying.percent(figures.uptime.ratio),
        target=_target(monitor),
        verdict=verdict,
        coverage=saying.percent(figures.uptime.coverage, 1),
        downtime=saying.lasting(figures.uptime.down_ms),
        incidents=str(down),
        p95=saying.latency(figures.p95_ms),
    )
    return part, line, figures


def _verdict(monitor: Monitor, figures: Figures) -> Verdict:
    budget = figures.budget(monitor.uptime_target)
    if budget is None or figures.uptime.ratio is None:
        return ""
    return "reached" if budget.kept else "missed"


def _target(monitor: Monitor) -> str:
    return saying.NOTHING if monitor.uptime_target is None else f"{monitor.uptime_target:g} %"


def _facts(monitor: Monitor, figures: Figures, down: int) -> tuple[Fact, ...]:
    facts = [
        Fact("Uptime", saying.percent(figures.uptime.ratio), f"coverage {saying.percent(figures.uptime.coverage, 1)}"),
        Fact("Downtime", saying.lasting(figures.uptime.down_ms), f"{figures.failures:,} of {figures.checks:,} checks"),
        Fact("Incidents", str(down), f"mean time to repair {saying.lasting(figures.mttr_ms)}"),
        Fact("Median latency", saying.latency(figures.p50_ms), f"average {saying.latency(figures.average_ms)}"),
        Fact("95th percentile", saying.latency(figures.p95_ms), f"99th {saying.latency(figures.p99_ms)}"),
        Fact("Between failures", saying.lasting(figures.mtbf_ms), "mean time of good service"),
    ]
    if budget := figures.budget(monitor.uptime_target):
        left = saying.lasting(abs(budget.left_ms))
        note = f"{left} of {saying.lasting(budget.allowed_ms)} left" if budget.kept else f"overspent by {left}"
        facts.append(Fact("Target", _target(monitor), note, _verdict(monitor, figures)))
    if figures.apdex is not None:
        facts.append(Fact("Apdex", f"{figures.apdex.score:.2f}", f"T = {saying.latency(monitor.apdex_t_ms)}"))
    return tuple(facts)


def _incident(task: Task, alert: Alert) -> Incident:
    until = task.now if alert.closed_at is None else alert.closed_at
    return Incident(
        kind=saying.KINDS[alert.kind],
        opened=saying.minute(task.zone, alert.opened_at),
        closed="still open" if alert.closed_at is None else saying.minute(task.zone, alert.closed_at),
        lasted=saying.lasting(until - alert.opened_at),
        cause=saying.cause(alert.cause),
        message=alert.message,
    )


def _whole(found: list[tuple[Monitor, Figures]]) -> tuple[Fact, ...]:
    """What all monitors come to together."""
    good = sum(figures.good_ms for _, figures in found)
    down = sum(figures.uptime.down_ms for _, figures in found)
    incidents = sum(figures.incidents.began for _, figures in found)
    verdicts = [verdict for monitor, figures in found if (verdict := _verdict(monitor, figures))]
    reached = verdicts.count("reached")
    facts = [
        Fact("Monitors", str(len(found)), f"{sum(figures.checks for _, figures in found):,} checks"),
        Fact("Uptime of all", saying.percent(good / (good + down) if good + down else None), "by time covered"),
        Fact("Downtime", saying.lasting(down), "all monitors together"),
        Fact("Incidents", str(incidents), "that began in the period"),
    ]
    if verdicts:
        whole: Verdict = "reached" if reached == len(verdicts) else "missed"
        facts.append(Fact("Targets reached", f"{reached} of {len(verdicts)}", "", whole))
    return tuple(facts)
