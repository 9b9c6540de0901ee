"""Any address that takes HTTP requests: JSON as the receiver wants it, signed where there is a secret.

The signature is ``X-API-Monitor-Signature: sha256=HEX``, the HMAC-SHA256 with the channel's secret over
``TIMESTAMP.BODY``, where the timestamp (seconds since 1970) is that of ``X-API-Monitor-Timestamp``. A receiver that
refuses old timestamps refuses recorded requests that are sent again. ``X-API-Monitor-Id`` is the message's id.
"""

import hashlib
import hmac
import json
import time
from typing import Final

from agent import placeholders
from agent.channels.answers import Answer, Rejected, Unavailable
from agent.channels.http import GATEWAY, Reply, request
from agent.channels.parcel import Parcel
from agent.channels.payload import values, whole
from agent.model import WebhookChannel

SPACING: Final = 0.0
"""Seconds between two messages."""
_BODILESS = ("GET", "HEAD")
_TRY_AGAIN = (408, 425, 429)


async def send(channel: WebhookChannel, parcel: Parcel) -> Answer:
    """Make the request; see :func:`agent.channels.send`. Any 2xx is a yes."""
    content = b"" if channel.method in _BODILESS else body(channel, parcel)
    own = {"X-API-Monitor-Id": parcel.id}
    if content:
        own["Content-Type"] = "application/json"
    secret = channel.secret.get_secret_value()
    if secret:
        own |= signed(secret, content, int(time.time()))
    given = {header.name: header.text.strip() for header in channel.headers}
    headers = {
        **{name: value for name, value in own.items() if name.lower() not in {n.lower() for n in given}},
        **given,
    }
    reply = await request(
        channel.method, channel.url.get_secret_value().strip(), content, headers, [secret, *given.values()]
    )
    if 200 <= reply.status < 300:
        return Answer(reply.words)
    raise _refusal(reply)


def body(channel: WebhookChannel, parcel: Parcel) -> bytes:
    """What is sent, to the byte."""
    content = placeholders.fill(channel.body, values(parcel)) if channel.body else whole(parcel)
    return json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")


def signed(secret: str, content: bytes, now: int) -> dict[str, str]:
    """The headers by which the receiver knows that the request is ours and fresh."""
    digest = hmac.new(secret.encode(), f"{now}.".encode() + content, hashlib.sha256).hexdigest()
    return {"X-API-Monitor-Timestamp": str(now), "X-API-Monitor-Signature": f"sha256={digest}"}


def _refusal(reply: Reply) -> Rejected | Unavailable:
    said = f"The webhook answered {reply.words}"
    if reply.status >= 500 or reply.status in _TRY_AGAIN:
        return Unavailable(said, reply.retry_after, unsure=reply.status in GATEWAY)
    if 300 <= reply.status < 400:
        return Rejected(f"{said}, which leads elsewhere; redirects are not followed.")
    return Rejected(said)
