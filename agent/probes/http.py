"""The probe of HTTP targets: one fresh connection a hop, redirects followed, nothing but the answer believed.

Redirects are followed and the last answer is judged, unless only redirects are expected (``expect: "301"``):
then the first answer is. A redirect from https to http is refused: anybody on the way could forge what follows.
"""

import asyncio
import ssl
from socket import gaierror

import h11
import httpx

from agent.model import Cause, Certificate, HttpTarget, Subject, clean_text
from agent.probes import redirects, request
from agent.probes.addresses import label, origin, parse
from agent.probes.authentication import Authentication, Authentications
from agent.probes.causes import connection_failure, dns_failure
from agent.probes.certificates import as_served, chain_of
from agent.probes.exchange import Exchange, Failure
from agent.probes.http1 import converse, protocol_failure
from agent.probes.intake import Intake
from agent.probes.network import Network, Stream
from agent.probes.records import MAX_BODY, TlsFacts
from agent.probes.resolver import Resolver
from agent.probes.tls import TlsContexts, tls_failure

_SECOND_LOOK_S = 3.0
_OF_BODY = (Subject.BODY, Subject.JSON, Subject.SCHEMA)
"""What assertions need the whole body for."""


class HttpProbe:
    """Checks HTTP and HTTPS addresses."""

    def __init__(self, resolver: Resolver, contexts: TlsContexts) -> None:
        self._resolver = resolver
        self._contexts = contexts
        self._authentications = Authentications(self.probe)

    async def probe(self, target: HttpTarget, exchange: Exchange) -> None:
        """One exchange with ``target``, noted in ``exchange``; :class:`Failure` when the answer is not good."""
        first = url = parse(target.url)
        method = target.method
        who = self._authentications.of(target)
        if any(assertion.subject in _OF_BODY for assertion in target.assertions):
            exchange.wanted_body = MAX_BODY
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
            sent = exchange.sent = request.build(target, method, url, own, words)
            stream = await self._connect(target, url, exchange)
            try:
                return await converse(sent, url.raw_path, stream, exchange, Intake(target, exchange))
            finally:
                stream.abort()
        except ssl.SSLError as error:
            raise tls_failure(error, exchange) from error
        except OSError as error:
            raise connection_failure(exchange, error) from error
        except h11.RemoteProtocolError as error:
            raise protocol_failure(str(error), exchange) from error
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
