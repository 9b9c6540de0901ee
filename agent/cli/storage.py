"""``api-monitor storage``: how much room the data takes, how long it is kept, and what that comes to."""

import argparse
import asyncio
from pathlib import Path
from typing import Any

from agent.cli.exits import Exit, Failed, WrongUse
from agent.cli.output import iso, minute, print_json, print_line, print_table
from agent.cli.stored import reading
from agent.folder import data_folder, hold
from agent.retention import Retention
from agent.storage_desk import storage_of
from agent.storage_messages import MB, Estimate, Kind, Storage, estimate
from agent.store import StoreError, space


def run(options: argparse.Namespace) -> Exit:
    folder = data_folder(options.data_dir)
    if options.compact:
        return _compact(folder)
    storage, retention = asyncio.run(_read(options.data_dir, folder))
    expected = estimate(storage, retention)
    if options.json:
        print_json(_record(storage, retention, expected))
    else:
        _show(storage, retention, expected)
    return Exit.DONE


async def _read(data_dir: str | None, folder: Path) -> tuple[Storage, Retention]:
    async with reading(data_dir) as store:
        monitors = [stored.monitor for stored in await store.monitors()]
        return await storage_of(store, folder, monitors), (await store.settings()).retention


def _compact(folder: Path) -> Exit:
    if not space.size_of(folder):
        raise WrongUse(f"There is no database in {folder}.")
    with hold(folder):
        try:
            before, after = space.compact(folder)
        except StoreError as error:
            raise Failed(str(error)) from error
    print_line(f"The database was written anew: {_size(before)} before, {_size(after)} now.")
    return Exit.DONE


def _show(storage: Storage, retention: Retention, expected: Estimate) -> None:
    print_line(f"{storage.path}: {_size(storage.file)}, of which {_size(storage.free)} are free for new data")
    rows = [
        (
            held.kind.value,
            _kept(retention, held.kind),
            minute(held.since) if held.since else "",
            f"{held.rows:,}",
            _size(held.size),
            f"{held.each:.0f} B" if held.rows and held.each else "",
        )
        for held in storage.held
    ]
    heads = ("KIND", "KEPT", "SINCE", "NUMBER", "SIZE", "EACH")
    print_table(heads, rows, right=("NUMBER", "SIZE", "EACH"))
    if not storage.measured:
        print_line("The sizes are estimated.")
    print_line(f"{storage.checks_a_day:,.0f} checks a day by {storage.monitors:,} monitors come to {_told(expected)}.")
    if expected.results_days == 0:
        print_line("The size that is set cannot be kept: what is not results takes more, and is not removed for it.")
    elif expected.results_days is not None:
        print_line(f"The size that is set keeps results of about {expected.results_days:,.1f} days.")


def _told(expected: Estimate) -> str:
    grows = f", growing by {_size(expected.grows)} a year" if expected.grows else ""
    return f"about {_size(expected.size)}{grows}"


def _kept(retention: Retention, kind: Kind) -> str:
    if kind is Kind.OTHER:
        return ""
    days = getattr(retention, kind.value)
    return "for ever" if days is None else f"{days:,} days"


def _record(storage: Storage, retention: Retention, expected: Estimate) -> dict[str, Any]:
    return {
        "database": storage.path,
        "size": storage.file,
        "log_size": storage.log,
        "free": storage.free,
        "measured": storage.measured,
        "kinds": [
            {"kind": held.kind.value, "number": held.rows, "size": held.size, "since": iso(held.since)}
            for held in storage.held
        ],
        "retention": retention.model_dump(),
        "monitors": storage.monitors,
        "checks_a_day": round(storage.checks_a_day),
        "expected_size": expected.size,
        "expected_growth_a_year": expected.grows,
        "results_days_within_size": None if expected.results_days is None else round(expected.results_days, 1),
    }


def _size(size: int) -> str:
    return f"{size / MB:,.1f} MB"
