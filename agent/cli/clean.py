"""``api-monitor clean``: takes history away, of monitors or all, of a period or whole, or single checks."""

import argparse
import asyncio

from agent.cli.exits import Exit, WrongUse
from agent.cli.output import local, print_json, print_line
from agent.cli.report import period
from agent.cli.stored import monitor_named, opened, reading
from agent.clock import now_ms
from agent.folder import data_folder, hold, prepare
from agent.model import Monitor
from agent.retention import Retention
from agent.store import Store

ALL = 1 << 62
"""After every time."""


def run(options: argparse.Namespace) -> Exit:
    if bool(options.monitor) == options.all:
        raise WrongUse("Say whose history is to go: --monitor NAME, which may be repeated, or --all.")
    if options.check and (options.all or len(options.monitor) != 1 or options.start or options.end):
        raise WrongUse("--check takes away single checks of one monitor: name it with --monitor, and no period.")
    start, end = _period(options)
    ats = tuple(period(text, "--check", "")[0] for text in options.check)
    if options.dry_run:
        found = asyncio.run(_count(options, start, end, ats))
    else:
        folder = data_folder(options.data_dir)
        prepare(folder)
        with hold(folder):
            found = asyncio.run(_clean(options, start, end, ats))
    if options.json:
        print_json([{"monitor": name, "checks": count} for name, count in found.items()])
        return Exit.DONE
    verb = "would be taken away" if options.dry_run else "taken away"
    for name, count in found.items():
        print_line(f"{name}: {count:,} {'check' if count == 1 else 'checks'} {verb}.")
    if options.dry_run:
        print_line("Nothing was changed: this was a dry run.")
    return Exit.DONE


def _period(options: argparse.Namespace) -> tuple[int, int | None]:
    start = period(options.start, "--from", "")[0] if options.start else 0
    end = period(options.end, "--to", "")[1] if options.end else None
    if end is not None and start >= end:
        raise WrongUse(f"The period must begin before it ends: --from is {local(start)}, the end is {local(end)}.")
    return start, end


async def _monitors(store: Store, options: argparse.Namespace) -> list[Monitor]:
    if options.all:
        return [stored.monitor for stored in await store.monitors()]
    return [await monitor_named(store, name) for name in dict.fromkeys(options.monitor)]


async def _count(options: argparse.Namespace, start: int, end: int | None, ats: tuple[int, ...]) -> dict[str, int]:
    async with reading(options.data_dir) as store:
        found = {}
        for monitor in await _monitors(store, options):
            periods = [(at, at + 1) for at in ats] or [(start, ALL if end is None else end)]
            found[monitor.name] = sum([await store.exports.count(monitor.id, *each) for each in periods])
        return found


async def _clean(options: argparse.Namespace, start: int, end: int | None, ats: tuple[int, ...]) -> dict[str, int]:
    """The hours are built again and room is given back before it ends: there may be no agent to do it."""
    async with opened(data_folder(options.data_dir)) as store:
        found = {}
        for monitor in await _monitors(store, options):
            if ats:
                found[monitor.name] = await store.delete_checks(monitor.id, ats)
            else:
                found[monitor.name] = await store.clear(monitor.id, start, end, now_ms())
        await store.close_hours(now_ms())
        await store.remove_old(now_ms(), await _kept(store))
        return found


async def _kept(store: Store) -> Retention:
    return (await store.settings()).retention
