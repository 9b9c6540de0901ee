"""Asleep is a gap, not an outage: the program itself is stopped, as a laptop that sleeps stops it, and goes on."""

import asyncio
import json
import signal
import sys
from collections import Counter
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from tests.agent.command import run, running_agent

MONITORS = 12
INTERVAL = 2
GAP_S = 5 * INTERVAL + 2
"""The program stands still for so many seconds: longer than the five intervals that a window bears."""
EACH = 2
"""Every monitor fails so often before and after: together enough for an alert, alone not."""


class Target:
    """Fails :data:`EACH` times a path after one good answer, and again after :meth:`wake`; else it is good."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.bad: Counter[str] = Counter()
        self.heard = asyncio.Event()
        self.woken = False

    def wake(self) -> None:
        self.bad.clear()
        self.woken = True

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path = (await reader.readuntil(b"\r\n\r\n")).split()[1].decode()
        self.asked[path] += 1
        fails = self.bad[path] < EACH and (self.asked[path] > 1 or self.woken)
        self.bad[path] += fails
        status = "500 Oh" if fails else "200 OK"
        writer.write(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()
        self.heard.set()

    async def failed_everywhere(self) -> None:
        async with asyncio.timeout(90):
            while sum(count >= EACH for count in self.bad.values()) < MONITORS:
                self.heard.clear()
                await self.heard.wait()


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGSTOP there")
async def test_a_program_that_stood_still_checks_once_and_alerts_nobody(tmp_path: Path) -> None:
    target = Target()
    server = await asyncio.start_server(target.answer, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    monitors = [{"name": f"m{n}", "url": f"{url}/{n}", "interval": INTERVAL, "timeout": 5} for n in range(MONITORS)]
    data = ("--data-dir", tmp_path / "data")
    assert (await run("import", "-", *data, stdin=json.dumps({"version": 1, "monitors": monitors}))).code == 0
    async with running_agent(tmp_path / "data") as agent:
        await target.failed_everywhere()
        agent.process.send_signal(signal.SIGSTOP)
        await asyncio.sleep(GAP_S)  # the fault itself: that long it stands still
        target.wake()
        agent.process.send_signal(signal.SIGCONT)
        await agent.said("The clock moved by")
        await target.failed_everywhere()
        assert await agent.end() == 0
    server.close()
    assert (await run("alerts", "--json", *data)).json == []
    caught_up = []
    for monitor in monitors:
        log = (await run("log", str(monitor["name"]), "--limit", "1000", "--json", *data)).json
        at = sorted(_seconds(check["at"]) for check in log)
        gaps = [(later - earlier, place) for place, (earlier, later) in enumerate(pairwise(at), 1)]
        longest, first = max(gaps)
        assert longest > 5 * INTERVAL
        assert sum(when < at[first] + 0.9 * INTERVAL for when in at[first:]) <= 2, "one to catch up, one by its turn"
        caught_up.append(at[first])
    assert max(caught_up) - min(caught_up) > INTERVAL / 4, "not all at once"


def _seconds(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()
