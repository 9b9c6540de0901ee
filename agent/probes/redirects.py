"""Where an answer leads on to, and where it may not."""

import h11
import httpx

from agent.model import Cause, HttpTarget, clean_text
from agent.probes.addresses import label
from agent.probes.exchange import Failure

MAX_REDIRECTS = 10
_REDIRECTS = (301, 302, 303, 307, 308)


def location(target: HttpTarget, response: h11.Response) -> str | None:
    """Where to go on to; None when this answer is to be judged."""
    status = response.status_code
    if status not in _REDIRECTS or (target.accepts(status) and not any(map(target.accepts, range(200, 300)))):
        return None
    place = next((value for name, value in response.headers if name == b"location"), b"").strip()
    try:
        return place.decode()
    except UnicodeDecodeError:
        return place.decode("latin-1")


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
