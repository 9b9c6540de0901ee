"""The probe of HTTP targets: one fresh connection a hop, redirects followed, nothing but the answer believed.

Redirects are followed and the last answer is judged, unless only redirects are expected (``expect: "301"``):
then the first answer is. A redirect from https to http is refused: anybody on the way could forge what follows.
"""

import asyncio
import ssl
from base64 import b64encode
from functools import lru_cache
from socket import gaierror

import h11
import httpx

import agent
from agent.headers import is_sendable
from agent.model import Cause, Header, HttpTarget, clean_text
from agent.probes.causes import connection_failure, dns_failure
from agent.probes.exchange import Exchange, Failure, Phase
from agent.probes.network import Network, Stream
from agent.probes.resolver import Resolver
from agent.probes.tls import Certificate, TlsContexts, expires_at, read_certificate, tls_failure
from agent.targets import BODY_METHODS

MAX_REDIRECTS = 10
_MAX_LINE_BYTES = 100 * 1024
"""All headers of an answer together may be this long, and so may be the head of a chunk."""
_READ_BYTES = 64 * 1024
_REDIRECTS = (301, 302, 303, 307, 308)
_USER_AGENT = f"api-monitor/{agent.__version__}".encode()
_SECOND_LOOK_S = 3.0


class HttpProbe:
    """Checks HTTP and HTTPS addresses."""

    def __init__(self, resolver: Resolver, contexts: TlsContexts) -> None:
        self._resolver = resolver
        self._contexts = contexts

    async def probe(self, target: HttpTarget, exchange: Exchange) -> None:
        """One exchange with ``target``, noted in ``exchange``; :class:`Failure` when the answer is not good."""
        first = url = _parse(target.url)
        method = target.method
        for _ in range(MAX_REDIRECTS + 1):
            location = await self._hop(target, method, url, exchange, own=_origin(url) == _origin(first))
            if location is None:
                return
            url = _onward(url, location)
            if exchange.status_code == 303 and method != "HEAD":
                method = "GET"
            elif exchange.status_code in (301, 302) and method == "POST":
                method = "GET"  # as browsers and curl do
        raise Failure(Cause.REDIRECT, f"More than {MAX_REDIRECTS} redirects, the last one to {_label(url)}")

    async def _hop(
        self, target: HttpTarget, method: str, url: httpx.URL, exchange: Exchange, *, own: bool
    ) -> str | None:
        """One request and its answer; where it redirects to, None for the last answer. ``own``: this is the
        target's own origin, which alone may get its headers, credentials and body."""
        exchange.status_code = None
        try:
            request, body = _request(target, method, url, own)
            stream = await self._connect(target, url, exchange)
            try:
                return await _converse(target, request, body, stream, exchange)
            finally:
                stream.abort()
        except ssl.SSLError as error:
            raise tls_failure(error, exchange) from error
        except OSError as error:
            raise connection_failure(exchange, error) from error
        except h11.RemoteProtocolError as error:
            raise _protocol_failure(str(error), exchange) from error
        except h11.LocalProtocolError as error:
            raise Failure(Cause.PROTOCOL, f"The request cannot be made: {clean_text(str(error), 200)}") from error

    async def _connect(self, target: HttpTarget, url: httpx.URL, exchange: Exchange) -> Stream:
        host, tls = url.raw_host.decode("ascii"), url.scheme == "https"
        context = None
        if tls:
            with exchange.paused():  # reading the authorities is our own work
                context = self._contexts.context(target.verify_tls, target.ca_file)
        network = Network(self._resolver, exchange)
        try:
            stream = await network.connect(host, url.port or (443 if tls else 80))
        except (gaierror, UnicodeError) as error:
            raise dns_failure(host, error) from error
        if context is None:
            return stream
        peer = stream.get_extra_info("peername")[0]
        try:
            await stream.start_tls(context, host.rstrip("."))
        except ssl.SSLCertVerificationError as error:
            exchange.enter(None)
            certificate = await self._second_look(peer, host, exchange)
            raise tls_failure(error, exchange, certificate) from error
        except BaseException:
            stream.abort()
            raise
        exchange.saw_certificate(expires_at(stream.get_extra_info("ssl_object")))
        return stream

    async def _second_look(self, peer: str, host: str, exchange: Exchange) -> Certificate | None:
        """The certificate that was just refused: OpenSSL shows it only to who asks without verifying. Nothing is
        sent, and it never takes the time that the exchange has left."""
        before = exchange.limit.when()
        soon = asyncio.get_running_loop().time() + _SECOND_LOOK_S
        look = Exchange(exchange.slot, exchange.limit)
        try:
            async with asyncio.timeout_at(soon if before is None else min(soon, before - 0.05)):
                stream = await Network(self._resolver, look).connect(peer, exchange.port)
                try:
                    await stream.start_tls(self._contexts.context(False, ""), host.rstrip("."))
                    der = stream.get_extra_info("ssl_object").getpeercert(binary_form=True)
                finally:
                    stream.abort()
        except (OSError, TimeoutError):
            return None
        certificate = read_certificate(der)
        exchange.saw_certificate(certificate.expires_at if certificate else None)
        return certificate


