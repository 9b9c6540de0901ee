"""OAuth 2 client credentials: a token is fetched by an exchange of its own, shared by all who may use it, and kept
until shortly before it expires, in memory only.

The time that fetching takes is within the check's timeout, but not in its latency: it says nothing about the target.
Where no token is to be had, the check is DOWN and says so: whoever uses the API with these credentials does not get in
either. What is this machine's own fault is UNKNOWN, as anywhere.
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import httpx
from pydantic import SecretStr

from agent.credentials import OAuth2
from agent.headers import is_sendable
from agent.model import Cause, Header, HttpTarget, clean_text
from agent.probes.addresses import origin, parse
from agent.probes.causes import token_failure
from agent.probes.exchange import Exchange, Failure

Ask = Callable[[HttpTarget, Exchange], Awaitable[None]]
Clock = Callable[[], float]

_MARGIN_S = 60.0
"""So long before its end a token is replaced, but never more than a tenth of its life."""
_UNTOLD_S = 3_600.0
"""So long a token is kept whose end is not told; a refusal ends it sooner."""
_REST_S = 60.0
"""A target that refuses even a new token is not given another one sooner."""

_MEANS = {
    "invalid_client": "the client id or the secret is wrong",
    "invalid_scope": "the scope is unknown, malformed or not allowed",
    "unauthorized_client": "the client may not use client credentials",
    "unsupported_grant_type": "the server does not offer client credentials",
    "invalid_request": "the server wants the request in another form",
    "access_denied": "the server denies access",
}
"""Errors of RFC 6749, section 5.2, and of services that have more of them."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token; times are of the clock, in seconds."""

    value: str
    fetched_at: float
    good_until: float


