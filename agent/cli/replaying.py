"""``api-monitor replay``: the alerts that another rule would have led to."""

import argparse
import asyncio
from typing import Any

from pydantic import ValidationError

from agent.cli.exits import Exit, WrongUse
from agent.cli.output import iso, lasting, local, print_json, print_line, print_table
from agent.cli.stored import monitor_named, reading
from agent.clock import now_ms
from agent.messages import Replayed, RuleReplayed
from agent.model import Monitor
from agent.replay import replay_rule
from agent.routing import routing_of


def run(options: argparse.Namespace) -> Exit:
    present, proposed, answer = asyncio.run(_replayed(options))
    if options.json:
        print_json(
            {
                "monitor": present.name,
                "from": iso(answer.start) if answer.checks else None,
                "to": iso(answer.end) if answer.checks else None,
                "checks": answer.checks,
                "proposed": _record(proposed, answer.proposed),
                "present": _record(present, answer.present),
            }
        )
    elif not answer.checks:
        print_line("No checks of the last 30 days.")
    else:
        print_line(f"{answer.checks} checks from {local(answer.start)} to {local(answer.end)}")
        heads = ("", "RULE", "DOWN", "SLOW", "MESSAGES", "LONGEST", "FIRST", "LAST")
        rows = [_cells("proposed", proposed, answer.proposed), _cells("present", present, answer.present)]
        print_table(heads, rows, right=("DOWN", "SLOW", "MESSAGES"))
    return Exit.DONE


async def _replayed(options: argparse.Namespace) -> tuple[Monitor, Monitor, RuleReplayed]:
    async with reading(options.data_dir) as store:
        monitor = await monitor_named(store, options.name)
        proposed = _proposed(monitor, options)
        routing = routing_of(monitor, (await store.settings()).tags)
        given = (proposed.rule, proposed.latency_threshold_ms)
        return monitor, proposed, await replay_rule(store, monitor, routing, now_ms(), *given)


def _proposed(monitor: Monitor, options: argparse.Namespace) -> Monitor:
    """The monitor with what the options say; WrongUse that names the option."""
    rule = {name: getattr(options, name) for name in ("failures", "window", "hold")}
    threshold = monitor.latency_threshold_ms if options.latency is None else options.latency
    given = {
        "name": monitor.name,
        "target": monitor.target,
        "rule": monitor.rule.model_dump() | {name: value for name, value in rule.items() if value is not None},
        "latency_threshold_ms": threshold,
    }
    try:
        found = Monitor.model_validate(given)
    except ValidationError as error:
        said = error.errors()[0]
        option = {"latency_threshold_ms": "latency", "rule": "failures"}.get(name := str(said["loc"][-1]), name)
        raise WrongUse(f"--{option}: {said['msg'].removeprefix('Value error, ')}, got {said['input']!r}") from None
    settings = {"rule": found.rule, "latency_threshold_ms": found.latency_threshold_ms}
    return monitor.model_copy(update=settings)


def _record(monitor: Monitor, found: Replayed) -> dict[str, Any]:
    return {
        "rule": monitor.rule.model_dump(),
        "latency_threshold_ms": monitor.latency_threshold_ms,
        "alerts": {"down": found.down, "slow": found.slow},
        "messages": found.messages,
        "first": iso(found.first_at),
        "last": iso(found.last_at),
        "longest_s": found.longest_ms // 1_000,
    }


def _cells(name: str, monitor: Monitor, found: Replayed) -> tuple[str, ...]:
    rule = f"{monitor.rule.failures} of {monitor.rule.window}, hold {monitor.rule.hold} s"
    longest = lasting(found.longest_ms) if found.alerts else ""
    counts = (str(found.down), str(found.slow), str(found.messages))
    return name, rule, *counts, longest, local(found.first_at), local(found.last_at)
