"""Restarts and acknowledgements are safe: a real agent over one data folder, a real server, and what Slack gets."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from agent import messages
from agent.clock import now_ms
from agent.model import AlertEvent, DeliveryState, Settings, SlackChannel, State, TagPolicy
from tests.agent.servers import HttpServer, http_server
from tests.agent.test_core import QUICK, Asked, running


@pytest.fixture
async def slack(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[HttpServer]:
    """Slack, whose address comes from the environment: it is known after a restart without a keychain too."""
    async with http_server() as server:
        monkeypatch.setenv("OPS_WEBHOOK", f"{server.url}/hook")
        yield server


async def watched(asked: Asked, server: HttpServer) -> None:
    """A monitor that Slack hears of, with a reminder every 20 minutes."""
    channel = SlackChannel.model_validate({"name": "ops", "webhook_url": "${env:OPS_WEBHOOK}", "group_seconds": 0})
    await asked.ask(lambda request: messages.SaveChannel(request, channel))
    policy = TagPolicy(name="prod", remind_every=20)
    await asked.ask(lambda request: messages.SaveSettings(request, Settings(tags=(policy,))))
    await asked.save(name="api", target={"url": server.url}, tags=["prod"], **QUICK)


async def delivered(asked: Asked, event: AlertEvent) -> messages.AlertView:
    """The alert, once everything of it is sent and ``event`` is among that."""

    def true(changed: messages.AlertChanged) -> bool:
        deliveries = changed.view.deliveries
        return any(d.event is event for d in deliveries) and all(d.state is DeliveryState.SENT for d in deliveries)

    return (await asked.until(messages.AlertChanged, true)).view


async def test_three_restarts_while_down_send_nothing_and_a_recovery_meanwhile_is_one_message(
    tmp_path: Path, slack: HttpServer
) -> None:
    async with http_server() as server:
        server.status = 503
        async with running(tmp_path) as asked:
            await watched(asked, server)
            await delivered(asked, AlertEvent.OPENED)
        for _ in range(3):
            async with running(tmp_path) as asked:
                await asked.state(State.DOWN)  # checked again
                assert not [event for event in asked.said if isinstance(event, messages.AlertTold)]
        assert ["is down" in body.decode() for _, body in slack.requests] == [True]
        server.status = 200  # while the program is closed
        async with running(tmp_path) as asked:
            view = await delivered(asked, AlertEvent.CLOSED)
        async with running(tmp_path) as asked:
            await asked.state(State.UP)
        assert [delivery.event for delivery in view.deliveries] == [AlertEvent.OPENED, AlertEvent.CLOSED]
        assert ["is down" in body.decode() for _, body in slack.requests] == [True, False]


async def test_what_is_acknowledged_reminds_nobody_also_after_a_restart_but_its_recovery_is_told(
    tmp_path: Path, slack: HttpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    minutes = 0
    for place in ("watch", "core"):  # the alerts' clock, and the outbox's
        monkeypatch.setattr(f"agent.{place}.now_ms", lambda: now_ms() + minutes * 60_000)
    async with http_server() as server:
        server.status = 503
        async with running(tmp_path) as asked:
            await watched(asked, server)
            await delivered(asked, AlertEvent.OPENED)
            minutes = 20
            reminded = await delivered(asked, AlertEvent.REMINDER)  # it does remind until somebody takes it on
            await asked.ask(lambda request: messages.AcknowledgeAlerts(request, (reminded.alert.id,), "on it"))
            minutes = 120
            for _ in range(3):
                await asked.state(State.DOWN, after=len(asked.said))
        async with running(tmp_path) as asked:
            for _ in range(3):
                await asked.state(State.DOWN, after=len(asked.said))
            server.status = 200
            view = await delivered(asked, AlertEvent.CLOSED)
        told = [AlertEvent.OPENED, AlertEvent.REMINDER, AlertEvent.CLOSED]
        assert sorted(delivery.event for delivery in view.deliveries) == sorted(told)
        assert len(slack.requests) == len(told)
