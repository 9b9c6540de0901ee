"""From a report that is asked for to a file that is complete, or not there."""

import asyncio
import os
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TextIO, TypeVar

from agent.clock import now_ms
from agent.model import Monitor
from agent.report_model import Report
from agent.report_words import ReportKind
from agent.reports.batches import Batch, Source, Task
from agent.reports.cells import head
from agent.reports.results import RESULTS
from agent.reports.tables import ALERTS, SUMMARY, UPTIME
from agent.store import Store

Progress = Callable[[int, int], object]
"""Is told how many steps (rows or monitors) of how many are done."""

T = TypeVar("T")

SOURCES: Mapping[ReportKind, Source] = {
    ReportKind.SUMMARY: SUMMARY,
    ReportKind.RESULTS: RESULTS,
    ReportKind.ALERTS: ALERTS,
    ReportKind.UPTIME: UPTIME,
}


class NothingChosen(ValueError):
    """There is no monitor of those that the report is to be of."""


async def write_report(
    store: Store, report: Report, start: int, end: int, path: Path, progress: Progress = lambda done, total: None
) -> int:
    """Write the report of ``start`` to ``end`` (exclusive) to ``path`` and return its number of rows.

    The file appears under its name when it is complete; until then, after a failure and when this is cancelled, what
    was there stays and nothing else is left. NothingChosen where no monitor is in it, OSError, its message a sentence,
    where it cannot be written.
    """
    monitors = await _chosen(store, report)
    task = Task(store, monitors, start, end, now_ms(), report.zone, report.format)
    try:
        file, part = await in_thread(lambda: _begin(path))
    except OSError as error:
        raise _cannot(path, error) from error
    try:
        try:
            rows = await _write(file, SOURCES[report.kind], task, report, progress)
        finally:
            await in_thread(file.close)
        await in_thread(lambda: os.replace(part, path))
    except OSError as error:
        raise _cannot(path, error) from error
    finally:
        _remove(part)
    return rows


async def _chosen(store: Store, report: Report) -> list[Monitor]:
    monitors = [stored.monitor for stored in await store.monitors()]
    chosen = [monitor for monitor in monitors if report.covers(monitor.name, monitor.tags)]
    if monitors and not chosen:
        named = ", ".join(map(repr, (*report.monitors, *report.tags)))
        raise NothingChosen(f"There is no monitor with such a name or tag: {named}.")
    return chosen


async def _write(file: TextIO, source: Source, task: Task, report: Report, progress: Progress) -> int:
    total = await source.steps(task)
    progress(0, total)
    file.write(head(source.columns, report.format, bom=report.bom))
    rows = done = 0
    async for batch in source.batches(task):
        await in_thread(partial(_put, file, batch))
        rows, done = rows + batch.rows, done + batch.done
        progress(done, max(done, total))
    return rows


def _put(file: TextIO, batch: Batch) -> None:
    file.write(batch.text())


async def in_thread(work: Callable[[], T]) -> T:
    """What ``work`` returns, done in another thread. When this is cancelled it ends after the work has."""
    running = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.wait([running])
        raise


def _begin(path: Path) -> tuple[TextIO, Path]:
    """A temporary file beside the one to be, open, and where it is."""
    if path.exists() and not path.is_file():
        raise OSError(None, "there is something that is not a file")
    number, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    return open(number, "w", encoding="utf-8", newline=""), Path(part)


def _remove(part: Path) -> None:
    with suppress(OSError):
        part.unlink(missing_ok=True)


def _cannot(path: Path, error: OSError) -> OSError:
    return OSError(f"The report {path} cannot be written: {error.strerror or error}.")
