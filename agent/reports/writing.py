"""From a report that is asked for to a file that is complete, or not there."""

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TextIO

from agent.clock import now_ms
from agent.model import Monitor
from agent.report_model import Report
from agent.report_words import ReportKind
from agent.reports.apart import in_thread
from agent.reports.batches import Batch, Progress, Source, Task
from agent.reports.cells import head
from agent.reports.documents import write_document
from agent.reports.results import RESULTS
from agent.reports.tables import ALERTS, SUMMARY, UPTIME
from agent.store import Store

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
        part = await in_thread(lambda: _begin(path))
    except OSError as error:
        raise _cannot(path, error) from error
    try:
        if report.kind is ReportKind.DOCUMENT:
            rows = await write_document(part, task, report.title, progress)
        else:
            rows = await _write_table(part, SOURCES[report.kind], task, report, progress)
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


async def _write_table(part: Path, source: Source, task: Task, report: Report, progress: Progress) -> int:
    total = await source.steps(task)
    progress(0, total)
    rows = done = 0
    with open(part, "w", encoding="utf-8", newline="") as file:  # noqa: ASYNC230 - opening takes no time
        file.write(head(source.columns, report.format, bom=report.bom))
        async for batch in source.batches(task):
            await in_thread(partial(_put, file, batch))
            rows, done = rows + batch.rows, done + batch.done
            progress(done, max(done, total))
    return rows


def _put(file: TextIO, batch: Batch) -> None:
    file.write(batch.text())


def _begin(path: Path) -> Path:
    """A temporary file beside the one to be."""
    if path.exists() and not path.is_file():
        raise OSError(None, "there is something that is not a file")
    number, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    os.close(number)
    return Path(part)


def _remove(part: Path) -> None:
    with suppress(OSError):
        part.unlink(missing_ok=True)


def _cannot(path: Path, error: OSError) -> OSError:
    return OSError(f"The report {path} cannot be written: {error.strerror or error}.")
