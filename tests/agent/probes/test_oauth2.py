"""OAuth 2 client credentials with a real token server over TLS: when it is asked, and what is said without a token."""

import asyncio
import json
import re
import ssl
from base64 import b64decode
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
import trustme

from agent.model import Cause, Check, HttpTarget, Monitor, Outcome
from agent.probes import Probes
from agent.probes.exchange import Exchange
from agent.probes.http import HttpProbe
from agent.probes.oauth2 import ClientCredentials, Grant
from agent.probes.resolver import Resolver
from agent.probes.slots import Slots
from agent.probes.tls import TlsContexts
from tests.agent.probes.servers import Connection, Server, response, serve

FORM = "application/x-www-form-urlencoded"


@dataclass
class World:
    """A token server, an API that takes its newest token only, and the checks of it."""

    ca_file: str
    tokens: Server = field(init=False)
    api: Server = field(init=False)
    probes: Probes = field(default_factory=Probes)
    issued: list[str] = field(default_factory=list)
    forms: list[dict[str, list[str]]] = field(default_factory=list)
    answer: dict[str, Any] = field(default_factory=lambda: {"token_type": "Bearer", "expires_in": 3600})
    refusal: bytes = b""
    revoked: set[str] = field(default_factory=set)
    gate: asyncio.Event | None = None

    async def give(self, connection: Connection) -> None:
        """The token server's side."""
        length = re.search(r"Content-Length: (\d+)", connection.head)
        body = await connection.reader.readexactly(int(length[1]) if length else 0)
        self.forms.append(parse_qs(body.decode()))
        if self.gate is not None:
            await self.gate.wait()
        if self.refusal:
            await connection.send(self.refusal)
            return
        self.issued.append(f"token-{len(self.issued)}")
        await connection.send(response(body=json.dumps({"access_token": self.issued[-1], **self.answer}).encode()))

    async def serve(self, connection: Connection) -> None:
        """The API's side."""
        found = re.search(r"^Authorization: Bearer (.*)\r$", connection.head, re.MULTILINE)
        right = found and found[1] in self.issued and found[1] not in self.revoked
        await connection.send(response() if right else response("401 Unauthorized", b""))

    def monitor(self, *, seconds: float = 30, url: str = "", **more: Any) -> Monitor:
        oauth2 = {"token_url": self.tokens.url("/token"), "client_id": "me:ä", "client_secret": "canary&/", **more}
        given = {"url": url or self.api.url(), "ca_file": self.ca_file, "oauth2": oauth2}
        return Monitor(name="test", timeout=seconds, target=HttpTarget.model_validate(given))

    async def check(self, **more: Any) -> Check:
        check = await self.probes.check(self.monitor(**more))
        assert "canary" not in check.message
        assert "token-" not in check.message
        return check


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    made = World(str(tmp_path / "ca.pem"))
    async with serve(made.give, tls=context) as made.tokens, serve(made.serve) as made.api:
        yield made


async def test_a_token_is_fetched_once_and_sent_with_every_check(world: World) -> None:
    for _ in range(3):
        check = await world.check(scope="a b", audience="https://api")
        assert (check.outcome, check.message) == (Outcome.UP, "")
    assert len(world.tokens.heads) == 1
    head = world.tokens.heads[0]
    assert head.startswith("POST /token HTTP/1.1\r\n")
    assert f"\r\nContent-Type: {FORM}\r\n" in head
    assert "\r\nAccept: application/json\r\n" in head
    basic = re.search(r"Authorization: Basic (\S+)", head)
    assert basic is not None
    assert b64decode(basic[1]) == b"me%3A%C3%A4:canary%26%2F"
    assert world.forms == [{"grant_type": ["client_credentials"], "scope": ["a b"], "audience": ["https://api"]}]


async def test_id_and_secret_in_the_form(world: World) -> None:
    assert (await world.check(client_auth="body")).outcome is Outcome.UP
    assert "Authorization" not in world.tokens.heads[0]
    assert world.forms[0] == {
        "grant_type": ["client_credentials"],
        "client_id": ["me:ä"],
        "client_secret": ["canary&/"],
    }


