"""The probe of HTTP targets: one fresh connection a hop, redirects followed, nothing but the answer believed.

Redirects are followed and the last answer is judged, unless none may be followed (``max_redirects: 0``) or only
redirects are expected (``expect: "301"``): then the first answer is. A redirect from https to http is refused: anybody
on the way could forge what follows.
"""

import ssl
from dataclasses import replace

import h11
import httpx

from agent.model import Cause, HttpTarget, clean_text
from agent.probes import http1, redirects, request
from agent.probes.addresses import label, origin, parse
from agent.probes.authentication import Authentication, Authentications
from agent.probes.causes import connection_failure, on_the_way
from agent.probes.connecting import Connector
from agent.probes.exchange import Exchange, Failure
from agent.probes.intake import Intake
from agent.probes.network import Stream
from agent.probes.proxies import DIRECT, Route, Routes
from agent.probes.records import Sent
from agent.probes.resolver import Resolver
from agent.probes.tls import TlsContexts, tls_failure
from agent.probes.tunnel import locked_out


class HttpProbe:
    """Checks HTTP and HTTPS addresses."""

    def __init__(self, resolver: Resolver, contexts: TlsContexts) -> None:
        self._connector = Connector(resolver, contexts)
        self._routes = Routes()
        self._authentications = Authentications(self.probe)

    async def probe(self, target: HttpTarget, exchange: Exchange) -> None:
        """One exchange with ``target``, noted in ``exchange``; :class:`Failure` when the answer is not good."""
        first = url = parse(target.url)
        method = target.method
        who = self._authentications.of(target)
        for hop in range(target.max_redirects + 1):
            own = origin(url) == origin(first)
            url = request.address(target, url, own, first=not hop)
            location = await self._ask(target, method, url, exchange, who if own else None)
            if location is None:
                return
            url = redirects.onward(url, location)
            if exchange.status_code == 303 and method != "HEAD":
                method = "GET"
            elif exchange.status_code in (301, 302) and method == "POST":
                method = "GET"  # as browsers and curl do
        most = f"{target.max_redirects} redirect{'' if target.max_redirects == 1 else 's'}"
        raise Failure(Cause.REDIRECT, f"More than {most}, the last one to {label(url)}")

    async def _ask(
        self, target: HttpTarget, method: str, url: httpx.URL, exchange: Exchange, who: Authentication | None
    ) -> str | None:
        """A request and its answer, twice where the first is refused but says how to be let in. ``who`` is None
        anywhere but at the target's own origin."""
        if who is None:
            return await self._hop(target, method, url, exchange, own=False)
        for _ in range(2):
            exchange.begin_hop()
            await who.prepare(exchange)
            location = await self._hop(target, method, url, exchange, own=True, words=who.authorization(method, url))
            if not who.again(exchange):
                break
        return location

    async def _hop(
        self, target: HttpTarget, method: str, url: httpx.URL, exchange: Exchange, *, own: bool, words: bytes = b""
    ) -> str | None:
        """One request and its answer; where it redirects to, None for the last answer. ``own``: this is the
        target's own origin, which alone may get its headers, credentials and body. ``words`` are its Authorization."""
        exchange.begin_hop()
        try:
            route = await self._routes.of(target, url) if target.proxy not in ("", "none") else DIRECT
            sent = exchange.sent = request.build(target, method, url, own, words)
            stream = await self._connector.connect(target, url, route, exchange)
            try:
                return await self._converse(target, sent, url, route, stream, exchange)
            finally:
                stream.abort()
        except Failure as failure:
            raise on_the_way(exchange, failure) from failure
        except ssl.SSLError as error:
            raise on_the_way(exchange, tls_failure(error, exchange)) from error
        except OSError as error:
            raise on_the_way(exchange, connection_failure(exchange, error)) from error
        except h11.RemoteProtocolError as error:
            raise on_the_way(exchange, http1.protocol_failure(str(error), exchange)) from error
        except h11.LocalProtocolError as error:
            raise Failure(Cause.PROTOCOL, f"The request cannot be made: {clean_text(str(error), 200)}") from error

    async def _converse(
        self, target: HttpTarget, sent: Sent, url: httpx.URL, route: Route, stream: Stream, exchange: Exchange
    ) -> str | None:
        intake = Intake(target, exchange)
        if target.http_version != "1.1" and _speaks_http2(target, url, stream):
            from agent.probes import http2  # only now: most programs never need it

            return await http2.converse(sent, url.raw_path, url.scheme, stream, exchange, intake)
        if route.proxy is None or not route.forwards:
            return await http1.converse(sent, url.raw_path, stream, exchange, intake)
        passed_on = replace(sent, headers=route.headers(sent.headers))
        location = await http1.converse(passed_on, route.place(url), stream, exchange, intake)
        if exchange.status_code == 407:  # which no server says of itself
            exchange.verdict = locked_out(exchange, route.proxy)
        return location


def _speaks_http2(target: HttpTarget, url: httpx.URL, stream: Stream) -> bool:
    """What TLS agreed on; without TLS what the target asks for, known before."""
    if url.scheme == "http":
        return target.http_version == "2"
    return bool(stream.get_extra_info("ssl_object").selected_alpn_protocol() == "h2")
