"""HTTP checks against real servers: what counts as good, what is sent, and that nothing stays behind."""

import asyncio
import base64
import gc
import ssl
from pathlib import Path

import pytest
import trustme
from pydantic import SecretStr

import agent
from agent.model import Cause, HttpTarget, Monitor, Outcome
from agent.probes import Probes
from agent.secret_fields import replaced
from tests.agent.probes.servers import Connection, check, response, serve


async def test_a_good_answer_is_up_with_all_its_figures() -> None:
    async with serve(response()) as server:
        result = await check(server.url("/health?token=1"), threshold=30_000)
    assert (result.monitor, result.outcome, result.status_code) == (7, Outcome.UP, 200)
    assert (result.cause, result.message, result.certificate_expires_at) == (None, "", None)
    assert result.phases is not None
    assert result.latency_ms is not None
    assert result.phases.dns is result.phases.tls is None
    parts = (result.phases.connect, result.phases.first_byte, result.phases.transfer)
    assert result.latency_ms == pytest.approx(sum(part for part in parts if part is not None), abs=0.1)
    assert server.heads == [
        "GET /health?token=1 HTTP/1.1\r\n"
        f"Host: 127.0.0.1:{server.port}\r\nUser-Agent: api-monitor/{agent.__version__}\r\n"
        "Accept: */*\r\nConnection: close\r\n\r\n"
    ]


async def test_names_are_looked_up_and_the_look_up_is_measured() -> None:
    async with serve(response()) as server:
        result = await check(f"http://localhost:{server.port}/")
    assert result.outcome is Outcome.UP
    assert result.phases is not None
    assert result.phases.dns is not None


async def test_ipv6() -> None:
    async with serve(response(), host="::1") as server:
        result = await check(server.url())
    assert result.outcome is Outcome.UP
    assert f"Host: [::1]:{server.port}\r\n" in server.heads[0]


@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
async def test_methods(method: str) -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 5000000000\r\n\r\n" if method == "HEAD" else response()
    async with serve(answer) as server:
        result = await check(server.url(), method=method)
    assert result.outcome is Outcome.UP, result.message
    assert server.heads[0].startswith(f"{method} / ")
    assert ("Content-Length: 0" in server.heads[0]) is (method in ("POST", "PUT", "PATCH"))


async def test_basic_authentication_from_the_address() -> None:
    async with serve(response()) as server:
        url = server.url().replace("://", "://ünser:pä%3Ass@")
        assert (await check(url)).outcome is Outcome.UP
    said = base64.b64encode("ünser:pä:ss".encode()).decode()
    assert f"\r\nAuthorization: Basic {said}\r\n" in server.heads[0]
    assert "@" not in server.heads[0]


@pytest.mark.parametrize(
    ("status", "expect", "message"),
    [
        ("503 Whatever The Server Says", "200-299", "Expected 200–299, got 503 Service Unavailable"),
        ("200 OK", "201,400-404", "Expected 201, 400–404, got 200 OK"),
        ("599 Odd", "200-399", "Expected 200–399, got 599"),
        ("404 Not Found", "404", ""),
    ],
)
async def test_the_status_is_judged_by_what_is_expected(status: str, expect: str, message: str) -> None:
    async with serve(response(status)) as server:
        result = await check(server.url(), expect=expect)
    assert result.status_code == int(status[:3])
    assert result.message == message
    assert result.cause is (Cause.UNEXPECTED_STATUS if message else None)
    assert result.outcome is (Outcome.DOWN if message else Outcome.UP)
    assert result.latency_ms is not None


async def test_slower_than_the_threshold_is_degraded_but_never_hides_down() -> None:
    async with serve(response()) as server:
        slow = await check(server.url(), threshold=0.01)
    assert (slow.outcome, slow.cause) == (Outcome.DEGRADED, Cause.LATENCY)
    assert slow.latency_ms is not None
    assert slow.message.startswith("Answered in ")
    assert slow.message.endswith(" ms, slower than 0.01 ms")
    async with serve(response("500 Oh")) as server:
        down = await check(server.url(), threshold=0.01)
    assert (down.outcome, down.cause) == (Outcome.DOWN, Cause.UNEXPECTED_STATUS)


async def test_redirects_are_followed_and_the_last_answer_counts() -> None:
    async def answer(connection: Connection) -> None:
        if connection.path == "/start?secret=1":
            await connection.send(response("302 Found", b"", "Location: /next/../final"))
        else:
            await connection.send(response("404 Not Found"))

    async with serve(answer) as server:
        result = await check(server.url("/start?secret=1"))
        assert result.status_code == 404
        assert result.message == "Expected 200–399, got 404 Not Found"
        assert server.heads[1].startswith("GET /final ")
        only_redirects = await check(server.url("/start?secret=1"), expect="301-308")
    assert (only_redirects.outcome, only_redirects.status_code) == (Outcome.UP, 302)


@pytest.mark.parametrize(
    ("status", "method", "then"),
    [(301, "POST", "GET"), (303, "PUT", "GET"), (303, "HEAD", "HEAD"), (302, "PUT", "PUT"), (307, "POST", "POST")],
)
async def test_the_method_after_a_redirect(status: int, method: str, then: str) -> None:
    async def answer(connection: Connection) -> None:
        here = connection.path == "/"
        await connection.send(response(f"{status} Go", b"", "location: /there") if here else response(body=b""))

    async with serve(answer) as server:
        assert (await check(server.url(), method=method)).outcome is Outcome.UP
    assert [head.split(" ")[0] for head in server.heads] == [method, then]


