"""What the certificates that a server shows say, as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime


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


def moment(at: int) -> str:
    """A point in time in UTC, to the minute: ``2027-03-03 12:00 UTC``."""
    return datetime.fromtimestamp(at / 1_000, UTC).strftime("%Y-%m-%d %H:%M UTC")


def left(ms: int) -> str:
    """What is left of a certificate's time, or how long it is over, in its largest unit: ``5 days``, ``7 hours``."""
    minutes = round(abs(ms) / 60_000)
    if minutes >= 20 * 60:
        return _count(max(1, round(minutes / 1_440)), "day")
    return _count(round(minutes / 60), "hour") if minutes >= 90 else _count(minutes, "minute")


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
