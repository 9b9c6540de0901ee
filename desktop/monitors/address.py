"""From what somebody pasted to a monitor."""

import ipaddress
import re
from collections.abc import Collection
from urllib.parse import urlsplit

from agent.model import HttpTarget, Monitor

_CURL = re.compile(r"\s*(?:\$\s+)?curl(?:\.exe)?(?:\s|$)")


class NotTaken(ValueError):
    """A curl command that cannot be taken over; the message is a sentence for a person."""


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


def is_curl(text: str) -> bool:
    """Whether ``text`` is a curl command, and no address."""
    return bool(_CURL.match(text))


def monitor_for(text: str, taken: Collection[str]) -> Monitor:
    """A monitor of the address or curl command in ``text``, named after its host, all else by default; pydantic's
    ValidationError or :class:`NotTaken` say what is wrong with it."""
    if not is_curl(text):
        target = HttpTarget(url=completed(text))
        return Monitor(name=unused(target.host, taken), target=target)
    from agent.interchange import curl  # only now: most addresses are plain, and the window is to open soon

    try:
        request = curl.read(text)
    except curl.BadCommand as error:
        raise NotTaken(str(error)) from error
    given = {} if request.timeout is None else {"timeout": request.timeout}
    name = unused(request.target.host, taken)
    return Monitor.model_validate({"name": name, "target": request.target, **given})
