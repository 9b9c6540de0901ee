"""Quiet hours of a real agent over restarts: nothing goes out that is not critical, and nothing is lost."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from agent import clock, messages
from agent.model import AlertEvent, AlertPolicy, QuietHours, Settings, SlackChannel, State
from agent.quiet import DAYS
from tests.agent.channels.servers import slack_server
from tests.agent.servers import http_server
from tests.agent.test_core import QUICK, Asked, running

NIGHT_H = 6


def night() -> QuietHours:
    now = datetime.now(UTC)
    span = f"{now - timedelta(hours=1):%H:%M}-{now + timedelta(hours=NIGHT_H):%H:%M}"
    return QuietHours(zone="UTC", **dict.fromkeys(DAYS, span))


async def told(asked: Asked, monitor: str, event: AlertEvent) -> messages.AlertTold:
    return await asked.until(messages.AlertTold, lambda one: (one.notice.monitor, one.event) == (monitor, event))


async def test_a_night_over_restarts_is_one_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with http_server() as bad, http_server() as back, slack_server() as slack:
        monkeypatch.setenv("OPS_URL", slack.url)  # a secret that every run of the agent can read
        bad.status = back.status = 500
        async with running(tmp_path) as asked:
            await asked.ask(lambda request: messages.SaveSettings(request, Settings(quiet=night())))
            await asked.ask(lambda request: messages.SaveChannel(request, _channel()))
            await asked.save(name="bad", target={"url": bad.url}, **QUICK)
            await asked.save(name="back", target={"url": back.url}, **QUICK)
            opened = await told(asked, "bad", AlertEvent.OPENED)
            assert opened.notice.quiet_until is not None
            assert opened.notice.quiet_until > opened.notice.at
            await told(asked, "back", AlertEvent.OPENED)
        async with running(tmp_path) as asked:  # still night: it ends here, and something critical begins
            back.status = 200
            await told(asked, "back", AlertEvent.CLOSED)
            await asked.save(name="vital", target={"url": bad.url}, alerts=AlertPolicy(critical=True), **QUICK)
            await told(asked, "vital", AlertEvent.OPENED)
            await _sent(asked, "vital")
            assert slack.titles == ["🔴 vital is down"]
        morning = NIGHT_H * 3_600_000 + 60_000
        for place in ("agent.core.now_ms", "agent.watch.now_ms"):
            monkeypatch.setattr(place, lambda: clock.now_ms() + morning)
        async with running(tmp_path) as asked:
            await asked.state(State.DOWN)
            await _sent(asked, "bad")
            await _sent(asked, "back")
            overview = await asked.ask(messages.GetOverview)
            assert overview.status.deliveries_waiting == 0
    assert slack.titles == ["🔴 vital is down", "🔴 1 down, 1 up again"]


def _channel() -> SlackChannel:
    return SlackChannel.model_validate({"name": "ops", "webhook_url": "${env:OPS_URL}", "group_seconds": 0})


async def _sent(asked: Asked, monitor: str) -> None:
    """All that was told of the monitor's newest alert was sent."""

    def sent(event: messages.AlertChanged) -> bool:
        deliveries = event.view.deliveries
        return bool(deliveries) and all(one.notice.monitor == monitor and one.sent_at for one in deliveries)

    await asked.until(messages.AlertChanged, sent)