async def _converse(
    target: HttpTarget, request: h11.Request, body: bytes, stream: Stream, exchange: Exchange
) -> str | None:
    """Send ``request`` with ``body`` and take the answer in; where it redirects to, None for the last answer."""
    exchange.enter(Phase.FIRST_BYTE)
    connection = h11.Connection(h11.CLIENT, max_incomplete_event_size=_MAX_LINE_BYTES)
    parts = (connection.send(part) for part in (request, h11.Data(body), h11.EndOfMessage()))
    await stream.write(b"".join(part for part in parts if part))
    while True:
        event = connection.next_event()
        if event is h11.NEED_DATA:
            data = await stream.read(_READ_BYTES)
            if not data and exchange.status_code is None:
                raise _no_answer(exchange)
            connection.receive_data(data)
        elif isinstance(event, h11.Data):
            stream.count_piece()
        elif isinstance(event, h11.Response):
            exchange.status_code = event.status_code
            if location := _redirect(target, event):
                exchange.enter(None)
                return location
            if not target.accepts(event.status_code):
                exchange.verdict = _unexpected(target, event.status_code)
        elif isinstance(event, h11.EndOfMessage):
            exchange.enter(None)
            exchange.complete = True
            return None
        elif event is h11.PAUSED:
            raise Failure(Cause.PROTOCOL, "The server wants to switch to another protocol, which nobody asked for")


@lru_cache(maxsize=4096)
def _parse(address: str) -> httpx.URL:
    try:
        url = httpx.URL(address)
        if url.scheme in ("http", "https") and url.raw_host:
            return url
    except (httpx.InvalidURL, ValueError) as error:
        raise Failure(Cause.PROTOCOL, f"The address cannot be used: {clean_text(str(error), 200)}") from error
    raise Failure(Cause.PROTOCOL, "The address cannot be used: it is not a full http:// or https:// address")


@lru_cache(maxsize=4096)
def _origin(url: httpx.URL) -> tuple[str, bytes, int]:
    return url.scheme, url.raw_host, url.port or (443 if url.scheme == "https" else 80)


def _request(target: HttpTarget, method: str, url: httpx.URL, own: bool) -> tuple[h11.Request, bytes]:
    """The request and its body. What the user gave takes the place of what is sent otherwise."""
    sent = {b"Host": url.netloc, b"User-Agent": _USER_AGENT, b"Accept": b"*/*", b"Connection": b"close"}
    body = target.body.encode() if own and method in BODY_METHODS else b""
    password = target.password.get_secret_value()
    if own and (target.username or password):
        sent[b"Authorization"] = b"Basic " + b64encode(f"{target.username}:{password}".encode())
    if body:
        sent[b"Content-Type"] = target.content_type.encode()
    if body or method in ("POST", "PUT", "PATCH"):
        sent[b"Content-Length"] = str(len(body)).encode()
    usual = {name.lower(): name for name in sent}
    for header in target.headers if own else ():
        name = header.name.encode()
        if method != target.method and name.lower().startswith(b"content-"):
            continue  # a redirect took the body away, and these tell of it
        sent.pop(usual.get(name.lower(), name), None)
        sent[name] = _header_value(header)
    return h11.Request(method=method, target=url.raw_path, headers=list(sent.items())), body


