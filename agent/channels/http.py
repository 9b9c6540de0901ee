"""One request to a service whose address is a secret: in no error, no log and no stored answer does it appear."""

import asyncio
import json
import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import httpx

from agent.channels.answers import Rejected, Unavailable
from agent.channels.tls import trusted
from agent.model import clean_text

TIMEOUT = 30.0
"""Seconds for the whole exchange."""
CONNECT_TIMEOUT = 15.0
"""Seconds for the connection."""
MOST_READ = 16_384
"""Bytes of an answer that are read: services answer in a word or a sentence."""
_LIMITS = httpx.Timeout(TIMEOUT, connect=CONNECT_TIMEOUT)
# The proxies of the environment are used, but not for this machine itself.
_DIRECT: Mapping[str, None] = {f"all://{host}": None for host in ("localhost", "127.0.0.1", "[::1]")}


GATEWAY = (502, 504)
"""Answers of something in between, behind which the message may have been taken."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a service answered. ``text`` is one line, "" where it is a web page; ``whole`` is as it came, of ``size`` in
    bytes, for programs only, as is ``location``; ``retry_after`` is in seconds."""

    status: int
    reason: str
    text: str
    is_page: bool
    retry_after: float | None
    whole: str = field(default="", repr=False)
    size: int = 0
    location: str = field(default="", repr=False)

    @property
    def words(self) -> str:
        """The answer as it is shown: ``404 Not Found: no_service``."""
        line = f"{self.status} {self.reason}".strip()
        return f"{line}: {self.text}" if self.text else line


async def post(url: str, body: Any) -> Reply:
    """Send ``body`` as JSON; otherwise as :func:`request`."""
    content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    return await request("POST", url, content, {"Content-Type": "application/json"})


async def request(
    method: str,
    url: str,
    content: bytes,
    headers: Mapping[str, str],
    secrets: Iterable[str] = (),
    most: int = MOST_READ,
) -> Reply:
    """Send one request. Redirects are not followed. ``secrets`` are, beside the address, kept out of what is said. Of
    the answer ``most`` bytes are read.

    :raises Rejected: the address cannot be one.
    :raises Unavailable: no complete answer came.
    """
    sent = {"User-Agent": "API-Monitor", "Accept-Encoding": "identity", **headers}
    hidden = [*_secret_parts(url), *secrets]
    host = _host(url)
    try:
        async with asyncio.timeout(TIMEOUT):
            async with (
                _client() as client,
                client.stream(method, url, content=content, headers=sent) as response,
            ):
                return await _reply(response, hidden, most)
    except (httpx.ConnectTimeout, httpx.PoolTimeout):
        raise Unavailable(f"{host} did not answer within {CONNECT_TIMEOUT:.0f} s.") from None
    except (TimeoutError, httpx.TimeoutException):
        raise Unavailable(f"{host} did not answer within {TIMEOUT:.0f} s.", unsure=True) from None
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError):
        raise Rejected("The address is not a valid http:// or https:// address.") from None
    except (httpx.HTTPError, OSError) as error:
        said = _without(clean_text(str(error), 200), hidden) or type(error).__name__
        unsure = not isinstance(error, httpx.ConnectError | httpx.ProxyError | OSError)
        raise Unavailable(f"{host} cannot be reached: {said}", unsure=unsure) from None


def _client() -> httpx.AsyncClient:
    try:
        return httpx.AsyncClient(verify=trusted(), timeout=_LIMITS, mounts=dict(_DIRECT))
    except (ImportError, ValueError, httpx.InvalidURL):  # nothing of the address is looked at yet
        said = "The environment names a proxy that cannot be used here: expected an http:// or https:// one."
        raise Unavailable(said) from None


def parse_retry_after(value: str, now: float) -> float | None:
    """Seconds from a Retry-After header: a number, or a date against ``now`` (seconds since 1970); None if neither."""
    value = value.strip()
    if re.fullmatch(r"\d{1,9}(\.\d*)?", value):
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - now)
    except (ValueError, OverflowError):
        return None


def _host(url: str) -> str:
    try:
        host = urlsplit(url).hostname
    except ValueError:
        host = None
    if not host:
        raise Rejected("The address is not a valid http:// or https:// address.")
    return clean_text(host, 100)


async def _reply(response: httpx.Response, hidden: Iterable[str], most: int) -> Reply:
    body = b""
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) >= most:
            break
    body = body[:most]
    text = body.decode("utf-8", "replace").strip()
    is_page = text.startswith("<")
    shown = "" if is_page else clean_text(_without(text, hidden), 200)
    after = parse_retry_after(response.headers.get("Retry-After", ""), time.time())
    reason = clean_text(response.reason_phrase, 60)
    location = response.headers.get("Location", "")
    return Reply(response.status_code, reason, shown, is_page, after, text, len(body), location)


def _secret_parts(url: str) -> set[str]:
    parts = urlsplit(url)
    secret = {url, parts.path, parts.query, parts.netloc.rpartition("@")[0], *parts.path.split("/")}
    secret |= {value for _, value in parse_qsl(parts.query)}
    return {p for s in secret for p in (s, unquote(s))}


def _without(text: str, hidden: Iterable[str]) -> str:
    """``text`` without secrets, which error pages like to repeat."""
    for part in sorted({part for part in hidden if len(part) >= 6}, key=len, reverse=True):
        text = text.replace(part, "…")
    return text
