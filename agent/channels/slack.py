"""Slack by incoming webhook: Block Kit messages that ping nobody.

Text that comes from elsewhere stands in ``plain_text`` objects, where Slack knows no formatting, mentions or links,
and is escaped all the same. https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
"""

from bisect import bisect_right
from itertools import accumulate
from typing import Any, Final

from agent.channels.answers import Answer, Rejected, Unavailable
from agent.channels.http import GATEWAY, Reply, post
from agent.channels.parcel import Parcel
from agent.channels.wording import Message, Tone
from agent.model import SlackChannel

SPACING: Final = 1.0
"""Seconds between two messages: Slack takes one a second from a webhook."""

# Slack refuses a message in which a text is longer: https://docs.slack.dev/reference/block-kit/blocks
HEADER_LIMIT = 148
"""150, less two in case that the glyph counts for more than one."""
FIELD_LIMIT = 2_000
TEXT_LIMIT = 3_000
FIELDS_LIMIT = 10

_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_GLYPHS: dict[Tone, str] = {"bad": "🔴", "warning": "🟠", "good": "🟢", "neutral": "🔵"}
_TRY_AGAIN = (408, 425, 429)


async def send(channel: SlackChannel, parcel: Parcel) -> Answer:
    """Post a message; see :func:`agent.channels.send`. A webhook has no place for its id."""
    reply = await post(channel.webhook_url.get_secret_value().strip(), payload(parcel.message))
    if 200 <= reply.status < 300 and not reply.is_page:
        return Answer(reply.text or reply.words)
    raise _refusal(reply)


def payload(message: Message) -> dict[str, Any]:
    """The body of the request: blocks, and the plain text that notifications and screen readers use."""
    facts = [obj for fact in message.facts for obj in (_label(fact.label), _plain(fact.value, FIELD_LIMIT))]
    groups = [facts[start : start + FIELDS_LIMIT] for start in range(0, len(facts), FIELDS_LIMIT)]
    return {
        "text": escape(f"{message.title}: {message.text}", TEXT_LIMIT),
        "blocks": [
            {"type": "header", "text": _plain(f"{_GLYPHS[message.tone]} {message.title}", HEADER_LIMIT)},
            {"type": "section", "text": _plain(message.text, TEXT_LIMIT)},
            *({"type": "section", "fields": group} for group in groups),
        ],
        "unfurl_links": False,
        "unfurl_media": False,
    }


def escape(text: str, limit: int) -> str:
    """``text`` with Slack's three control characters escaped, at most ``limit`` long and never cut inside an escape."""
    pieces = [_ESCAPES.get(c, c) for c in text]
    lengths = list(accumulate(map(len, pieces)))
    if not lengths or lengths[-1] <= limit:
        return "".join(pieces)
    return "".join(pieces[: bisect_right(lengths, limit - 1)]) + "…"


def _plain(text: str, limit: int) -> dict[str, Any]:
    return {"type": "plain_text", "text": escape(text, limit) or "–", "emoji": False}


def _label(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": f"*{text}*"}


def _refusal(reply: Reply) -> Rejected | Unavailable:
    said = f"Slack answered {reply.words}"
    if reply.status >= 500 or reply.status in _TRY_AGAIN:
        return Unavailable(said, reply.retry_after, unsure=reply.status in GATEWAY)
    if reply.status < 300:
        return Unavailable("Something between here and Slack answered with a web page, such as a network's login page.")
    if reply.status < 400:
        return Rejected(f"{said}, which leads elsewhere: the webhook's address is not Slack's.")
    return Rejected(said)
