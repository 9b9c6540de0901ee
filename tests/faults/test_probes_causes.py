"""The outcome names the true cause: every way in which a target can fail, by real servers that fail that way."""

import asyncio
import socket
from collections.abc import Awaitable, Callable

import pytest

from agent.model import Cause, Outcome
from agent.probes import Probes
from tests.agent.probes.servers import Connection, check, response, serve

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"


async def reset_at_once(connection: Connection) -> None:
    connection.reset()


async def reset_in_the_middle(connection: Connection) -> None:
    await connection.send(HEAD + b"half")
    await asyncio.sleep(0.01)
    connection.reset()


async def say_nothing(connection: Connection) -> None:
    await connection.hold()


async def stop_in_the_headers(connection: Connection) -> None:
    await connection.send(b"HTTP/1.1 200 OK\r\nServer: slo")
    await connection.hold()


async def stop_in_the_body(connection: Connection) -> None:
    await connection.send(HEAD + b"half")
    await connection.hold()


async def greet_and_wait(connection: Connection) -> None:
    await connection.send(b"SSH-2.0-OpenSSH_9.6\r\n")
    await connection.hold()


@pytest.mark.parametrize(
    ("answer", "seconds", "cause", "message"),
    [
        (reset_at_once, 30, Cause.CONNECTION, "The connection was reset by 127.0.0.1 while waiting for the answer"),
        (
            reset_in_the_middle,
            30,
            Cause.CONNECTION,
            "The connection was reset by 127.0.0.1 in the middle of the answer",
        ),
        (b"", 30, Cause.CONNECTION, "127.0.0.1 closed the connection without an answer"),
        (say_nothing, 1, Cause.TIMEOUT, "No answer from 127.0.0.1 port {port} within 1 s"),
        (stop_in_the_headers, 1, Cause.TIMEOUT, "The headers of the answer were not complete within 1 s"),
        (stop_in_the_body, 1, Cause.TIMEOUT, "The answer was not complete within 1 s; 44 bytes came"),
        (greet_and_wait, 30, Cause.PROTOCOL, "The answer is not HTTP; it begins with “SSH-2.0-OpenSSH_9.6”"),
        (b"HTTP/1.1 twohundred\r\n\r\n", 30, Cause.PROTOCOL, "The answer is not HTTP"),
        (b"HTTP/1.1 200 OK\r\nServ", 30, Cause.PROTOCOL, "The answer broke off after 21 bytes"),
        (b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n", 30, Cause.PROTOCOL, "The answer has a header line that is not HTTP"),
        (CHUNKED + b"ZZ\r\n", 30, Cause.PROTOCOL, "The answer comes in chunks that are not HTTP"),
        (HEAD + b"half", 30, Cause.PROTOCOL, "The answer broke off after 44 bytes"),
        (response("503 Oh"), 30, Cause.UNEXPECTED_STATUS, "Expected 200–399, got 503 Service Unavailable"),
    ],
)
async def test_http(
    answer: bytes | Callable[[Connection], Awaitable[None]], seconds: float, cause: Cause, message: str
) -> None:
    async with serve(answer) as server:
        result = await check(server.url("/path?token=secret"), seconds=seconds)
    assert (result.outcome, result.cause) == (Outcome.DOWN, cause)
    assert result.message == message.format(port=server.port)


async def test_nobody_listens() -> None:
    async with serve(b"") as server:
        pass
    result = await check(server.url())
    assert (result.outcome, result.cause) == (Outcome.DOWN, Cause.CONNECTION)
    assert result.message == f"Connection refused by 127.0.0.1 port {server.port}: nothing listens there"
    assert (result.latency_ms, result.status_code) == (None, None)


async def test_a_connection_that_nobody_accepts() -> None:
    """A full queue of a listening socket makes connecting hang, as a firewall that drops packets does."""
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        crowd = []
        for _ in range(8):
            client = socket.socket()
            client.setblocking(False)
            client.connect_ex(full.getsockname())
            crowd.append(client)
        port = full.getsockname()[1]
        result = await check(f"http://127.0.0.1:{port}/", seconds=1)
        for client in crowd:
            client.close()
    assert result.cause is Cause.TIMEOUT
    assert result.message in (
        f"No connection to 127.0.0.1 port {port} within 1 s",
        f"No answer from 127.0.0.1 port {port} within 1 s",
    )


@pytest.mark.parametrize("name", ["no-such-name.invalid", "a" * 64 + ".invalid"])
async def test_names_that_do_not_exist(name: str) -> None:
    result = await check(f"http://{name}/", Probes(online=lambda: True))
    assert (result.outcome, result.cause) == (Outcome.DOWN, Cause.DNS)
    assert name in result.message
