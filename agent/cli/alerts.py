"""``api-monitor alerts``: alerts, newest first, and what became of their deliveries."""

import argparse
import asyncio

from agent.cli.exits import Exit
from agent.cli.output import lasting, minute, print_json, print_line, print_table
from agent.cli.records import alert_record
from agent.cli.stored import reading
from agent.clock import now_ms
from agent.lifecycle import standing
from agent.messages import AlertView
from agent.model import Outcome


def run(options: argparse.Namespace) -> Exit:
    views = asyncio.run(_views(options))
    if options.json:
        print_json([alert_record(view) for view in views])
    elif not views:
        print_line("No alerts.")
    else:
        _show(views)
    return Exit.DONE


async def _views(options: argparse.Namespace) -> list[AlertView]:
    async with reading(options.data_dir) as store:
        return list(await store.alerts(options.limit))


def _show(views: list[AlertView]) -> None:
    heads = ("STATE", "ID", "MONITOR", "KIND", "CAUSE", "OPENED", "LASTED", "DELIVERIES")
    now = now_ms()
    cells = []
    for view in views:
        alert = view.alert
        cells.append(
            (
                standing(alert, now).value,
                str(alert.id),
                view.monitor_name,
                alert.kind.value,
                alert.cause.value,
                minute(alert.opened_at),
                lasting((alert.closed_at or now) - alert.opened_at),
                ", ".join(f"{delivery.channel}: {delivery.event} {delivery.state}" for delivery in view.deliveries),
            )
        )
    states = [Outcome.DOWN if view.alert.is_open else Outcome.UP for view in views]
    print_table(heads, cells, right=("ID", "LASTED"), cut=("MONITOR", "CAUSE", "DELIVERIES"), states=states)
