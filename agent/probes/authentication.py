"""Who asks: what the requests of one check carry in their Authorization header, and what a refusal may change."""

from base64 import b64encode
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, Protocol, TypeVar

import httpx

from agent.model import HttpTarget
from agent.probes.addresses import origin, parse
from agent.probes.digest import Digest, Session
from agent.probes.exchange import Exchange
from agent.probes.oauth2 import Ask, ClientCredentials, Grant
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
_MOST = 4_096
T = TypeVar("T")


class _Kept(Generic[T]):
    """Makes what checks share when it is first needed, and drops what has longest not been needed."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._kept: OrderedDict[Hashable, T] = OrderedDict()

    def of(self, key: Hashable) -> T:
        if key not in self._kept:
            self._kept[key] = self._make()
            if len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]


class Authentications:
    """Makes the authentication of each check, and keeps what one check learns for the next: in memory only.

    ``ask`` makes an exchange with whom a target's token comes from.
    """

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._sessions: _Kept[Session] = _Kept(Session)
        self._grants: _Kept[Grant] = _Kept(Grant)

    def of(self, target: HttpTarget) -> Authentication:
        """How a check of ``target`` says who asks; :class:`Failure` where its secret cannot be sent."""
        if bearer := target.bearer_token.get_secret_value():
            return Fixed(b"Bearer " + sendable(bearer, "the bearer token"))
        password = target.password.get_secret_value()
        if target.auth == "digest":
            session = self._sessions.of((origin(parse(target.url)), target.username, password))
            return Digest(session, target.username, password)
        if target.oauth2:
            return ClientCredentials(self._grants.of(target.oauth2), target, target.oauth2, self._ask)
        if target.username or password:
            return Fixed(b"Basic " + b64encode(f"{target.username}:{password}".encode()))
        return _NOBODY
