"""Proxies of our own that count: CONNECT and forwarding of HTTP, and SOCKS 5, in one that looks at what it is asked."""

import asyncio
import ssl
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.agent.probes.servers import Connection, Server, serve


@dataclass
class Passed:
    """What a proxy was asked for: the servers it made connections to, and the heads and credentials of requests."""

    server: Server
    asked: list[tuple[str, int]] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    credentials: list[str] = field(default_factory=list)

    def url(self, scheme: str) -> str:
        return f"{scheme}://{self.server.host}:{self.server.port}"


@asynccontextmanager
async def http_proxy(
    *, tls: ssl.SSLContext | None = None, password: str = "", refuse: str = "", names: dict[str, str] | None = None
) -> AsyncIterator[Passed]:
    """Passes on what it is asked for, if it is asked with ``me:password``. ``refuse``: the status it answers instead,
    such as ``502 Bad Gateway``. ``names`` are addresses of names that only the proxy knows."""

    async def accept(connection: Connection) -> None:
        passed.heads.append(connection.head)
        method, place, _ = connection.head.split("\r\n")[0].split(" ")
        words = next((line for line in connection.head.split("\r\n") if line.startswith("Proxy-Auth")), "")
        if words:
            passed.credentials.append(b64decode(words.split(" ")[-1]).decode())
        if refuse or (password and passed.credentials[-1:] != [f"me:{password}"]):
            status = refuse or "407 Proxy Authentication Required"
            await connection.send(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode())
            return
        parts = urlsplit(f"//{place}" if method == "CONNECT" else place)
        assert parts.hostname
        host = (names or {}).get(parts.hostname, parts.hostname)
        passed.asked.append((parts.hostname, parts.port or 80))
        rest = connection.head.partition("\r\n")[2]
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        tunnels = method == "CONNECT"
        await _join(
            connection,
            (host, parts.port or 80),
            back=b"HTTP/1.1 200 Connection established\r\nX-Proxy: 1\r\n\r\n" if tunnels else b"",
            on=b"" if tunnels else f"{method} {path} HTTP/1.1\r\n{rest}".encode("latin-1"),
        )

    async with serve(accept, tls=tls) as server:
        passed = Passed(server)
        yield passed


@asynccontextmanager
async def socks_proxy(
    *, password: str = "", reply: int = 0, names: dict[str, str] | None = None
) -> AsyncIterator[Passed]:
    """SOCKS 5. ``reply`` is the code it answers a request for a connection with; 0: it makes one."""

    async def accept(connection: Connection) -> None:
        read = connection.reader.readexactly
        _, count = await read(2)
        offered = await read(count)
        wanted = 2 if password else 0
        if wanted not in offered:
            await connection.send(b"\x05\xff")
            return
        await connection.send(bytes([5, wanted]))
        if password:
            await read(1)
            name = await read((await read(1))[0])
            word = await read((await read(1))[0])
            passed.credentials.append(f"{name.decode()}:{word.decode()}")
            good = passed.credentials[-1] == f"me:{password}"
            await connection.send(b"\x01\x00" if good else b"\x01\x01")
            if not good:
                return
        _, _, _, kind = await read(4)
        if kind == 3:
            host = (await read((await read(1))[0])).decode()
        else:
            raw = await read(4 if kind == 1 else 16)
            host = ".".join(map(str, raw)) if kind == 1 else raw.hex(":", 2)
        port = int.from_bytes(await read(2), "big")
        passed.asked.append((host, port))
        if reply:
            await connection.send(bytes([5, reply, 0, 1]) + bytes(6))
            return
        await _join(connection, ((names or {}).get(host, host), port), back=b"\x05\x00\x00\x03\x05bound\x00\x01")

    async with serve(accept, read_head=False) as server:
        passed = Passed(server)
        yield passed


async def _join(connection: Connection, place: tuple[str, int], *, back: bytes, on: bytes = b"") -> None:
    """Connect to ``place``, say ``back`` to who asked for it and ``on`` to the server, and pass on what comes from
    either side until one of them ends."""

    async def pump(source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await source.read(65_536):
                to.write(data)
                await to.drain()

    reader, writer = await asyncio.open_connection(*place)
    ways: list[asyncio.Task[None]] = []
    try:
        connection.writer.write(back)
        writer.write(on)
        for source, to in ((connection.reader, writer), (reader, connection.writer)):
            ways.append(asyncio.create_task(pump(source, to)))
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
    finally:
        # Closed before anything is awaited: a server that ends cancels this task, maybe while it waits here.
        writer.close()
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)
        with suppress(OSError):
            await writer.wait_closed()
