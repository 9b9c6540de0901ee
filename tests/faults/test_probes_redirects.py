"""Redirects leak nothing: http and https only, and no credential ever reaches another origin."""

import ssl
from pathlib import Path

import pytest
import trustme

from agent.model import Cause, Outcome
from tests.agent.probes.servers import Connection, check, response, serve


def to(location: str) -> bytes:
    return response("302 Found", b"", f"Location: {location}")


async def test_credentials_stay_at_their_origin() -> None:
    """The way leads away and back again: the own origin gets the credentials, the other one never."""

    async def answer(connection: Connection) -> None:
        await connection.send(to(other.url("/other")) if connection.path == "/" else response())

    async def away(connection: Connection) -> None:
        await connection.send(to(own.url("/home")))

    async with serve(answer) as own, serve(away) as other:
        url = own.url().replace("://", "://user:canary@")
        result = await check(url)
    assert result.outcome is Outcome.UP, result.message
    assert [("Authorization" in head) for head in (*own.heads, *other.heads)] == [True, True, False]


async def test_headers_and_body_stay_at_their_origin() -> None:
    """By 307, which repeats the request: the other origin gets neither, the own one gets both again."""

    async def answer(connection: Connection) -> None:
        bodies.append(await connection.reader.readexactly(len("canary-body")))
        there = other.url("/other").encode()
        away = b"HTTP/1.1 307 Go\r\nContent-Length: 0\r\nLocation: " + there + b"\r\n\r\n"
        await connection.send(away if connection.path == "/" else response())

    async def away(connection: Connection) -> None:
        await connection.send(response("307 Go", b"", f"Location: {own.url('/home')}"))

    bodies: list[bytes] = []
    given = {"X-Trace": "canary-1", "Authorization": "canary-2", "Cookie": "canary-3", "Content-Type": "canary/4"}
    headers = [{"name": name, "value": value} for name, value in given.items()]
    async with serve(answer) as own, serve(away) as other:
        result = await check(own.url(), method="POST", headers=headers, body="canary-body")
    assert result.outcome is Outcome.UP, result.message
    assert bodies == [b"canary-body"] * 2
    assert [head.count("canary") for head in own.heads] == [4, 4]
    assert other.heads[0].startswith("POST /other ")
    assert "Content-Length: 0\r\n" in other.heads[0]
    assert "canary" not in other.heads[0]


@pytest.mark.parametrize("status", [301, 302, 303])
async def test_a_redirect_that_makes_it_a_get_takes_the_body_away(status: int) -> None:
    async def answer(connection: Connection) -> None:
        if connection.path == "/":
            await connection.reader.readexactly(2)
            await connection.send(response(f"{status} Go", b"", "Location: /there"))
        else:
            await connection.send(response())

    headers = [{"name": "X-Trace", "value": "1"}, {"name": "Content-Type", "value": "text/csv"}]
    async with serve(answer) as server:
        assert (await check(server.url(), method="POST", headers=headers, body="{}")).outcome is Outcome.UP
    assert server.heads[1].startswith("GET /there ")
    assert "X-Trace: 1\r\n" in server.heads[1]
    assert "content-" not in server.heads[1].lower()


async def test_a_user_in_the_redirect_itself_is_not_used() -> None:
    async with serve(response()) as other, serve(to(other.url().replace("://", "://evil:evil@"))) as own:
        assert (await check(own.url())).outcome is Outcome.UP
    assert "Authorization" not in other.heads[0]


@pytest.mark.parametrize("location", ["ftp://127.0.0.1/x?secret=1", "file:///etc/passwd", "data:,x", "ws://127.0.0.1/"])
async def test_other_schemes_are_refused(location: str) -> None:
    async with serve(to(location)) as server:
        result = await check(server.url())
    assert (result.outcome, result.cause, result.status_code) == (Outcome.DOWN, Cause.REDIRECT, 302)
    assert "which is neither http nor https" in result.message
    assert "secret" not in result.message


async def test_https_to_http_is_refused(tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    async with serve(response()) as plain, serve(to(plain.url("/x?token=1")), tls=context) as server:
        result = await check(server.url(), ca_file=str(tmp_path / "ca.pem"))
    assert (result.outcome, result.cause) == (Outcome.DOWN, Cause.REDIRECT)
    assert result.message == f"Redirected from https to {plain.url('/x')}, which is not encrypted"
    assert plain.accepted == 0


async def test_secret_parameters_stay_at_their_origin() -> None:
    """Even where the redirect itself hands them on; what is no secret goes where the server sends it."""

    async def answer(connection: Connection) -> None:
        query = connection.path.partition("?")[2]
        home = connection.path.startswith("/home")
        await connection.send(response() if home else to(f"{other.url('/other')}?{query}"))

    async def away(connection: Connection) -> None:
        await connection.send(to(own.url("/home")))

    query = [{"name": "access_token", "value": "can ary"}, {"name": "page", "value": "2"}]
    async with serve(answer) as own, serve(away) as other:
        result = await check(own.url("/?a=1"), query=query, cache_busting=True)
    assert result.outcome is Outcome.UP, result.message
    assert own.heads[0].startswith("GET /?a=1&access_token=can%20ary&page=2&_api_monitor=")
    assert other.heads[0].startswith("GET /other?a=1&page=2&_api_monitor=")
    assert own.heads[1].startswith("GET /home?_api_monitor=")
    assert "ary" not in other.heads[0]
