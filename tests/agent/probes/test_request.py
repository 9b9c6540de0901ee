"""What is sent for a target: its query, its body of every kind, and to which address."""

import json
import socket
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from agent.model import Cause, HttpTarget, Outcome
from agent.probes import Probes
from tests.agent.probes.servers import Connection, check, response, serve

GRAPHQL = "query Q($id: Int) { user(id: $id) { name } }"


@pytest.mark.parametrize(
    ("fields", "sent", "content_type"),
    [
        ({"body_kind": "json", "body": ' {"ä": 1}'}, ' {"ä": 1}', "application/json"),
        (
            {"body_kind": "form", "body": "name=Zoë & co\r\n\r\na=1=2\nempty"},
            "name=Zo%C3%AB+%26+co&a=1%3D2&empty=",
            "application/x-www-form-urlencoded",
        ),
        ({"body_kind": "xml", "body": "<ä/>"}, "<ä/>", "application/xml"),
        ({"body_kind": "text", "body": '{"a": 1}'}, '{"a": 1}', "text/plain; charset=utf-8"),
        (
            {"body_kind": "graphql", "body": GRAPHQL, "variables": '{"id": 7}'},
            json.dumps({"query": GRAPHQL, "variables": {"id": 7}}, separators=(",", ":")),
            "application/json",
        ),
        ({"body_kind": "graphql", "body": "{ me }"}, '{"query":"{ me }"}', "application/json"),
    ],
)
async def test_bodies(fields: dict[str, str], sent: str, content_type: str) -> None:
    async def answer(connection: Connection) -> None:
        received.append(await connection.reader.readexactly(len(sent.encode())))
        await connection.send(response())

    received: list[bytes] = []
    async with serve(answer) as server:
        assert (await check(server.url(), method="POST", **fields)).outcome is Outcome.UP
        given = [{"name": "Content-Type", "value": "application/own"}]
        assert (await check(server.url(), method="POST", headers=given, **fields)).outcome is Outcome.UP
    assert received == [sent.encode()] * 2
    assert f"\r\nContent-Type: {content_type}\r\n" in server.heads[0]
    assert "\r\nContent-Type: application/own\r\n" in server.heads[1]


