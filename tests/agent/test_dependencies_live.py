"""Dependencies and guards in a real agent: over real servers and a real data folder."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from agent import messages
from agent.lifecycle import Move
from agent.model import AlertEvent, Cause, Monitor, Outcome, State
from tests.agent.servers import HttpServer, http_server
from tests.agent.test_core import QUICK, Asked, running

DAILY = {"interval": 86_400}
ONCE = {"interval": 1, "rule": {"failures": 1, "window": 1, "hold": 0}}


@pytest.fixture
async def gateway() -> AsyncIterator[HttpServer]:
    async with http_server() as state:
        yield state


@pytest.fixture
async def server() -> AsyncIterator[HttpServer]:
    async with http_server() as state:
        yield state


async def standing(asked: Asked, of: Monitor, after: int = 0, **wanted: Any) -> messages.MonitorStatus:
    def found(event: messages.ChecksRecorded | messages.StatusChanged) -> list[messages.MonitorStatus]:
        fits = (s for s in event.statuses if s.monitor == of.id)
        return [s for s in fits if all(getattr(s, name) == value for name, value in wanted.items())]

    kinds: Any = (messages.ChecksRecorded, messages.StatusChanged)
    return found(await asked.until(kinds, lambda event: bool(found(event)), after))[-1]


def told(asked: Asked) -> list[tuple[str, AlertEvent]]:
    return [(one.notice.monitor, one.event) for one in asked.said if isinstance(one, messages.AlertTold)]


async def test_a_child_is_held_back_over_a_restart_and_told_when_its_parent_is_up_again(
    tmp_path: Path, gateway: HttpServer, server: HttpServer
) -> None:
    async with running(tmp_path) as asked:
        await asked.save(name="gateway", target={"url": gateway.url}, **ONCE)
        child = await asked.save(name="billing", target={"url": server.url}, depends_on=["gateway"], **QUICK)
        await standing(asked, child, state=State.UP)
        gateway.status = server.status = 503
        down = await standing(asked, child, state=State.DOWN)
        assert down.held_by == "gateway"
        event = await asked.until(messages.AlertChanged, lambda one: one.view.monitor_name == "billing")
        assert event.view.alert.held_by == "gateway"
        assert [one.move for one in event.view.history] == [Move.OPENED, Move.HELD]
        assert event.view.history[1].why == "gateway is down"
        assert told(asked) == [("gateway", AlertEvent.OPENED)]
    async with running(tmp_path) as asked:
        await standing(asked, child, held_by="gateway")
        gateway.status = 200
        opened = await asked.until(messages.AlertTold, lambda one: one.notice.monitor == "billing")
        assert opened.event is AlertEvent.OPENED
        assert opened.alert == event.view.alert.id
        assert told(asked)[0] == ("gateway", AlertEvent.CLOSED)
        server.status = 200
        await asked.until(
            messages.AlertTold, lambda one: one.notice.monitor == "billing" and one.event is AlertEvent.CLOSED
        )


async def test_a_child_that_recovers_with_its_parent_is_told_of_never(
    tmp_path: Path, gateway: HttpServer, server: HttpServer
) -> None:
    async with running(tmp_path) as asked:
        await asked.save(name="gateway", target={"url": gateway.url}, **ONCE)
        child = await asked.save(name="billing", target={"url": server.url}, depends_on=["gateway"], **QUICK)
        gateway.status = server.status = 503
        await standing(asked, child, state=State.DOWN)
        mark = len(asked.said)
        gateway.status = server.status = 200
        await standing(asked, child, mark, state=State.UP, held_by="")
        await asked.until(messages.AlertTold, lambda one: one.event is AlertEvent.CLOSED)
        assert {name for name, _ in told(asked)} == {"gateway"}


async def test_a_failure_has_its_parent_checked_before_it_is_judged(
    tmp_path: Path, gateway: HttpServer, server: HttpServer
) -> None:
    """The parent is checked once a day, and known to be up: without the look the child would alert."""
    async with running(tmp_path) as asked:
        parent = await asked.save(name="gateway", target={"url": gateway.url}, **DAILY, confirm_every=3_600)
        await standing(asked, parent, state=State.UP)
        gateway.status = server.status = 503
        child = await asked.save(name="billing", target={"url": server.url}, depends_on=["gateway"], **ONCE)
        await standing(asked, child, state=State.DOWN, held_by="gateway")
        assert told(asked) == []


async def test_without_its_guard_nothing_is_known_asked_or_told(
    tmp_path: Path, gateway: HttpServer, server: HttpServer
) -> None:
    async with running(tmp_path) as asked:
        vpn = await asked.save(name="vpn", target={"url": gateway.url}, **DAILY, confirm_every=3_600)
        await standing(asked, vpn, state=State.UP)
        child = await asked.save(name="intranet", target={"url": server.url}, guard="vpn", **ONCE)
        await standing(asked, child, state=State.UP)
        gateway.status = server.status = 503
        unknown = await standing(asked, child, state=State.UNKNOWN)
        assert unknown.last is not None
        assert (unknown.last.outcome, unknown.last.cause) == (Outcome.UNKNOWN, Cause.OFFLINE)
        assert unknown.last.message == "Cannot be told: the guard vpn is down."
        asked_for = len(server.heads)
        mark = len(asked.said)
        await standing(asked, child, mark, state=State.UNKNOWN)
        assert len(server.heads) == asked_for  # the request is not even made
        assert told(asked) == []
        log = await asked.ask(lambda request: messages.GetLog(request, child.id, None, 100))
        assert Outcome.DOWN not in {check.outcome for check in log.checks}
        mark = len(asked.said)
        gateway.status = server.status = 200
        asked.agent.post(messages.CheckNow((vpn.id,)))
        await standing(asked, child, mark, state=State.UP)


async def test_names_are_carried_deleted_parents_come_back_and_circles_are_refused(
    tmp_path: Path, server: HttpServer
) -> None:
    async with running(tmp_path) as asked:
        url = {"url": server.url}
        parent = await asked.save(name="gateway", target=url, **DAILY)
        child = await asked.save(name="billing", target=url, depends_on=["gateway"], guard="gateway", **DAILY)
        mark = len(asked.said)
        await asked.save(id=parent.id, name="edge", target=url, **DAILY)
        saved = await asked.until(messages.MonitorSaved, lambda one: one.view.monitor.id == child.id, mark)
        assert (saved.view.monitor.depends_on, saved.view.monitor.guard) == (("edge",), "edge")
        for fields, field, said in (
            ({"id": parent.id, "name": "edge", "depends_on": ["billing"]}, "depends_on", "edge → billing → edge"),
            ({"id": parent.id, "name": "edge", "guard": "billing"}, "guard", "edge → billing → edge"),
            ({"name": "new", "depends_on": ["nowhere"]}, "depends_on", "expected the name of a monitor, got 'nowhere'"),
        ):
            wrong = Monitor.model_validate({**fields, "target": url})
            failed = await asked.ask(lambda request, wrong=wrong: messages.SaveMonitor(request, wrong))
            assert isinstance(failed, messages.CommandFailed)
            assert [error.field for error in failed.errors] == [field]
            assert said in failed.message
        await asked.ask(lambda request: messages.DeleteMonitors(request, (parent.id,)))
        again = await asked.save(**{**saved.view.monitor.model_dump(), "interval": 3_600})  # while it can come back
        assert again.depends_on == ("edge",)
        await asked.ask(lambda request: messages.RestoreMonitors(request, (parent.id,)))
        overview = await asked.ask(messages.GetOverview)
        assert {view.monitor.depends_on for view in overview.monitors} == {(), ("edge",)}
        await asked.ask(lambda request: messages.DeleteMonitors(request, (parent.id,)))
    async with running(tmp_path) as asked:  # gone for good
        saved = await asked.until(messages.MonitorSaved)
        assert (saved.view.monitor.depends_on, saved.view.monitor.guard) == ((), None)
