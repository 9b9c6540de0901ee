"""How far targets are independent of each other: pure functions over names and addresses.

Two targets that share a *tie* may fail for one reason of their own. Wherever that is not known, they are taken to share
one: too many ties make API Monitor slower to believe that its own connection is cut, never quicker.
"""

import ipaddress
from collections.abc import Iterable

from agent.connectivity import is_near

_SECOND_LEVEL = frozenset(("ac", "co", "com", "edu", "gob", "gov", "gouv", "go", "gv", "ne", "net", "nom", "or", "org"))
"""Under a country's domain these belong to nobody: example.co.uk is one owner's, co.uk is not."""
_COUNTRY = 2
"""The length of a country's domain."""
_BLOCK = {4: 24, 6: 48}
"""Addresses on the internet with so many first bits in common belong to one owner, by IP version."""


def registrable(host: str) -> str:
    """The part of a host name that somebody registered: example.com of api.example.com. An IP address and a single
    label are themselves. There is no list of all public suffixes here: under one that it would name (such as github.io)
    all names pass for one owner's."""
    labels = host.rstrip(".").lower().split(".")
    if not labels[-1] or labels[-1].isdigit() or ":" in host:
        return host
    of_country = len(labels) > 2 and len(labels[-1]) == _COUNTRY and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3:] if of_country else labels[-2:])


def places(addresses: Iterable[str]) -> frozenset[str]:
    """Where IP addresses are: near ones each at their own place, others wherever their block is."""
    found = set()
    for address in addresses:
        bare = address.partition("%")[0]
        try:
            ip = ipaddress.ip_address(bare)
        except ValueError:
            continue
        near = is_near(bare)
        found.add(str(ip if near else ipaddress.ip_network((ip, _BLOCK[ip.version]), strict=False)))
    return frozenset(found)


def apart(
    ties: Iterable[tuple[int, frozenset[str]]], most: int, beside: Iterable[frozenset[str]] = ()
) -> tuple[int, ...]:
    """The keys of some of ``ties``, at most ``most``, no two of which have a tie in common, nor one with any of
    ``beside``; the first ones are preferred."""
    taken = set[str]().union(*beside)
    found: list[int] = []
    for key, own in ties:
        if len(found) == most:
            break
        if taken.isdisjoint(own):
            found.append(key)
            taken |= own
    return tuple(found)
