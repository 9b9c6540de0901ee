"""Every check ends in time, in bounded memory, whatever the server sends; and one bad monitor hurts nobody."""

import asyncio
import tracemalloc
from collections.abc import Awaitable, Callable

import pytest

from agent.model import Cause, HttpTarget, Monitor, Outcome
from agent.probes import Probes
from agent.probes.exchange import Exchange
from tests.agent.probes.servers import Connection, check, response, serve

OK = b"HTTP/1.1 200 OK\r\n"


async def drip_head(connection: Connection) -> None:
    await connection.send(OK)
    while True:
        await connection.send(b"X-Drip: 1\r\n")
        await asyncio.sleep(0.02)


async def drip_body(connection: Connection) -> None:
    await connection.send(OK + b"Content-Length: 1000000\r\n\r\n")
    while True:
        await connection.send(b".")
        await asyncio.sleep(0.02)


async def endless_body(connection: Connection) -> None:
    await connection.send(OK + b"\r\n")
    while True:
        await connection.send(b"x" * 65_536)


async def endless_chunks(connection: Connection) -> None:
    await connection.send(OK + b"Transfer-Encoding: chunked\r\n\r\n")
    while True:
        await connection.send(b"1\r\nx\r\n" * 5_000)


async def endless_head(connection: Connection) -> None:
    await connection.send(OK)
    while True:
        await connection.send(b"X-More: " + b"y" * 1_000 + b"\r\n")


async def endless_interim(connection: Connection) -> None:
    while True:
        await connection.send(b"HTTP/1.1 102 Processing\r\n\r\n" * 100)


async def redirect_loop(connection: Connection) -> None:
    await connection.send(response("302 Found", b"", "Location: /again?secret=1"))


@pytest.mark.parametrize(
    ("answer", "seconds", "cause", "message"),
    [
        (drip_head, 0.5, Cause.TIMEOUT, "The headers of the answer were not complete within 0.5 s"),
        (drip_body, 0.5, Cause.TIMEOUT, "The answer was not complete within 0.5 s"),
        (endless_body, 60, Cause.TOO_LARGE, "The answer is larger than 10 MiB"),
        (endless_chunks, 60, Cause.TOO_LARGE, "The answer comes in more than 50,000 pieces"),
        (endless_head, 60, Cause.PROTOCOL, "The headers of the answer are longer than 100 KiB"),
        (
            OK + b"X: " + b"y" * 300_000 + b"\r\n\r\n",
            60,
            Cause.PROTOCOL,
            "The headers of the answer are longer than 100 KiB",
        ),
        (endless_interim, 60, Cause.PROTOCOL, "After 512 KiB the answer has still not begun"),
        (redirect_loop, 60, Cause.REDIRECT, "More than 10 redirects, the last one to http://127.0.0.1:"),
    ],
)
async def test_it_ends_in_time_and_memory(
    answer: bytes | Callable[[Connection], Awaitable[None]], seconds: float, cause: Cause, message: str
) -> None:
    async with serve(answer) as server:
        tracemalloc.start()
        result = await check(server.url(), seconds=seconds)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        await server.until(lambda: server.open == 0)
    assert (result.outcome, result.cause) == (Outcome.DOWN, cause)
    assert message in result.message
    assert "secret" not in result.message
    assert peak < 20 * 1024 * 1024


async def test_a_bad_status_is_told_even_when_its_body_is_bad_too() -> None:
    async with serve(b"HTTP/1.1 502 Bad\r\nContent-Length: 100\r\n\r\nbroken") as server:
        result = await check(server.url())
    assert (result.cause, result.status_code) == (Cause.UNEXPECTED_STATUS, 502)


ODD = [
    ("http://[fe80::1%25no-such-interface]/", None),
    ("http://exa\u00admple.invalid/", None),
    ("http://xn--a.invalid/", None),
    ("http://a..invalid/", None),
    ("http://" + "a" * 64 + ".invalid/", None),
    ("http://256.256.256.256.invalid/", None),
    ("http://127.0.0.1:{port}/ünïcode/\u202e?q=ä&b=%zz#frag", Outcome.UP),
    ("http://127.0.0.1:{port}//../..//%00", Outcome.UP),
    ("http://127.0.0.1:{port}/" + "a" * 50_000, Outcome.UP),
    ("HTTP://127.0.0.1:{port}?x", Outcome.UP),
]


@pytest.mark.parametrize(("address", "outcome"), ODD)
async def test_odd_addresses_get_a_result(address: str, outcome: Outcome | None) -> None:
    async with serve(response()) as server:
        target = HttpTarget.model_construct(
            **{**HttpTarget(url=server.url()).__dict__, "url": address.format(port=server.port)}
        )
        result = await Probes(online=lambda: True).check(
            Monitor.model_construct(**{**_monitor(server.url()).__dict__, "target": target})
        )
    assert result.outcome is (outcome or Outcome.DOWN), result
    assert result.cause is not Cause.INTERNAL, result.message
    assert bool(result.message) is (outcome is None)


@pytest.mark.parametrize(
    "answer",
    [
        response("200 OK", b"ok", "X-Odd: \x00\x01"),
        "HTTP/1.1 200 Schön\r\nX-Ü: ñ\r\nContent-Length: 0\r\n\r\n".encode(),
        "HTTP/1.1 302 Found\r\nLocation: /ü\u202e\r\nContent-Length: 0\r\n\r\n".encode(),
        b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://\xff\xfe/\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: \x01\x02\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:99999/\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: javascript:alert(1)\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
        b"HTTP/1.1 999 Odd\r\n\r\n",
        b"HTTP/9.9 200 OK\r\n\r\n",
        b"\x16\x03\x01\x00\x05",
        b"\x00" * 1_000,
    ],
)
async def test_odd_answers_get_a_true_cause(answer: bytes) -> None:
    async with serve(answer) as server:
        result = await check(server.url(), Probes(online=lambda: True))
    assert result.cause is not Cause.INTERNAL, result.message
    assert result.message or result.outcome is Outcome.UP
    assert result.message.isprintable()


class Broken:
    """A probe with a fault in it."""

    async def probe(self, target: HttpTarget, exchange: Exchange) -> None:
        raise ZeroDivisionError("no good")


async def test_a_fault_of_our_own_is_called_so_and_the_others_go_on(caplog: pytest.LogCaptureFixture) -> None:
    async with serve(response()) as server:
        probes = Probes()
        working = probes._by_kind["http"]
        probes._by_kind["http"] = Broken()
        broken = await probes.check(_monitor(server.url()))
        probes._by_kind["http"] = working
        assert (await probes.check(_monitor(server.url()))).outcome is Outcome.UP
    assert (broken.outcome, broken.cause) == (Outcome.DOWN, Cause.INTERNAL)
    assert "API Monitor itself failed" in broken.message
    assert "ZeroDivisionError: no good" in caplog.text


def _monitor(url: str) -> Monitor:
    return Monitor(id=1, name="test", timeout=30, target=HttpTarget(url=url))
