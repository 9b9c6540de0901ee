"""Servers of HTTP/2: one that answers as it is told, on the server's side of h2, and nghttpd, somebody else's."""

import asyncio
import shutil
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from h2 import events
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.exceptions import StreamClosedError

from tests.agent.probes.servers import Connection, Server, serve

Answer = Callable[["Asked"], Awaitable[None]]


@dataclass
class Asked:
    """A request, and the ways to answer it."""

    connection: Connection
    h2: H2Connection
    stream: int
    headers: list[tuple[str, str]]
    body: bytearray = field(default_factory=bytearray)
    window: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def path(self) -> str:
        return dict(self.headers)[":path"]

    async def flush(self) -> None:
        await self.connection.send(self.h2.data_to_send())

    async def head(self, status: int, *headers: tuple[str, str], end: bool = False) -> None:
        self.h2.send_headers(self.stream, [(":status", str(status)), *headers], end_stream=end)
        await self.flush()

    async def send(self, data: bytes, end: bool = True) -> None:
        """As the client's windows allow."""
        left = memoryview(data)
        while left:
            size = min(len(left), self.h2.local_flow_control_window(self.stream), self.h2.max_outbound_frame_size)
            if size <= 0:
                self.window.clear()
                await self.window.wait()
                continue
            part, left = left[:size], left[size:]
            self.h2.send_data(self.stream, bytes(part), end_stream=end and not left)
            await self.flush()

    async def answer(self, status: int = 200, body: bytes = b"ok", *headers: tuple[str, str]) -> None:
        await self.head(status, *headers, end=not body)
        if body:
            await self.send(body)


@asynccontextmanager
async def serve2(
    answer: Answer, *, tls: ssl.SSLContext | None = None, asked: list[Asked] | None = None, early: bool = False
) -> AsyncIterator[Server]:
    """Answer each request with ``answer``, when it is complete or, ``early``, when its headers are there."""

    async def accept(connection: Connection) -> None:
        h2 = H2Connection(H2Configuration(client_side=False, header_encoding="utf-8"))
        h2.initiate_connection()
        await connection.send(h2.data_to_send())
        known: dict[int, Asked] = {}
        running: set[asyncio.Task[None]] = set()
        while data := await connection.reader.read(65_536):
            for event in h2.receive_data(data):
                if isinstance(event, events.RequestReceived):
                    headers = [(str(name), str(value)) for name, value in event.headers]
                    known[event.stream_id] = Asked(connection, h2, event.stream_id, headers)
                    if asked is not None:
                        asked.append(known[event.stream_id])
                elif isinstance(event, events.DataReceived):
                    known[event.stream_id].body += event.data
                    h2.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
                elif isinstance(event, events.WindowUpdated):
                    for one in known.values():
                        one.window.set()
                if isinstance(event, events.RequestReceived if early else events.StreamEnded):
                    task = asyncio.create_task(_quietly(answer(known[event.stream_id])))
                    running.add(task)
            await connection.send(h2.data_to_send())
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    if tls is not None:
        tls.set_alpn_protocols(["h2", "http/1.1"])
    async with serve(accept, tls=tls, read_head=False) as server:
        yield server


async def _quietly(answering: Awaitable[None]) -> None:
    with suppress(OSError, StreamClosedError):  # the client is gone
        await answering


@asynccontextmanager
async def nghttpd(folder: Path, *options: str) -> AsyncIterator[int]:
    """A running nghttpd that serves ``folder``; its port. ``options`` come before the port, key and certificate after
    it: ``("--no-tls",)``, or none for TLS with ``folder/key.pem`` and ``folder/leaf.pem``."""
    program = shutil.which("nghttpd") or shutil.which("nghttpd", path="/usr/sbin:/usr/local/bin:/opt/homebrew/bin")
    assert program, "nghttpd is not installed (Debian: nghttp2-server)"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    files = [] if "--no-tls" in options else [str(folder / "key.pem"), str(folder / "leaf.pem")]
    command = [program, "-a", "127.0.0.1", "-d", str(folder), *options, str(port), *files]
    process = await asyncio.create_subprocess_exec(*command)
    try:
        async with asyncio.timeout(60):
            while not await _listens(port):
                assert process.returncode is None
                await asyncio.sleep(0.01)
        yield port
    finally:
        process.terminate()
        await process.wait()


async def _listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    await writer.wait_closed()
    return True
