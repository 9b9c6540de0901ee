"""Addresses of HTTP targets as they are requested: parsed once, compared by origin, shown without secrets."""

from functools import lru_cache

import httpx

from agent.model import Cause, clean_text
from agent.probes.exchange import Failure


@lru_cache(maxsize=4096)
def parse(address: str) -> httpx.URL:
    """The address of a target; :class:`Failure` where it cannot be requested."""
    try:
        url = httpx.URL(address)
        if url.scheme in ("http", "https") and url.raw_host:
            return url
    except (httpx.InvalidURL, ValueError) as error:
        raise Failure(Cause.PROTOCOL, f"The address cannot be used: {clean_text(str(error), 200)}") from error
    raise Failure(Cause.PROTOCOL, "The address cannot be used: it is not a full http:// or https:// address")


@lru_cache(maxsize=4096)
def origin(url: httpx.URL) -> tuple[str, bytes, int]:
    """Scheme, host and port: what must be the same for a request to get what the user meant for the target."""
    return url.scheme, url.raw_host, url.port or (443 if url.scheme == "https" else 80)


def label(url: httpx.URL) -> str:
    """``url`` without user, query and fragment, which may hold secrets."""
    return clean_text(str(url.copy_with(userinfo=b"", query=None, fragment=None)), 200)
