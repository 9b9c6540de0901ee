"""Where an answer leads on to, and where it may not."""

import httpx

from agent.model import Cause, HttpTarget, clean_text
from agent.probes.addresses import label
from agent.probes.exchange import Failure

_REDIRECTS = (301, 302, 303, 307, 308)


def location(target: HttpTarget, status: int, place: bytes) -> str | None:
    """Where an answer of ``status`` whose Location is ``place`` leads on to; None when it is to be judged itself."""
    if status not in _REDIRECTS or not target.max_redirects:
        return None
    if target.accepts(status) and not any(map(target.accepts, range(200, 300))):
        return None
    try:
        return place.strip().decode()
    except UnicodeDecodeError:
        return place.strip().decode("latin-1")


def onward(url: httpx.URL, location: str) -> httpx.URL:
    """The address that ``location`` means at ``url``; :class:`Failure` where nobody should go on to."""
    try:
        further = url.join(location)
    except (httpx.InvalidURL, ValueError) as error:
        shown = clean_text(location.partition("?")[0], 100)
        raise Failure(Cause.REDIRECT, f"Redirected to “{shown}”, which is not an address") from error
    if not 0 <= (further.port or 0) <= 65_535:
        raise Failure(Cause.REDIRECT, f"Redirected to {label(further)}, whose port does not exist")
    if further.scheme not in ("http", "https") or not further.raw_host:
        raise Failure(Cause.REDIRECT, f"Redirected to {label(further)}, which is neither http nor https")
    if url.scheme == "https" and further.scheme == "http":
        raise Failure(Cause.REDIRECT, f"Redirected from https to {label(further)}, which is not encrypted")
    return further