def _header_value(header: Header) -> bytes:
    """The value as it is sent. A secret is seen here for the first time: it is not repeated, whatever it is."""
    text = header.text.strip()
    if not is_sendable(text):
        why = f"The request cannot be made: the value of the header {header.name} is not ASCII on one line"
        raise Failure(Cause.PROTOCOL, why, local=True)
    return text.encode("ascii")


def _redirect(target: HttpTarget, response: h11.Response) -> str | None:
    """Where to go on to; None when this answer is to be judged."""
    status = response.status_code
    if status not in _REDIRECTS or (target.accepts(status) and not any(map(target.accepts, range(200, 300)))):
        return None
    place = next((value for name, value in response.headers if name == b"location"), b"").strip()
    try:
        return place.decode()
    except UnicodeDecodeError:
        return place.decode("latin-1")


def _onward(url: httpx.URL, location: str) -> httpx.URL:
    try:
        onward = url.join(location)
    except (httpx.InvalidURL, ValueError) as error:
        shown = clean_text(location.partition("?")[0], 100)
        raise Failure(Cause.REDIRECT, f"Redirected to “{shown}”, which is not an address") from error
    if not 0 <= (onward.port or 0) <= 65_535:
        raise Failure(Cause.REDIRECT, f"Redirected to {_label(onward)}, whose port does not exist")
    if onward.scheme not in ("http", "https") or not onward.raw_host:
        raise Failure(Cause.REDIRECT, f"Redirected to {_label(onward)}, which is neither http nor https")
    if url.scheme == "https" and onward.scheme == "http":
        raise Failure(Cause.REDIRECT, f"Redirected from https to {_label(onward)}, which is not encrypted")
    return onward


def _label(url: httpx.URL) -> str:
    """``url`` without user, query and fragment, which may hold secrets."""
    return clean_text(str(url.copy_with(userinfo=b"", query=None, fragment=None)), 200)


def _unexpected(target: HttpTarget, status: int) -> Failure:
    expected = ", ".join(part.strip().replace("-", "–") for part in target.expect.split(","))
    phrase = httpx.codes.get_reason_phrase(status)
    return Failure(Cause.UNEXPECTED_STATUS, f"Expected {expected}, got {status} {phrase}".rstrip())


def _no_answer(exchange: Exchange) -> Failure:
    """The server ended the connection before its answer had begun."""
    if exchange.received:
        return Failure(Cause.PROTOCOL, f"The answer broke off after {exchange.received:,} bytes")
    return Failure(Cause.CONNECTION, f"{exchange.host} closed the connection without an answer")


def _protocol_failure(error: str, exchange: Exchange) -> Failure:
    """What h11 found wrong with the answer, in plain words."""
    if "closed connection" in error:
        text = f"The answer broke off after {exchange.received:,} bytes"
    elif "buffer too long" in error:
        part = "headers of the answer are" if exchange.status_code is None else "answer has a part that is"
        text = f"The {part} longer than {_MAX_LINE_BYTES // 1024} KiB"
    elif "status line" in error:
        text = "The answer is not HTTP"
    elif "chunk" in error:
        text = "The answer comes in chunks that are not HTTP"
    elif "header line" in error:
        text = "The answer has a header line that is not HTTP"
    else:
        text = f"The answer is not proper HTTP: {error}"
    return Failure(Cause.PROTOCOL, text)
