"""Connections on plain asyncio transports, which tell how long each part of an exchange took.

HTTP clients hide the look-up of a name inside connecting, and cost more processor time than the check itself.
"""

import asyncio
import socket
import ssl
from collections.abc import Sequence
from contextlib import suppress
from itertools import chain, zip_longest
from time import perf_counter
from typing import Any

from agent.model import Cause, clean_text
from agent.probes.exchange import Exchange, Failure, Phase
from agent.probes.resolver import Address, Resolver, literal

MAX_ANSWER_BYTES = 10 * 1024 * 1024
"""An answer may be this long on the wire, headers included."""

_MAX_PIECES = 50_000
"""An answer may come in so many chunks: each costs processor time, however small it is."""

_MAX_HEAD_BYTES = 512 * 1024
"""So much may come before the headers of the answer proper are complete, interim answers (1xx) included."""

_HEAD_START_S = 0.25
"""How long one address of several is tried before the next joins in (RFC 8305 recommends 250 ms)."""
_MAX_ADDRESSES = 8
_BUFFER_BYTES = 128 * 1024


class Stream(asyncio.Protocol):
    """One connection. Closing it is immediate: whatever was not sent or read is dropped.

    ``framed`` says that what comes is no HTTP/1 answer, and that who reads it says when the answer begins.
    """

    def __init__(self, exchange: Exchange) -> None:
        self.framed = False
        self._exchange = exchange
        self._transport: asyncio.Transport | None = None
        self._buffer = bytearray()
        self._reader: asyncio.Future[None] | None = None
        self._writer: asyncio.Future[None] | None = None
        self._reading = True
        self._writable = True
        self._ended = False
        self._error: Exception | None = None
        self._pieces = 0

    # what asyncio calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]  # a stream's transport is a Transport

    def data_received(self, data: bytes) -> None:
        self._exchange.received += len(data)
        self._exchange.arrived = perf_counter()
        self._buffer += data
        if self._reading and len(self._buffer) > _BUFFER_BYTES and self._transport is not None:
            self._reading = False
            self._transport.pause_reading()
        self._wake(self._reader)

    def eof_received(self) -> None:
        self._ended = True
        self._exchange.arrived = perf_counter()
        self._wake(self._reader)

    def connection_lost(self, exc: Exception | None) -> None:
        self._ended = self._writable = True
        self._error = self._error or exc
        self._wake(self._reader)
        self._wake(self._writer)

    def pause_writing(self) -> None:
        self._writable = False

    def resume_writing(self) -> None:
        self._writable = True
        self._wake(self._writer)

    @staticmethod
    def _wake(waiting: asyncio.Future[None] | None) -> None:
        if waiting is not None and not waiting.done():
            waiting.set_result(None)

    # what probes call; the exchange's own limit bounds everything

    async def read(self, max_bytes: int) -> bytes:
        """At least one byte, b"" at the end; :class:`Failure` when the answer is too much or not HTTP."""
        if not self._buffer and not self._ended:
            self._reader = asyncio.get_running_loop().create_future()
            await self._reader
        if self._exchange.received > MAX_ANSWER_BYTES:
            raise Failure(
                Cause.TOO_LARGE,
                f"The answer is larger than {MAX_ANSWER_BYTES // 1024**2} MiB; the method HEAD checks without it",
            )
        if self._exchange.status_code is None and self._exchange.received > _MAX_HEAD_BYTES:
            raise Failure(Cause.PROTOCOL, f"After {_MAX_HEAD_BYTES // 1024} KiB the answer has still not begun")
        if self._pieces > _MAX_PIECES:
            raise Failure(Cause.TOO_LARGE, f"The answer comes in more than {_MAX_PIECES:,} pieces")
        if not self._buffer and self._error is not None:
            raise self._error
        if self._exchange.phase is Phase.FIRST_BYTE and self._buffer and not self.framed:
            self._exchange.enter(Phase.TRANSFER, self._exchange.arrived)
            self._must_be_http()
        data = bytes(self._buffer[:max_bytes])
        del self._buffer[:max_bytes]
        if not self._reading and not self._ended and self._transport is not None:
            self._reading = True
            self._transport.resume_reading()
        return data

    def count_piece(self) -> None:
        """A part of the body was taken out; the next :meth:`read` refuses to go on when there were too many."""
        self._pieces += 1

    def _must_be_http(self) -> None:
        """An SSH or mail server greets and then waits for us: say so, rather than wait for the rest of a header."""
        if not self._buffer.startswith(b"HTTP/"[: len(self._buffer)]):
            shown = clean_text(self._buffer[:200].partition(b"\n")[0].decode("latin-1"), 60)
            raise Failure(Cause.PROTOCOL, f"The answer is not HTTP; it begins with “{shown}”")

    async def write(self, buffer: bytes) -> None:
        """Send; a peer that is gone already may have left an answer, so reading tells about that."""
        if self._transport is None or self._error is not None:
            return
        self._transport.write(buffer)
        if not self._writable:
            self._writer = asyncio.get_running_loop().create_future()
            await self._writer

    async def start_tls(self, context: ssl.SSLContext, server_name: str) -> None:
        self._exchange.enter(Phase.TLS)
        if self._transport is None:
            raise ConnectionResetError("the connection was lost")
        self._transport = await asyncio.get_running_loop().start_tls(
            self._transport, self, context, server_hostname=server_name, ssl_handshake_timeout=600
        )
        if self._transport is None:  # asyncio's answer when the peer went away right at the end
            raise ConnectionResetError("the connection was lost")

    def get_extra_info(self, info: str) -> Any:
        return None if self._transport is None else self._transport.get_extra_info(info)

    def abort(self) -> None:
        """Close at once, without waiting for the peer."""
        if self._transport is not None:
            self._transport.abort()


