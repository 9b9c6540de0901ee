"""The agent in its thread, and what crosses to the GUI thread and back: all real but the screen."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from agent.core import Agent
from agent.messages import (
    AgentFailed,
    ChecksRecorded,
    Command,
    CommandFailed,
    Event,
    GetOverview,
    MonitorSaved,
    Overview,
    SaveMonitor,
)
from agent.model import HttpTarget, Monitor
from desktop.bridge import AgentFactory, AgentThread
from desktop.client import Client
from desktop.garbage import collected_here

LONG = 60_000


class Ear(QObject):
    """Keeps every event, and the threads in which they arrived."""

    def __init__(self, client: Client) -> None:
        super().__init__()
        self.heard: list[Event] = []
        self.threads: set[int] = set()
        client.event.connect(self._hear)

    @Slot(object)
    def _hear(self, event: Event) -> None:
        self.heard.append(event)
        self.threads.add(threading.get_ident())

    def of(self, kind: type) -> list[Event]:
        return [event for event in self.heard if isinstance(event, kind)]


@pytest.fixture
def client() -> Client:
    return Client()


@pytest.fixture
def ear(client: Client) -> Ear:
    return Ear(client)


@pytest.fixture
def host(client: Client, qtbot: QtBot) -> Iterator[Callable[[AgentFactory], AgentThread]]:
    """Makes a thread around an agent, connected with the client; it has ended when the test has."""
    threads: list[AgentThread] = []

    def make(factory: AgentFactory) -> AgentThread:
        thread = AgentThread(factory)
        client.command.connect(thread.post)
        thread.event.connect(client.receive)
        threads.append(thread)
        return thread

    with collected_here():
        yield make
        for thread in threads:
            assert thread.stop(LONG), "the agent did not end"


def real(folder: Path) -> AgentFactory:
    return lambda publish: Agent(folder, publish)


def monitor(name: str, url: str = "http://127.0.0.1:9/") -> Monitor:
    return Monitor(name=name, target=HttpTarget(url=url), interval=60, timeout=5)


def test_commands_and_answers_cross_the_threads(
    client: Client, ear: Ear, host: Callable[[AgentFactory], AgentThread], tmp_path: Path, qtbot: QtBot
) -> None:
    answers: list[Event] = []
    thread = host(real(tmp_path))
    client.ask(lambda request: SaveMonitor(request, monitor("first")), answers.append)  # before there is an agent
    thread.start()
    client.ask(GetOverview, answers.append)
    qtbot.waitUntil(lambda: len(answers) == 2)
    saved, overview = sorted(answers, key=lambda answer: isinstance(answer, Overview))  # reading waits for no writing
    assert isinstance(saved, MonitorSaved)
    assert isinstance(overview, Overview)
    assert saved.view.monitor.name == "first"
    qtbot.waitUntil(lambda: bool(ear.of(ChecksRecorded)))
    assert ear.threads == {threading.get_ident()}


def test_a_refusal_reaches_who_asked(
    client: Client, host: Callable[[AgentFactory], AgentThread], tmp_path: Path, qtbot: QtBot
) -> None:
    host(real(tmp_path)).start()
    refused: list[CommandFailed] = []
    client.ask(lambda request: SaveMonitor(request, monitor("twice")))
    client.ask(lambda request: SaveMonitor(request, monitor("twice")), failed=refused.append)
    qtbot.waitUntil(lambda: len(refused) == 1)
    assert refused[0].errors[0].field == "name"


def test_an_agent_that_cannot_start_is_told(
    client: Client, ear: Ear, host: Callable[[AgentFactory], AgentThread], tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "no folder"
    file.touch()
    host(real(file)).start()
    qtbot.waitUntil(lambda: bool(ear.of(AgentFailed)))
    (failure,) = ear.of(AgentFailed)
    assert isinstance(failure, AgentFailed)
    assert failure.reason
    assert "Traceback" in failure.details


class Dying:
    """An agent's end by a bug, deep in a group of tasks."""

    def __init__(self, publish: Callable[[Event], None]) -> None:
        self._stopped = asyncio.Event()

    def post(self, command: Command) -> None:
        self._stopped.set()

    def stop(self) -> None:
        self._stopped.set()

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._die())

    async def _die(self) -> None:
        await self._stopped.wait()
        raise ZeroDivisionError("a bug")


def test_an_agent_that_dies_is_told_with_the_true_reason(
    client: Client, ear: Ear, host: Callable[[AgentFactory], AgentThread], qtbot: QtBot
) -> None:
    thread = host(Dying)  # type: ignore[arg-type]  # all of an agent that the thread uses
    thread.start()
    client.ask(GetOverview)
    qtbot.waitUntil(lambda: bool(ear.of(AgentFailed)))
    assert ear.of(AgentFailed)[0].reason == "ZeroDivisionError: a bug"  # type: ignore[union-attr]  # an AgentFailed


def test_it_ends_at_any_moment_without_a_word(
    client: Client, ear: Ear, host: Callable[[AgentFactory], AgentThread], tmp_path: Path, qtbot: QtBot
) -> None:
    for wait in (False, True):
        folder = tmp_path / str(wait)
        folder.mkdir()
        thread = host(real(folder))
        with qtbot.waitSignal(thread.finished):
            thread.start()
            if wait:
                qtbot.waitSignal(thread.ready).wait()
            thread.end()
    assert not ear.of(AgentFailed)
