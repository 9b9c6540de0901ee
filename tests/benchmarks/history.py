"""What a year of history costs: starting, charts, statistics, reports, writing and removing, beside the plain way.

    uv run python tests/benchmarks/history.py                           200 monitors with 1,000,000 results
    uv run python tests/benchmarks/history.py --results 10000000        as large as was asked for; filling takes minutes
    uv run python tests/benchmarks/history.py --folder DIR              keep what was filled, or measure what is there

The results of 30 days are written through the store's own code, a fifth of them by one busy monitor; the others have a
year of closed hours before them. Times are of the processor, in the thread that does it, where the clock would measure
the other processes of the machine too. The plain way is a table with a rowid and an index, and statistics in SQL over
its rows; they leave out percentiles and the time for which checks speak.
"""

import argparse
import asyncio
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from json import dumps, loads
from pathlib import Path

from peewee import SqliteDatabase

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from agent.model import Check, Outcome, ReportFormat, ReportKind
from agent.retention import Retention
from agent.store import Store, history, monitors, summaries, upkeep
from agent.store.rollups import DAY, HOUR
from tests.benchmarks.filling import Filled, fill, size
from tests.benchmarks.plain import Plain
from tests.benchmarks.reports import timed
from tests.benchmarks.window import line, percentile, start

PERIODS = {"1 h": HOUR, "24 h": DAY, "7 d": 7 * DAY, "30 d": 30 * DAY, "1 y": 365 * DAY}
POINTS = 600
TIMES = 9
REPORTED = 1_000_000
"""About so many results are in the report of results."""
REMOVED_DAYS = 3
"""Retention removes the oldest so many days."""


def spent(work: Callable[[], object]) -> float:
    """The median time of this thread's processor in ms."""
    found = []
    for _ in range(TIMES):
        begun = time.thread_time()
        work()
        found.append((time.thread_time() - begun) * 1_000)
    return statistics.median(found)


async def reading(store: Store, query: Callable[[SqliteDatabase], object]) -> float:
    """The same of a query in the thread that reads."""
    return await store._reader.run(lambda database: spent(lambda: query(database)))


# -- filling ---------------------------------------------------------------------------------------------------------


