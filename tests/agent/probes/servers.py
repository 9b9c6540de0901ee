"""Real servers that answer as they are told, to show what checks make of them."""

import asyncio
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from agent.model import Check, HttpTarget, Monitor
from agent.probes import Probes

Answer = Callable[["Connection"], Awaitable[None]]


@dataclass
class Connection:
    """One accepted connection, with the head of the request that came over it."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    head: str = ""

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    def reset(self) -> None:
        """End the connection by RST instead of FIN."""
        sock = self.writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()

    async def hold(self) -> None:
        """Do nothing more until the client is gone."""
        while await self.reader.read(65_536):
            pass

    @property
    def path(self) -> str:
        return self.head.split(" ")[1]


@dataclass
class Server:
    """A running server: its address, the heads of all requests, and how many connections are open."""

    scheme: str
    host: str
    port: int
    heads: list[str] = field(default_factory=list)
    open: int = 0
    accepted: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def url(self, path: str = "/") -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}{path}"

    async def until(self, met: Callable[[], bool]) -> None:
        """Wait until ``met`` holds, looking again at every connection that comes or goes."""
        while not met():
            self.changed.clear()
            await self.changed.wait()


@asynccontextmanager
async def serve(
    answer: Answer | bytes,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    tls: ssl.SSLContext | None = None,
    read_head: bool = True,
) -> AsyncIterator[Server]:
    """Answer each request with ``answer``: these bytes, or whatever the function does with the connection.

    ``read_head`` False: the function gets the bare connection, nothing is read before.
    """
    tasks: set[asyncio.Task[None]] = set()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server.open += 1
        server.accepted += 1
        server.changed.set()
        task = asyncio.create_task(converse(Connection(reader, writer)))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
        # A task that is cancelled before it began reaches no "finally" of its own.
        task.add_done_callback(lambda _: writer.close())

    async def converse(connection: Connection) -> None:
        writer = connection.writer
        try:
            with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                if read_head:
                    connection.head = (await connection.reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                    server.heads.append(connection.head)
                await (connection.send(answer) if isinstance(answer, bytes) else answer(connection))
        finally:
            writer.transport.abort() if writer.transport.get_write_buffer_size() else writer.close()
            with suppress(OSError, asyncio.CancelledError):
                await writer.wait_closed()
            server.open -= 1
            server.changed.set()

    listening = await asyncio.start_server(accept, host, port, ssl=tls)
    port = listening.sockets[0].getsockname()[1]
    server = Server("https" if tls else "http", host, port)
    try:
        yield server
    finally:
        listening.close()
        for task in tuple(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@asynccontextmanager
async def refusing(context: ssl.SSLContext) -> AsyncIterator[Server]:
    """A TLS server with which no handshake succeeds, in a thread: OpenSSL on a socket sends the alert that tells why,
    which asyncio's servers swallow."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def accept() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = listening.accept()
                    with connection:
                        served = context.wrap_socket(connection.dup(), server_side=True, do_handshake_on_connect=False)
                        with served, suppress(ssl.SSLError):
                            served.do_handshake()
                        connection.shutdown(socket.SHUT_WR)
                        while connection.recv(65_536):  # closing with data unread would reset, and drop the alert
                            pass

        serving = asyncio.create_task(asyncio.to_thread(accept))
        try:
            yield Server("https", "127.0.0.1", listening.getsockname()[1])
        finally:
            listening.shutdown(socket.SHUT_RDWR)  # closing alone would not wake the thread
            await serving


def response(status: str = "200 OK", body: bytes = b"ok", *headers: str) -> bytes:
    """A well-formed answer that ends the connection."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


async def check(
    url: str, probes: Probes | None = None, *, seconds: float = 30, threshold: float | None = None, **target: object
) -> Check:
    """Check ``url`` once with ``seconds`` as its timeout; ``target`` are further fields of the target."""
    monitor = Monitor(
        id=7,
        name="test",
        timeout=seconds,
        latency_threshold_ms=threshold,
        target=HttpTarget.model_validate({"url": url, **target}),
    )
    return await (probes or Probes()).check(monitor)
