"""What reports cost: the raw report of many results, and the summary of a year of many monitors.

    uv run python tests/benchmarks/reports.py                           1,000,000 results, 200 monitors for a year

The year is there as closed hours and days, as it is once results are 30 days old. Memory is the growth of the process.
"""

import argparse
import asyncio
import shutil
import sys
import tempfile
import time
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from agent.model import HttpTarget, Monitor, Report, ReportFormat, ReportKind
from agent.reports import write_report
from agent.store import Store
from agent.store.rollups import DAY, HOUR
from tests.benchmarks.filling import END, a_year, checks, keep_year


async def timed(
    store: Store, kind: ReportKind, form: ReportFormat, start: int, end: int, folder: Path
) -> tuple[int, float, float]:
    """Write a report and print what it cost: its rows, and s by the clock and of the processor."""
    process = psutil.Process()
    before = peak = process.memory_info().rss
    late = 0.0

    def look(_done: int, _total: int) -> None:
        nonlocal peak
        peak = max(peak, process.memory_info().rss)

    async def beat() -> None:
        nonlocal late
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(0.01)
            late = max(late, time.perf_counter() - begun - 0.01)

    beating = asyncio.create_task(beat())
    path = folder / f"{kind}.{form}"
    begun, busy = time.perf_counter(), time.process_time()
    report = Report(kind=kind, format=form, zone="Europe/Berlin")
    rows = await write_report(store, report, start, end, path, look)
    took, busy = time.perf_counter() - begun, time.process_time() - busy
    beating.cancel()
    speed, size, memory = rows / took, path.stat().st_size / 1e6, (peak - before) / 1e6
    print(f"{kind:9}{form:6}{rows:>11,} rows {took:6.2f} s (CPU {busy:5.2f} s) {speed:>9,.0f}/s {size:6.1f} MB"
          f"  memory +{memory:.0f} MB  loop late {late * 1e3:.0f} ms")  # fmt: skip
    return rows, took, busy


async def measure(folder: Path, options: argparse.Namespace) -> None:
    store = await Store.open(folder / "results")
    keys = []
    for number in range(10):
        monitor = Monitor(name=f"m{number}", target=HttpTarget(url=f"https://{number}.example.com"), interval=26)
        keys.append((await store.save_monitor(monitor, END - 30 * DAY)).id)
    days = max(1, options.results * 26 // 86_400 // 10)
    await store.record_many(checks(keys, 26_000, days))
    for form in (ReportFormat.CSV, ReportFormat.JSON_LINES):
        await timed(store, ReportKind.RESULTS, form, END - 400 * DAY, END, folder)
    await store.close()

    store = await Store.open(folder / "year")
    year, hour = a_year(), END // HOUR * HOUR
    for number in range(options.monitors):
        monitor = Monitor(name=f"m{number}", target=HttpTarget(url=f"https://{number}.example.com"))
        await keep_year(store, (await store.save_monitor(monitor, END - 366 * DAY)).id, year, hour)
    for kind in (ReportKind.SUMMARY, ReportKind.UPTIME):
        await timed(store, kind, ReportFormat.CSV, END - 365 * DAY, END, folder)
    await store.close()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--results", type=int, default=1_000_000)
    options.add_argument("--monitors", type=int, default=200)
    folder = Path(tempfile.mkdtemp(prefix="api-monitor-benchmark-"))
    try:
        asyncio.run(measure(folder, options.parse_args()))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
