"""The way to a target: a connection, through a proxy where there is one, and TLS on it."""

import asyncio
import ssl
from socket import gaierror

import httpx

from agent.model import Cause, Certificate, HttpTarget
from agent.probes.addresses import origin, parse
from agent.probes.causes import dns_failure, place
from agent.probes.certificates import as_served, chain_of
from agent.probes.exchange import Exchange, Failure, Phase
from agent.probes.identity import Identity
from agent.probes.network import Network, Stream
from agent.probes.proxies import Proxy, Route
from agent.probes.records import TlsFacts
from agent.probes.resolver import Resolver
from agent.probes.tls import TlsContexts, tls_failure
from agent.probes.tunnel import open_tunnel

_SECOND_LOOK_S = 3.0
_ALPN = {"1.1": ("http/1.1",), "2": ("h2",), "auto": ("h2", "http/1.1")}
"""What is offered to the server for each version of HTTP that a target may ask for."""


class Connector:
    """Opens the connections of one event loop."""

    def __init__(self, resolver: Resolver, contexts: TlsContexts) -> None:
        self._resolver = resolver
        self._contexts = contexts

    async def connect(self, target: HttpTarget, url: httpx.URL, route: Route, exchange: Exchange) -> Stream:
        """A connection for a request to ``url``, which may be another place than the target's own."""
        tls = url.scheme == "https"
        context = None
        if tls:
            identity = Identity.of(target) if origin(url) == origin(parse(target.url)) else None
            alpn = _ALPN[target.http_version]
            with exchange.paused():  # reading authorities and keys is our own work
                context = self._contexts.context(target.verify_tls, target.ca_file, alpn, identity)
        stream = await self._reach(target, url, route, exchange)
        peer, port = stream.get_extra_info("peername")[:2]
        exchange.remote = f"[{peer}]:{port}" if ":" in peer else f"{peer}:{port}"
        if context is None:
            return stream
        host = url.raw_host.decode("ascii").rstrip(".")
        try:
            await stream.start_tls(context, host)
        except ssl.SSLCertVerificationError as error:
            exchange.enter(None)
            chain = await self._second_look(target, url, route, peer, exchange)
            raise tls_failure(error, exchange, chain) from error
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

    async def _reach(
        self, target: HttpTarget, url: httpx.URL, route: Route, exchange: Exchange, at: str = ""
    ) -> Stream:
        """A connection that leads to the server of ``url``; ``at`` is its address if it is known."""
        host, port = url.raw_host.decode("ascii"), origin(url)[2]
        network = Network(self._resolver, exchange)
        try:
            if route.proxy is not None:
                return await self._reach_through(route.proxy, route, url, target, network, exchange)
            if host == parse(target.url).raw_host.decode("ascii"):
                at = at or target.resolve
            return await network.connect(host, port, target.ip, at)
        except (gaierror, UnicodeError) as error:
            raise dns_failure(exchange.host, error) from error

    async def _reach_through(
        self, proxy: Proxy, route: Route, url: httpx.URL, target: HttpTarget, network: Network, exchange: Exchange
    ) -> Stream:
        there = host = url.raw_host.decode("ascii")
        port = origin(url)[2]
        if proxy.kind == "socks5":  # which gets an address; socks5h gets the name
            exchange.host, exchange.port = host, port
            there = (await network.addresses(host, target.ip))[0].ip
        exchange.through = f"The proxy {proxy.label} fails: "
        stream = await network.connect(proxy.host, proxy.port)
        try:
            if proxy.kind == "https":
                with exchange.paused():
                    context = self._contexts.context(True, target.ca_file)
                await stream.start_tls(context, proxy.host)
                exchange.enter(Phase.CONNECT)
            exchange.through = f"Through the proxy {proxy.label}: "
            exchange.host, exchange.port = host, port
            if not route.forwards:
                await open_tunnel(proxy, there, port, stream, exchange)
        except BaseException:
            stream.abort()
            raise
        exchange.received = 0
        return stream

    async def _second_look(
        self, target: HttpTarget, url: httpx.URL, route: Route, peer: str, exchange: Exchange
    ) -> tuple[Certificate, ...]:
        """The certificates that were just refused: OpenSSL shows them only to who asks without verifying. Nothing is
        sent, and it never takes the time that the exchange has left."""
        before = exchange.limit.when()
        soon = asyncio.get_running_loop().time() + _SECOND_LOOK_S
        look = Exchange(exchange.slot, exchange.limit)
        try:
            async with asyncio.timeout_at(soon if before is None else min(soon, before - 0.05)):
                stream = await self._reach(target, url, route, look, at=peer)
                try:
                    await stream.start_tls(self._contexts.context(False, ""), url.raw_host.decode("ascii").rstrip("."))
                    chain = chain_of(stream.get_extra_info("ssl_object"))
                finally:
                    stream.abort()
        except (OSError, TimeoutError, Failure):
            return ()
        exchange.saw_certificates(chain)
        return chain


def _facts(served: ssl.SSLObject) -> TlsFacts:
    cipher = served.cipher()
    return TlsFacts(served.version() or "", cipher[0] if cipher else "", as_served(served))
