"""Digest authentication (RFC 7616, and RFC 2617 and 2069 before it): challenges read, answered, and reused.

Own code, since those of HTTP clients know neither hashed user names nor quoting, and fail on what they do not expect.
"""

import hashlib
import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote

import httpx

from agent.model import Cause
from agent.probes.exchange import Exchange, Failure
from agent.probes.records import Headers

_ITEM = re.compile(
    r"""[\s,]*(?:
        (?P<name>[\w!#$%&'*+.^`|~-]+)\s*=\s*(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<bare>[^\s",]+))(?=\s*(?:,|$))
        |(?P<scheme>[\w!#$%&'*+.^`|~-]+)(?:\s+[\w.~+/-]+=*(?=\s*(?:,|$)))?
    )""",
    re.VERBOSE | re.ASCII,
)
"""An item of WWW-Authenticate (RFC 9110, section 11): a parameter, or the scheme with which a challenge begins."""

Hash = Callable[[bytes], str]


def _md5(data: bytes) -> str:
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _sha512_256(data: bytes) -> str:
    return hashlib.new("sha512_256", data).hexdigest()


_HASHES: dict[str, Hash] = {"MD5": _md5, "SHA-256": _sha256}
if "sha512_256" in hashlib.algorithms_available:
    _HASHES["SHA-512-256"] = _sha512_256


@dataclass(frozen=True, slots=True)
class Challenge:
    """What a server asks for. Its words are as they came, a character a byte (Latin-1)."""

    realm: str
    nonce: str
    opaque: str | None = None
    algorithm: str = "MD5"
    qop: bool = False
    """Whether it takes quality of protection ``auth``; without it the old way of RFC 2069 is meant."""
    stale: bool = False
    userhash: bool = False
    utf8: bool = False

    @property
    def hash(self) -> Hash:
        return _HASHES[self.algorithm.upper().removesuffix("-SESS")]


def challenge(headers: Headers) -> Challenge | None:
    """The first digest challenge of an answer that can be met: the one the server likes best."""
    values = (value.decode("latin-1") for name, value in headers if name.lower() == b"www-authenticate")
    found = (_challenge(parameters) for value in values for parameters in _digests(value))
    return next((c for c in found if c is not None), None)


def _digests(value: str) -> Iterator[dict[str, str]]:
    """The parameters of each digest challenge in a WWW-Authenticate header."""
    current: dict[str, str] | None = None
    at = 0
    while match := _ITEM.match(value, at):
        at = match.end()
        if name := match["name"]:
            if current is not None:
                text = match["quoted"]
                current.setdefault(name.lower(), match["bare"] if text is None else re.sub(r"\\(.)", r"\1", text))
        else:
            if current is not None:
                yield current
            current = {} if match["scheme"].lower() == "digest" else None
    if current is not None:
        yield current


def _challenge(given: dict[str, str]) -> Challenge | None:
    algorithm = given.get("algorithm", "MD5")
    qops = [qop.strip().lower() for qop in given.get("qop", "").split(",") if qop.strip()]
    if "realm" not in given or "nonce" not in given or algorithm.upper().removesuffix("-SESS") not in _HASHES:
        return None
    if qops and "auth" not in qops:
        return None
    return Challenge(
        realm=given["realm"],
        nonce=given["nonce"],
        opaque=given.get("opaque"),
        algorithm=algorithm,
        qop=bool(qops),
        stale=given.get("stale", "").lower() == "true",
        userhash=given.get("userhash", "").lower() == "true",
        utf8=given.get("charset", "").upper() == "UTF-8",
    )


def _next_nonce(headers: Headers) -> str:
    """The nonce that the server wants from now on, from its Authentication-Info; "" if it says nothing."""
    said = next((value for name, value in headers if name.lower() == b"authentication-info"), b"").decode("latin-1")
    return next(_digests(f"Digest {said}"), {}).get("nextnonce", "")


