"""A program for the tests: the real agent under a wall clock of ours, which is set while it runs.

``python -m tests.faults.moved_clock FOLDER START JUMP``: the clock begins at START (seconds since 1970, 0: the true
time) and is moved by JUMP seconds once all monitors were checked twice. Prints as JSON the moments (monotonic) of the
jump and of each request by monitor, and what the agent told.
"""

import asyncio
import datetime
import json
import sys
import time
from collections import defaultdict
from pathlib import Path

MONITORS = 8
INTERVAL = 3
ROUNDS = 4
"""So often every monitor is checked after the jump."""

_time, _time_ns = time.time, time.time_ns
_ahead = 0.0


class Moved(datetime.datetime):
    """APScheduler's clock."""

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> "Moved":
        return cls.fromtimestamp(time.time(), tz)


def move(seconds: float) -> None:
    global _ahead
    _ahead += seconds


async def main(folder: Path, start: float, jump: float) -> None:
    from agent import messages
    from agent.core import Agent
    from agent.model import Monitor

    asked: dict[str, list[float]] = defaultdict(list)
    heard = asyncio.Event()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path = (await reader.readuntil(b"\r\n\r\n")).split()[1].decode()
        asked[path].append(time.monotonic())
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()
        heard.set()

    async def until(since: float, times: int) -> None:
        async with asyncio.timeout(60):
            while sum(sum(at > since for at in found) >= times for found in asked.values()) < MONITORS:
                heard.clear()
                await heard.wait()

    said: list[messages.Event] = []
    if start:
        move(start - _time())
    before = time.localtime(time.time()).tm_gmtoff
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    agent = Agent(folder, said.append)
    work = asyncio.create_task(agent.run())
    for number in range(1, MONITORS + 1):
        target = {"url": f"http://127.0.0.1:{port}/{number}"}
        monitor = {"name": f"m{number}", "target": target, "interval": INTERVAL, "timeout": INTERVAL}
        agent.post(messages.SaveMonitor(number, Monitor.model_validate(monitor)))
    await until(0, 3)
    moved_at = time.monotonic()
    move(jump)
    await until(moved_at, ROUNDS)
    agent.stop()
    await work
    server.close()
    told = sum(isinstance(event, messages.AlertTold) for event in said)
    result = {
        "moved_at": moved_at,
        "asked": asked,
        "told": told,
        "offsets": [before, time.localtime(time.time()).tm_gmtoff],
    }
    print(json.dumps(result))


if __name__ == "__main__":
    time.time = lambda: _time() + _ahead
    time.time_ns = lambda: _time_ns() + round(_ahead * 1e9)
    datetime.datetime = Moved  # type: ignore[misc]  # before anything that keeps the class is imported
    asyncio.run(main(Path(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3])))