@pytest.mark.parametrize(
    ("fields", "place", "said"),
    [
        ({"method": "POST", "body_kind": "json", "body": '{"a": 1,}'}, "body", "line 1, column 9"),
        ({"method": "POST", "body_kind": "json", "body": "[NaN]"}, "body", "NaN is no number"),
        ({"method": "GET", "body_kind": "json", "body": "1"}, "body", "a GET request has no body"),
        ({"variables": "{}"}, "variables", "body_kind must be graphql"),
        ({"body_kind": "graphql", "variables": "[1]"}, "variables", "expected a JSON object"),
        ({"body_kind": "graphql", "variables": "{"}, "variables", "this is not JSON"),
        ({"resolve": "example.com"}, "resolve", "expected an IP address"),
        ({"resolve": "::1", "ip": "ipv4_only"}, "resolve", "an IPv6 address, and only IPv4 is allowed"),
        ({"resolve": "::1", "proxy": "http://p:1"}, "resolve", "exclude each other"),
        ({"proxy": "ftp://p.example:1"}, "proxy", "socks5h://"),
        ({"proxy": "p.example:3128"}, "proxy", "socks5h://"),
        ({"proxy": "http://p.example:99999"}, "proxy", "from 1 to 65535"),
        ({"proxy": "http://p.example/path"}, "proxy", "socks5h://"),
        ({"max_redirects": 11}, "max_redirects", "less than or equal to 10"),
        ({"http_version": "3"}, "http_version", "'1.1', '2' or 'auto'"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(fields: dict[str, Any], place: str, said: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        HttpTarget.model_validate({"url": "http://x.example", **fields})
    error = refusal.value.errors()[0]
    assert error["loc"] == (place,)
    assert said in str(error["msg"])


def test_a_user_in_a_proxys_address_is_kept_apart_from_it() -> None:
    found = HttpTarget.model_validate({"url": "http://x.example", "proxy": "socks5h://m%40e:c%3Anary@[::1]:1080/"})
    assert (found.proxy, found.proxy_username) == ("socks5h://[::1]:1080", "m@e")
    assert found.proxy_password == SecretStr("c:nary")
    assert HttpTarget(url="http://x.example", proxy="System").proxy == "system"


async def test_parameters_come_after_those_of_the_address() -> None:
    query = [{"name": "q ö", "value": "a&b=c"}, {"name": "token", "value": "canary"}, {"name": "empty"}]
    async with serve(response("500 Oh")) as server:
        result = await check(server.url("/p?x=1#part"), query=query)
        bare = await check(server.url("/p"), query=query[2:])
    assert server.heads[0].startswith("GET /p?x=1&q%20%C3%B6=a%26b%3Dc&token=canary&empty= HTTP/1.1\r\n")
    assert server.heads[1].startswith("GET /p?empty= HTTP/1.1\r\n")
    assert "canary" not in result.message
    assert bare.cause is Cause.UNEXPECTED_STATUS


async def test_every_request_asks_past_caches() -> None:
    async with serve(response()) as server:
        for _ in range(2):
            assert (await check(server.url("/p"), cache_busting=True)).outcome is Outcome.UP
    paths = [head.split(" ")[1] for head in server.heads]
    assert all(path.startswith("/p?_api_monitor=") for path in paths)
    assert paths[0] != paths[1]
    assert all("\r\nCache-Control: no-cache\r\n" in head for head in server.heads)


async def test_a_name_resolved_to_a_given_address_is_not_looked_up() -> None:
    async with serve(response()) as server:
        url = f"http://no-such-name.invalid:{server.port}/"
        result = await check(url, resolve="127.0.0.1")
        assert result.outcome is Outcome.UP, result.message
    assert f"\r\nHost: no-such-name.invalid:{server.port}\r\n" in server.heads[0]
    refused = await check(url, resolve="127.0.0.1")
    assert refused.message.startswith(f"Connection refused by no-such-name.invalid port {server.port}")


async def test_the_given_address_is_for_the_targets_own_name_only() -> None:
    async def answer(connection: Connection) -> None:
        there = "/home" if connection.path == "/" else "http://other-name.invalid/"
        await connection.send(response("302 Go", b"", f"Location: {there}"))

    async with serve(answer) as server:
        url = f"http://no-such-name.invalid:{server.port}/"
        result = await check(url, Probes(online=lambda: True), resolve="127.0.0.1")
    assert [head.split(" ")[1] for head in server.heads] == ["/", "/home"]
    assert (result.cause, "other-name.invalid" in result.message) == (Cause.DNS, True)


@pytest.fixture
def two_families(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names that have an address of each family, IPv6 first, and one that has only IPv4."""
    real = socket.getaddrinfo

    def getaddrinfo(host: str, *args: object, **options: object) -> object:
        four = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 0))
        six = (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("::1", 0, 0, 0))
        found = {"both.test": [six, four], "old.test": [four]}.get(host)
        return found or real(host, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


@pytest.mark.parametrize("ip", ["auto", "ipv4", "ipv6", "ipv4_only", "ipv6_only"])
async def test_the_family_that_is_asked_for_comes_first(two_families: None, ip: str) -> None:
    async with serve(response(), host="127.0.0.1") as four, serve(response(), host="::1", port=four.port) as six:
        assert (await check(f"http://both.test:{four.port}/", ip=ip)).outcome is Outcome.UP
    assert (four.accepted, six.accepted) == ((1, 0) if ip.startswith("ipv4") else (0, 1))


async def test_a_family_that_is_only_wished_for_may_fail(two_families: None) -> None:
    async with serve(response()) as server:
        assert (await check(f"http://both.test:{server.port}/", ip="ipv6")).outcome is Outcome.UP
        assert (await check(f"http://old.test:{server.port}/", ip="ipv6")).outcome is Outcome.UP
        none = await check(f"http://old.test:{server.port}/", ip="ipv6_only")
        literal = await check(server.url(), ip="ipv6_only")
    assert (none.cause, none.message) == (Cause.DNS, "The name old.test has no IPv6 address")
    assert (literal.cause, literal.message) == (Cause.DNS, "127.0.0.1 is not an IPv6 address")
