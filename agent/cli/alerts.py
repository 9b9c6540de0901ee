"""``api-monitor alerts``: alerts, newest first, and what became of their deliveries."""

import argparse
import asyncio

from agent.cli.exits import Exit
from agent.cli.output import local, print_json, print_line, print_table
from agent.cli.records import alert_record
from agent.cli.stored import reading
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
    heads = ("STATE", "ID", "MONITOR", "KIND", "CAUSE", "OPENED", "CLOSED", "ACKNOWLEDGED", "DELIVERIES")
    cells = [
        (
            "open" if view.alert.is_open else "closed",
            str(view.alert.id),
            view.monitor_name,
            view.alert.kind.value,
            view.alert.cause.value,
            local(view.alert.opened_at),
            local(view.alert.closed_at),
            local(view.alert.acknowledged_at),
            ", ".join(f"{delivery.channel} {delivery.event} {delivery.state}" for delivery in view.deliveries),
        )
        for view in views
    ]
    states = [Outcome.DOWN if view.alert.is_open else Outcome.UP for view in views]
    print_table(heads, cells, right=frozenset(("ID",)), states=states)
