"""What reports cost: the raw report of many results, and the summary of a year of many monitors.

    uv run python tests/benchmarks/reports.py                           1,000,000 results, 200 monitors for a year

The year is there as closed hours and days, as it is once results are 30 days old. Memory is the growth of the process.
"""

import argparse
import asyncio
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from agent.model import HttpTarget, Monitor, Report, ReportFormat, ReportKind
from agent.reports import write_report
from agent.store import Store
from agent.store.connection import raw
from agent.store.rollups import DAY, HOUR, write
from agent.store.tally import Tally
from tests.benchmarks.history import END, checks


async def timed(store: Store, kind: ReportKind, form: ReportFormat, start: int, folder: Path) -> None:
    """Write a report and print what it cost."""
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
    rows = await write_report(store, report, start, END, path, look)
    took, busy = time.perf_counter() - begun, time.process_time() - busy
    beating.cancel()
    speed, size, memory = rows / took, path.stat().st_size / 1e6, (peak - before) / 1e6
    print(f"{kind:9}{form:6}{rows:>11,} rows {took:6.2f} s (CPU {busy:5.2f} s) {speed:>9,.0f}/s {size:6.1f} MB"
          f"  memory +{memory:.0f} MB  loop late {late * 1e3:.0f} ms")  # fmt: skip


def a_year() -> Iterator[tuple[int, dict[int, Tally]]]:
    """The hours and days of a monitor that is checked every minute, by their width."""
    chance = random.Random(5)
    latencies = [[round(90_000 * chance.lognormvariate(0, 0.2)) for _ in range(60)] for _ in range(97)]
    begin = (END - 365 * DAY) // DAY * DAY
    days: dict[int, Tally] = {}
    hours: dict[int, Tally] = {}
    for number, at in enumerate(range(begin, END // HOUR * HOUR, HOUR)):
        tally = Tally([58, 1, 1, 0], [58 * 60_000, 60_000, 60_000, 0])
        tally.add_latencies(latencies[number % 97])
        tally.seen(at, at + HOUR - 60_000)
        hours[at] = tally
        if at // DAY * DAY < END // DAY * DAY:
            days.setdefault(at // DAY * DAY, Tally()).add(tally)
    yield HOUR, hours
    yield DAY, days


async def measure(folder: Path, options: argparse.Namespace) -> None:
    store = await Store.open(folder / "results")
    keys = []
    for number in range(10):
        monitor = Monitor(name=f"m{number}", target=HttpTarget(url=f"https://{number}.example.com"), interval=26)
        keys.append((await store.save_monitor(monitor, END - 30 * DAY)).id)
    days = max(1, options.results * 26 // 86_400 // 10)
    await store.record_many(checks(keys, 26, days))
    for form in (ReportFormat.CSV, ReportFormat.JSON_LINES):
        await timed(store, ReportKind.RESULTS, form, END - 400 * DAY, folder)
    await store.close()

    store = await Store.open(folder / "year")
    year = dict(a_year())
    closed = "UPDATE monitor SET hours_until = ?, results_since = ? WHERE id = ?"
    for number in range(options.monitors):
        monitor = Monitor(name=f"m{number}", target=HttpTarget(url=f"https://{number}.example.com"))
        key = (await store.save_monitor(monitor, END - 366 * DAY)).id
        for width, tallies in year.items():
            await store._writer.run(lambda db, k=key, w=width, t=tallies: write(db, k, w, t, 0, END))
        hour = END // HOUR * HOUR
        await store._writer.run(lambda db, row=(hour, hour, key): raw(db).execute(closed, row))
    for kind in (ReportKind.SUMMARY, ReportKind.UPTIME):
        await timed(store, kind, ReportFormat.CSV, END - 365 * DAY, folder)
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
