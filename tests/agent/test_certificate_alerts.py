"""Certificate alerts of a whole agent: a real server whose certificate ends, is told, survives restarts, is renewed."""

import ssl
from pathlib import Path
from typing import Any

import pytest

from agent import messages
from agent.model import AlertEvent, AlertKind, Cause, DeliveryState, SlackChannel, State
from tests.agent.probes.authorities import Authority, in_days
from tests.agent.probes.servers import response, serve
from tests.agent.servers import http_server
from tests.agent.test_core import Asked, running

QUICK = {"interval": 1, "confirm_every": 1, "timeout": 5, "rule": {"hold": 0}}


def target(server: Any, root: Authority, folder: Path, **more: Any) -> dict[str, Any]:
    return {"url": server.url(), "ca_file": root.write(folder / "ca.pem"), **more}


async def checked(asked: Asked) -> messages.MonitorStatus:
    """The status after a check that was made from now on."""
    event = await asked.until(messages.ChecksRecorded, after=len(asked.said))
    return event.statuses[0]


async def test_told_once_over_restarts_again_at_the_next_stage_and_when_renewed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, data = Authority.root("Root Authority"), tmp_path / "data"
    data.mkdir()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    _use(context, root, tmp_path, days=5)
    async with http_server() as slack, serve(response(), tls=context) as server:
        monkeypatch.setenv("OPS_HOOK", f"{slack.url}/hook")  # a keychain would outlive a restart, but is not here
        async with running(data) as asked:
            channel = SlackChannel.model_validate({"name": "ops", "webhook_url": "${env:OPS_HOOK}"})
            await asked.ask(lambda request: messages.SaveChannel(request, channel))
            monitor = await asked.save(name="api", target=target(server, root, tmp_path), **QUICK)
            told = await asked.until(messages.AlertTold)
            assert (told.event, told.notice.kind, told.notice.cause) == (
                AlertEvent.OPENED,
                AlertKind.CERTIFICATE,
                Cause.EXPIRY,
            )
            status = await checked(asked)
            assert status.state is State.UP, "it makes no monitor down or slow"
            assert [one.issuer for one in status.certificates] == ["Root Authority", "Root Authority"]
            await asked.until(
                messages.AlertChanged, lambda event: [d.state for d in event.view.deliveries] == [DeliveryState.SENT]
            )
        for _ in range(2):
            async with running(data) as asked:
                status = (await asked.ask(messages.GetOverview)).monitors[0].status
                assert [one.subject for one in status.certificates] == ["The API", "Root Authority"]
                await checked(asked)
                assert not [event for event in asked.said if isinstance(event, messages.AlertTold)]
        async with running(data) as asked:
            days = {"target": monitor.target.model_copy(update={"certificate_days": (14, 6, 5)}), "id": monitor.id}
            later = monitor.model_copy(update=days)  # a stage nearer, without waiting for days
            await asked.ask(lambda request: messages.SaveMonitor(request, later))
            told = await asked.until(messages.AlertTold)
            assert told.event is AlertEvent.EXPIRING
            await slack.received(2)
            _use(context, root, tmp_path, days=90)
            closed = await asked.until(messages.AlertTold, lambda told: told.event is AlertEvent.CLOSED)
            assert closed.alert == told.alert
            await slack.received(3)
            alerts = (await asked.ask(messages.GetOverview)).alerts
            assert [view.alert.is_open for view in alerts] == [False]
            assert [delivery.event.value for delivery in alerts[0].deliveries] == ["opened", "expiring", "closed"]
    bodies = [body.decode() for _, body in slack.requests]
    assert ["expires in 5 days" in body for body in bodies] == [True, True, False]
    assert "has a good certificate again" in bodies[2]


async def test_an_expired_certificate_is_one_alert_not_two(tmp_path: Path) -> None:
    root, data = Authority.root("Root Authority"), tmp_path / "data"
    data.mkdir()
    async with serve(response(), tls=root.server(tmp_path, in_days(-1))) as server, running(data) as asked:
        await asked.save(name="api", target=target(server, root, tmp_path), **QUICK)
        told = await asked.until(messages.AlertTold)
        assert (told.notice.kind, told.notice.cause) == (AlertKind.DOWN, Cause.TLS)
        assert "has expired on" in told.notice.message
        status = await checked(asked)
        assert status.certificates[0].issuer == "Root Authority"
        assert {event.notice.kind for event in asked.said if isinstance(event, messages.AlertTold)} == {AlertKind.DOWN}


async def test_without_verification_the_end_itself_is_told(tmp_path: Path) -> None:
    root, data = Authority.root("Root Authority"), tmp_path / "data"
    data.mkdir()
    async with serve(response(), tls=root.server(tmp_path, in_days(-1))) as server, running(data) as asked:
        await asked.save(name="api", target={"url": server.url(), "verify_tls": False}, **QUICK)
        told = await asked.until(messages.AlertTold)
        assert (told.notice.kind, (await asked.state(State.UP)).state) == (AlertKind.CERTIFICATE, State.UP)
        alert = await asked.until(messages.AlertChanged)
        deleted = await asked.ask(lambda request: messages.DeleteAlerts(request, (alert.view.alert.id,)))
        assert deleted.ids == (), "what is open stays"
        await asked.ask(lambda request: messages.AcknowledgeAlerts(request, (alert.view.alert.id,)))
        await checked(asked)
        assert len([event for event in asked.said if isinstance(event, messages.AlertTold)]) == 1


def _use(context: ssl.SSLContext, root: Authority, folder: Path, days: float) -> None:
    """Have the running server show another certificate."""
    root.server(folder, in_days(days))
    context.load_cert_chain(folder / "server.pem")
