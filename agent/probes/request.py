"""The request for a target: line, headers and body, with what the user gave in the place of the usual."""

from base64 import b64encode

import h11
import httpx

import agent
from agent.headers import is_sendable
from agent.model import Cause, Header, HttpTarget
from agent.probes.exchange import Failure
from agent.targets import BODY_METHODS

_USER_AGENT = f"api-monitor/{agent.__version__}".encode()


def build(target: HttpTarget, method: str, url: httpx.URL, own: bool) -> tuple[h11.Request, bytes]:
    """The request and its body. What the user gave takes the place of what is sent otherwise. ``own``: this is the
    target's own origin, which alone may get its headers, credentials and body."""
    sent = {b"Host": url.netloc, b"User-Agent": _USER_AGENT, b"Accept": b"*/*", b"Connection": b"close"}
    body = target.body.encode() if own and method in BODY_METHODS else b""
    password = target.password.get_secret_value()
    if own and (target.username or password):
        sent[b"Authorization"] = b"Basic " + b64encode(f"{target.username}:{password}".encode())
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
        sent[name] = _header_value(header)
    return h11.Request(method=method, target=url.raw_path, headers=list(sent.items())), body


def _header_value(header: Header) -> bytes:
    """The value as it is sent. A secret is seen here for the first time: it is not repeated, whatever it is."""
    text = header.text.strip()
    if not is_sendable(text):
        why = f"The request cannot be made: the value of the header {header.name} is not ASCII on one line"
        raise Failure(Cause.PROTOCOL, why, local=True)
    return text.encode("ascii")
