"""A program that is killed while it writes loses nothing that it acknowledged, and leaves an intact database.

``API_MONITOR_KILLS=100 pytest tests/faults/test_store_kill.py -s`` kills it 100 times and prints what came of it.
"""

import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("API_MONITOR_KILLS", "20"))
WRITER = """
import asyncio, sys
from pathlib import Path
from agent.store import Store
from tests.agent.store.samples import a_check, a_delivery, an_alert, told

async def write(store, monitor, number):
    alert = number % 10 == 0
    at = number * 1_000
    changes = told(an_alert(monitor, at), a_delivery(f"{monitor}-{number}", at=at)) if alert else ()
    await store.record(a_check(monitor, at), changes)
    print(monitor, number, flush=True)

async def main():
    store = await Store.open(Path(sys.argv[1]))
    first = int(sys.argv[2])
    for some in range(first, first + 1_000_000, 20):
        numbers = range(some, some + 20)
        await asyncio.gather(*(write(store, monitor, number) for number in numbers for monitor in range(1, 6)))

asyncio.run(main())
"""


def prepare(folder: Path) -> None:
    """Five monitors."""
    code = """
import asyncio, sys
from pathlib import Path
from agent.store import Store
from tests.agent.store.samples import a_monitor

async def main():
    store = await Store.open(Path(sys.argv[1]))
    for number in range(5):
        await store.save_monitor(a_monitor(f"m{number}"), 0)
    await store.close()

asyncio.run(main())
"""
    subprocess.run([sys.executable, "-c", code, folder], cwd=ROOT, check=True)


def killed_while_writing(folder: Path, first: int, after: int) -> list[tuple[int, int]]:
    """What a child process acknowledged, as (monitor, number), until it was killed ``after`` so many."""
    command = [sys.executable, "-c", WRITER, folder, str(first)]
    acknowledged = []
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for line in child.stdout:  # goes on to the end of what it wrote before it died
            if not line.endswith("\n"):
                break
            monitor, number = line.split()
            acknowledged.append((int(monitor), int(number)))
            if len(acknowledged) == after:
                child.kill()
    assert child.returncode != 0
    return acknowledged


def test_nothing_that_was_acknowledged_is_lost(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    prepare(folder)
    chance = random.Random(20)
    acknowledged: set[tuple[int, int]] = set()
    number = 1
    for _ in range(KILLS):
        acknowledged.update(killed_while_writing(folder, number, after=chance.randrange(1, 400)))
        with closing(sqlite3.connect(folder / "monitor.db")) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            stored = {(monitor, at // 1_000) for monitor, at in database.execute("SELECT monitor, at FROM result")}
            alerts = {
                (monitor, at // 1_000)
                for monitor, at in database.execute(
                    "SELECT alert.monitor, opened_at FROM alert JOIN delivery ON delivery.alert = alert.id"
                )
            }
        assert acknowledged <= stored
        assert {key for key in stored if key[1] % 10 == 0} == alerts  # one transaction: a check with its alert
        number = max(number for _, number in stored) + 1
    assert len(acknowledged) > KILLS
    print(f"{KILLS} kills: {len(acknowledged)} results acknowledged, 0 lost, the database intact each time")
