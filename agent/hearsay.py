"""What a check says of the way to its target: from an exchange to a :class:`~agent.outage.Word`."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from agent.connectivity import is_near
from agent.independence import places, registrable
from agent.model import Cause, Check, HttpTarget, clean_text
from agent.outage import NOT_SIGNED_IN, Scope, Voice
from agent.probes import Finding
from agent.probes.exchange import Exchange

_NETWORK = (Cause.DNS, Cause.CONNECTION, Cause.TIMEOUT)


@dataclass(frozen=True, slots=True)
class Usual:
    """A monitor's target as it was found when it answered last. ``place`` is the registrable name of the host that gave
    the answer, after redirects."""

    scope: Scope
    addresses: tuple[str, ...]
    ties: frozenset[str]
    place: str


def is_loopback(addresses: Iterable[str]) -> bool:
    """Whether that is this machine itself, to which there is no way that could be cut."""
    return any(ipaddress.ip_address(address.partition("%")[0]).is_loopback for address in addresses)


def own_ties(target: HttpTarget, proxied: bool) -> frozenset[str]:
    """What a target shares with others by its settings alone; ``proxied``: it is reached through its proxy."""
    hosts = [target.host, *([urlsplit(target.oauth2.token_url).hostname or ""] if target.oauth2 else ())]
    proxy = (f"the proxy {target.proxy}",) if proxied else ()
    return frozenset((*map(registrable, hosts), *proxy))


def usual_of(target: HttpTarget, exchange: Exchange, before: Usual | None) -> Usual:
    """How ``target`` is found, which has just answered; ``before``: how it was the last time."""
    addresses, place = tuple(exchange.addresses), place_of(exchange)
    if before and (before.addresses, before.place) == (addresses, place):
        return before
    looked_up = not (target.resolve or exchange.through or _is_address(target.host))
    outside = Scope.NAMES if looked_up else Scope.INTERNET
    scope = Scope.NEAR if any(map(is_near, addresses)) else outside
    return Usual(scope, addresses, ties_of(target, exchange), place)


def ties_of(target: HttpTarget, exchange: Exchange) -> frozenset[str]:
    """What a target shares with others as it is found now."""
    return own_ties(target, bool(exchange.through)) | places(exchange.addresses)


def guess(target: HttpTarget) -> Usual | None:
    """How ``target`` is likely to be found that has not answered yet; None on this machine itself."""
    at = target.resolve or target.host
    addresses = (at,) if _is_address(at) else ()
    if is_loopback(addresses) or at.lower() == "localhost":
        return None
    scope = Scope.NEAR if any(map(is_near, addresses)) else Scope.INTERNET if addresses else Scope.NAMES
    return Usual(scope, addresses, own_ties(target, target.proxy not in ("", "none")) | places(addresses), "")


def scope_of(exchange: Exchange, usual: Usual | None) -> Scope:
    """How far away a target is that was not reached."""
    if not exchange.addresses:  # its name could not be looked up
        return Scope.NEAR if usual and usual.scope is Scope.NEAR else Scope.NAMES
    return Scope.NEAR if any(map(is_near, exchange.addresses)) else Scope.INTERNET


def voice_of(target: HttpTarget, finding: Finding, usual: Usual | None) -> tuple[Voice, str, str]:
    """What a check says, and where a stranger answered its mark and what to call it.

    Of an encrypted answer it is known whose it is. Who refuses a connection or breaks one off is there. That a page of
    somebody else comes from the very address that was asked, without encryption, cannot be told.
    """
    exchange, check = finding.exchange, finding.check
    if mark := _foreign_certificate(target, check):
        certificate = check.certificates[0]
        return Voice.FOREIGN, mark, clean_text(next(iter(certificate.names), certificate.subject), 100)
    if target.url.startswith("http:") and exchange.sent is not None:
        if exchange.status_code == int(NOT_SIGNED_IN):
            return Voice.FOREIGN, NOT_SIGNED_IN, ""
        place = place_of(exchange)
        if place != registrable(target.host) and (usual is None or place != usual.place):
            return Voice.FOREIGN, place, clean_text(place, 100)
    if exchange.status_code is not None:
        return Voice.ANSWERED, "", ""
    met = exchange.errand or exchange
    failed = finding.failure is not None and finding.failure.cause in _NETWORK
    return Voice.SILENT if failed and not met.reached else Voice.OTHER, "", ""


def place_of(exchange: Exchange) -> str:
    """The registrable name of the host that was asked last."""
    return registrable(urlsplit(exchange.sent.url).hostname or "") if exchange.sent else ""


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _foreign_certificate(target: HttpTarget, check: Check) -> str:
    """The fingerprint of a certificate that was refused and is made for somebody else; "" otherwise."""
    if check.cause is not Cause.TLS or not check.certificates or not target.verify_tls:
        return ""
    certificate = check.certificates[0]
    names = {registrable(name.removeprefix("*.")) for name in certificate.names}
    return "" if registrable(target.host) in names else certificate.fingerprint
