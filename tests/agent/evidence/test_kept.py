"""Which exchanges are kept, seen from outside: a real agent, a real server, a real data folder."""

import asyncio
import json
import ssl
from base64 import b64encode
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import trustme

from agent import messages
from agent.evidence import KeptExchange
from agent.model import AlertEvent, Monitor, Outcome, State
from tests.agent.servers import HttpServer, http_server
from tests.agent.test_core import QUICK, Asked, running


@pytest.fixture
async def server() -> AsyncIterator[HttpServer]:
    async with http_server() as state:
        yield state


async def evidence(asked: Asked, monitor: Monitor, alert: int | None = None) -> messages.Evidence:
    return await asked.ask(lambda request: messages.GetEvidence(request, monitor.id, alert))  # type: ignore[no-any-return]


async def failures(asked: Asked, server: HttpServer, count: int) -> None:
    """Let the monitor fail ``count`` times, each answer with its number."""
    for number in range(count):
        server.status, server.body = 503, json.dumps({"failure": number + 1}).encode()
        after = len(asked.said)
        await asked.until(
            messages.ChecksRecorded, lambda e: any(s.last and s.last.outcome is Outcome.DOWN for s in e.statuses), after
        )


def body(exchange: KeptExchange | None) -> str:
    assert exchange is not None
    assert exchange.answer is not None
    return exchange.answer.body


def number(exchange: KeptExchange | None) -> Any:
    return json.loads(body(exchange))["failure"]


async def test_an_alert_keeps_the_exchange_that_began_it_and_tells_it_from_the_last_good_one(
    tmp_path: Path, server: HttpServer
) -> None:
    server.body = b'{"status": "ok", "queue": 4}'
    server.headers = "Content-Type: application/json\r\nDate: Tue, 24 Nov 2026 10:00:00 GMT\r\n"
    async with running(tmp_path) as asked:
        monitor = await asked.save(name="api", target={"url": f"{server.url}/health?page=2"}, **QUICK)
        await asked.state(State.UP)
        server.status, server.body = 503, b'{"status": "failing", "queue": 4, "error": "db"}'
        server.headers = "Content-Type: application/json\r\nDate: Tue, 24 Nov 2026 10:07:00 GMT\r\n"
        await asked.state(State.FAILING)
        server.body = b'{"status": "later"}'
        told = await asked.until(messages.AlertTold, lambda told: told.event is AlertEvent.OPENED)
        found = await evidence(asked, monitor, told.alert)
        newest = await evidence(asked, monitor)
    good, failing = found.good, found.failing
    assert (good.check.outcome, good.answer.status_code) == (Outcome.UP, 200)
    assert body(good) == '{"status": "ok", "queue": 4}'
    assert (good.request.method, good.request.url) == ("GET", f"{server.url}/health?page=2")
    assert ("Accept", "*/*") in good.request.headers
    assert good.remote == f"127.0.0.1:{server.port}"
    assert good.check.phases.first_byte > 0
    assert (failing.answer.status_code, failing.check.message) == (503, "Expected 200–399, got 503 Service Unavailable")
    assert [(d.part.value, d.place, d.good, d.failing) for d in found.differences] == [
        ("status", "", "200", "503"),
        ("body", "$.status", '"ok"', '"failing"'),
        ("body", "$.error", "", '"db"'),
    ]
    assert body(newest.failing) == '{"status": "later"}'


async def test_a_failing_run_that_a_restart_divides_keeps_its_beginning(tmp_path: Path, server: HttpServer) -> None:
    async with running(tmp_path) as asked:
        monitor = await asked.save(name="api", target={"url": server.url}, **QUICK)
        await asked.state(State.UP)
        await failures(asked, server, 2)
    server.body = b'{"failure": 3}'
    async with running(tmp_path) as asked:
        told = await asked.until(messages.AlertTold, lambda told: told.event is AlertEvent.OPENED)
        found = await evidence(asked, monitor, told.alert)
    assert number(found.failing) == 1
    assert body(found.good) == "ok"


