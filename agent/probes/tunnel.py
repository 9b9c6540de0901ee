"""A connection through a proxy to a server, on a connection to the proxy: CONNECT of HTTP, and SOCKS 5 (RFC 1928)."""

import socket
from http import HTTPStatus

from agent.model import Cause, clean_text
from agent.probes.causes import place
from agent.probes.exchange import Exchange, Failure
from agent.probes.network import Stream
from agent.probes.proxies import Proxy
from agent.probes.resolver import literal

_MAX_REPLY_BYTES = 64 * 1024
_NO_CREDENTIALS, _PASSWORD, _NONE_ACCEPTED = 0, 2, 0xFF
_REPLIES = {
    1: "it failed",
    2: "its rules do not allow it",
    3: "the network cannot be reached",
    4: "the host cannot be reached",
    5: "the connection was refused",
    6: "the way there is too long",
    7: "it does not make connections",
    8: "it does not know this kind of address",
}
"""What a SOCKS proxy says when there is no connection."""


async def open_tunnel(proxy: Proxy, host: str, port: int, stream: Stream, exchange: Exchange) -> None:
    """Make ``stream``, which leads to ``proxy``, lead on to ``host``; :class:`Failure` where it does not."""
    await (_socks if proxy.kind.startswith("socks") else _connect)(proxy, host, port, stream, exchange)


def locked_out(exchange: Exchange, proxy: Proxy) -> Failure:
    """The proxy does not know who asks, or does not let them."""
    given = proxy.username or proxy.password
    why = "does not accept the user name and password" if given else "asks for a user name and password"
    return _failure(exchange, proxy, why)


def _failure(exchange: Exchange, proxy: Proxy, why: str, cause: Cause = Cause.CONNECTION) -> Failure:
    """The proxy itself is at fault, or says that there is no way on."""
    exchange.through = ""  # the sentence names the proxy already
    return Failure(cause, f"The proxy {proxy.label} {why}")


def _refused(exchange: Exchange, proxy: Proxy, why: str) -> Failure:
    return _failure(exchange, proxy, f"did not connect to {place(exchange)}: {why}")


async def _connect(proxy: Proxy, host: str, port: int, stream: Stream, exchange: Exchange) -> None:
    there = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    lines = [f"CONNECT {there} HTTP/1.1".encode("ascii"), f"Host: {there}".encode("ascii")]
    if words := proxy.authorization:
        lines.append(b"Proxy-Authorization: " + words)
    await stream.write(b"\r\n".join([*lines, b"", b""]))
    reply = bytearray()
    while not reply.endswith((b"\r\n\r\n", b"\n\n")):
        reply += await _read(stream, 1, exchange, proxy)
        if len(reply) > _MAX_REPLY_BYTES or not reply.startswith(b"HTTP/1."[: len(reply)]):
            raise _failure(exchange, proxy, "does not answer in HTTP", Cause.PROTOCOL)
    line = reply.partition(b"\n")[0].decode("latin-1").split(None, 2)
    code = line[1] if len(line) > 1 else ""
    if not (len(code) == 3 and code.isascii() and code.isdigit()):
        raise _failure(exchange, proxy, "does not answer in HTTP", Cause.PROTOCOL)
    if code == "407":
        raise locked_out(exchange, proxy)
    if not code.startswith("2"):
        try:
            phrase = HTTPStatus(int(code)).phrase
        except ValueError:
            phrase = clean_text(line[2], 60) if len(line) > 2 else ""
        raise _refused(exchange, proxy, f"{code} {phrase}".rstrip())


async def _socks(proxy: Proxy, host: str, port: int, stream: Stream, exchange: Exchange) -> None:
    with_password = bool(proxy.username or proxy.password)
    methods = bytes([_NO_CREDENTIALS, _PASSWORD] if with_password else [_NO_CREDENTIALS])
    await stream.write(bytes([5, len(methods)]) + methods)
    version, method = await _read(stream, 2, exchange, proxy)
    if version != 5:
        raise _failure(exchange, proxy, "does not speak SOCKS 5", Cause.PROTOCOL)
    if method == _PASSWORD and with_password:
        name, password = proxy.username.encode(), proxy.password.encode()
        if max(len(name), len(password)) > 255:
            raise Failure(Cause.PROTOCOL, "SOCKS takes user names and passwords of at most 255 bytes", local=True)
        await stream.write(b"\x01" + bytes([len(name)]) + name + bytes([len(password)]) + password)
        if (await _read(stream, 2, exchange, proxy))[1]:
            raise locked_out(exchange, proxy)
    elif method == _NONE_ACCEPTED:
        raise locked_out(exchange, proxy)
    elif method != _NO_CREDENTIALS:
        raise _failure(exchange, proxy, "does not speak SOCKS 5 properly", Cause.PROTOCOL)
    await stream.write(b"\x05\x01\x00" + _spelled(host) + port.to_bytes(2, "big"))
    version, code, _, kind = await _read(stream, 4, exchange, proxy)
    if version != 5:
        raise _failure(exchange, proxy, "does not speak SOCKS 5 properly", Cause.PROTOCOL)
    if code:
        raise _refused(exchange, proxy, _REPLIES.get(code, f"SOCKS error {code}"))
    length = {1: 4, 4: 16}.get(kind) or (await _read(stream, 1, exchange, proxy))[0]
    await _read(stream, length + 2, exchange, proxy)


def _spelled(host: str) -> bytes:
    """``host`` as SOCKS writes it: an address as its bytes, a name with its length."""
    address = literal(host)
    if address is None:
        name = host.encode("ascii")
        if len(name) > 255:
            raise Failure(Cause.DNS, f"{host[:60]}… is not a valid host name")
        return b"\x03" + bytes([len(name)]) + name
    return (b"\x01" if ":" not in host else b"\x04") + socket.inet_pton(address.family, host)


async def _read(stream: Stream, count: int, exchange: Exchange, proxy: Proxy) -> bytes:
    """Exactly ``count`` bytes: what comes after them is the server's."""
    found = b""
    while len(found) < count:
        data = await stream.read(count - len(found))
        if not data:
            raise _failure(exchange, proxy, "closed the connection without an answer")
        found += data
    return found
