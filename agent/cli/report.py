"""``api-monitor report``: a period as CSV, a row a monitor."""

import argparse
import asyncio
from datetime import date, datetime, timedelta
from pathlib import Path

from agent.cli.exits import Exit, WrongUse
from agent.cli.output import local, print_line
from agent.cli.stored import reading
from agent.clock import now_ms
from agent.reports import write_report


def run(options: argparse.Namespace) -> Exit:
    start, _ = period(options.start, "--from")
    _, end = period(options.end, "--to")
    end = min(end, now_ms())
    if start >= end:
        raise WrongUse(f"The report must begin before it ends: --from is {local(start)}, the end is {local(end)}.")
    rows = asyncio.run(_write(options.data_dir, start, end, Path(options.output)))
    print_line(f"Monitors: {rows}, from {local(start)} to {local(end)}: {options.output}")
    return Exit.DONE


def period(text: str, argument: str) -> tuple[int, int]:
    """Beginning and end (exclusive) in ms of the local day that ``text`` names; twice the same for a moment."""
    try:
        if len(text) == len("2026-01-31"):
            day = date.fromisoformat(text)
            return _midnight(day), _midnight(day + timedelta(days=1))
        moment = datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError, OSError):
        raise WrongUse(
            f"{argument}: expected a day such as 2026-01-31 or a moment such as 2026-01-31T12:00Z, got {text!r}"
        ) from None
    at = int(moment.timestamp() * 1_000)
    return at, at


def _midnight(day: date) -> int:
    return int(datetime(day.year, day.month, day.day).astimezone().timestamp() * 1_000)


async def _write(data_dir: str | None, start: int, end: int, path: Path) -> int:
    if not path.parent.is_dir():
        raise WrongUse(f"There is no folder {path.parent} for the report.")
    async with reading(data_dir) as store:
        try:
            return await write_report(store, start, end, path)
        except OSError as error:
            raise WrongUse(str(error)) from error