async def test_failures_without_an_alert_and_the_last_good_exchange_outlive_the_program(
    tmp_path: Path, server: HttpServer
) -> None:
    async with running(tmp_path) as asked:
        monitor = await asked.save(name="api", target={"url": server.url}, **QUICK)
        await asked.state(State.UP)
        await failures(asked, server, 1)
        assert number((await evidence(asked, monitor)).failing) == 1
        server.status, server.body = 200, b"good again"
        await asked.until(messages.ChecksRecorded, after=len(asked.said))
        await asked.state(State.UP, after=len(asked.said))
    server.status, server.body = 503, b'{"failure": 9}'
    async with running(tmp_path) as asked:
        found = await evidence(asked, monitor)
        assert body(found.good) == "good again"


async def test_another_target_has_no_evidence_yet(tmp_path: Path, server: HttpServer) -> None:
    async with running(tmp_path) as asked:
        monitor = await asked.save(name="api", target={"url": server.url}, interval=86_400)
        await asked.state(State.UP)
        assert (await evidence(asked, monitor)).good
        server.status = 500
        changed = monitor.model_copy(
            update={"target": monitor.target.model_copy(update={"url": f"{server.url}/other"})}
        )
        after = len(asked.said)
        await asked.ask(lambda request: messages.SaveMonitor(request, changed))
        await asked.until(messages.ChecksRecorded, after=after)
        found = await evidence(asked, monitor)
        assert (found.good, found.differences) == (None, ())
        assert found.failing.request.url.endswith("/other")


async def test_no_secret_is_kept_though_the_server_repeats_them_all(tmp_path: Path, server: HttpServer) -> None:
    canaries = ["canary-header-1/+", "canary-query-2&x", "canary-body-3", "canary-cookie-4"]
    target = {
        "url": f"{server.url}/echo",
        "method": "POST",
        "headers": [
            {"name": "Authorization", "value": f"Bearer {canaries[0]}"},
            {"name": "X-Tenant", "value": "${env:CANARY_TENANT}"},
        ],
        "query": [{"name": "api_key", "value": canaries[1]}],
        "body": json.dumps({"password": canaries[2]}),
        "assertions": [{"subject": "body", "comparison": "not contains", "expected": "never"}],
    }
    server.echo = True
    server.headers = f"Set-Cookie: sid={canaries[3]}; Path=/\r\nX-Seen: {canaries[0]}\r\n"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CANARY_TENANT", "canary-tenant-5")
        async with running(tmp_path) as asked:
            monitor = await asked.save(name="api", target=target, **QUICK)
            await asked.state(State.UP)
            server.status = 503
            told = await asked.until(messages.AlertTold, lambda told: told.event is AlertEvent.OPENED)
            found = await evidence(asked, monitor, told.alert)
            tested = await asked.ask(lambda request: messages.TestMonitor(request, monitor))
            said = repr(asked.said)
    assert "canary-header-1/+" in server.heads[-1]
    assert "canary-tenant-5" in server.heads[-1]
    assert body(found.failing).startswith("POST /echo?api_key=«redacted»")
    assert found.failing.answer.header("set-cookie") == "sid=«redacted»; Path=/"
    assert ("X-Tenant", "«redacted»") in found.failing.request.headers
    assert body(tested.exchange) == body(found.failing)
    assert found.failing.assertions[0].actual.startswith("POST /echo?api_key=«redacted»")
    encoded = [b64encode(canary.encode()).decode().rstrip("=") for canary in canaries]
    for trace in ("canary-", *encoded):
        # The body is stored as it was typed, in the monitor alone; see the README.
        assert trace not in said.replace(canaries[2], "")
    stored = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    for trace in (canaries[0], canaries[1], canaries[3], "canary-tenant-5", *encoded):
        assert trace.encode() not in stored


async def test_certificates_tell_who_answered(tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    state = HttpServer()
    listening = await asyncio.start_server(state.answer, "127.0.0.1", 0, ssl=context)
    async with listening, running(tmp_path / "data") as asked:
        url = f"https://localhost:{listening.sockets[0].getsockname()[1]}"
        target = {"url": url, "ca_file": str(tmp_path / "ca.pem")}
        monitor = await asked.save(name="api", target=target, interval=86_400)
        await asked.state(State.UP)
        found = await evidence(asked, monitor)
    own = found.good.tls.certificates[0]
    assert (found.good.tls.version, own.names, len(own.fingerprint)) == ("TLSv1.3", ("localhost",), 64)
    assert found.good.check.certificate_expires_at == own.expires_at
