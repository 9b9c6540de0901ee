"""The demo: everything of the program alive at once, and nothing of it left afterwards."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path
from typing import TypeVar

import pytest

from agent.asserting.evaluate import evaluate
from agent.asserting.facts import Facts, Question
from agent.core import Agent
from agent.demo import demo_agent
from agent.demo.answers import answer
from agent.demo.api import LocalApi
from agent.demo.scene import parts
from agent.folder import hold, prepare
from agent.messages import (
    AlertChanged,
    AlertTold,
    ChecksRecorded,
    Event,
    Evidence,
    GetEvidence,
    GetHistory,
    GetOverview,
    History,
    Overview,
)
from agent.model import AlertKind, Cause, DeliveryState, Outcome, State

DAY = 86_400_000
E = TypeVar("E")


class Screen:
    """Hears what the agent publishes, as the window would."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._more = asyncio.Event()

    def __call__(self, event: Event) -> None:
        self.events.append(event)
        self._more.set()

    async def wait_for(self, kind: type[E], number: int = 1) -> E:
        """The ``number``-th event of this kind."""
        async with asyncio.timeout(90):
            while len(found := [event for event in self.events if isinstance(event, kind)]) < number:
                self._more.clear()
                await self._more.wait()
        return found[number - 1]


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, for this test alone."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def left(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


@asynccontextmanager
async def running(screen: Screen) -> AsyncIterator[Agent]:
    agent = demo_agent(screen)
    task = asyncio.create_task(agent.run())
    try:
        yield agent
    finally:
        agent.stop()
        await task


async def test_everything_is_alive_and_nothing_is_left(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agent.demo.api.OUTAGE", (0.0, 3_600.0, 3_600.0))
    screen = Screen()
    async with running(screen) as agent:
        agent.post(GetOverview(1))
        overview = await screen.wait_for(Overview)
        assert len(left(temporary)) == 1

        monitors = {view.monitor.name: view for view in overview.monitors}
        assert len(monitors) >= 10
        assert {view.status.state for view in overview.monitors} >= {State.UP, State.DOWN, State.PAUSED}
        assert {"prod", "staging"} <= {tag for view in overview.monitors for tag in view.monitor.tags}
        assert all(len(view.beats) == 40 for view in overview.monitors)
        assert all(1 <= view.monitor.interval <= 5 for view in overview.monitors)

        past = [view for view in overview.alerts if not view.alert.is_open]
        assert {view.alert.kind for view in past} == {AlertKind.DOWN, AlertKind.SLOW}
        assert {view.alert.cause for view in past} >= {Cause.TIMEOUT, Cause.CONNECTION, Cause.LATENCY}
        assert {delivery.state for view in overview.alerts for delivery in view.deliveries} == {DeliveryState.SENT}

        now = overview.monitors[0].beats[-1].at
        agent.post(GetHistory(2, monitors["Orders"].monitor.id, now - 21 * DAY, now, 500))
        history = await screen.wait_for(History)
        assert len(history.points) > 200
        assert 0.9 < (history.figures.uptime.ratio or 0) < 1
        assert 0.4 < history.figures.uptime.coverage < 0.95  # the machine slept at night

        live: dict[str, set[Outcome]] = {}
        expires: int | None = None
        opened: AlertChanged | None = None
        names = {view.monitor.id: name for name, view in monitors.items()}
        async with asyncio.timeout(90):
            number = 0
            while opened is None or expires is None or len(live) < len(monitors) - 1:
                number += 1
                recorded = await screen.wait_for(ChecksRecorded, number)
                for status in recorded.statuses:
                    assert status.last is not None
                    live.setdefault(names[status.monitor], set()).add(status.last.outcome)
                    expires = expires or status.last.certificate_expires_at
                changes = [event for event in screen.events if isinstance(event, AlertChanged)]
                opened = next(
                    (
                        event
                        for event in changes
                        if event.view.monitor_name == "Orders"
                        and [delivery.state for delivery in event.view.deliveries] == [DeliveryState.SENT]
                    ),
                    None,
                )
        assert live["Checkout"] == {Outcome.UP}
        assert live["Invoices v1"] == live["Orders"] == {Outcome.DOWN}
        assert 4 * DAY < expires - now < 6 * DAY
        agent.post(GetEvidence(3, monitors["Orders"].monitor.id, opened.view.alert.id))
        gone = next(view.alert for view in overview.alerts if view.monitor_name == "Invoices v1")
        agent.post(GetEvidence(4, gone.monitor, gone.id))
        changed = [[d.place for d in (await screen.wait_for(Evidence, number)).differences] for number in (1, 2)]
        assert {"", "retry-after", "$.status", "$.checks.database.primary"} <= set(changed[0])
        assert {"$.error", "$.successor", "$.status"} <= set(changed[1])
        told = [event.notice for event in screen.events if isinstance(event, AlertTold)]
        warnings = [notice for notice in told if notice.kind is AlertKind.CERTIFICATE]
        assert [(notice.monitor, notice.certificate_expires_at) for notice in warnings] == [("Payments", expires)]
    assert left(temporary) == []


async def test_a_demo_that_is_stopped_before_it_began_ends_and_leaves_nothing(temporary: Path) -> None:
    agent = demo_agent(Screen())
    agent.stop()
    await agent.run()
    assert left(temporary) == []


async def test_a_demo_that_breaks_leaves_nothing(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(folder: Path, api: LocalApi, wanted: Callable[[], bool]) -> None:
        assert left(folder)
        assert wanted()
        raise OSError("no space left on device")

    monkeypatch.setattr("agent.demo.agent.fill", broken)
    with pytest.raises(OSError, match="no space left"):
        await demo_agent(Screen()).run()
    assert left(temporary) == []


async def test_a_demo_that_is_cancelled_leaves_nothing(temporary: Path) -> None:
    screen = Screen()
    agent = demo_agent(screen)
    agent.post(GetOverview(1))
    task = asyncio.create_task(agent.run())
    await screen.wait_for(Overview)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert left(temporary) == []


async def test_what_killed_demos_left_is_removed_but_not_what_runs(temporary: Path) -> None:
    killed, alive = temporary / "api-monitor-demo-data-killed", temporary / "api-monitor-demo-data-alive"
    prepare(killed)
    prepare(alive)
    (killed / "monitor.db").write_bytes(b"left")
    agent = demo_agent(Screen())
    agent.stop()
    with hold(alive):
        await agent.run()
    assert left(temporary) == [alive.name]


async def test_the_warehouse_is_not_always_as_asserted(temporary: Path) -> None:
    async with LocalApi(temporary) as api:
        warehouse = next(part.monitor for part in parts(api) if part.monitor.target.assertions)
    asserted = [Question(a.subject, a.property, a.comparison, a.expected) for a in warehouse.target.assertions]
    met = set()
    for at in range(0, 150_000, 1_000):
        headers, body = answer("/warehouse/sync", HTTPStatus.OK, at, "id")
        facts = Facts(200, tuple(headers.items()), body)
        met.add(tuple(evaluate(question, facts).passed for question in asserted))
    assert met == {(True, True, True, True), (True, True, False, True), (True, True, False, False)}
