"""``api-monitor report``: a period as a file, for reading or for other programs."""

import argparse
import asyncio
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from pydantic import ValidationError

from agent.cli.exits import Exit, WrongUse
from agent.cli.stored import monitor_named, reading
from agent.clock import now_ms
from agent.periods import Preset, bounds
from agent.report_model import Report
from agent.report_words import DOCUMENTS, FORMATS, ReportFormat, ReportKind
from agent.reports import NothingChosen, write_report
from agent.store import Store
from agent.zones import in_zone, midnight, moment

WORDS = {"document": "Monitors", "summary": "Monitors", "results": "Results", "alerts": "Alerts", "uptime": "Days"}


def run(options: argparse.Namespace) -> Exit:
    path = Path(options.output)
    report = _report(options, path)
    start, end = _period(options, report.zone)
    if not path.parent.is_dir():
        raise WrongUse(f"There is no folder {path.parent} for the report.")
    rows = asyncio.run(_write(options.data_dir, report, start, end, path))
    said = " to ".join(f"{in_zone(report.zone, at):%Y-%m-%d %H:%M:%S}" for at in (start, end))
    sys.stdout.write(f"{WORDS[report.kind]}: {rows}, from {said}: {path}\n")
    return Exit.DONE


def _report(options: argparse.Namespace, path: Path) -> Report:
    """What is asked for; format and kind, where none is given, are as the file's name ends."""
    suffix = path.suffix.lower().removeprefix(".")
    form = options.format or (suffix if suffix in list(ReportFormat) else None)
    kind = options.kind or (ReportKind.DOCUMENT if form in DOCUMENTS else ReportKind.SUMMARY)
    try:
        return Report(
            kind=kind,
            format=form or FORMATS[kind][0],
            title=options.title,
            zone=options.zone,
            monitors=tuple(options.monitor),
            tags=tuple(options.tag),
            bom=options.bom,
        )
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = f"--{first['loc'][0]}: " if first["loc"] else ""
        raise WrongUse(f"{where}{str(first['ctx']['error']) if 'ctx' in first else first['msg']}") from error


def _period(options: argparse.Namespace, zone: str) -> tuple[int, int]:
    now = now_ms()
    if options.start is None and options.end is None:
        return bounds(Preset(options.period or Preset.LAST_30_DAYS), zone, now)
    if options.period is not None:
        raise WrongUse("Give either --period, or --from and --to.")
    if options.start is None or options.end is None:
        raise WrongUse(f"--from and --to go together: {'--from' if options.start is None else '--to'} is missing.")
    start, _ = period(options.start, "--from", zone)
    _, end = period(options.end, "--to", zone)
    end = min(end, now)
    if start >= end:
        said = [f"{in_zone(zone, at):%Y-%m-%d %H:%M:%S}" for at in (start, end)]
        raise WrongUse(f"The report must begin before it ends: --from is {said[0]}, the end is {said[1]}.")
    return start, end


def period(text: str, argument: str, zone: str) -> tuple[int, int]:
    """Beginning and end (exclusive) in ms of the day in the zone that ``text`` names; twice the same for a moment."""
    try:
        if len(text) == len("2026-01-31"):
            day = date.fromisoformat(text)
            return midnight(zone, day), midnight(zone, day + timedelta(days=1))
        given = datetime.fromisoformat(text)
        at = moment(zone, given.date(), given.time()) if given.tzinfo is None else round(given.timestamp() * 1_000)
    except (ValueError, OverflowError, OSError):
        raise WrongUse(
            f"{argument}: expected a day such as 2026-01-31 or a moment such as 2026-01-31T12:00Z, got {text!r}"
        ) from None
    return at, at


async def _write(data_dir: str | None, report: Report, start: int, end: int, path: Path) -> int:
    async with reading(data_dir) as store:
        report = await _checked(store, report)
        shown, hide = _progress()
        try:
            return await write_report(store, report, start, end, path, shown)
        except (NothingChosen, OSError) as error:
            raise WrongUse(str(error)) from error
        finally:
            hide()


async def _checked(store: Store, report: Report) -> Report:
    """The report, its monitors by the names they really have; WrongUse for one that is not there."""
    names = [(await monitor_named(store, name)).name for name in report.monitors]
    known = {tag for stored in await store.monitors() for tag in stored.monitor.tags}
    for tag in report.tags:
        if tag not in known:
            raise WrongUse(f"There is no monitor with the tag {tag!r}.")
    return report.model_copy(update={"monitors": tuple(names)})


def _progress() -> tuple[Callable[[int, int], None], Callable[[], None]]:
    """What shows on a terminal how far it is, and what takes that away."""
    if not sys.stderr.isatty():
        return lambda done, total: None, lambda: None
    shown_at = 0.0

    def show(done: int, total: int) -> None:
        nonlocal shown_at
        if total and (now := time.monotonic()) - shown_at >= 0.1:
            shown_at = now
            sys.stderr.write(f"\r{done * 100 // total:3} %  {done:,} of {total:,}\x1b[K")
            sys.stderr.flush()

    def hide() -> None:
        if shown_at:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    return show, hide
