"""What went over the wire in an exchange, to judge it and as evidence: the request as sent, the answer as it came."""

from collections.abc import Sequence
from dataclasses import dataclass, field

Headers = Sequence[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Sent:
    """A request as it was sent, secrets included: ``url`` is the whole address of this hop."""

    method: str
    url: str
    headers: Headers
    body: bytes


@dataclass(slots=True)
class Answer:
    """An answer, as far as it came. ``body`` is its beginning as it was meant (chunks joined, compression undone),
    ``whole`` says whether that is all of it, ``size`` is the length of the body on the wire in bytes."""

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