async def test_headers_take_the_place_of_the_usual_ones() -> None:
    given = {"Host": "api.example.com", "user-agent": "mine/1", "Accept": "a/b", "X-API-Key": "k", "X-Empty": ""}
    async with serve(response()) as server:
        result = await check(server.url(), headers=[{"name": name, "value": value} for name, value in given.items()])
    assert result.outcome is Outcome.UP, result.message
    lines = server.heads[0].split("\r\n")
    assert lines[1] == "Host: api.example.com"
    assert sorted(line for line in lines[1:] if line) == sorted(
        ["Host: api.example.com", "user-agent: mine/1", "Accept: a/b", "X-API-Key: k", "X-Empty: ", "Connection: close"]
    )


@pytest.mark.parametrize(
    ("body", "headers", "content_type"),
    [
        ('{"ä": [1]}', [], "application/json"),
        ("[broken", [], "text/plain; charset=utf-8"),
        ("7", [], "text/plain; charset=utf-8"),
        (" a=1\r\n", [{"name": "content-type", "value": "text/csv"}], "text/csv"),
        ("x" * 1_000_000, [], "text/plain; charset=utf-8"),
    ],
)
async def test_a_body_is_sent_as_it_is(body: str, headers: list[dict[str, str]], content_type: str) -> None:
    async def answer(connection: Connection) -> None:
        received.append(await connection.reader.readexactly(len(body.encode())))
        await connection.send(response())

    received: list[bytes] = []
    async with serve(answer) as server:
        result = await check(server.url(), method="DELETE", body=body, headers=headers)
    assert result.outcome is Outcome.UP, result.message
    assert received == [body.encode()]
    lines = server.heads[0].lower().split("\r\n")
    assert sorted(line for line in lines if line.startswith("content-")) == [
        f"content-length: {len(body.encode())}",
        f"content-type: {content_type}",
    ]


async def test_a_secret_that_no_header_can_have_is_not_repeated() -> None:
    """A secret of the environment is seen only when it is used."""
    target = HttpTarget.model_validate(
        {"url": "http://127.0.0.1:9/", "headers": [{"name": "X-Token", "value": "${env:TOKEN}"}]}
    )
    evil = SecretStr("canary\r\nX-Evil: 1")
    revealed = replaced(target, lambda path, secret: evil if path.startswith("headers") else secret)
    result = await Probes().check(Monitor(name="test", target=revealed))
    assert (result.outcome, result.cause) == (Outcome.UNKNOWN, Cause.PROTOCOL)
    assert "the value of the header X-Token is not ASCII on one line" in result.message
    assert "canary" not in result.message


async def test_an_answer_that_ends_with_the_connection_is_complete() -> None:
    async with serve(b"HTTP/1.0 200 OK\r\n\r\n" + b"x" * 100_000) as server:
        assert (await check(server.url())).outcome is Outcome.UP


async def test_the_name_of_the_certificate_and_its_end_are_seen(tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    async with serve(response(), tls=context) as server:
        result = await check(server.url(), ca_file=str(tmp_path / "ca.pem"))
    assert result.outcome is Outcome.UP, result.message
    assert result.phases is not None
    assert result.phases.tls is not None
    assert result.certificate_expires_at is not None
    assert result.certificate_expires_at > result.at


@pytest.mark.parametrize("before", ["accept", "headers", "body"])
async def test_a_cancelled_check_leaves_nothing_behind(before: str) -> None:
    async def answer(connection: Connection) -> None:
        if before == "body":
            await connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
        asked.set()
        await connection.hold()

    asked = asyncio.Event()
    async with serve(answer, read_head=before != "accept") as server:
        running = asyncio.create_task(check(server.url()))
        await asked.wait()
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        await server.until(lambda: server.open == 0)
        gc.collect()  # a forgotten socket or transport warns here, and warnings are errors
    assert asyncio.all_tasks() == {asyncio.current_task()}


@pytest.mark.parametrize(("most", "hops", "outcome"), [(0, 1, Outcome.UP), (2, 2, Outcome.UP), (2, 3, Outcome.DOWN)])
async def test_so_many_redirects_are_followed_as_are_allowed(most: int, hops: int, outcome: Outcome) -> None:
    async def answer(connection: Connection) -> None:
        number = len(server.heads)
        away = response("302 Found", b"", f"Location: /{number}?canary")
        await connection.send(away if number <= hops else response())

    async with serve(answer) as server:
        result = await check(server.url(), max_redirects=most)
        assert result.outcome is outcome
        if outcome is Outcome.DOWN:
            assert result.cause is Cause.REDIRECT
            assert result.message == f"More than 2 redirects, the last one to {server.url('/3')}"
        elif not most:
            assert (result.status_code, len(server.heads)) == (302, 1)


async def test_a_redirect_that_is_not_followed_is_judged_itself() -> None:
    async with serve(response("302 Found", b"", "Location: /")) as server:
        result = await check(server.url(), max_redirects=0, expect="200")
    assert (result.cause, result.message) == (Cause.UNEXPECTED_STATUS, "Expected 200, got 302 Found")
