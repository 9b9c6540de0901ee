"""A database full of results for the benchmarks, filled through the store's own code."""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from agent.model import Cause, Check, HttpTarget, Monitor, Outcome, Phases
from agent.store import Store
from agent.store.connection import raw
from agent.store.rollups import DAY, HOUR, write
from agent.store.tally import Tally

END = 1_760_054_400_000 + 13 * HOUR
"""The end of a history whose time of day should always be the same."""
BUSY_SHARE = 5
"""One of so many results is that of the busy monitor: a monitor with millions of results."""


def checks(monitors: Sequence[int], step_ms: float, days: float, end: int = END) -> Iterator[Check]:
    """What the monitors see in the ``days`` before ``end``, in turn as in life, each every ``step_ms``: 1 of 200 checks
    fails, 1 of 50 is slow."""
    chance = random.Random(7)
    latencies = [round(90 * chance.lognormvariate(0, 0.2), 3) for _ in range(9_973)]
    phases = [Phases(0.4 + i % 20, 8 + i % 7, 17.5 + i % 9, 40.0 + i % 50, 0.2) for i in range(997)]
    start = end - days * DAY
    spread = step_ms / (len(monitors) + 1)
    for turn in range(int(days * DAY / step_ms)):
        for place, monitor in enumerate(monitors):
            one = (turn * 7 + monitor * 31) % 9_973
            moment = int(start + turn * step_ms + place * spread) + one % 17
            if one % 200 == 0:
                yield Check(monitor, moment, Outcome.DOWN, None, None, Cause.TIMEOUT, "No answer within 10 s")
            else:
                outcome = Outcome.DEGRADED if one % 50 == 0 else Outcome.UP
                yield Check(monitor, moment, outcome, latencies[one], 200, phases=phases[one % 997])


def a_year(end: int = END) -> dict[int, dict[int, Tally]]:
    """The hours and days of a monitor that was checked every minute for the year before ``end``, by their width."""
    chance = random.Random(5)
    latencies = [[round(90_000 * chance.lognormvariate(0, 0.2)) for _ in range(60)] for _ in range(97)]
    begin = (end - 365 * DAY) // DAY * DAY
    days: dict[int, Tally] = {}
    hours: dict[int, Tally] = {}
    for number, at in enumerate(range(begin, end // HOUR * HOUR, HOUR)):
        tally = Tally([58, 1, 1, 0], [58 * 60_000, 60_000, 60_000, 0])
        tally.add_latencies(latencies[number % 97])
        tally.seen(at, at + HOUR - 60_000)
        hours[at] = tally
        if at // DAY * DAY < end // DAY * DAY:
            days.setdefault(at // DAY * DAY, Tally()).add(tally)
    return {HOUR: hours, DAY: days}


async def keep_year(store: Store, key: int, year: dict[int, dict[int, Tally]], end: int) -> None:
    """Give a monitor a year of closed hours and days until ``end`` (on the hour), as it is once results are gone."""
    closed = "UPDATE monitor SET hours_until = ?, results_since = ? WHERE id = ?"
    for width, tallies in year.items():
        await store._writer.run(lambda db, w=width, t=tallies: write(db, key, w, t, 0, end))
    await store._writer.run(lambda db: raw(db).execute(closed, (end, end, key)))


async def add_monitors(store: Store, names: Sequence[str], interval: int, at: int) -> list[int]:
    """New monitors, paused, so that an agent that opens the database checks none of them."""
    found = []
    for name in names:
        target = HttpTarget(url=f"https://{name}.example.com")
        monitor = Monitor(name=name, target=target, interval=interval, paused=True)
        found.append((await store.save_monitor(monitor, at)).id)
    return found


@dataclass(frozen=True)
class Filled:
    """What :func:`fill` made: the monitors, the last of which is the ``busy`` one, and how long it took in s, on the
    clock and of the processor; ``making`` is what it took to make the checks, in both."""

    keys: list[int]
    busy: int
    stored: int
    took: float
    spent: float
    making: float
    days: float


async def fill(store: Store, monitors: int, results: int, end: int, days: float = 30) -> Filled:
    """Fill the store with results of the ``days`` before ``end``, and closed hours of the year before them."""
    step = days * DAY * (monitors - 1) / (results * (BUSY_SHARE - 1) / BUSY_SHARE)
    busy_step = days * DAY / (results / BUSY_SHARE)
    names = [f"service-{number:04}" for number in range(monitors - 1)]
    keys = await add_monitors(store, names, max(5, round(step / 1_000)), end - 366 * DAY)
    year_end = int(end - days * DAY) // DAY * DAY
    year = a_year(year_end)
    for key in keys:
        await keep_year(store, key, year, year_end)
    [busy] = await add_monitors(store, ["busy"], max(5, round(busy_step / 1_000)), end - 366 * DAY)
    streams = ((keys, step), ([busy], busy_step))
    begun = time.process_time()
    made = sum(1 for stream in streams for _ in checks(*stream, days, end))
    making = time.process_time() - begun
    begun, spent = time.perf_counter(), time.process_time()
    stored = sum([await store.record_many(checks(*stream, days, end)) for stream in streams])
    took, spent = time.perf_counter() - begun, time.process_time() - spent
    assert stored == made
    return Filled([*keys, busy], busy, stored, took, spent, making, days)


def size(folder: Path) -> int:
    """Bytes of all files of a folder."""
    return sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
