"""What went over the wire in an exchange, to judge it and as evidence: the request as sent, the answer as it came."""

from dataclasses import dataclass, field

Headers = list[tuple[bytes, bytes]]

BODY_KEPT = 64 * 1024
"""So much of an answer's body is kept as evidence."""
MAX_BODY = 10 * 1024 * 1024
"""So long may a body be, once its compression is undone, that assertions read."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A request as it was sent, secrets included: ``url`` is the whole address of this hop."""

    method: str
    url: str
    headers: Headers
    body: bytes


@dataclass(slots=True)
class Answer:
    """An answer, as far as it came. ``body`` is its beginning as it was meant (chunks joined, compression undone), at
    least :data:`BODY_KEPT` of it where it is so long, ``whole`` says whether that is all of it, ``size`` is the length
    of the body on the wire in bytes."""

    http_version: str
    status_code: int
    reason: str
    headers: Headers
    body: bytearray = field(default_factory=bytearray)
    size: int = 0
    whole: bool = False


@dataclass(frozen=True, slots=True)
class TlsFacts:
    """What TLS agreed on, and the certificates the server showed (DER, its own first)."""

    version: str
    cipher: str
    chain: tuple[bytes, ...]
