"""Requests through proxies: what the proxy sees of them, and whose fault it is when they fail."""

import asyncio
import ssl
from pathlib import Path

import pytest
import trustme

from agent.model import Cause, Outcome
from agent.probes import Probes
from tests.agent.probes.proxies import http_proxy, socks_proxy
from tests.agent.probes.servers import Connection, check, response, serve
from tests.agent.probes.servers2 import serve2

HTTP = ["http", "https"]
ALL = [*HTTP, "socks5", "socks5h"]


@pytest.fixture
def tls(tmp_path: Path) -> ssl.SSLContext:
    """A server's side of TLS for 127.0.0.1 and target.test; ``ca.pem`` lies in the test's folder."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1", "target.test").configure_cert(context)
    return context


def proxy_of(kind: str, tls: ssl.SSLContext, **options: object):  # type: ignore[no-untyped-def]
    if kind.startswith("socks"):
        return socks_proxy(**options)  # type: ignore[arg-type]
    return http_proxy(tls=tls if kind == "https" else None, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ALL)
async def test_a_target_with_tls_is_reached_by_a_tunnel(kind: str, tls: ssl.SSLContext, tmp_path: Path) -> None:
    async with serve(response(), tls=tls) as server, proxy_of(kind, tls, password="canary") as proxy:
        result = await check(
            server.url("/p"),
            ca_file=str(tmp_path / "ca.pem"),
            proxy=proxy.url(kind).replace("://", "://me:canary@"),
        )
    assert result.outcome is Outcome.UP, result.message
    assert proxy.asked == [("127.0.0.1", server.port)]
    assert proxy.credentials == ["me:canary"]
    assert server.accepted == proxy.server.accepted == 1
    assert "canary" not in server.heads[0]
    assert result.certificate_expires_at is not None
    assert result.phases is not None
    assert None not in (result.phases.connect, result.phases.tls, result.phases.first_byte)


@pytest.mark.parametrize("kind", ALL)
async def test_a_target_without_tls(kind: str, tls: ssl.SSLContext, tmp_path: Path) -> None:
    """An HTTP proxy passes the request on; a SOCKS proxy makes a connection as for any other."""
    async with serve(response()) as server, proxy_of(kind, tls) as proxy:
        result = await check(server.url("/p?q=1"), ca_file=str(tmp_path / "ca.pem"), proxy=proxy.url(kind))
    assert result.outcome is Outcome.UP, result.message
    assert proxy.asked == [("127.0.0.1", server.port)]
    assert server.heads[0].startswith("GET /p?q=1 HTTP/1.1\r\n")
    assert f"\r\nHost: 127.0.0.1:{server.port}\r\n" in server.heads[0]
    if kind in HTTP:
        assert proxy.heads[0].startswith(f"GET {server.url('/p?q=1')} HTTP/1.1\r\n")


@pytest.mark.parametrize("kind", ["http", "socks5h"])
async def test_names_are_the_proxys_matter(kind: str, tls: ssl.SSLContext, tmp_path: Path) -> None:
    async with (
        serve(response(), tls=tls) as server,
        proxy_of(kind, tls, names={"target.test": "127.0.0.1"}) as proxy,
    ):
        url = f"https://target.test:{server.port}/"
        result = await check(url, ca_file=str(tmp_path / "ca.pem"), proxy=proxy.url(kind))
    assert result.outcome is Outcome.UP, result.message
    assert proxy.asked == [("target.test", server.port)]
    assert result.phases is not None
    assert result.phases.dns is None


async def test_socks5_gets_an_address(tls: ssl.SSLContext) -> None:
    async with serve(response()) as server, socks_proxy() as proxy:
        url = f"http://localhost:{server.port}/"
        result = await check(url, proxy=proxy.url("socks5"), ip="ipv4_only")
        unknown = await check("http://no-such-name.invalid/", Probes(online=lambda: True), proxy=proxy.url("socks5"))
    assert result.outcome is Outcome.UP, result.message
    assert proxy.asked == [("127.0.0.1", server.port)]
    assert (unknown.cause, unknown.message) == (
        Cause.DNS,
        "The name no-such-name.invalid does not exist or has no address",
    )


@pytest.mark.parametrize("kind", ["http", "socks5h"])
async def test_http2_goes_through(kind: str, tls: ssl.SSLContext, tmp_path: Path) -> None:
    ca = str(tmp_path / "ca.pem")
    async with serve2(lambda it: it.answer(), tls=tls) as server, proxy_of(kind, tls) as proxy:
        secure = await check(server.url(), http_version="2", ca_file=ca, proxy=proxy.url(kind))
    async with serve2(lambda it: it.answer()) as server, proxy_of(kind, tls) as proxy:
        plain = await check(server.url(), http_version="2", proxy=proxy.url(kind))
        assert proxy.asked == [("127.0.0.1", server.port)]
    assert (secure.outcome, plain.outcome) == (Outcome.UP, Outcome.UP), (secure.message, plain.message)


@pytest.mark.parametrize("kind", ALL)
async def test_a_proxy_that_does_not_know_who_asks(kind: str, tls: ssl.SSLContext, tmp_path: Path) -> None:
    ca = str(tmp_path / "ca.pem")
    async with serve(response(), tls=tls) as server, serve(response()) as plain:
        async with proxy_of(kind, tls, password="right") as proxy:
            at = f"The proxy 127.0.0.1 port {proxy.server.port}"
            for url in (server.url(), plain.url()):
                unknown = await check(url, ca_file=ca, proxy=proxy.url(kind))
                wrong = await check(
                    url, ca_file=ca, proxy=proxy.url(kind), proxy_username="me", proxy_password="canary"
                )
                assert (
                    (unknown.outcome, unknown.cause) == (wrong.outcome, wrong.cause) == (Outcome.DOWN, Cause.CONNECTION)
                )
                assert unknown.message == f"{at} asks for a user name and password"
                assert wrong.message == f"{at} does not accept the user name and password"
        assert server.accepted == plain.accepted == 0


@pytest.mark.parametrize("kind", ALL)
async def test_a_dead_proxy(kind: str, tls: ssl.SSLContext) -> None:
    async with serve(b"") as gone:
        pass
    probes = Probes(online=lambda: False)
    result = await check("https://target.test/", probes, proxy=f"{kind}://127.0.0.1:{gone.port}", resolve="")
    if kind == "socks5":
        result = await check("https://192.0.2.1/", probes, proxy=f"{kind}://127.0.0.1:{gone.port}")
    assert (result.outcome, result.cause) == (Outcome.DOWN, Cause.CONNECTION), "what was tried is near"
    at = f"127.0.0.1 port {gone.port}"
    assert result.message == f"The proxy {at} fails: Connection refused by {at}: nothing listens there"


async def test_a_proxy_that_is_away_is_unknown_while_offline() -> None:
    offline, online = Probes(online=lambda: False), Probes(online=lambda: True)
    away = {"proxy": "http://no-such-proxy.invalid:3128"}
    assert (await check("http://127.0.0.1:9/", offline, **away)).cause is Cause.OFFLINE
    result = await check("http://127.0.0.1:9/", online, **away)
    assert (result.outcome, result.cause) == (Outcome.DOWN, Cause.DNS)
    assert result.message.startswith("The proxy no-such-proxy.invalid port 3128 fails: The name no-such-proxy.invalid ")


@pytest.mark.parametrize(
    ("proxy", "said"),
    [
        (lambda: http_proxy(refuse="502 Odd"), "did not connect to target.test port 443: 502 Bad Gateway"),
        (lambda: http_proxy(refuse="599 Odd\x01 words"), "did not connect to target.test port 443: 599 Odd words"),
        (lambda: socks_proxy(reply=5), "did not connect to target.test port 443: the connection was refused"),
        (lambda: socks_proxy(reply=77), "did not connect to target.test port 443: SOCKS error 77"),
        (lambda: serve(b"SSH-2.0\r\n"), "does not answer in HTTP"),
        (lambda: serve(b"\x04\xff", read_head=False), "does not speak SOCKS 5"),
        (lambda: serve(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000), "does not answer in HTTP"),
        (lambda: serve(b"HTTP/1.1 200 OK\r\n"), "closed the connection without an answer"),
    ],
)
async def test_a_proxy_that_makes_no_connection(proxy, said: str) -> None:  # type: ignore[no-untyped-def]
    async with proxy() as running:
        server = getattr(running, "server", running)
        kind = "socks5h" if "SOCKS" in said or "refused" in said else "http"
        result = await check(
            "https://target.test/", Probes(online=lambda: True), proxy=f"{kind}://127.0.0.1:{server.port}"
        )
        await server.until(lambda: server.open == 0)
    assert result.outcome is Outcome.DOWN
    assert result.cause in (Cause.CONNECTION, Cause.PROTOCOL)
    assert result.message == f"The proxy 127.0.0.1 port {server.port} {said}"


async def silent(connection: Connection) -> None:
    await connection.hold()


@pytest.mark.parametrize("kind", ["http", "socks5h", "https"])
async def test_a_proxy_that_says_nothing(kind: str) -> None:
    async with serve(silent, read_head=False) as server:
        result = await check("https://target.test/", seconds=0.5, proxy=f"{kind}://127.0.0.1:{server.port}")
        await server.until(lambda: server.open == 0)
    at = f"127.0.0.1 port {server.port}"
    assert (result.outcome, result.cause) == (Outcome.DOWN, Cause.TIMEOUT)
    assert result.message == (
        f"The proxy {at} fails: TLS with {at} was not set up within 0.5 s"
        if kind == "https"
        else f"Through the proxy {at}: No connection to target.test port 443 within 0.5 s"
    )


async def test_what_the_server_does_wrong_is_said_of_the_server(tls: ssl.SSLContext) -> None:
    async with http_proxy() as proxy:
        at = f"Through the proxy 127.0.0.1 port {proxy.server.port}: "
        async with serve(response(), tls=tls) as server:
            unknown = await check(server.url(), proxy=proxy.url("http"))
        async with serve(response("503 Oh")) as server:
            bad = await check(server.url(), proxy=proxy.url("http"))
    assert unknown.cause is Cause.TLS
    assert unknown.message.startswith(f"{at}The issuer, trustme ")
    assert unknown.certificate_expires_at is not None, "also of a refused certificate behind a proxy"
    assert bad.message == "Expected 200–399, got 503 Service Unavailable"


async def test_a_cancelled_check_leaves_no_connection_to_the_proxy() -> None:
    asked = asyncio.Event()

    async def hang(connection: Connection) -> None:
        asked.set()
        await connection.hold()

    async with serve(hang) as server:
        running = asyncio.create_task(check("https://target.test/", proxy=f"http://127.0.0.1:{server.port}"))
        await asked.wait()
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        await server.until(lambda: server.open == 0)


VARIABLES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture
def no_settings(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return monkeypatch


@pytest.mark.skipif("sys.platform in ('win32', 'darwin')", reason="settings come from the system there")
@pytest.mark.parametrize(
    ("settings", "through"),
    [
        ({}, 0),
        ({"http_proxy": "http://{proxy}"}, 1),
        ({"HTTP_PROXY": "{proxy}"}, 1),
        ({"all_proxy": "http://me:pa%3Ass@{proxy}/"}, 1),
        ({"https_proxy": "http://{proxy}"}, 0),
        ({"http_proxy": "http://{proxy}", "no_proxy": "localhost,127.0.0.1"}, 0),
        ({"http_proxy": "http://{proxy}", "no_proxy": "example.com"}, 1),
    ],
)
async def test_this_machines_own_settings(
    no_settings: pytest.MonkeyPatch, settings: dict[str, str], through: int
) -> None:
    async with serve(response()) as server, http_proxy() as proxy:
        for name, value in settings.items():
            no_settings.setenv(name, value.format(proxy=f"127.0.0.1:{proxy.server.port}"))
        result = await check(server.url(), proxy="system")
        unused = await check(server.url())
    assert (result.outcome, unused.outcome) == (Outcome.UP, Outcome.UP), result.message
    assert len(proxy.asked) == through
    assert proxy.credentials == (["me:pa:ss"] if "all_proxy" in settings else [])


@pytest.mark.skipif("sys.platform in ('win32', 'darwin')", reason="settings come from the system there")
async def test_a_setting_that_makes_no_sense_is_this_machines_fault(no_settings: pytest.MonkeyPatch) -> None:
    no_settings.setenv("http_proxy", "socks4://canary:canary@127.0.0.1:1")
    result = await check("http://127.0.0.1:9/", proxy="system")
    assert (result.outcome, result.cause) == (Outcome.UNKNOWN, Cause.INTERNAL)
    assert "This machine's setting of a proxy cannot be used" in result.message
    assert "canary" not in result.message
