"""Redirects leak nothing: http and https only, and no credential ever reaches another origin."""

import json
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import trustme
from pydantic import SecretStr

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


DIGEST = 'WWW-Authenticate: Digest realm="r", nonce="n", qop="auth"'
WAYS: dict[str, tuple[dict[str, Any], Callable[[str], bool]]] = {
    "basic": ({"username": "canary", "password": "p"}, lambda head: "Authorization: Basic " in head),
    "digest": (
        {"username": "canary", "password": "p", "auth": "digest"},
        lambda head: 'Authorization: Digest username="canary"' in head,
    ),
    "bearer": ({"bearer_token": "canary"}, lambda head: "Authorization: Bearer canary" in head),
    "oauth2": (
        {"oauth2": {"token_url": "TOKENS", "client_id": "canary", "client_secret": "canary"}},
        lambda head: "Authorization: Bearer canary" in head,
    ),
    "API key in a header": ({"api_key": {"name": "X-Key", "value": "canary"}}, lambda head: "X-Key: canary" in head),
    "API key in the query": (
        {"api_key": {"name": "key", "value": "canary", "place": "query"}},
        lambda head: "?key=canary HTTP" in head,
    ),
    "a header from a reference": (
        {"headers": [{"name": "X-Odd", "value": SecretStr("canary")}]},
        lambda head: "X-Odd: canary" in head,
    ),
}


@pytest.mark.parametrize("way", WAYS)
async def test_whoever_asks_is_known_to_the_own_origin_only(way: str) -> None:
    """The way leads away and back again, hands on the query it came with, and the other place asks for credentials as
    well: it gets none, and neither does the token's server hear of it."""
    fields, known = WAYS[way]

    async def own_answer(connection: Connection) -> None:
        if way == "digest" and "Authorization" not in connection.head:
            await connection.send(response("401 Unauthorized", b"", DIGEST))
        elif connection.path.startswith("/home"):
            await connection.send(response())
        else:
            await connection.send(to(f"{other.url('/other')}?{connection.path.partition('?')[2]}"))

    async def away(connection: Connection) -> None:
        if connection.path.startswith("/other"):
            await connection.send(response("307 Go", b"", f"Location: {other.url('/again')}", DIGEST))
        else:
            await connection.send(response("302 Go", b"", f"Location: {own.url('/home')}", DIGEST))

    token = response(body=json.dumps({"access_token": "canary"}).encode())
    async with serve(own_answer) as own, serve(away) as other, serve(token) as tokens:
        if "oauth2" in fields:
            fields = {"oauth2": {**fields["oauth2"], "token_url": tokens.url()}}
        result = await check(own.url(), **fields)
    assert result.outcome is Outcome.UP, result.message
    assert [known(head) for head in own.heads] == ([False, True, True] if way == "digest" else [True, True])
    assert [head.split(" ")[1].partition("?")[0] for head in other.heads] == ["/other", "/again"]
    assert not [head for head in other.heads if "canary" in head or "Authorization" in head]
    assert len(tokens.heads) == (1 if way == "oauth2" else 0)


async def test_another_origin_that_refuses_gets_no_second_try() -> None:
    async with serve(response("401 Unauthorized", b"", DIGEST)) as other, serve(to(other.url())) as own:
        result = await check(own.url(), username="canary", password="canary", auth="digest")
    assert (result.outcome, result.status_code) == (Outcome.DOWN, 401)
    assert (len(own.heads), len(other.heads)) == (1, 1)


async def test_a_client_certificate_is_shown_to_its_origin_only(tmp_path: Path) -> None:
    """The other origin asks for one as well, and lets in whoever has none."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    authority.issue_cert("x.example").private_key_and_cert_chain_pem.write_to_path(str(tmp_path / "me.pem"))

    def context(needed: ssl.VerifyMode) -> ssl.SSLContext:
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1").configure_cert(made)
        authority.configure_trust(made)
        made.verify_mode = needed
        return made

    async def lead(connection: Connection) -> None:
        shown.append(bool(connection.writer.get_extra_info("peercert")))
        await connection.send(to(other.url()) if connection.path == "/" else response())

    async def away(connection: Connection) -> None:
        shown.append(bool(connection.writer.get_extra_info("peercert")))
        await connection.send(to(own.url("/home")))

    shown: list[bool] = []
    async with (
        serve(lead, tls=context(ssl.CERT_REQUIRED)) as own,
        serve(away, tls=context(ssl.CERT_OPTIONAL)) as other,
    ):
        result = await check(own.url(), ca_file=str(tmp_path / "ca.pem"), client_certificate=str(tmp_path / "me.pem"))
    assert result.outcome is Outcome.UP, result.message
    assert shown == [True, False, True]
