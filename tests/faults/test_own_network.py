"""This machine's network goes down and comes back: a real agent in a network namespace of its own, whose only link is
taken away."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults.test_probes_offline import without_network

ROOT = Path(__file__).parents[2]
STORY = """
import asyncio, json, subprocess, sys
from pathlib import Path
from agent import messages
from agent.core import Agent
from agent.model import Monitor, Outcome, State

AWAY = "8.8.4.7"  # as public as any; nothing leaves the namespace

def link(*commands):
    for command in commands:
        subprocess.run(["ip", *command.split()], check=True)

def connect():
    link("link add out0 type veth peer name out1", f"addr add {AWAY}/24 dev out0", "link set out0 up",
         "link set out1 up", "route add default dev out0")

class Ear:
    def __init__(self):
        self.said, self.heard = [], asyncio.Event()
    def __call__(self, event):
        self.said.append(event)
        self.heard.set()
    async def until(self, true):
        start = len(self.said)
        async with asyncio.timeout(60):
            while True:
                for event in self.said[start:]:
                    if true(event):
                        return event
                self.heard.clear()
                await self.heard.wait()

async def serve(reader, writer):
    await reader.readuntil(b"\\r\\n\\r\\n")
    writer.write(b"HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\nConnection: close\\r\\n\\r\\n")
    await writer.drain()
    writer.close()

def stands(name, state):
    key = {"near": 1, "away": 2}[name]
    def true(event):
        statuses = event.statuses if isinstance(event, messages.ChecksRecorded) else ()
        return any(s.monitor == key and s.state is state for s in statuses)
    return true

def online(is_so):
    return lambda event: isinstance(event, messages.AgentStatusChanged) and event.status.online is is_so

async def main(folder):
    link("link set lo up")
    connect()
    server = await asyncio.start_server(serve, "0.0.0.0", 0)
    port = server.sockets[0].getsockname()[1]
    ear = Ear()
    agent = Agent(folder, ear)
    work = asyncio.create_task(agent.run())
    for number, (name, host) in enumerate({"near": "127.0.0.1", "away": AWAY}.items(), 1):
        monitor = Monitor.model_validate({"name": name, "target": {"url": f"http://{host}:{port}/"}, "interval": 1,
                                          "timeout": 5, "rule": {"hold": 0}})
        agent.post(messages.SaveMonitor(number, monitor))
        await ear.until(stands(name, State.UP))
    agent.post(messages.NetworkChanged(False))  # the system is wrong, as who is away shows
    for _ in range(4):  # more than a second of the agent's own looks
        await ear.until(stands("away", State.UP))
    agent.post(messages.GetOverview(3))
    wrong = await ear.until(lambda event: isinstance(event, messages.Overview))
    down = asyncio.create_task(ear.until(online(False)))
    await asyncio.sleep(0)
    link("link del out0")
    await down
    for _ in range(6):  # more than any rule needs
        await ear.until(stands("away", State.UNKNOWN))
    await ear.until(stands("near", State.UP))
    back = asyncio.create_task(ear.until(online(True)))
    again = asyncio.create_task(ear.until(stands("away", State.UP)))
    await asyncio.sleep(0)
    connect()
    await back
    await again
    agent.post(messages.GetOverview(4))
    overview = await ear.until(lambda event: isinstance(event, messages.Overview))
    agent.post(messages.GetLog(5, 2, None, 500))
    log = await ear.until(lambda event: isinstance(event, messages.Log))
    agent.stop()
    await work
    server.close()
    print(json.dumps({
        "believed_wrongly": not wrong.status.online,
        "alerts": len(overview.alerts),
        "told": sum(isinstance(event, messages.AlertTold) for event in ear.said),
        "uptime": {v.monitor.name: v.status.uptime_24h.ratio for v in overview.monitors},
        "down_ms": [v.status.uptime_24h.down_ms for v in overview.monitors],
        "outcomes": sorted({check.outcome.value for check in log.checks}),
        "causes": sorted({check.cause.value for check in log.checks if check.cause}),
    }))

asyncio.run(main(Path(sys.argv[1])))
"""


@pytest.mark.skipif(not without_network() or not shutil.which("ip"), reason="no network namespace can be made here")
def test_the_link_goes_down_and_comes_back(tmp_path: Path) -> None:
    command = [*without_network(), sys.executable, "-c", STORY, str(tmp_path)]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=300)
    assert ended.returncode == 0, ended.stderr
    found: dict[str, Any] = json.loads(ended.stdout)
    assert found == {
        "believed_wrongly": False,
        "alerts": 0,
        "told": 0,
        "uptime": {"near": 1.0, "away": 1.0},
        "down_ms": [0, 0],
        "outcomes": ["UNKNOWN", "UP"],
        "causes": ["offline"],
    }
