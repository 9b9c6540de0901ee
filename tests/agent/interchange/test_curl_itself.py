"""A written command, run by curl itself, makes the request that the monitor makes."""

import asyncio
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from pydantic import SecretStr

from agent.interchange import curl
from agent.model import HttpTarget, Monitor
from agent.probes import Probes
from agent.secret_fields import replaced
from tests.agent.probes.proxies import http_proxy, socks_proxy
from tests.agent.probes.servers import Connection, response, serve
from tests.agent.probes.servers2 import Asked, serve2
from tests.agent.probes.test_digest import Door
from tests.agent.probes.test_identity import World
from tests.agent.probes.test_identity import given as given_in

OWN = {"user-agent", "accept", "connection", "content-length", "proxy-connection", ":authority", "host"}
"""What each program says for itself, or what is compared by what it leads to."""


@dataclass
class Seen:
    """A request as a server sees it, in a form that does not depend on who spelled it."""

    line: str
    query: list[tuple[str, str]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    body: object = b""


def seen(method: str, path: str, headers: list[tuple[str, str]], body: bytes) -> Seen:
    bare, _, query = path.partition("?")
    kept = {name.lower(): value for name, value in headers if name.lower() not in OWN}
    form = kept.get("content-type") == "application/x-www-form-urlencoded"
    found: object = parse_qsl(body.decode(), keep_blank_values=True) if form else body
    return Seen(f"{method} {bare}", parse_qsl(query, keep_blank_values=True), kept, found)


async def run_curl(command: str) -> None:
    """By a shell, as somebody pastes it; the secrets are in its environment, and no settings of a proxy."""
    kept = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    environment = {**kept, "API_MONITOR_SECRET": "s3cret&=", "TOKEN": "s3cret&="}
    child = await asyncio.create_subprocess_exec(
        "bash", "-c", command, env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    _, errors = await child.communicate()
    assert child.returncode == 0, (command, errors)


async def both(target: HttpTarget) -> None:
    """The request by the probe, then the same by curl."""
    revealed = replaced(target, lambda path, secret: SecretStr("s3cret&=") if secret.get_secret_value() else secret)
    check = await Probes().check(Monitor(name="x", timeout=30, target=revealed))
    assert check.outcome.good, check.message
    await run_curl(curl.write(target))


SECRET = "${env:TOKEN}"
TARGETS: list[dict[str, Any]] = [
    {},
    {"method": "HEAD"},
    {"query": [{"name": "q ö/", "value": "a&b=+ ü"}, {"name": "token", "value": SECRET}, {"name": "empty"}]},
    {"method": "DELETE", "query": [{"name": "id", "value": "7"}]},
    {"method": "POST", "body": "{}", "query": [{"name": "id", "value": "7 8"}, {"name": "key", "value": SECRET}]},
    {"method": "PUT", "body_kind": "json", "body": ' {"ä": "it\'s"}'},
    {"method": "POST", "body_kind": "form", "body": "näme x=Zoë & co\na=1=2\n\nempty=\n"},
    {"method": "POST", "body_kind": "xml", "body": "<a b='c'/>\n"},
    {"method": "POST", "body_kind": "graphql", "body": "query($i: Int) { x(i: $i) }", "variables": '{"i": 1}'},
    {"headers": [{"name": "Accept-Encoding", "value": "gzip"}, {"name": "X-Auth", "value": SECRET}], "username": "me"},
    {"bearer_token": SECRET, "api_key": {"name": "X-Key", "value": SECRET}},
    {"api_key": {"name": "the käy", "value": SECRET, "place": "query"}, "query": [{"name": "a", "value": "b c"}]},
    {"method": "POST", "body": "{}", "api_key": {"name": "key", "value": SECRET, "place": "query"}},
    {"ip": "ipv4_only", "max_redirects": 0, "verify_tls": False},
]


@pytest.mark.parametrize("given", TARGETS)
async def test_the_same_request(given: dict[str, Any]) -> None:
    async def answer(connection: Connection) -> None:
        lines = connection.head.split("\r\n")
        headers = [(name, value.strip()) for name, _, value in (line.partition(":") for line in lines[1:] if line)]
        length = next((int(value) for name, value in headers if name.lower() == "content-length"), 0)
        body = await connection.reader.readexactly(length)
        requests.append(seen(*lines[0].split(" ")[:2], headers, body))
        await connection.send(response(body=b""))

    requests: list[Seen] = []
    async with serve(answer) as server:
        await both(HttpTarget.model_validate({"url": server.url("/p?x=1"), **given}))
    ours, theirs = requests
    assert ours == theirs


async def test_a_name_resolved_to_an_address() -> None:
    async with serve(response()) as server:
        url = f"http://no-such-name.invalid:{server.port}/"
        await both(HttpTarget(url=url, resolve="127.0.0.1"))
    assert [f"Host: no-such-name.invalid:{server.port}" in head for head in server.heads] == [True, True]


async def test_http2() -> None:
    asked: list[Asked] = []
    async with serve2(lambda it: it.answer(), asked=asked) as server:
        await both(HttpTarget(url=server.url("/p"), http_version="2", method="POST", body="[1]"))
    assert [bytes(one.body) for one in asked] == [b"[1]", b"[1]"]


@pytest.mark.parametrize("kind", ["http", "socks5", "socks5h"])
async def test_a_proxy(kind: str) -> None:
    password = "s3cret&="
    proxy = http_proxy(password=password) if kind == "http" else socks_proxy(password=password)
    async with serve(response()) as server, proxy as passed:
        target = HttpTarget(url=server.url("/p"), proxy=passed.url(kind), proxy_username="me", proxy_password=SECRET)
        await both(target)
    assert passed.asked == [("127.0.0.1", server.port)] * 2
    assert passed.credentials == [f"me:{password}"] * 2


async def test_digest() -> None:
    door = Door(password="s3cret&=")
    async with serve(door) as server:
        await both(HttpTarget(url=server.url("/p?x=1"), username="me", password=SecretStr(SECRET), auth="digest"))
    assert door.counts == ["00000001", "00000001"]


@pytest.mark.parametrize("form", ["two files", "encrypted", "PKCS#12"])
async def test_a_client_certificate(tmp_path: Path, form: str) -> None:
    world = World(tmp_path, password="s3cret&=")
    async with serve(world.answer, tls=world.context()) as server:
        fields = given_in(world, form)
        if "client_key_password" in fields:
            fields["client_key_password"] = SECRET
        await both(HttpTarget.model_validate({"url": server.url(), "ca_file": str(tmp_path / "ca.pem"), **fields}))
    assert world.shown == ["someone", "someone"]
