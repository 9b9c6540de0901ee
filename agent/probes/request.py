"""The request for a target: address, headers and body, with what the user gave in the place of the usual."""

from secrets import token_hex
from urllib.parse import parse_qsl, quote

import httpx
from pydantic import SecretStr

import agent
from agent.headers import is_sendable
from agent.model import Cause, HttpTarget
from agent.probes.exchange import Failure
from agent.probes.records import Sent
from agent.targets import BODY_METHODS

_USER_AGENT = f"api-monitor/{agent.__version__}".encode()
_FRESH = "_api_monitor"
"""The parameter that makes an address a new one to every cache."""


def build(target: HttpTarget, method: str, url: httpx.URL, own: bool, authorization: bytes = b"") -> Sent:
    """The request. What the user gave takes the place of what is sent otherwise. ``own``: this is the
    target's own origin, which alone may get its headers, credentials and body."""
    sent = {b"Host": url.netloc, b"User-Agent": _USER_AGENT, b"Accept": b"*/*", b"Connection": b"close"}
    body = target.payload if own and method in BODY_METHODS else b""
    if authorization:
        sent[b"Authorization"] = authorization
    if own and target.api_key and target.api_key.place == "header":
        key = target.api_key
        sent[key.name.encode()] = sendable(key.value.get_secret_value(), f"the value of the header {key.name}")
    if target.cache_busting:
        sent[b"Cache-Control"] = b"no-cache"
    if body:
        sent[b"Content-Type"] = target.content_type.encode()
    if body or method in ("POST", "PUT", "PATCH"):
        sent[b"Content-Length"] = str(len(body)).encode()
    usual = {name.lower(): name for name in sent}
    for header in target.headers if own else ():
        name = header.name.encode()
        if method != target.method and name.lower().startswith(b"content-"):
            continue  # a redirect took the body away, and these tell of it
        sent.pop(usual.get(name.lower(), name), None)
        sent[name] = sendable(header.text, f"the value of the header {header.name}")
    return Sent(method, str(url), list(sent.items()), body)


def address(target: HttpTarget, url: httpx.URL, own: bool, first: bool) -> httpx.URL:
    """``url`` as it is requested: the ``first`` with the target's parameters in its query, at the target's ``own``
    origin with its API key. No other origin gets any secret of them, not even where a redirect hands it on; what of the
    rest still matters there, the server says."""
    key = target.api_key if target.api_key and target.api_key.place == "query" else None
    if key is None and not target.query and not target.cache_busting:
        return url
    secrets = [(p.name, p.text) for p in target.query if isinstance(p.value, SecretStr)] if not own else []
    added = [(p.name, p.text) for p in target.query] if first else []
    if key is not None:
        secrets.append((key.name, key.value.get_secret_value()))
        added += secrets[-1:] if own else []
    if target.cache_busting and own:
        added.append((_FRESH, token_hex(8)))
    query = url.query.decode("ascii")
    parts = [part for part in query.split("&") if not _is_one(part, secrets)] if query else []
    parts += [f"{_encoded(name)}={_encoded(value)}" for name, value in added]
    return url.copy_with(query="&".join(parts).encode("ascii") or None)


def _is_one(part: str, pairs: list[tuple[str, str]]) -> bool:
    found = parse_qsl(part, keep_blank_values=True)
    return bool(found) and found[0] in pairs


def _encoded(text: str) -> str:
    return quote(text, safe="")


def sendable(text: str, what: str) -> bytes:
    """``text`` as it is sent. A secret is seen here for the first time: it is not repeated, whatever it is."""
    text = text.strip()
    if not is_sendable(text):
        raise Failure(Cause.PROTOCOL, f"The request cannot be made: {what} is not ASCII on one line", local=True)
    return text.encode("ascii")
