"""``api-monitor show``: the figures of one monitor over the last 24 hours, 7 and 30 days, and this calendar month."""

import argparse
import asyncio
from dataclasses import dataclass
from typing import Any

from agent.cli.exits import Exit
from agent.cli.output import lasting, latency, percent, print_json, print_line, print_table
from agent.cli.records import figures_record
from agent.cli.stored import monitor_named, reading
from agent.clock import now_ms
from agent.model import Monitor
from agent.objectives import Budget
from agent.periods import Preset, bounds, month
from agent.summary import Figures

_PERIODS = {
    "last_24_hours": Preset.LAST_24_HOURS,
    "last_7_days": Preset.LAST_7_DAYS,
    "last_30_days": Preset.LAST_30_DAYS,
    "this_month": Preset.THIS_MONTH,
}


@dataclass(frozen=True, slots=True)
class _Period:
    figures: Figures
    budget: Budget | None


def run(options: argparse.Namespace) -> Exit:
    monitor, periods = asyncio.run(_read(options.data_dir, options.name))
    if options.json:
        print_json(_record(monitor, periods))
    else:
        _show(monitor, periods)
    return Exit.DONE


async def _read(data_dir: str | None, name: str) -> tuple[Monitor, dict[str, _Period]]:
    found = {}
    async with reading(data_dir) as store:
        monitor = await monitor_named(store, name)
        now = now_ms()
        for key, preset in _PERIODS.items():
            start, end = bounds(preset, "", now)
            figures = await store.figures(monitor.id, start, end, monitor.apdex_t_ms)
            to_come = month("", now)[1] - now if preset is Preset.THIS_MONTH else 0
            found[key] = _Period(figures, figures.budget(monitor.uptime_target, to_come))
    return monitor, found


def _record(monitor: Monitor, periods: dict[str, _Period]) -> dict[str, Any]:
    return {
        "name": monitor.name,
        "kind": monitor.target.kind,
        "target": monitor.target.label,
        "uptime_target": monitor.uptime_target,
        "apdex_t_ms": monitor.apdex_t_ms,
        **{key: figures_record(one.figures, one.budget) for key, one in periods.items()},
    }


def _show(monitor: Monitor, periods: dict[str, _Period]) -> None:
    print_line(f"{monitor.name}: {monitor.target.label}")
    print_line()
    columns = [_cells(one) for one in periods.values()]
    names = [name for name in columns[0] if any(column[name] for column in columns)]
    heads = ("", *(key.replace("_", " ").upper() for key in periods))
    print_table(heads, [(name, *(column[name] or "–" for column in columns)) for name in names], right=heads[1:])


def _cells(period: _Period) -> dict[str, str]:
    figures, budget = period.figures, period.budget
    apdex = figures.apdex
    cells = {
        "Uptime": percent(figures.uptime.ratio),
        "Coverage": percent(figures.uptime.coverage),
        "Downtime": lasting(figures.uptime.down_ms),
        "Checks": f"{figures.checks:,}",
        "Failures": f"{figures.failures:,}",
        "Alerts": f"{figures.alerts:,}",
        "Incidents": f"{figures.incidents.began:,}",
        "MTTR": _lasting(figures.mttr_ms),
        "MTBF": _lasting(figures.mtbf_ms),
        "Latency, average": latency(figures.average_ms),
        "p50": latency(figures.p50_ms),
        "p95": latency(figures.p95_ms),
        "p99": latency(figures.p99_ms),
        "Apdex": "" if apdex is None else f"{apdex.score:.2f}" + (f" ± {apdex.error:.3f}" if apdex.error else ""),
    }
    for name in ("Error budget", "spent", "left", "burn rate"):
        cells[name] = ""
    if budget:
        cells["Error budget"] = lasting(round(budget.allowed_ms))
        cells["spent"] = lasting(budget.spent_ms)
        over = f"over by {lasting(round(-budget.left_ms))}"
        cells["left"] = over if not budget.kept else percent(budget.left) if budget.left is not None else "0 s"
        cells["burn rate"] = "" if budget.burn_rate is None else f"{budget.burn_rate:.2f}"
    return cells


def _lasting(ms: float | None) -> str:
    return "" if ms is None else lasting(round(ms))
