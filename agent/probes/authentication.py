"""Who asks: what the requests of one check carry in their Authorization header, and what a refusal may change."""

from base64 import b64encode
from collections import OrderedDict
from collections.abc import Hashable
from typing import Protocol

import httpx

from agent.model import HttpTarget
from agent.probes.addresses import origin, parse
from agent.probes.digest import Digest, Session
from agent.probes.exchange import Exchange
from agent.probes.request import sendable


class Authentication(Protocol):
    """For one check, and for requests to the target's own origin only. A request goes out in this order: ``prepare``,
    then ``authorization`` as its header, then ``again`` when an answer has come; if that is true, once more from the
    beginning, within the same time limit. Latency is that of all of it, as with redirects (and as with curl)."""

    async def prepare(self, exchange: Exchange) -> None:
        """Have at hand what has to come from elsewhere; :class:`Failure` where it does not come."""

    def authorization(self, method: str, url: httpx.URL) -> bytes:
        """The Authorization header of this request, b"" for none."""

    def again(self, exchange: Exchange) -> bool:
        """Whether the answer just noted in ``exchange`` refuses (401) but lets hope that a second try is let in."""


class Fixed:
    """The same words every time (basic, bearer), or none."""

    def __init__(self, words: bytes = b"") -> None:
        self._words = words

    async def prepare(self, exchange: Exchange) -> None:
        pass

    def authorization(self, method: str, url: httpx.URL) -> bytes:
        return self._words

    def again(self, exchange: Exchange) -> bool:
        return False


_NOBODY = Fixed()
_KEPT = 4_096


class Authentications:
    """Makes the authentication of each check, and keeps what one check learns for the next: in memory only."""

    def __init__(self) -> None:
        self._sessions: OrderedDict[Hashable, Session] = OrderedDict()

    def of(self, target: HttpTarget) -> Authentication:
        """How a check of ``target`` says who asks; :class:`Failure` where its secret cannot be sent."""
        if bearer := target.bearer_token.get_secret_value():
            return Fixed(b"Bearer " + sendable(bearer, "the bearer token"))
        password = target.password.get_secret_value()
        if target.auth == "digest":
            return Digest(self._session(target, password), target.username, password)
        if target.username or password:
            return Fixed(b"Basic " + b64encode(f"{target.username}:{password}".encode()))
        return _NOBODY

    def _session(self, target: HttpTarget, password: str) -> Session:
        key = (origin(parse(target.url)), target.username, password)
        session = self._sessions.setdefault(key, Session())
        self._sessions.move_to_end(key)
        if len(self._sessions) > _KEPT:
            self._sessions.popitem(last=False)
        return session