class Network:
    """Opens the connections of one exchange."""

    def __init__(self, resolver: Resolver, exchange: Exchange) -> None:
        self._resolver = resolver
        self._exchange = exchange

    async def connect(self, host: str, port: int, ip: str = "auto", at: str = "") -> Stream:
        """A connection to ``host``, a name or an address; OSError (``gaierror``) or UnicodeError when there is none.

        ``ip`` says which of its addresses are tried first, or only (see :class:`agent.model.HttpTarget`); ``at`` is an
        IP address that is known for it, so that nothing is looked up.
        """
        exchange = self._exchange
        exchange.host, exchange.port = host, port
        exchange.addresses = []
        exchange.received = 0
        addresses = await self.addresses(host, ip, at)
        exchange.enter(Phase.CONNECT)
        if len(addresses) == 1:
            return await self._dial(addresses[0], port)
        return await self._race(_interleaved(addresses), port)

    async def addresses(self, host: str, ip: str = "auto", at: str = "") -> tuple[Address, ...]:
        """The addresses of ``host``, the first ones first; otherwise as :meth:`connect`."""
        address = literal(at or host)
        addresses = (address,) if address else await self._lookup(host)
        return addresses if ip == "auto" else _chosen(host, addresses, ip)

    async def _lookup(self, host: str) -> tuple[Address, ...]:
        """The addresses of ``host``. Meanwhile the exchange needs no slot: 500 names that hang hold up nobody."""
        exchange = self._exchange
        exchange.enter(Phase.DNS)
        exchange.slot.give_back()
        addresses = await self._resolver.lookup(host, exchange)
        await exchange.take_slot()
        return addresses

    async def _dial(self, address: Address, port: int) -> Stream:
        loop = asyncio.get_running_loop()
        self._exchange.addresses.append(address.ip)
        sock = socket.socket(address.family, socket.SOCK_STREAM)
        try:
            sock.setblocking(False)
            await loop.sock_connect(sock, address.with_port(port))
            self._exchange.reached = True
            _, stream = await loop.create_connection(lambda: Stream(self._exchange), sock=sock)
        except BaseException as error:
            self._exchange.reached |= isinstance(error, ConnectionRefusedError)
            sock.close()
            raise
        return stream

    async def _race(self, addresses: Sequence[Address], port: int) -> Stream:
        """The first connection that succeeds; each address gets a head start before the next."""
        waiting = list(addresses)
        dialing: set[asyncio.Task[Stream]] = set()
        errors: list[OSError] = []
        winner: Stream | None = None
        try:
            while winner is None:
                if not waiting and not dialing:
                    raise min(errors, key=_telling)
                if waiting:
                    dialing.add(asyncio.create_task(self._dial(waiting.pop(0), port)))
                done, dialing = await asyncio.wait(
                    dialing, timeout=_HEAD_START_S if waiting else None, return_when=asyncio.FIRST_COMPLETED
                )
                for task in done:
                    try:
                        stream = task.result()
                    except OSError as error:
                        errors.append(error)
                    else:
                        if winner is None:
                            winner = stream
                        else:
                            stream.abort()
        finally:
            for task in dialing:
                task.cancel()
            for task in dialing:
                with suppress(OSError, asyncio.CancelledError):
                    (await task).abort()
        return winner


def _chosen(host: str, addresses: tuple[Address, ...], ip: str) -> tuple[Address, ...]:
    """Those of ``addresses`` that ``ip`` asks for first, and the others last or not at all."""
    family = socket.AF_INET if ip.startswith("ipv4") else socket.AF_INET6
    chosen = tuple(address for address in addresses if address.family == family)
    if not ip.endswith("_only"):
        return chosen + tuple(address for address in addresses if address.family != family)
    if not chosen:
        named = "IPv4" if family == socket.AF_INET else "IPv6"
        why = f"{host} is not an {named} address" if literal(host) else f"The name {host} has no {named} address"
        raise Failure(Cause.DNS, why)
    return chosen


def _interleaved(addresses: Sequence[Address]) -> list[Address]:
    """The families in turns, the preferred one first, so that one broken family costs one head start."""
    first = [a for a in addresses if a.family == addresses[0].family]
    other = [a for a in addresses if a.family != addresses[0].family]
    turns = chain.from_iterable(zip_longest(first, other))
    return [address for address in turns if address is not None][:_MAX_ADDRESSES]


def _telling(error: OSError) -> int:
    """How much an error tells about the target, least for the most."""
    if isinstance(error, ConnectionRefusedError):
        return 0
    return 1 if isinstance(error, ConnectionError) else 2