def respond(to: Challenge, username: str, password: str, *, method: str, uri: bytes, count: int, cnonce: str) -> bytes:
    """The Authorization header that meets a challenge for the ``count``th time. ``uri`` is the target of the request
    line."""
    digest = to.hash
    realm, nonce = to.realm.encode("latin-1"), to.nonce.encode("latin-1")
    user, nc = username.encode(), f"{count:08x}"
    one = digest(b":".join((user, realm, password.encode())))
    if to.algorithm.upper().endswith("-SESS"):
        one = digest(b":".join((one.encode(), nonce, cnonce.encode())))
    two = digest(b":".join((method.encode(), uri)))
    middle = [nonce, nc.encode(), cnonce.encode(), b"auth"] if to.qop else [nonce]
    words = [_named(to, username, digest(user + b":" + realm))]
    words += [b'realm="%s"' % _escaped(realm), b'nonce="%s"' % _escaped(nonce), b'uri="%s"' % uri]
    words.append(b'response="%s"' % digest(b":".join((one.encode(), *middle, two.encode()))).encode())
    words.append(b"algorithm=" + to.algorithm.encode("latin-1"))
    if to.opaque is not None:
        words.append(b'opaque="%s"' % _escaped(to.opaque.encode("latin-1")))
    if to.qop:
        words += [b"qop=auth", b"nc=" + nc.encode(), b'cnonce="%s"' % cnonce.encode()]
    if to.userhash:
        words.append(b"userhash=true")
    return b"Digest " + b", ".join(words)


def _named(to: Challenge, username: str, hashed: str) -> bytes:
    if to.userhash:
        return b'username="%s"' % hashed.encode()
    if to.utf8 and not username.isascii():
        return b"username*=UTF-8''" + quote(username, safe="").encode()
    return b'username="%s"' % _escaped(username.encode())


def _escaped(text: bytes) -> bytes:
    return text.replace(b"\\", b"\\\\").replace(b'"', b'\\"')


class Session:
    """What the checks of one user at one origin share: the challenge that was met last, and how often."""

    __slots__ = ("challenge", "count")

    def __init__(self) -> None:
        self.challenge: Challenge | None = None
        self.count = 0

    def begin(self, asked: Challenge | None) -> None:
        """From now on ``asked`` is met."""
        self.challenge = asked
        self.count = 0


class Digest:
    """Digest authentication for one check. A known challenge is met at once, so that a check is one exchange; a new
    one costs the refused exchange before it."""

    def __init__(self, session: Session, username: str, password: str) -> None:
        if not username.isprintable():
            why = "The request cannot be made: the user name has characters that no header can have"
            raise Failure(Cause.PROTOCOL, why, local=True)
        self._session = session
        self._username = username
        self._password = password
        self._met: Challenge | None = None
        self._learned: Challenge | None = None

    async def prepare(self, exchange: Exchange) -> None:
        pass

    def authorization(self, method: str, url: httpx.URL) -> bytes:
        session = self._session
        self._met = session.challenge
        if self._met is None:
            return b""
        session.count += 1
        return respond(
            self._met,
            self._username,
            self._password,
            method=method,
            uri=url.raw_path,
            count=session.count,
            cnonce=secrets.token_hex(16),
        )

    def again(self, exchange: Exchange) -> bool:
        met, answer = self._met, exchange.answer
        if answer is None:
            return False
        if answer.status_code != 401:
            if met is not None and met is self._session.challenge and (nonce := _next_nonce(answer.headers)):
                self._session.begin(replace(met, nonce=nonce))
            return False
        asked = challenge(answer.headers)
        refused = met is not None and met is self._learned
        if asked is None or (met is not None and refused and asked.realm == met.realm and not asked.stale):
            self._session.begin(None)  # the next check begins anew, so that it says the wrong password once only
            return False
        self._session.begin(asked)
        self._learned = asked
        return True
