"""No alert is lost: the outbox's process is killed at random moments while alerts flow.

``API_MONITOR_KILLS=100 pytest tests/faults/test_alerts_kill.py -s`` kills it 100 times and prints what came of it.
"""

import asyncio
import os
import random
import sqlite3
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

from tests.agent.channels.hooks import HookServer, Request
from tests.agent.channels.servers import OK, Answer

ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("API_MONITOR_KILLS", "20"))
WAITING = """
SELECT count(*) FROM delivery WHERE state IN ('pending', 'failed') AND id NOT LIKE '1______-%'
"""
PROGRAM = """
import asyncio, os, sys
from pathlib import Path
from pydantic import SecretStr
from agent.channels.outbox import Outbox
from agent.channels.trouble import Troubles
from agent.clock import now_ms
from agent.model import WebhookChannel
from agent.store import Store
from agent.vault import Vault
from tests.agent.store.samples import a_delivery, a_monitor, an_alert, told

async def main():
    folder, url, first = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    store = await Store.open(folder)
    stored = [found.monitor.id for found in await store.monitors()]
    monitors = stored or [(await store.save_monitor(a_monitor(f"m{n}"), 0)).id for n in range(4)]
    channels = {
        name: WebhookChannel(name=name, url=SecretStr(url), group_seconds=seconds)
        for name, seconds in (("alone", 0), ("grouped", 1))
    }
    troubles = Troubles(store, channels.values, lambda event: None)
    outbox = Outbox(store, Vault(), channels.get, lambda changed: None, now_ms, troubles)
    sending = asyncio.create_task(outbox.run())
    number = first
    while True:
        at = now_ms()
        new = [a_delivery(f"{number}-{name}", name, at) for name in channels]
        await store.record(None, told(an_alert(monitors[number % 4], at), *new))
        print(*(delivery.id for delivery in new), flush=True)
        outbox.wake()
        number += 1
        await asyncio.sleep(0.01)

asyncio.run(main())
"""


async def killed(folder: Path, url: str, first: int, after: int, arrived: asyncio.Event) -> list[str]:
    """Run the outbox until it stored ``after`` alerts, or then until a message ``arrived``, and kill it; the deliveries
    that it said were stored."""
    command = (sys.executable, "-c", PROGRAM, str(folder), url, str(first))
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    known: list[str] = []
    while len(known) < 2 * after:
        line = await asyncio.wait_for(process.stdout.readline(), 60)
        known += line.decode().split()
    if after % 2:  # between the service's yes and its being marked
        arrived.clear()
        await asyncio.wait_for(arrived.wait(), 60)
    process.kill()
    known += (await process.stdout.read()).rpartition(b"\n")[0].decode().split()
    await process.wait()
    return known


async def test_killed_at_random_moments_no_alert_is_lost(tmp_path: Path, hook: HookServer) -> None:
    chance = random.Random(100)
    arrived = asyncio.Event()
    messages: list[tuple[str, tuple[str, ...]]] = []

    def take(request: Request) -> Answer:
        arrived.set()
        if chance.random() < 0.15:
            return Answer(503, "busy")
        told = tuple(alert["delivery"] for alert in request.json["alerts"])
        messages.append((request.headers["x-api-monitor-id"], told))
        return OK

    hook.answer = take
    known: list[str] = []
    for _ in range(KILLS):
        number = len(known) and 1 + max(int(key.partition("-")[0]) for key in known)
        known += await killed(tmp_path, hook.url, number + 1, chance.randrange(1, 30), arrived)
    waiting = -1
    command = (sys.executable, "-c", PROGRAM, str(tmp_path), hook.url, "1000000")
    last = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.DEVNULL)
    try:
        async with asyncio.timeout(100):
            while waiting:  # every message may have changed how many wait
                arrived.clear()
                await arrived.wait()
                with closing(sqlite3.connect(tmp_path / "monitor.db")) as database:
                    (waiting,) = database.execute(WAITING).fetchone()
    finally:
        last.kill()
        await last.wait()
    taken = Counter(key for _, told in dict.fromkeys(messages) for key in told)
    assert set(known) <= taken.keys()  # nothing lost
    assert max(taken.values()) == 1  # what came twice came in the same message with the same id
    repeats = len(messages) - len(set(messages))
    assert repeats <= 2 * (KILLS + 1)  # of each of the two channels at most one a kill
    assert len({key for key, _ in set(messages)}) == len(set(messages))  # an id is of one message only
    with closing(sqlite3.connect(tmp_path / "monitor.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        states = dict(database.execute("SELECT id, state FROM delivery"))
    assert {states[key] for key in known} == {"sent"}
    print(f"{KILLS} kills: {len(known)} deliveries in {len(set(messages))} messages, 0 lost, {repeats} repeated")
