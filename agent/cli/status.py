"""``api-monitor status``: how every monitor stands, read from the database as a running agent would know it."""

import argparse
import asyncio
from dataclasses import dataclass
from typing import Any

from agent.chains import first_to_end
from agent.cli.exits import Exit
from agent.cli.output import iso, lasting, latency, percent, print_json, print_line, print_table, rounded
from agent.cli.records import certificate_record, figures_record
from agent.cli.stored import reading
from agent.clock import now_ms
from agent.messages import MonitorStatus
from agent.model import Alert, Monitor
from agent.objectives import Budget
from agent.stats import Uptime
from agent.summary import Figures
from agent.tracking import BEATS, DAY, MONTH, Track


@dataclass(frozen=True, slots=True)
class _Row:
    monitor: Monitor
    status: MonitorStatus
    day: Uptime
    month: Figures
    checks: int

    @property
    def budget(self) -> Budget | None:
        """That of the last 30 days."""
        return self.month.budget(self.monitor.uptime_target)


def run(options: argparse.Namespace) -> Exit:
    rows = asyncio.run(_rows(options))
    if options.json:
        print_json([_record(row) for row in rows])
    elif not rows:
        print_line("There are no monitors yet. Open the window, or import some: api-monitor import FILE")
    else:
        _show(rows)
    return Exit.DONE


async def _rows(options: argparse.Namespace) -> list[_Row]:
    async with reading(options.data_dir) as store:
        now = now_ms()
        known = await store.known_certificates()
        alerts: dict[int, list[Alert]] = {}
        for alert in await store.latest_alerts():
            alerts.setdefault(alert.monitor, []).append(alert)
        monitors = {stored.monitor.id: stored for stored in await store.monitors()}
        keys = tuple(monitors)
        standings = await store.together.standings(
            {key: max(BEATS, stored.monitor.rule.window) for key, stored in monitors.items()}
        )
        day = await store.together.uptimes(keys, now - DAY, now)
        month = await store.together.figures((stored.monitor for stored in monitors.values()), now - MONTH, now)
        made = await store.together.checks_made(keys)
    rows = []
    for key, stored in monitors.items():
        monitor, found = stored.monitor, standings[key]
        first_at = found.first_at or stored.window_since
        own = alerts.get(key, ())
        track = Track.restore(monitor, stored.window_since, found.beats, found.last, own, first_at, known.get(key))
        rows.append(_Row(monitor, track.status(now, None), day[key], month[key], made[key]))
    return sorted(rows, key=lambda row: (row.monitor.name.casefold(), row.monitor.name))


def _record(row: _Row) -> dict[str, Any]:
    last = row.status.last
    ends = first_to_end(row.status.certificates)
    return {
        "name": row.monitor.name,
        "kind": row.monitor.target.kind,
        "target": row.monitor.target.label,
        "state": row.status.state.value,
        "last_outcome": last.outcome.value if last else None,
        "latency_ms": rounded(last.latency_ms, 3) if last else None,
        "uptime_24h": rounded(row.day.ratio, 6),
        "uptime_target": row.monitor.uptime_target,
        "last_30_days": figures_record(row.month, row.budget),
        "checks": row.checks,
        "since": iso(row.status.since),
        "verify_tls": row.monitor.target.verify_tls,
        "certificate_expires_at": iso(ends.expires_at) if ends else None,
        "certificates": [certificate_record(one) for one in row.status.certificates],
    }


def _show(rows: list[_Row]) -> None:
    heads: tuple[str, ...] = (
        "STATE",
        "NAME",
        "LAST",
        "LATENCY",
        "UP 24 H",
        "UP 30 D",
        "BUDGET",
        "CHECKS",
        "SINCE",
        "TARGET",
    )
    now = now_ms()
    cells: list[tuple[str, ...]] = []
    for row in rows:
        last = row.status.last
        cells.append(
            (
                row.status.state.value,
                row.monitor.name,
                last.outcome.value if last else "",
                latency(last.latency_ms) if last else "",
                percent(row.day.ratio),
                percent(row.month.uptime.ratio),
                _left(row.budget),
                f"{row.checks:,}",
                lasting(now - row.status.since),
                row.monitor.target.label,
            )
        )
    if not any(row.budget for row in rows):
        place = heads.index("BUDGET")
        heads, cells = heads[:place] + heads[place + 1 :], [row[:place] + row[place + 1 :] for row in cells]
    states = [row.status.state for row in rows]
    right = ("LATENCY", "UP 24 H", "UP 30 D", "BUDGET", "CHECKS", "SINCE")
    print_table(heads, cells, right=right, cut=("NAME", "TARGET"), states=states)


def _left(budget: Budget | None) -> str:
    if budget is None:
        return ""
    return "over" if not budget.kept else f"{percent(budget.left)} left" if budget.left is not None else ""