async def test_fetching_is_not_part_of_the_latency(world: World) -> None:
    """The API is asked over plain TCP by address: any time for DNS or TLS would be that of the token's server."""
    check = await world.check()
    assert check.phases is not None
    assert check.phases.dns is check.phases.tls is None
    assert check.certificate_expires_at is None
    parts = (check.phases.connect, check.phases.first_byte, check.phases.transfer)
    assert check.latency_ms == pytest.approx(sum(part for part in parts if part is not None), abs=0.1)


async def test_checks_at_once_share_one_fetch_and_one_failure(world: World) -> None:
    world.gate = asyncio.Event()
    checks = [asyncio.create_task(world.check()) for _ in range(20)]
    await world.tokens.until(lambda: world.tokens.accepted == 1)
    world.gate.set()
    assert {check.outcome for check in await asyncio.gather(*checks)} == {Outcome.UP}
    assert len(world.issued) == 1

    world.gate, world.refusal = asyncio.Event(), response("503 Oh", b"")
    checks = [asyncio.create_task(world.check(scope="another")) for _ in range(20)]
    await world.tokens.until(lambda: world.tokens.accepted == 2)
    world.gate.set()
    said = {check.message for check in await asyncio.gather(*checks)}
    assert said == {"No token to ask with: 127.0.0.1 answered 503 Service Unavailable"}
    assert world.tokens.accepted == 2


async def test_a_refused_token_is_replaced_once(world: World) -> None:
    await world.check()
    world.revoked.add("token-0")
    assert (await world.check()).outcome is Outcome.UP
    assert world.issued == ["token-0", "token-1"]
    assert [head.partition("Bearer ")[2][:7] for head in world.api.heads] == ["token-0", "token-0", "token-1"]


async def test_a_target_that_refuses_new_tokens_makes_nobody_fetch_more(world: World) -> None:
    world.revoked = {f"token-{n}" for n in range(9)}
    for _ in range(3):
        check = await world.check()
        assert (check.outcome, check.cause) == (Outcome.DOWN, Cause.UNEXPECTED_STATUS)
        assert check.message == "Expected 200–399, got 401 Unauthorized"
    assert len(world.issued) == 1
    assert len(world.api.heads) == 3


@pytest.mark.parametrize(
    ("answer", "fetched"),
    [
        ({"expires_in": 0}, 2),
        ({"expires_in": "3600"}, 1),
        ({}, 1),
        ({"expires_in": "soon"}, 1),
        ({"expires_in": -5}, 1),
        ({"expires_in": 1e400}, 1),
        ({"expires_in": True, "token_type": "bearer"}, 1),
    ],
)
async def test_how_long_a_token_is_kept(world: World, answer: dict[str, Any], fetched: int) -> None:
    world.answer = answer
    for _ in range(2):
        assert (await world.check()).outcome is Outcome.UP
    assert len(world.issued) == fetched


@pytest.mark.parametrize(("life", "kept"), [(3600, 3540), (300, 270), (60, 54)])
async def test_a_token_is_replaced_shortly_before_it_expires(world: World, life: int, kept: int) -> None:
    now = 1_000.0
    world.answer = {"expires_in": life}
    target = world.monitor().target
    assert target.oauth2 is not None
    grant = Grant(lambda: now)
    probe = HttpProbe(Resolver(), TlsContexts())

    async def words() -> bytes:
        async with asyncio.timeout(30) as limit:
            slot = Slots(1, 1).slot()
            await slot.take()
            who = ClientCredentials(grant, target, target.oauth2, probe.probe)
            await who.prepare(Exchange(slot, limit))
            slot.give_back()
        return who.authorization("GET", None)

    assert await words() == b"Bearer token-0"
    now += kept - 0.01
    assert await words() == b"Bearer token-0"
    now += 0.01
    assert await words() == b"Bearer token-1"