async def filled(folder: Path, options: argparse.Namespace) -> tuple[Filled, int]:
    """What the folder is filled with, now or before, and the end of its history."""
    note = folder / "filled.json"
    if note.exists():
        given = loads(note.read_text())
        return Filled(**given["filled"]), given["end"]
    end = int(time.time() * 1_000) // HOUR * HOUR
    store = await Store.open(folder)
    found = await fill(store, options.monitors, options.results, end)
    own = max(0.001, found.spent - found.making)
    line("results a second of the processor, through the store", f"{found.stored / own:,.0f}", "as fast as it can")
    line("the same by the clock", f"{found.stored / found.took:,.0f}", "-")
    before = size(folder)
    line("bytes a result, with a year of hours and days", f"{before / found.stored:.1f}", "-")
    with noted_steps() as steps:
        begun = time.process_time()
        await store.close_hours(end + HOUR // 2)
        line("hours closed in (processor)", f"{time.process_time() - begun:.1f} s", "-")
        line("a step of it, p99 / worst (processor)", f"{percentile(steps, 0.99):.1f} / {max(steps):.1f} ms", "20 ms")
    await store.close()
    note.write_text(dumps({"filled": asdict(found), "end": end}))
    return found, end


class noted_steps:  # noqa: N801 - used as a function is
    """Notes the time of the processor, in ms, for which each step of upkeep keeps the writer."""

    STEPS = ((upkeep, "close_step"), (upkeep, "remove_step"), (monitors, "purge_step"))

    def __enter__(self) -> list[float]:
        self._real = [getattr(module, name) for module, name in self.STEPS]
        times: list[float] = []
        for (module, name), step in zip(self.STEPS, self._real, strict=True):

            def noted(*args: object, step: Callable[..., bool] = step, **named: object) -> bool:
                begun = time.thread_time()
                more = step(*args, **named)
                times.append((time.thread_time() - begun) * 1_000)
                return more

            setattr(module, name, noted)
        return times

    def __exit__(self, *_: object) -> None:
        for (module, name), step in zip(self.STEPS, self._real, strict=True):
            setattr(module, name, step)


# -- reading ---------------------------------------------------------------------------------------------------------


async def measure_reading(store: Store, found: Filled, end: int, plain: Plain | None) -> None:
    for name, length in PERIODS.items():
        for key, whose in ((found.keys[0], ""), (found.busy, ", busy monitor")):

            def chart(database: SqliteDatabase, key: int = key, since: int = end - length) -> object:
                return history.history(database, key, since, end, POINTS, 400)

            took = await reading(store, chart)
            line(f"query of the chart of {name}{whose}", f"{took:.1f} ms", "-" if whose else "10 ms")
            if plain and length <= 30 * DAY:
                slow = plain.chart(key, end - length, end, POINTS)
                line("  the plain way, and how many times as long", f"{slow:.1f} ms ({slow / took:.1f})", "-")
    wanted: dict[int, float | None] = dict.fromkeys(found.keys, 400.0)
    for name in ("24 h", "30 d", "1 y"):
        since = end - PERIODS[name]
        took = await reading(store, lambda database, since=since: summaries.figures(database, wanted, since, end))
        line(f"statistics of all monitors over {name}", f"{took:.0f} ms", "100 ms")
        if plain and PERIODS[name] <= 30 * DAY:
            slow = plain.figures(end - PERIODS[name], end)
            line("  the plain way, and how many times as long", f"{slow:.0f} ms ({slow / took:.1f})", "-")


async def measure_reports(store: Store, found: Filled, end: int, folder: Path) -> None:
    _, took, busy = await timed(store, ReportKind.SUMMARY, ReportFormat.CSV, end - 365 * DAY, end, folder)
    line("summary of a year as CSV, clock (processor)", f"{took:.2f} s ({busy:.2f})", "2 s")
    since = end - int(found.days * DAY * min(1, REPORTED / found.stored))
    rows, took, busy = await timed(store, ReportKind.RESULTS, ReportFormat.CSV, since, end, folder)
    line("rows a second of results as CSV, clock (processor)", f"{rows / took:,.0f} ({rows / busy:,.0f})", "200,000")


# -- writing and removing --------------------------------------------------------------------------------------------


async def write(store: Store, keys: list[int], at: int, rate: int, stop: asyncio.Event) -> list[float]:
    """Record ``rate`` results a second, as checks that end one by one do, until ``stop``; how long each took in ms."""
    took: list[float] = []

    async def record(check: Check) -> None:
        begun = time.perf_counter()
        await store.record(check)
        took.append((time.perf_counter() - begun) * 1_000)

    waiting: set[asyncio.Task[None]] = set()
    begun, made = time.monotonic(), 0
    while not stop.is_set():
        due = int((time.monotonic() - begun) * rate) - made
        for _ in range(due):
            made += 1
            key = keys[made % len(keys)]
            task = asyncio.create_task(record(Check(key, at + made, Outcome.UP, 87.5, 200)))
            waiting.add(task)
            task.add_done_callback(waiting.discard)
        await asyncio.sleep(0.005)
    await asyncio.gather(*waiting)
    return took


async def measure_writing(store: Store, found: Filled, end: int, seconds: int) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().call_later(seconds, stop.set)
    begun, clock = time.process_time(), time.monotonic()
    took = await write(store, found.keys, end, 1_000, stop)
    share = (time.process_time() - begun) / (time.monotonic() - clock)
    line(f"writing {len(took) / seconds:,.0f} results a second, of a core", f"{share * 100:.1f} %", "20 %")


async def measure_removing(store: Store, found: Filled, end: int, seconds: int, plain: Plain | None) -> None:
    async def delayed(what: str, work: Callable[[], object], at: int, quiet: float) -> float:
        """What is recorded while something is removed; the p99 of it in ms."""
        stop = asyncio.Event()
        with noted_steps() as steps:
            recording = asyncio.create_task(write(store, found.keys[:-1], at, 100, stop))
            begun = time.monotonic()
            await work()  # type: ignore[misc]  # of a coroutine
            clock = time.monotonic() - begun
            stop.set()
            took = percentile(await recording, 0.99)
        if steps:
            more = f"{max(0.0, took - quiet):.1f} ms"
            line(f"{what} ({clock:.0f} s): a check is stored later, p99", more, "20 ms")
            worst = f"{percentile(steps, 0.99):.1f} / {max(steps):.1f} ms"
            line("  a step of it, p99 / worst (processor)", worst, "20 ms")
        return took

    quiet = await delayed("nothing", lambda: asyncio.sleep(seconds), end + HOUR, 0.0)
    line("a check is stored after, p99, results gathered for 200 ms", f"{quiet:.1f} ms", "-")
    now = end + REMOVED_DAYS * DAY
    await delayed("retention", lambda: store.remove_old(now, Retention()), end + 2 * HOUR, quiet)
    count = await store.count_checks(found.busy)
    begun = time.perf_counter()
    await store.delete_monitors([found.busy], end)
    line(f"deleting a monitor of {count:,} results", f"{(time.perf_counter() - begun) * 1e3:.1f} ms", "at once")
    await delayed("removing it for good", lambda: store.purge_deleted(end + 1), end + 3 * HOUR, quiet)
    if plain:
        line("  the plain way keeps the writer for", f"{plain.delete(found.busy):,.0f} ms", "-")


# -- all of it -------------------------------------------------------------------------------------------------------


async def measure_store(folder: Path, found: Filled, end: int, options: argparse.Namespace, place: Path) -> None:
    store = await Store.open(folder)
    plain = None
    if not options.not_plain:
        plain = Plain(place / "plain.db", folder / "monitor.db")
        line("bytes a result the plain way", f"{plain.bytes_a_row:.1f}", "-")
    await measure_reading(store, found, end, plain)
    await measure_reports(store, found, end, place)
    await measure_writing(store, found, end, options.seconds)
    await measure_removing(store, found, end, options.seconds, plain)
    await store.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--monitors", type=int, default=200)
    parser.add_argument("--results", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, help="is filled where it is empty, and kept; a copy of it is measured")
    parser.add_argument("--seconds", type=int, default=20, help="how long is written without anything else")
    parser.add_argument("--not-plain", action="store_true", help="leave out the plain way")
    options = parser.parse_args()
    from tests.benchmarks.clicks import measure_clicks

    with tempfile.TemporaryDirectory(prefix="api-monitor-benchmark-") as name:
        place = Path(name)
        kept, folder = options.folder or place / "filled", place / "measured"
        kept.mkdir(parents=True, exist_ok=True)
        found, end = asyncio.run(filled(kept, options))
        shutil.copytree(kept, folder)
        _, painted, _, busy = start(folder)
        line(f"start to the painted table of {options.monitors} (processor)", f"{painted:.2f} s ({busy:.2f})", "1.0 s")
        measure_clicks(folder, {found.keys[0]: "", found.busy: " of the busy monitor"})
        asyncio.run(measure_store(folder, found, end, options, place))


if __name__ == "__main__":
    main()
