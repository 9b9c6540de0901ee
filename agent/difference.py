"""What is different between a failing exchange and the last good one: a pure function, bounded, that never raises.

What changes with every answer (dates, ages, ids of requests, moments within JSON) is no difference.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from urllib.parse import urlsplit

from agent.chains import moment
from agent.evidence import KeptAnswer, KeptExchange
from agent.json_difference import differing_values, read_json
from agent.model import Certificate
from agent.text_difference import agreeing, differing_lines

MOST = 100
"""So many differences are told."""
LONGEST = 500
"""So many characters of a value are told."""
_CONTEXT = 40


class Part(StrEnum):
    """Where in an exchange a difference is."""

    STATUS = "status"
    REQUEST = "request"
    CONNECTION = "connection"
    CERTIFICATE = "certificate"
    HEADER = "header"
    BODY = "body"


class Turn(StrEnum):
    """What became of the good value in the failing exchange."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. ``place`` says where within the part: the name of a header, a JSONPath, a line. ``good`` is the
    value in the last good exchange ("" where it was added), ``failing`` the one in the failing exchange."""

    part: Part
    place: str
    turn: Turn
    good: str = ""
    failing: str = ""


_VOLATILE = re.compile(
    r"date|age|expires|last-modified|etag|content-length|connection|keep-alive|transfer-encoding|server-timing|set-cookie|report-to|nel|traceparent|tracestate"
    r"|cf-ray|x-amz-cf-id|x-amz-id-2|x-timer|x-served-by|x-runtime|x-varnish|x-cache(?:-.*)?"
    r"|.*(?:request|correlation|trace|span|transaction)[_-]?id|x-b3-.*|x-amzn-trace-id|.*response-time"
    r"|.*ratelimit(?:-.*)?",
    re.IGNORECASE,
)
"""Headers that are another with every answer, follow from the body, or are about the connection alone."""
_NONE = Certificate("", "", (), 0, 0, "", "")
_NONCE = re.compile(r"'nonce-[^']*'")


def differences(good: KeptExchange | None, failing: KeptExchange | None) -> tuple[Difference, ...]:
    """How ``failing`` differs from ``good``; none while one of them is not known."""
    if good is None or failing is None:
        return ()
    return tuple(islice(_all(good, failing), MOST))


def _all(good: KeptExchange, failing: KeptExchange) -> Iterator[Difference]:
    yield from _one(Part.STATUS, "", _status(good), _status(failing))
    if good.request and failing.request:
        yield from _one(Part.REQUEST, "method", good.request.method, failing.request.method)
        yield from _one(Part.REQUEST, "address", _address(good.request.url), _address(failing.request.url))
    yield from _one(Part.CONNECTION, "remote address", good.remote, failing.remote)
    if good.answer and failing.answer:
        yield from _one(
            Part.CONNECTION, "protocol", _protocol(good.answer.http_version), _protocol(failing.answer.http_version)
        )
    if good.tls and failing.tls:
        yield from _one(Part.CONNECTION, "TLS", good.tls.version, failing.tls.version)
        yield from _one(Part.CONNECTION, "cipher", good.tls.cipher, failing.tls.cipher)
        yield from _certificates(good.tls.certificates, failing.tls.certificates)
    if good.answer and failing.answer:
        yield from _headers(good.answer, failing.answer)
        yield from _bodies(good.answer, failing.answer)


def _one(part: Part, place: str, good: str, failing: str) -> Iterator[Difference]:
    if good == failing:
        return
    turn = Turn.ADDED if not good else Turn.REMOVED if not failing else Turn.CHANGED
    yield Difference(part, place, turn, *_cut(good, failing))


def _cut(good: str, failing: str) -> tuple[str, str]:
    """Both values within bounds, from shortly before the first different character on where they are longer."""
    longest = max(len(good), len(failing))
    shared = agreeing(good, failing) if longest > LONGEST else 0
    start = shared - _CONTEXT if shared > LONGEST // 2 else 0
    shown = (f"…{value[start:]}" if start else value for value in (good, failing))
    one, other = (value if len(value) <= LONGEST else value[: LONGEST - 1] + "…" for value in shown)
    return one, other


def _status(exchange: KeptExchange) -> str:
    """The code alone: what a server calls it is decoration, and gone in HTTP/2."""
    return str(exchange.answer.status_code) if exchange.answer else ""


def _address(url: str) -> str:
    """An address without its query, in which caches are passed by with another value each time."""
    try:
        return urlsplit(url)._replace(query="", fragment="").geturl()
    except ValueError:
        return url


def _protocol(version: str) -> str:
    return f"HTTP/{version}"


def _certificates(good: tuple[Certificate, ...], failing: tuple[Certificate, ...]) -> Iterator[Difference]:
    for number in range(max(len(good), len(failing))):
        before = good[number] if number < len(good) else _NONE
        after = failing[number] if number < len(failing) else _NONE
        if before.fingerprint == after.fingerprint:
            continue
        of = "" if number == 0 else f" of issuer {number}"
        yield from _one(Part.CERTIFICATE, f"fingerprint{of}", before.fingerprint, after.fingerprint)
        yield from _one(Part.CERTIFICATE, f"names{of}", ", ".join(before.names), ", ".join(after.names))
        yield from _one(Part.CERTIFICATE, f"issued by{of}", before.issuer, after.issuer)
        yield from _one(Part.CERTIFICATE, f"valid until{of}", _until(before), _until(after))


def _until(certificate: Certificate) -> str:
    return moment(certificate.expires_at) if certificate.expires_at else ""


def _headers(good: KeptAnswer, failing: KeptAnswer) -> Iterator[Difference]:
    before, after = _by_name(good.headers), _by_name(failing.headers)
    for name in dict.fromkeys((*before, *after)):
        if not _VOLATILE.fullmatch(name):
            yield from _one(Part.HEADER, name, before.get(name, ""), after.get(name, ""))


def _by_name(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Values by name in lower case; those of a name that came more than once with commas between them."""
    found: dict[str, str] = {}
    for name, value in headers:
        key, value = name.lower(), _NONCE.sub("'nonce-…'", value)
        found[key] = f"{found[key]}, {value}" if key in found else value
    return found


def _bodies(good: KeptAnswer, failing: KeptAnswer) -> Iterator[Difference]:
    if good.digest or failing.digest:
        yield from _one(Part.BODY, "", _data(good), _data(failing))
        return
    if good.body == failing.body:
        return
    before, after = (read_json(answer.body) if answer.whole else None for answer in (good, failing))
    if before is not None and after is not None:
        for path, old, new in differing_values(before.value, after.value):
            yield from _one(Part.BODY, path, old, new)
    else:
        for line, old, new in differing_lines(good.body, failing.body):
            yield from _one(Part.BODY, f"line {line}", old, new)


def _data(answer: KeptAnswer) -> str:
    if answer.digest:
        return f"{answer.size:,} bytes of data, SHA-256 {answer.digest[:16]}…"
    return answer.body
