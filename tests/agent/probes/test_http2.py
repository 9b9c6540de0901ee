"""HTTP/2 against real servers, one of them not ours, and against one that misbehaves frame by frame."""

import asyncio
import ssl
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
import trustme
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.model import Cause, Check, HttpTarget, Outcome
from agent.probes.exchange import Exchange
from agent.probes.http import HttpProbe
from agent.probes.records import BODY_KEPT
from agent.probes.resolver import Resolver
from agent.probes.slots import Slots
from agent.probes.tls import TlsContexts
from tests.agent.probes.servers import Connection, check, response, serve
from tests.agent.probes.servers2 import Asked, nghttpd, serve2

ROOT = Path(__file__).parents[3]


@pytest.fixture
def server_tls(tmp_path: Path) -> ssl.SSLContext:
    """A server's side of TLS; ``ca.pem``, ``key.pem`` and ``leaf.pem`` lie in the test's folder."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    leaf = authority.issue_cert("127.0.0.1")
    leaf.private_key_pem.write_to_path(tmp_path / "key.pem")
    leaf.cert_chain_pems[0].write_to_path(tmp_path / "leaf.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    leaf.configure_cert(context)
    return context


async def exchange_with(url: str, **target: object) -> Exchange:
    """The exchange of one good check."""
    async with asyncio.timeout(30) as limit:
        exchange = Exchange(Slots(1, 1).slot(), limit)
        made = HttpTarget.model_validate({"url": url, **target})
        await HttpProbe(Resolver(), TlsContexts()).probe(made, exchange)
    return exchange


async def test_somebody_elses_server(tmp_path: Path, server_tls: ssl.SSLContext) -> None:
    (tmp_path / "index.html").write_bytes(b"<p>" * 1_000_000)
    ca = str(tmp_path / "ca.pem")
    async with nghttpd(tmp_path, "--echo-upload", "-w", "10", "-W", "10", "-b", "200") as port:
        url = f"https://127.0.0.1:{port}/"
        exchange = await exchange_with(url, http_version="auto", ca_file=ca)
        posted = await exchange_with(url, http_version="2", ca_file=ca, method="POST", body="ä" * 50_000)
        missing = await check(f"{url}no", http_version="2", ca_file=ca)
        old = await check(url, http_version="1.1", ca_file=ca)
    assert exchange.answer is not None
    assert (exchange.answer.http_version, exchange.answer.size, exchange.answer.whole) == ("2", 3_000_000, False)
    assert exchange.answer.body == (b"<p>" * 1_000_000)[:BODY_KEPT]
    assert exchange.tls is not None
    assert exchange.certificates
    assert exchange.phases is not None
    assert None not in (exchange.phases.connect, exchange.phases.tls, exchange.phases.first_byte)
    assert posted.answer is not None
    assert posted.answer.body == "ä".encode() * (BODY_KEPT // 2)
    assert posted.answer.size == 100_000
    assert missing.message == "Expected 200–399, got 404 Not Found"
    assert old.outcome is Outcome.DOWN, "it speaks nothing but HTTP/2"


async def test_without_tls_it_is_known_before(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_bytes(b"hello")
    async with nghttpd(tmp_path, "--no-tls") as port:
        exchange = await exchange_with(f"http://127.0.0.1:{port}/", http_version="2")
        unasked = await check(f"http://127.0.0.1:{port}/", http_version="auto")
    assert exchange.answer is not None
    assert exchange.answer.body == b"hello"
    assert unasked.outcome is Outcome.DOWN, "auto without TLS is HTTP/1.1"


async def test_what_is_sent(server_tls: ssl.SSLContext, tmp_path: Path) -> None:
    asked: list[Asked] = []
    target = {
        "method": "PUT",
        "body": "[1]",
        "headers": [{"name": "X-Own", "value": "1"}, {"name": "Host", "value": "api.example.com"}],
        "username": "me",
    }
    async with serve2(lambda it: it.answer(), tls=server_tls, asked=asked) as server:
        exchange = await exchange_with(
            server.url("/p?q=1"), http_version="2", ca_file=str(tmp_path / "ca.pem"), **target
        )
    found = dict(asked[0].headers)
    assert found[":method"] == "PUT"
    assert found[":path"] == "/p?q=1"
    assert found[":scheme"] == "https"
    assert found[":authority"] == "api.example.com"
    assert found["x-own"] == "1"
    assert found["content-type"] == "application/json"
    assert found["authorization"].startswith("Basic ")
    assert not found.keys() & {"connection", "host"}
    assert asked[0].body == b"[1]"
    assert exchange.sent is not None
    assert dict(exchange.sent.headers)[b"host"] == b"api.example.com"


async def test_a_server_that_does_not_offer_it(server_tls: ssl.SSLContext, tmp_path: Path) -> None:
    ca = str(tmp_path / "ca.pem")
    async with serve(response(), tls=server_tls) as server:
        silent = await check(server.url(), http_version="2", ca_file=ca)
        fallen_back = await check(server.url(), http_version="auto", ca_file=ca)
        server_tls.set_alpn_protocols(["http/1.1"])
        other = await check(server.url(), http_version="2", ca_file=ca)
    assert fallen_back.outcome is Outcome.UP, fallen_back.message
    for result in (silent, other):
        assert (result.outcome, result.cause) == (Outcome.DOWN, Cause.PROTOCOL)
        assert result.message == f"127.0.0.1 port {server.port} does not offer HTTP/2"


async def test_redirects_trailers_and_interim_answers() -> None:
    async def answer(it: Asked) -> None:
        if it.path == "/":
            await it.answer(302, b"", ("location", "/there"))
            return
        it.h2.send_headers(it.stream, [(":status", "103"), ("link", "</x>")])
        await it.head(200)
        await it.send(b"abc", end=False)
        it.h2.send_headers(it.stream, [("x-sum", "1")], end_stream=True)
        await it.flush()

    async with serve2(answer) as server:
        exchange = await exchange_with(server.url(), http_version="2")
    assert exchange.answer is not None
    assert (exchange.answer.body, exchange.answer.whole, exchange.status_code) == (b"abc", True, 200)
    assert server.accepted == 2


async def test_compression_is_undone_here_too() -> None:
    import gzip

    async with serve2(lambda it: it.answer(200, gzip.compress(b"hello"), ("content-encoding", "gzip"))) as server:
        exchange = await exchange_with(server.url(), http_version="2")
    assert exchange.answer is not None
    assert exchange.answer.body == b"hello"


async def test_a_server_that_says_it_ends_soon_still_answers() -> None:
    """GOAWAY in good order before the answer, as from servers that are being restarted."""

    async def answer(it: Asked) -> None:
        last = it.stream
        goodbye = b"\0\0\x08\x07\0\0\0\0\0" + last.to_bytes(4, "big") + b"\0\0\0\0"
        await it.connection.send(goodbye)
        await it.answer()

    async with serve2(answer) as server:
        result = await check(server.url(), http_version="2")
    assert result.outcome is Outcome.UP, result.message


async def test_an_answer_may_come_before_the_body_was_taken() -> None:
    async def refuse(it: Asked) -> None:
        await it.answer(413)

    async with serve2(refuse, early=True) as server:
        result = await check(server.url(), http_version="2", method="POST", body="x" * 900_000)
    assert result.message.startswith("Expected 200–399, got 413 ")


SETTINGS = b"\0\0\0\x04\0\0\0\0\0"


def frame(kind: int, flags: int, stream: int, payload: bytes = b"") -> bytes:
    return len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload


OK = frame(1, 0x4, 1, b"\x88")
"""A HEADERS frame that says :status 200 and no more."""


def said(data: bytes) -> Callable[[Connection], Awaitable[None]]:
    """Sends ``data`` and then nothing more, in good order."""

    async def answer(connection: Connection) -> None:
        connection.writer.write(data)
        connection.writer.write_eof()
        await connection.hold()

    return answer


async def drip(connection: Connection) -> None:
    await connection.send(SETTINGS + OK)
    while True:
        await connection.send(frame(0, 0, 1, b"."))
        await asyncio.sleep(0.02)


async def pings(connection: Connection) -> None:
    await connection.send(SETTINGS)
    while True:
        await connection.send(frame(6, 0, 0, b"12345678") * 500)


async def empty_data(connection: Connection) -> None:
    await connection.send(SETTINGS + OK)
    while True:
        await connection.send(frame(0, 0, 1) * 500)


async def endless(connection: Connection) -> None:
    """More than the windows allow, as fast as it goes."""
    await connection.send(SETTINGS + OK)
    while True:
        await connection.send(frame(0, 0, 1, b"x" * 16_384))


async def endless_headers(connection: Connection) -> None:
    await connection.send(SETTINGS + frame(1, 0, 1, b"\x88"))
    while True:
        await connection.send(frame(9, 0, 1, b"\0\x01a\x7f\x81\x7e" + b"y" * 16_000))


async def small_headers(connection: Connection) -> None:
    await connection.send(SETTINGS + frame(1, 0, 1, b"\x88"))
    while True:
        await connection.send(frame(9, 0, 1) * 500)


async def wait(connection: Connection) -> None:
    await connection.hold()


async def settings_and_wait(connection: Connection) -> None:
    await connection.send(SETTINGS)
    await connection.hold()


@pytest.mark.parametrize(
    ("answer", "seconds", "cause", "message"),
    [
        (wait, 0.5, Cause.TIMEOUT, "No answer from 127.0.0.1 port {port} within 0.5 s"),
        (settings_and_wait, 0.5, Cause.TIMEOUT, "No answer from 127.0.0.1 port {port} within 0.5 s"),
        (drip, 0.5, Cause.TIMEOUT, "The answer was not complete within 0.5 s"),
        (pings, 60, Cause.PROTOCOL, "After 512 KiB the answer has still not begun"),
        (empty_data, 60, Cause.TOO_LARGE, "The answer comes in more than 50,000 pieces"),
        (endless, 60, Cause.TOO_LARGE, "The answer is larger than 10 MiB"),
        (endless_headers, 60, Cause.PROTOCOL, "After 512 KiB the answer has still not begun"),
        (small_headers, 60, Cause.PROTOCOL, "The answer is not proper HTTP/2: Too many continuation frames"),
        (b"", 60, Cause.CONNECTION, "127.0.0.1 closed the connection without an answer"),
        (SETTINGS, 60, Cause.CONNECTION, "127.0.0.1 closed the connection without an answer"),
        (SETTINGS + OK, 60, Cause.PROTOCOL, "The answer broke off after 19 bytes"),
        (response(), 60, Cause.PROTOCOL, "The answer is not HTTP/2; it begins with “HTTP/1.1 200 OK”"),
        (b"SSH-2.0-OpenSSH\r\n", 60, Cause.PROTOCOL, "The answer is not HTTP/2; it begins with “SSH-2.0-OpenSSH”"),
        (SETTINGS + frame(7, 0, 0, b"\0" * 8), 60, Cause.PROTOCOL, "ended the HTTP/2 connection (NO_ERROR)"),
        (SETTINGS + frame(7, 0, 0, b"\0\0\0\1\0\0\0\x0b"), 60, Cause.PROTOCOL, "(ENHANCE_YOUR_CALM)"),
        (SETTINGS + frame(3, 0, 1, b"\0\0\0\x07"), 60, Cause.PROTOCOL, "took the request back (REFUSED_STREAM)"),
        (SETTINGS + frame(3, 0, 1, b"\0\0\0\x77"), 60, Cause.PROTOCOL, "took the request back (code 119)"),
        (SETTINGS + OK + frame(0, 0, 1, b"x" * 16_385), 60, Cause.PROTOCOL, "frame that is larger than HTTP/2 allows"),
        (SETTINGS + frame(0, 0, 1, b"x"), 60, Cause.PROTOCOL, "The answer is not proper HTTP/2"),
        (SETTINGS + frame(1, 0x5, 1, b"\xff" * 20), 60, Cause.PROTOCOL, "The answer is not proper HTTP/2"),
        (SETTINGS + frame(1, 0x5, 1, b"\0\1a\1b"), 60, Cause.PROTOCOL, "The answer is not proper HTTP/2"),
        (SETTINGS + frame(5, 0x4, 1, b"\0\0\0\2\x82"), 60, Cause.PROTOCOL, "The answer is not proper HTTP/2"),
        (
            SETTINGS + frame(1, 0x4, 1, b"\x88\x0f\x0d\x01\x39") + frame(0, 0x1, 1, b"abc"),
            60,
            Cause.PROTOCOL,
            "The answer's body is not as long as its Content-Length says",
        ),
    ],
)
async def test_it_ends_in_time_and_says_why(
    answer: bytes | Callable[[Connection], Awaitable[None]], seconds: float, cause: Cause, message: str
) -> None:
    async with serve(said(answer) if isinstance(answer, bytes) else answer, read_head=False) as server:
        result = await check(server.url(), seconds=seconds, http_version="2")
        await server.until(lambda: server.open == 0)
    assert (result.outcome, result.cause) == (Outcome.DOWN, cause), result.message
    assert message.format(port=server.port) in result.message


async def test_headers_have_a_bound() -> None:
    """Small on the wire: one long value in the table, named a thousand times."""

    async def answer(it: Asked) -> None:
        await it.head(200, *[("x-long", "y" * 1_000)] * 200, end=True)

    async with serve2(answer) as server:
        result = await check(server.url(), http_version="2")
    assert (result.cause, result.message) == (Cause.PROTOCOL, "The headers of the answer are longer than 100 KiB")


@given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 255), st.integers(0, 2), st.binary(max_size=60))))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_frames_come_it_gets_a_true_cause(frames: list[tuple[int, int, int, bytes]]) -> None:
    async def one() -> Check:
        answer = SETTINGS + b"".join(frame(*given) for given in frames)
        async with serve(said(answer), read_head=False) as server:
            return await check(server.url(), http_version="2")

    result = asyncio.run(one())
    assert result.cause is not Cause.INTERNAL, result.message
    assert result.message.isprintable()


def test_who_does_not_use_it_does_not_pay_for_it() -> None:
    code = """
import asyncio, sys
from agent.model import HttpTarget, Monitor
from agent.probes import Probes
asyncio.run(Probes().check(Monitor(name="x", timeout=5, target=HttpTarget(url="http://127.0.0.1:9/"))))
print([name for name in ("h2", "backports.zstd", "cryptography") if name in sys.modules])
"""
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert found.stdout == "[]\n"
