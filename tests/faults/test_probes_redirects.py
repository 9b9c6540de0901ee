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
