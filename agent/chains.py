"""What the certificates that a server shows say, as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a person wants to know of a certificate; times in ms since 1970 UTC.

    ``subject`` and ``issuer`` are common names or, where there is none, organisations. ``names`` are the host names and
    addresses it is made for. ``serial`` and ``fingerprint`` (SHA-256) are hexadecimal. ``self_issued`` says that it
    names itself as its issuer, as roots do. ``key`` is such as "RSA 2048", "" where that was not read.
    """

    subject: str
    issuer: str
    names: tuple[str, ...]
    starts_at: int
    expires_at: int
    serial: str
    fingerprint: str
    self_issued: bool = False
    key: str = ""


def first_to_end(chain: Sequence[Certificate]) -> Certificate | None:
    """The certificate of a chain (the server's own first) that ends first; None of an empty one.

    A root counts only where it is the server's own: this machine trusts another one from its own store, or not at all.
    """
    counted = [one for place, one in enumerate(chain) if place == 0 or not one.self_issued]
    return min(counted, key=lambda one: one.expires_at, default=None)
