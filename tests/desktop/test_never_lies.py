"""The window never lies: with the real agent in its real thread, whose checks stop coming or which dies."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from agent.core import Agent
from agent.messages import ChecksRecorded, Event, GetOverview, SaveMonitor
from agent.model import HttpTarget, Monitor, State
from desktop.bridge import AgentThread
from desktop.client import Client
from desktop.garbage import collected_here
from desktop.liveness import Liveness
from desktop.theme import Theme
from desktop.window import MainWindow

LONG = 60_000


class Fragile(Agent):
    """The agent itself, and two faults of its loop."""

    def stall(self, until: threading.Event) -> None:
        """Nothing goes on in the agent's thread, as if a call in it never returned."""
        assert self._loop is not None
        self._loop.call_soon_threadsafe(until.wait, LONG / 1_000)

    def die(self) -> None:
        """One of its tasks ends by a bug."""
        assert self._loop is not None
        self._loop.call_soon_threadsafe(lambda: self._spawn(self._bug()))

    async def _bug(self) -> None:
        await asyncio.sleep(0)
        raise ZeroDivisionError("a bug")


class Stage:
    """A window on a real agent that checks one monitor each second; nobody listens there, which is a result too."""

    def __init__(self, window: MainWindow, client: Client) -> None:
        self.window = window
        self.client = client
        self.ahead = 0.0
        self.checks = 0
        self.agents: list[Fragile] = []
        client.event.connect(self.hear)

    def hear(self, event: Event) -> None:
        self.checks += isinstance(event, ChecksRecorded)

    def messages(self) -> dict[str, str]:
        return self.window.notices.banners.messages()


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot, one_theme: Theme, settings: QSettings) -> Iterator[Stage]:
    client = Client()
    window = MainWindow(client, one_theme, settings)
    stage = Stage(window, client)

    def agent(publish: Callable[[Event], None]) -> Agent:
        stage.agents.append(Fragile(tmp_path / "data", publish))
        return stage.agents[-1]

    thread = AgentThread(agent)
    client.command.connect(thread.post)
    thread.event.connect(client.receive)
    with collected_here():
        thread.start()
        client.ask(GetOverview)
        monitor = Monitor(name="api", target=HttpTarget(url="http://127.0.0.1:9/"), interval=1, timeout=1)
        client.ask(lambda request: SaveMonitor(request, monitor))
        qtbot.waitUntil(lambda: stage.checks > 0)
        yield stage
        thread.stop(LONG)
    window.quitting = True
    window.close()
    window.deleteLater()


def test_an_agent_whose_checks_stop_coming_is_said_until_they_come_again(stage: Stage, qtbot: QtBot) -> None:
    now = 1_000.0
    liveness = Liveness(stage.client, stage.window.model, lambda: now, stage.window)
    liveness.stalled.connect(stage.window.notices.show_stall)
    liveness.look()
    assert stage.messages() == {}
    go_on = threading.Event()
    stage.agents[0].stall(go_on)
    try:
        qtbot.waitUntil(lambda: _quiet(stage, qtbot))
        now += 31
        liveness.look()
        assert stage.messages()["stall"].startswith("No check has finished for 31 s")
    finally:
        go_on.set()
    qtbot.waitUntil(lambda: "stall" not in stage.messages())
    now += 31
    liveness.look()
    assert "stall" in stage.messages(), "each silence anew"


def _quiet(stage: Stage, qtbot: QtBot) -> bool:
    """Whether what was on its way from the agent has arrived."""
    before = stage.checks
    qtbot.wait(300)
    return stage.checks == before


def test_an_agent_that_dies_is_said_for_good(stage: Stage, qtbot: QtBot) -> None:
    stage.agents[0].die()
    qtbot.waitUntil(lambda: "agent" in stage.messages())
    assert stage.messages()["agent"].startswith("Nothing is checked any more: ZeroDivisionError: a bug")
    assert "not checking" in stage.window.status.shown()
    assert all(view.status.state is not State.UP for view in stage.window.model.views())
