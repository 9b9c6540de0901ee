"""What history costs: writing it, closing its hours, and reading charts and uptime from hours and from results.

    uv run python tests/benchmarks/history.py                           5 monitors at 60 s for a year: 2,628,000 results
    uv run python tests/benchmarks/history.py --monitors 200 --days 30 --interval 52     10,000,000 results

The database is filled through the store's own code. Times of queries are the best of five, as the agent sees them; the
figures of one machine compare with each other only.
"""

import argparse
import asyncio
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from agent.model import Cause, Check, HttpTarget, Monitor, Outcome, Phases
from agent.retention import Retention
from agent.store import Store, upkeep
from agent.store.rollups import DAY

END = 1_760_054_400_000 + 13 * 3_600_000
PERIODS = {"24 h": DAY, "7 d": 7 * DAY, "30 d": 30 * DAY, "1 y": 365 * DAY}
POINTS = 600


def checks(monitors: list[int], interval: int, days: int) -> Iterator[Check]:
    """What the monitors see, in turn as in life: 1 of 200 checks fails, 1 of 50 is slow."""
    chance = random.Random(7)
    latencies = [round(90 * chance.lognormvariate(0, 0.2), 3) for _ in range(9_973)]
    phases = [Phases(0.4 + i % 20, 8 + i % 7, 17.5 + i % 9, 40.0 + i % 50, 0.2) for i in range(997)]
    for turn in range(days * 86_400 // interval):
        at = END - days * DAY + turn * interval * 1_000
        for monitor in monitors:
            one = (turn * 7 + monitor * 31) % 9_973
            moment = at + monitor * 300 + one % 17
            if one % 200 == 0:
                yield Check(monitor, moment, Outcome.DOWN, None, None, Cause.TIMEOUT, "No answer within 10 s")
            else:
                outcome = Outcome.DEGRADED if one % 50 == 0 else Outcome.UP
                yield Check(monitor, moment, outcome, latencies[one], 200, phases=phases[one % 997])


async def best(query: Callable[[], Awaitable[object]]) -> float:
    """The shortest of five times in ms."""
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        await query()
        times.append(time.perf_counter() - begun)
    return min(times) * 1_000


async def charts(store: Store, monitor: int) -> dict[str, tuple[float, float]]:
    """For each period the time of its charts and of its uptime alone, in ms."""
    found = {}
    for name, length in PERIODS.items():
        start = END - length
        found[name] = (
            await best(lambda start=start: store.history(monitor, start, END, POINTS)),
            await best(lambda start=start: store.uptime(monitor, start, END)),
        )
    return found


def timed_steps(times: list[float]) -> None:
    """Note how long each step of upkeep keeps the writer."""
    for name in ("close_step", "remove_step"):
        step = getattr(upkeep, name)

        def timed(*args: object, step: Callable[..., bool] = step, **named: object) -> bool:
            begun = time.perf_counter()
            more = step(*args, **named)
            times.append((time.perf_counter() - begun) * 1_000)
            return more

        setattr(upkeep, name, timed)


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())


async def measure(folder: Path, options: argparse.Namespace) -> None:
    store = await Store.open(folder)
    steps: list[float] = []
    timed_steps(steps)
    monitors = []
    for number in range(options.monitors):
        target = HttpTarget(url=f"https://{number}.example.com")
        monitor = Monitor(name=f"m{number}", target=target, interval=options.interval)
        monitors.append((await store.save_monitor(monitor, END - options.days * DAY)).id)

    begun = time.perf_counter()
    made = sum(1 for _ in checks(monitors, options.interval, options.days))
    making = time.perf_counter() - begun
    begun = time.perf_counter()
    stored = await store.record_many(checks(monitors, options.interval, options.days))
    took = time.perf_counter() - begun
    assert stored == made
    print(f"results            {stored:>12,}")
    print(
        f"written            {stored / max(took - making, 0.001):>12,.0f} a second (making them: {making:.1f} s more)"
    )
    print(f"bytes a result     {size(folder) / stored:>12.1f}")

    raw = await charts(store, monitors[0])
    before, begun = size(folder), time.perf_counter()
    await store.close_hours(END)
    took = time.perf_counter() - begun
    steps.sort()
    print(f"hours closed in    {took:>12.1f} s; a step {steps[len(steps) // 2]:.1f} ms, 99 % below "
          f"{steps[len(steps) * 99 // 100]:.1f} ms")  # fmt: skip
    print(f"bytes of hours     {(size(folder) - before) / stored:>12.1f} a result")
    rolled = await charts(store, monitors[0])
    begun = time.perf_counter()
    for key in monitors:
        await store.uptime(key, END - PERIODS["30 d"], END)
    print(f"uptime over 30 d   {(time.perf_counter() - begun) * 1_000:>12.1f} ms for all {len(monitors)} monitors")
    print(f"\n{'':8}{'charts of':>12}{'':>12}{'':>8}  {'uptime of':>12}")
    print(f"{'period':8}{'results':>12}{'hours':>12}{'ratio':>8}  {'results':>12}{'hours':>12}{'ratio':>8}")
    for name in PERIODS:
        (chart, up), (chart_rolled, up_rolled) = raw[name], rolled[name]
        print(f"{name:8}{chart:>9.1f} ms{chart_rolled:>9.1f} ms{chart / chart_rolled:>8.1f}"
              f"  {up:>9.1f} ms{up_rolled:>9.1f} ms{up / up_rolled:>8.1f}")  # fmt: skip

    steps.clear()
    begun = time.perf_counter()
    await store.remove_old(END, Retention())
    took = time.perf_counter() - begun
    left = sum([await store.count_checks(key) for key in monitors])
    steps.sort()
    print(f"\nremoved            {stored - left:>12,} old results in {took:.1f} s"
          + (f"; 99 % of steps below {steps[len(steps) * 99 // 100]:.1f} ms" if steps else ""))  # fmt: skip
    await store.close()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--monitors", type=int, default=5)
    options.add_argument("--days", type=int, default=365)
    options.add_argument("--interval", type=int, default=60, help="seconds")
    folder = Path(tempfile.mkdtemp(prefix="api-monitor-benchmark-"))
    try:
        asyncio.run(measure(folder, options.parse_args()))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
