"""The agent's whole story while its database cannot be written: ``python -m tests.faults.unwritable FAULT FOLDER``.

``full`` mounts 3 MB over the folder and fills them (so it is run with mounts of its own), ``locked`` has another
process hold the write lock. Prints what came of it as JSON.
"""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from pydantic import SecretStr

from agent import messages
from agent.core import Agent
from agent.model import Monitor, State, WebhookChannel
from agent.store import Store, StoreError, writer
from tests.agent.channels.hooks import HookServer, hook_server
from tests.agent.channels.servers import OK
from tests.agent.servers import HttpServer, http_server
from tests.agent.store.samples import T0, a_check

LOCKER = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.read()
"""


class Fault(Protocol):
    def begin(self) -> None: ...
    def end(self) -> None: ...


class FullDisk:
    def __init__(self, folder: Path) -> None:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", folder], check=True)
        self._filler = folder / "filler"

    def begin(self) -> None:
        with open(self._filler, "wb", buffering=0) as file, suppress(OSError):
            while file.write(bytes(4_096)):
                pass

    def end(self) -> None:
        self._filler.unlink()


class Locked:
    def __init__(self, folder: Path) -> None:
        self._command = [sys.executable, "-c", LOCKER, str(folder / "monitor.db")]

    def begin(self) -> None:
        self._other = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._other.stdout
        assert self._other.stdout.readline() == b"locked\n"

    def end(self) -> None:
        self._other.communicate()


class Ear:
    """Hears what the agent says."""

    def __init__(self) -> None:
        self.said: list[Any] = []
        self._heard = asyncio.Event()

    def __call__(self, event: messages.Event) -> None:
        self.said.append(event)
        self._heard.set()

    async def until(self, true: Callable[[Any], bool], after: int = 0) -> Any:
        async with asyncio.timeout(60):
            while True:
                for event in self.said[after:]:
                    if true(event):
                        return event
                self._heard.clear()
                await self._heard.wait()


def trouble(some: bool) -> Callable[[Any], bool]:
    return lambda event: isinstance(event, messages.AgentStatusChanged) and bool(event.status.trouble) is some


def stands(state: State, *, held: bool) -> Callable[[Any], bool]:
    kind = messages.ChecksHeld if held else messages.ChecksRecorded
    return lambda event: isinstance(event, kind) and any(status.state is state for status in event.statuses)


def alerts_told(hook: HookServer, what: str) -> list[str]:
    return [alert[what] for request in hook.requests for alert in request.json["alerts"]]


async def live(folder: Path, fault: Fault, target: HttpServer, hook: HookServer) -> dict[str, Any]:
    """A monitor goes down and comes back while the store cannot be written, and people hear of both."""
    ear = Ear()
    agent = Agent(folder, ear)
    work = asyncio.create_task(agent.run())
    os.environ["TESTS_HOOK"] = hook.url
    channel = WebhookChannel(name="hook", url=SecretStr("${env:TESTS_HOOK}"), group_seconds=0)
    told = asyncio.Queue[str]()
    hook.answer = lambda request: (told.put_nowait(request.json["alerts"][0]["event"]), OK)[1]
    given = {"name": "api", "target": {"url": target.url}, "interval": 1, "confirm_every": 1, "rule": {"hold": 0}}
    agent.post(messages.SaveChannel(1, channel))
    agent.post(messages.SaveMonitor(2, Monitor.model_validate(given)))
    await ear.until(stands(State.UP, held=False))
    fault.begin()
    begun = len(ear.said)
    said = (await ear.until(trouble(True), begun)).status.trouble
    target.status = 500
    await ear.until(stands(State.DOWN, held=True), begun)
    assert await asyncio.wait_for(told.get(), 60) == "opened"
    view = (await ear.until(lambda event: isinstance(event, messages.AlertChanged), begun)).view
    target.status = 200
    assert await asyncio.wait_for(told.get(), 60) == "closed"
    made = len(target.requests)
    over = len(ear.said)
    fault.end()
    await ear.until(trouble(False), over)
    await ear.until(stands(State.UP, held=False), over)
    agent.post(messages.GetLog(3, 1, None, 500))
    log = await ear.until(lambda event: isinstance(event, messages.Log), over)
    stored = await ear.until(
        lambda event: (
            isinstance(event, messages.AlertChanged)
            and [delivery.state.value for delivery in event.view.deliveries] == ["sent", "sent"]
        ),
        over,
    )
    agent.stop()
    await work
    return {
        "trouble": said,
        "made": made,
        "stored": len(log.checks),
        "ids": alerts_told(hook, "delivery"),
        "stored_ids": [delivery.id for delivery in stored.view.deliveries],
        "history": [transition.move.value for transition in stored.view.history],
        "alert": [view.alert.id, stored.view.alert.id],
        "toasts": [event.event.value for event in ear.said if isinstance(event, messages.AlertTold)],
    }


async def kept(folder: Path, fault: Fault) -> list[int]:
    """Which of 12,000 results are stored that were made while the database could not be written."""
    store = await Store.open(folder)
    fault.begin()
    waiting = [asyncio.ensure_future(store.record(a_check(77, T0 + number))) for number in range(12_000)]
    surplus = len(waiting) - writer.RESULTS_KEPT
    lost = await asyncio.wait_for(asyncio.gather(*waiting[:surplus], return_exceptions=True), 60)
    assert all(isinstance(error, StoreError) for error in lost)
    fault.end()
    await asyncio.wait_for(asyncio.gather(*waiting[surplus:]), 60)
    found = [beat.at - T0 for beat in await store.beats(77, 20_000)]
    await store.close()
    return found


async def main(kind: str, folder: Path) -> None:
    fault = FullDisk(folder) if kind == "full" else Locked(folder)
    async with http_server() as target, hook_server() as hook:
        result = await live(folder, fault, target, hook)
    found = await kept(folder, fault)
    result["newest_kept"] = found == list(range(2_000, 12_000))
    print(json.dumps(result))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2])))