@pytest.mark.parametrize(
    ("refusal", "cause", "said"),
    [
        (
            response("401 No", b'{"error": "invalid_client", "error_description": "canary&/ is wrong"}'),
            Cause.UNEXPECTED_STATUS,
            "127.0.0.1 answered invalid_client (the client id or the secret is wrong)",
        ),
        (
            response("400 No", b'{"error": "odd", "error_description": "come\\n\\u202elater"}'),
            Cause.UNEXPECTED_STATUS,
            "127.0.0.1 answered odd (come later)",
        ),
        (
            response("400 No", b'{"error": "odd", "error_description": "who is canary&/?"}'),
            Cause.UNEXPECTED_STATUS,
            "127.0.0.1 answered 400 with an error",
        ),
        (response("503 Oh", b"<html>"), Cause.UNEXPECTED_STATUS, "127.0.0.1 answered 503 Service Unavailable"),
        (response("302 Go", b"", "Location: /login"), Cause.UNEXPECTED_STATUS, "127.0.0.1 answered 302 Found"),
        (response("200 OK", b"<html>"), Cause.PROTOCOL, "127.0.0.1 answered without an access token"),
        (response("200 OK", b"[" * 5_000), Cause.PROTOCOL, "127.0.0.1 answered without an access token"),
        (
            response("200 OK", b'{"access_token": "a\\nb"}'),
            Cause.PROTOCOL,
            "127.0.0.1 answered without an access token",
        ),
        (
            response("200 OK", b'{"access_token": "a", "token_type": "mac"}'),
            Cause.PROTOCOL,
            "127.0.0.1 gives out tokens of another kind than bearer",
        ),
        (b"SSH-2.0-x\r\n", Cause.PROTOCOL, "The answer is not HTTP; it begins with “SSH-2.0-x”"),
    ],
)
async def test_no_token(world: World, refusal: bytes, cause: Cause, said: str) -> None:
    world.refusal = refusal
    check = await world.check()
    assert (check.outcome, check.cause, check.message) == (Outcome.DOWN, cause, f"No token to ask with: {said}")
    assert (check.status_code, check.latency_ms) == (None, None)
    assert world.api.accepted == 0
    world.refusal = b""
    assert (await world.check()).outcome is Outcome.UP


async def test_no_token_after_the_old_one_was_refused(world: World) -> None:
    await world.check()
    world.revoked.add("token-0")
    world.refusal = response("500 Oh", b"")
    check = await world.check()
    assert check.message == "No token to ask with: 127.0.0.1 answered 500 Internal Server Error"
    assert check.status_code is None


async def test_a_silent_token_server_is_named_when_time_is_up(world: World) -> None:
    world.gate = asyncio.Event()
    port = world.tokens.port
    checks = await asyncio.gather(*(world.check(seconds=1) for _ in range(3)))
    assert {check.cause for check in checks} == {Cause.TIMEOUT}
    for check in checks:  # who waits for another's fetching may still begin its own in the last moment
        assert check.message.startswith("No token to ask with: ")
        assert f" 127.0.0.1 port {port} " in check.message
        assert check.message.endswith(" within 1 s")
    assert world.api.accepted == 0


async def test_the_tokens_server_is_verified(world: World) -> None:
    """Verification turned off for the target holds for its own host only."""
    other = world.tokens.url("/token").replace("127.0.0.1", "localhost")
    monitor = world.monitor(token_url=other)
    target = monitor.target.model_copy(update={"verify_tls": False, "ca_file": ""})
    check = await world.probes.check(monitor.model_copy(update={"target": target}))
    assert (check.outcome, check.cause) == (Outcome.DOWN, Cause.TLS)
    assert check.message.startswith("No token to ask with: The issuer")
    assert world.forms == []
    same = world.monitor().target.model_copy(update={"verify_tls": False, "ca_file": ""})
    assert (await world.probes.check(monitor.model_copy(update={"target": same}))).outcome is Outcome.UP


async def test_without_a_token_server(world: World, unused_tcp_port: int) -> None:
    check = await world.check(token_url=f"http://127.0.0.1:{unused_tcp_port}/")
    assert (check.outcome, check.cause) == (Outcome.DOWN, Cause.CONNECTION)
    assert check.message.startswith("No token to ask with: Connection refused by 127.0.0.1 port ")
