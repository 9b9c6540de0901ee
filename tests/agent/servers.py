"""Real servers on loopback for the agent's tests."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class HttpServer:
    """An HTTP server whose answer a test changes; ``requests`` are (request line, body) as received. With ``echo`` the
    answer's body repeats the request."""

    port: int = 0
    status: int = 200
    body: bytes = b"ok"
    headers: str = ""
    echo: bool = False
    requests: list[tuple[str, bytes]] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def received(self, count: int) -> None:
        """Wait until ``count`` requests have come."""
        async with asyncio.timeout(60):
            while len(self.requests) < count:
                self.arrived.clear()
                await self.arrived.wait()

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            length = next(
                (int(v) for k, _, v in (h.partition(":") for h in head.split("\r\n")) if k.lower() == "content-length"),
                0,
            )
            self.heads.append(head)
            self.requests.append((head.split("\r\n")[0], await reader.readexactly(length)))
            self.arrived.set()
            body = head.encode() + self.requests[-1][1] if self.echo else self.body
            head = (
                f"HTTP/1.1 {self.status} Fine\r\n{self.headers}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
            )
            writer.write(head.encode() + body)
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the peer left: nothing to answer
        finally:
            writer.close()


@asynccontextmanager
async def http_server(status: int = 200) -> AsyncIterator[HttpServer]:
    """A running :class:`HttpServer`."""
    state = HttpServer(status=status)
    server = await asyncio.start_server(state.answer, "127.0.0.1", 0)
    state.port = server.sockets[0].getsockname()[1]
    try:
        yield state
    finally:
        server.close()
        await server.wait_closed()
