"""The services of the demo: a small HTTP API on this machine, one part of it with TLS."""

import asyncio
import math
import random
import ssl
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Self

import trustme

from agent.clock import now_ms
from agent.demo.answers import answer

HOST = "127.0.0.1"
EXPIRES_IN = timedelta(days=5, hours=3)
"""What is left of the certificate's validity when the demo starts."""
OUTAGE = (20.0, 35.0, 110.0)
"""The failing service is down from the first to the second second of every so many (the third)."""
CROWDED = (45.0, 80.0, 120.0)
"""The same for the service that is slow now and then."""
FLAKY = 0.15
"""The part of the flaky service's answers that are errors."""
_LARGEST = 65_536

Behaviour = Callable[[], Awaitable[HTTPStatus]]


class LocalApi:
    """Listens while it is entered. ``url`` and ``tls_url`` are its addresses, without a path; ``ca_file`` holds the
    authority that signed its certificate; ``received`` counts the messages its webhook took."""

    def __init__(self, folder: Path, seed: int = 7) -> None:
        self.ca_file = folder / "demo-ca.pem"
        self.url = self.tls_url = self.webhook = ""
        self.received = 0
        self._chance = random.Random(seed)  # noqa: S311 - made-up latencies
        self._started = time.monotonic()
        self._servers: list[asyncio.Server] = []
        self._answering: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        authority = trustme.CA(organization_name="API Monitor demo")
        authority.cert_pem.write_to_path(str(self.ca_file))
        certificate = authority.issue_cert(HOST, "localhost", not_after=datetime.now(UTC) + EXPIRES_IN)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(context)
        plain = await asyncio.start_server(self._accept, HOST, 0)
        self._servers.append(plain)
        secure = await asyncio.start_server(self._accept, HOST, 0, ssl=context)
        self._servers.append(secure)
        self.url = f"http://{HOST}:{plain.sockets[0].getsockname()[1]}"
        self.tls_url = f"https://{HOST}:{secure.sockets[0].getsockname()[1]}"
        self.webhook = f"{self.url}/team-chat"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for server in self._servers:
            server.close()
        await asyncio.sleep(0)  # connections accepted just now get their task, to be ended with the others
        for task in self._answering:
            task.cancel()
        await asyncio.gather(*self._answering, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._answering.add(task)
            task.add_done_callback(self._answering.discard)
        try:
            # A probe may go away at any moment; that is no trouble of the demo's.
            with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError):
                await self._answer(reader, writer)
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()
        finally:
            writer.transport.abort()  # at the end of the demo nobody waits for a peer

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").splitlines()
        method, path, _ = head[0].split(" ", 2)
        lengths = [line.partition(":")[2] for line in head[1:] if line.lower().startswith("content-length:")]
        await reader.readexactly(min(int(lengths[0]), _LARGEST) if lengths else 0)
        place = path.partition("?")[0]
        status = await self._behave(place)
        headers, body = answer(place, status, now_ms(), f"{self._chance.getrandbits(48):012x}")
        if path == "/team-chat":
            self.received += 1
            body = b"ok"
        fields = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        writer.write(
            f"HTTP/1.1 {status.value} {status.phrase}\r\n{fields}"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode()
            + (b"" if method == "HEAD" else body)
        )
        await writer.drain()

    async def _behave(self, path: str) -> HTTPStatus:
        """Take as long as a real service would, and say what it would say."""
        milliseconds, status = self._manner(path)
        await asyncio.sleep(milliseconds * math.exp(self._chance.gauss(0, 0.18)) / 1_000)
        return status

    def _manner(self, path: str) -> tuple[float, HTTPStatus]:
        match path.strip("/").split("/"):
            case ["orders", *_]:
                down = self._within(OUTAGE)
                return (8, HTTPStatus.SERVICE_UNAVAILABLE) if down else (45, HTTPStatus.OK)
            case ["search", *_]:
                return (620 if self._within(CROWDED) else 140), HTTPStatus.OK
            case ["recommendations", *_]:
                flaky = self._chance.random() < FLAKY
                return (15, HTTPStatus.BAD_GATEWAY) if flaky else (70, HTTPStatus.OK)
            case ["invoices", "v1", *_]:
                return 12, HTTPStatus.GONE
            case ["media", *_]:
                return 6, HTTPStatus.NOT_MODIFIED
            case ["sign-in", *_]:
                return 32, HTTPStatus.OK
            case _:
                return 22, HTTPStatus.OK

    def _within(self, times: tuple[float, float, float]) -> bool:
        begin, end, every = times
        return begin <= (time.monotonic() - self._started) % every < end