class Grant:
    """What all checks with the same credentials share: the token, and who is fetching it."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self.clock = clock
        self._token: Token | None = None
        self._lock = asyncio.Lock()
        self._failed: tuple[float, Failure] | None = None
        self._rests: dict[tuple[str, bytes, int], float] = {}

    def token(self) -> Token | None:
        """The token, as long as it is good."""
        return self._token if self._token is not None and self.clock() < self._token.good_until else None

    def drop(self, token: Token, refused_by: tuple[str, bytes, int], *, new: bool) -> bool:
        """``token`` was refused; whether fetching another one is worth while. ``new``: it had only just been fetched,
        so that it is not."""
        if new:
            self._rests[refused_by] = self.clock() + _REST_S
            return False
        if self.clock() < self._rests.get(refused_by, 0.0):
            return False
        if self._token is token:
            self._token = None
        return True

    async def obtain(self, target: HttpTarget, oauth2: OAuth2, exchange: Exchange, ask: Ask) -> Token:
        """The token, fetched if there is none that is good; by one check at a time, whose failure is that of all who
        wait. :class:`Failure` where none is to be had."""
        joined = self.clock()
        url = parse(oauth2.token_url)
        errand = exchange.errand = Exchange(exchange.slot, exchange.limit)
        errand.host, errand.port = url.host, origin(url)[2]
        if self._lock.locked():
            exchange.slot.give_back()
        async with self._lock:
            if not exchange.slot.held:
                await exchange.take_slot()
            token = self.token()
            if token is None:
                if self._failed and self._failed[0] >= joined:
                    raise self._failed[1]
                try:
                    await ask(_request(target, oauth2), errand)
                    token = self._token = _token(errand, oauth2, self.clock())
                except Failure as error:
                    exchange.addresses = errand.addresses
                    failure = token_failure(error)
                    self._failed = self.clock(), failure
                    raise failure from error
        exchange.errand = None
        return token


class ClientCredentials:
    """OAuth 2 for one check: a token that was kept is replaced once when the target refuses it."""

    def __init__(self, grant: Grant, target: HttpTarget, oauth2: OAuth2, ask: Ask) -> None:
        self._grant = grant
        self._target = target
        self._oauth2 = oauth2
        self._ask = ask
        self._began = grant.clock()
        self._token: Token | None = None

    async def prepare(self, exchange: Exchange) -> None:
        self._token = self._grant.token() or await self._grant.obtain(self._target, self._oauth2, exchange, self._ask)

    def authorization(self, method: str, url: httpx.URL) -> bytes:
        return b"Bearer " + self._token.value.encode("ascii") if self._token else b""

    def again(self, exchange: Exchange) -> bool:
        if exchange.status_code != 401 or self._token is None:
            return False
        new = self._token.fetched_at >= self._began
        return self._grant.drop(self._token, origin(parse(self._target.url)), new=new)


def _request(target: HttpTarget, oauth2: OAuth2) -> HttpTarget:
    """The request for a token. It goes out as the target's own do (proxy, further authorities); that the target's
    certificate is not verified holds for its own host only, and its client certificate is for its own origin only."""
    url, own = parse(oauth2.token_url), parse(target.url)
    secret = oauth2.client_secret.get_secret_value()
    form = {"grant_type": "client_credentials", "scope": oauth2.scope, "audience": oauth2.audience}
    if oauth2.client_auth == "body":
        form |= {"client_id": oauth2.client_id, "client_secret": secret}
        given = {}
    else:  # both form-encoded before they are put together: RFC 6749, section 2.3.1
        given = {"username": quote(oauth2.client_id, safe=""), "password": SecretStr(quote(secret, safe=""))}
    same = ("ca_file", "ip", "proxy", "proxy_username", "proxy_password")
    certificate = ("client_certificate", "client_key", "client_key_password") if origin(url) == origin(own) else ()
    return HttpTarget(url=oauth2.token_url).model_copy(
        update={
            **given,
            **{name: getattr(target, name) for name in (*same, *certificate)},
            "verify_tls": target.verify_tls or url.host != own.host,
            "method": "POST",
            "expect": "100-599",
            "max_redirects": 0,
            "headers": (
                Header(name="Accept", value="application/json"),
                Header(name="Content-Type", value="application/x-www-form-urlencoded"),
            ),
            "body": urlencode({name: value for name, value in form.items() if value}),
        }
    )


def _token(errand: Exchange, oauth2: OAuth2, now: float) -> Token:
    """The token of an answer; :class:`Failure` says why there is none in it."""
    answer, at = errand.answer, errand.host
    body = bytes(answer.body) if answer else b""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        said = None
    given: dict[str, Any] = said if isinstance(said, dict) else {}
    if not answer or not 200 <= answer.status_code < 300 or "error" in given:
        raise Failure(Cause.UNEXPECTED_STATUS, f"{at} {_refusal(errand.status_code or 0, given, oauth2)}")
    value, kind = given.get("access_token"), given.get("token_type", "bearer")
    if not isinstance(value, str) or not value or not is_sendable(value):
        raise Failure(Cause.PROTOCOL, f"{at} answered without an access token")
    if not isinstance(kind, str) or kind.lower() != "bearer":
        raise Failure(Cause.PROTOCOL, f"{at} gives out tokens of another kind than bearer")
    life = _seconds(given.get("expires_in"))
    return Token(value, now, now + life - min(_MARGIN_S, life / 10))


def _refusal(status: int, given: dict[str, Any], oauth2: OAuth2) -> str:
    """What the server answered instead, in words; its own are let in where they do not repeat a secret."""
    error, more = given.get("error"), given.get("error_description")
    if not isinstance(error, str) or not error:
        return f"answered {status} {httpx.codes.get_reason_phrase(status)}".rstrip()
    means = _MEANS.get(error, "")
    if not means and isinstance(more, str):
        means = more
    secret = oauth2.client_secret.get_secret_value()
    text = clean_text(f"{error} ({means})" if means else error, 200)
    return f"answered {text}" if not secret or secret not in text else f"answered {status} with an error"


def _seconds(given: Any) -> float:
    """How long a token is good, in seconds; some servers say the number as text."""
    try:
        seconds = float(given) if isinstance(given, int | float | str) else _UNTOLD_S
    except (ValueError, OverflowError):
        return _UNTOLD_S
    return seconds if 0 <= seconds < 1e9 else _UNTOLD_S
