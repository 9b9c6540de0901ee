"""The CSV report of a period: a row a monitor.

Columns, which stay as they are: ``name``, ``kind``, ``target``, ``from`` and ``to`` (ISO 8601, local time with its
offset), ``uptime`` and ``coverage`` (percent, four decimals; uptime empty where nothing is covered), ``checks``,
``failures`` (checks that were DOWN), ``alerts`` (opened within the period), ``downtime_s``, and over UP and DEGRADED
checks ``average_latency_ms``, ``p50_latency_ms``, ``p95_latency_ms``, ``p99_latency_ms`` (empty where there were none).
UTF-8, comma, RFC 4180.
"""

import asyncio
import csv
import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from agent.model import Monitor
from agent.store import Figures, Store

COLUMNS = (
    "name",
    "kind",
    "target",
    "from",
    "to",
    "uptime",
    "coverage",
    "checks",
    "failures",
    "alerts",
    "downtime_s",
    "average_latency_ms",
    "p50_latency_ms",
    "p95_latency_ms",
    "p99_latency_ms",
)
ROWS_AT_ONCE = 100
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


async def write_report(store: Store, start: int, end: int, path: Path) -> int:
    """Write the report of ``start`` to ``end`` (exclusive) to ``path`` and return its number of rows.

    The file appears under its name when it is complete; until then, and after a failure, what was there stays and
    nothing else is left. OSError, its message a sentence, where it cannot be written.
    """
    try:
        file, part = await asyncio.to_thread(_begin, path)
    except OSError as error:
        raise _cannot(path, error) from error
    try:
        with file:
            rows = await _write(file, store, start, end)
        await asyncio.to_thread(os.replace, part, path)
    except OSError as error:
        raise _cannot(path, error) from error
    finally:
        _remove(part)
    return rows


def inert(text: str) -> str:
    """``text`` so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


async def _write(file: TextIO, store: Store, start: int, end: int) -> int:
    table = csv.writer(file)
    table.writerow(COLUMNS)
    stored = await store.monitors()
    rows: list[Sequence[str | int]] = []
    for number, monitor in enumerate((found.monitor for found in stored), 1):
        rows.append(_row(monitor, start, end, await store.figures(monitor.id, start, end)))
        if len(rows) == ROWS_AT_ONCE or number == len(stored):
            await asyncio.to_thread(table.writerows, rows)
            rows = []
    return len(stored)


def _row(monitor: Monitor, start: int, end: int, figures: Figures) -> Sequence[str | int]:
    uptime = figures.uptime
    return (
        inert(monitor.name),
        monitor.target.kind,
        inert(monitor.target.label),
        _iso(start),
        _iso(end),
        "" if uptime.ratio is None else f"{uptime.ratio * 100:.4f}",
        f"{uptime.coverage * 100:.4f}",
        figures.checks,
        figures.failures,
        figures.alerts,
        f"{uptime.down_ms / 1_000:.3f}",
        *(
            "" if ms is None else f"{ms:.3f}"
            for ms in (figures.average_ms, figures.p50_ms, figures.p95_ms, figures.p99_ms)
        ),
    )


def _iso(at: int) -> str:
    return datetime.fromtimestamp(at / 1_000, UTC).astimezone().isoformat()


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
