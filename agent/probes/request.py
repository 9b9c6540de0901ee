"""The request for a target: line, headers and body, with what the user gave in the place of the usual."""

from urllib.parse import parse_qsl, quote

import h11
import httpx

import agent
from agent.headers import is_sendable
from agent.model import Cause, HttpTarget
from agent.probes.exchange import Failure
from agent.targets import BODY_METHODS

_USER_AGENT = f"api-monitor/{agent.__version__}".encode()


def build(
    target: HttpTarget, method: str, url: httpx.URL, own: bool, authorization: bytes = b""
) -> tuple[h11.Request, bytes]:
    """The request and its body. What the user gave takes the place of what is sent otherwise. ``own``: this is the
    target's own origin, which alone may get its headers, credentials and body."""
    sent = {b"Host": url.netloc, b"User-Agent": _USER_AGENT, b"Accept": b"*/*", b"Connection": b"close"}
    body = target.body.encode() if own and method in BODY_METHODS else b""
    if authorization:
        sent[b"Authorization"] = authorization
    if own and target.api_key and target.api_key.place == "header":
        key = target.api_key
        sent[key.name.encode()] = sendable(key.value.get_secret_value(), f"the value of the header {key.name}")
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
    return h11.Request(method=method, target=url.raw_path, headers=list(sent.items())), body


def address(target: HttpTarget, url: httpx.URL, own: bool) -> httpx.URL:
    """``url`` as it is requested: with an API key in the query at the target's own origin, and nowhere else, not even
    where a redirect hands it on."""
    key = target.api_key
    if key is None or key.place != "query":
        return url
    pair = (key.name, key.value.get_secret_value())
    query = url.query.decode("ascii")
    parts = [part for part in query.split("&") if parse_qsl(part, keep_blank_values=True) != [pair]] if query else []
    if own:
        parts.append("=".join(map(_encoded, pair)))
    return url.copy_with(query="&".join(parts).encode("ascii") or None)


def _encoded(text: str) -> str:
    return quote(text, safe="")


def sendable(text: str, what: str) -> bytes:
    """``text`` as it is sent. A secret is seen here for the first time: it is not repeated, whatever it is."""
    text = text.strip()
    if not is_sendable(text):
        raise Failure(Cause.PROTOCOL, f"The request cannot be made: {what} is not ASCII on one line", local=True)
    return text.encode("ascii")
