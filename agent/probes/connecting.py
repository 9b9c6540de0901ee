"""The way to a target: a connection, and TLS on it."""

import asyncio
import ssl
from socket import gaierror

import httpx

from agent.model import Cause, Certificate, HttpTarget
from agent.probes.addresses import origin, parse
from agent.probes.causes import dns_failure, place
from agent.probes.certificates import as_served, chain_of
from agent.probes.exchange import Exchange, Failure
from agent.probes.identity import Identity
from agent.probes.network import Network, Stream
from agent.probes.records import TlsFacts
from agent.probes.resolver import Resolver
from agent.probes.tls import TlsContexts, tls_failure

_SECOND_LOOK_S = 3.0
_ALPN = {"1.1": ("http/1.1",), "2": ("h2",), "auto": ("h2", "http/1.1")}
"""What is offered to the server for each version of HTTP that a target may ask for."""


class Connector:
    """Opens the connections of one event loop."""

    def __init__(self, resolver: Resolver, contexts: TlsContexts) -> None:
        self._resolver = resolver
        self._contexts = contexts

    async def connect(self, target: HttpTarget, url: httpx.URL, exchange: Exchange) -> Stream:
        """A connection for a request to ``url``, which may be another place than the target's own."""
        host, tls = url.raw_host.decode("ascii"), url.scheme == "https"
        context = None
        if tls:
            identity = Identity.of(target) if origin(url) == origin(parse(target.url)) else None
            alpn = _ALPN[target.http_version]
            with exchange.paused():  # reading authorities and keys is our own work
                context = self._contexts.context(target.verify_tls, target.ca_file, alpn, identity)
        network = Network(self._resolver, exchange)
        try:
            at = target.resolve if host == parse(target.url).raw_host.decode("ascii") else ""
            stream = await network.connect(host, url.port or (443 if tls else 80), target.ip, at)
        except (gaierror, UnicodeError) as error:
            raise dns_failure(host, error) from error
        peer, port = stream.get_extra_info("peername")[:2]
        exchange.remote = f"[{peer}]:{port}" if ":" in peer else f"{peer}:{port}"
        if context is None:
            return stream
        try:
            await stream.start_tls(context, host.rstrip("."))
        except ssl.SSLCertVerificationError as error:
            exchange.enter(None)
            raise tls_failure(error, exchange, await self._second_look(peer, host, exchange)) from error
        except BaseException:
            stream.abort()
            raise
        served = stream.get_extra_info("ssl_object")
        exchange.saw_certificates(chain_of(served))
        exchange.tls = _facts(served)
        if target.http_version == "2" and served.selected_alpn_protocol() != "h2":
            stream.abort()
            raise Failure(Cause.PROTOCOL, f"{place(exchange)} does not offer HTTP/2")
        return stream

    async def _second_look(self, peer: str, host: str, exchange: Exchange) -> tuple[Certificate, ...]:
        """The certificates that were just refused: OpenSSL shows them only to who asks without verifying. Nothing is
        sent, and it never takes the time that the exchange has left."""
        before = exchange.limit.when()
        soon = asyncio.get_running_loop().time() + _SECOND_LOOK_S
        look = Exchange(exchange.slot, exchange.limit)
        try:
            async with asyncio.timeout_at(soon if before is None else min(soon, before - 0.05)):
                stream = await Network(self._resolver, look).connect(peer, exchange.port)
                try:
                    await stream.start_tls(self._contexts.context(False, ""), host.rstrip("."))
                    chain = chain_of(stream.get_extra_info("ssl_object"))
                finally:
                    stream.abort()
        except (OSError, TimeoutError):
            return ()
        exchange.saw_certificates(chain)
        return chain


def _facts(served: ssl.SSLObject) -> TlsFacts:
    cipher = served.cipher()
    return TlsFacts(served.version() or "", cipher[0] if cipher else "", as_served(served))
