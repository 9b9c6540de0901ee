"""From what somebody pasted to a monitor."""

import ipaddress
from collections.abc import Collection
from urllib.parse import urlsplit

from agent.model import HttpTarget, Monitor


def completed(text: str) -> str:
    """An address with its scheme: ``example.com`` becomes ``https://example.com``; this machine and bare IP
    addresses, which rarely have certificates, become ``http://``."""
    text = text.strip()
    if not text or "://" in text:
        return text
    try:
        host = urlsplit(f"//{text}").hostname or ""
    except ValueError:
        return f"https://{text}"
    return f"{'http' if _is_bare(host) else 'https'}://{text}"


def _is_bare(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def unused(name: str, taken: Collection[str]) -> str:
    """``name``, or ``name 2``, ``name 3`` … when it is taken."""
    number, candidate = 1, name
    while candidate in taken:
        number += 1
        candidate = f"{name} {number}"
    return candidate


def monitor_for(text: str, taken: Collection[str]) -> Monitor:
    """A monitor of the address in ``text``, named after its host, all else by default; pydantic's ValidationError
    says what is wrong with the address."""
    target = HttpTarget(url=completed(text))
    return Monitor(name=unused(target.host, taken), target=target)
