"""``api-monitor log``: the last checks of one monitor, newest first."""

import argparse
import asyncio

from agent.cli.exits import Exit
from agent.cli.output import latency, local, print_json, print_line, print_table
from agent.cli.records import check_record
from agent.cli.stored import monitor_named, reading
from agent.model import Check


def run(options: argparse.Namespace) -> Exit:
    checks = asyncio.run(_checks(options))
    if options.json:
        print_json([{**check_record(check), "maintenance": check.maintenance} for check in checks])
    elif not checks:
        print_line("No checks yet.")
    else:
        _show(checks)
    return Exit.DONE


async def _checks(options: argparse.Namespace) -> list[Check]:
    async with reading(options.data_dir) as store:
        monitor = await monitor_named(store, options.name)
        checks, _ = await store.log(monitor.id, None, options.limit)
        return list(checks)


def _show(checks: list[Check]) -> None:
    heads = ("OUTCOME", "AT", "STATUS", "LATENCY", "CAUSE", "MESSAGE")
    cells = [
        (
            f"({check.outcome.value})" if check.maintenance else check.outcome.value,
            local(check.at),
            str(check.status_code or ""),
            latency(check.latency_ms),
            check.cause.value if check.cause else "",
            check.message,
        )
        for check in checks
    ]
    outcomes = [check.outcome for check in checks]
    print_table(heads, cells, right=("STATUS", "LATENCY"), cut=("MESSAGE",), states=outcomes)
