"""``api-monitor status``: how every monitor stands, read from the database as a running agent would know it."""

import argparse
import asyncio
from collections import deque
from dataclasses import dataclass
from typing import Any

from agent.chains import first_to_end
from agent.cli.exits import Exit
from agent.cli.output import iso, lasting, latency, percent, print_json, print_line, print_table, rounded
from agent.cli.records import certificate_record
from agent.cli.stored import reading
from agent.clock import now_ms
from agent.messages import MonitorStatus
from agent.model import Monitor
from agent.tracking import BEATS, DAY, Track


@dataclass(frozen=True, slots=True)
class _Row:
    monitor: Monitor
    status: MonitorStatus
    checks: int

    @property
    def uptime(self) -> float | None:
        return self.status.uptime_24h.ratio if self.status.uptime_24h else None


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
        alerts = await store.latest_alerts()
        known = await store.known_certificates()
        rows = []
        for stored in await store.monitors():
            monitor = stored.monitor
            beats = await store.beats(monitor.id, max(BEATS, monitor.rule.window))
            first_at = await store.first_check_at(monitor.id) or stored.window_since
            own = [alert for alert in alerts if alert.monitor == monitor.id]
            last = await store.last_check(monitor.id)
            track = Track.restore(monitor, stored.window_since, beats, last, own, first_at, known.get(monitor.id))
            track.runs = deque(await store.runs(monitor.id, now - DAY, now))
            rows.append(_Row(monitor, track.status(now, None), await store.count_checks(monitor.id)))
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
        "uptime_24h": rounded(row.uptime, 6),
        "checks": row.checks,
        "since": iso(row.status.since),
        "verify_tls": row.monitor.target.verify_tls,
        "certificate_expires_at": iso(ends.expires_at) if ends else None,
        "certificates": [certificate_record(one) for one in row.status.certificates],
    }


def _show(rows: list[_Row]) -> None:
    heads = ("STATE", "NAME", "LAST", "LATENCY", "UP 24 H", "CHECKS", "SINCE", "TARGET")
    now = now_ms()
    cells = []
    for row in rows:
        last = row.status.last
        cells.append(
            (
                row.status.state.value,
                row.monitor.name,
                last.outcome.value if last else "",
                latency(last.latency_ms) if last else "",
                percent(row.uptime),
                f"{row.checks:,}",
                lasting(now - row.status.since),
                row.monitor.target.label,
            )
        )
    states = [row.status.state for row in rows]
    print_table(heads, cells, right=("LATENCY", "UP 24 H", "CHECKS", "SINCE"), cut=("NAME", "TARGET"), states=states)
