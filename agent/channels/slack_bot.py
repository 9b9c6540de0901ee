"""Slack by a bot token: what an alert comes to stands in the thread of its first message, which then says so itself.

https://docs.slack.dev/reference/methods/chat.postMessage, https://docs.slack.dev/reference/methods/chat.update
"""

import asyncio
import json
from contextlib import suppress
from typing import Any, Final

from agent.channels.answers import Answer, Rejected, Unavailable
from agent.channels.http import GATEWAY, Reply, request
from agent.channels.parcel import Parcel
from agent.channels.slack import escape, payload
from agent.model import AlertEvent, SlackBotChannel, clean_text

SPACING: Final = 1.0
"""Seconds between two messages: Slack takes about one a second in a channel."""
BASE = "https://slack.com/api/"

_LATER = {"ratelimited", "rate_limited", "message_limit_exceeded", "internal_error", "fatal_error", "request_timeout"}
_LATER |= {"service_unavailable", "team_added_to_org"}
"""What Slack says when another try may help; https://docs.slack.dev/reference/methods/chat.postMessage#errors."""
_UPDATE_TIMEOUT: Final = 10.0


async def send(channel: SlackBotChannel, parcel: Parcel) -> Answer:
    """Post a message; see :func:`agent.channels.send`. The answer's reference is ``CHANNEL:TS``."""
    message = payload(parcel.message)
    first = _first(parcel)
    if first:
        message |= {"thread_ts": first[1], "reply_broadcast": True}
    said = await _call(channel, "chat.postMessage", {"channel": first[0] if first else channel.channel, **message})
    where, ts = str(said.get("channel", "")), str(said.get("ts", ""))
    if first and _over(parcel):
        with suppress(Rejected, Unavailable, TimeoutError):  # the message is there: this is only its ornament
            async with asyncio.timeout(_UPDATE_TIMEOUT):
                await _call(channel, "chat.update", _settled(first, parcel))
    return Answer(f"ok, in channel {clean_text(where, 40)}", reference=f"{where}:{ts}" if where and ts else "")


def _first(parcel: Parcel) -> tuple[str, str] | None:
    """Where the first message about this alert is: channel and time stamp. A message about several starts anew."""
    if len({delivery.alert for delivery in parcel.deliveries}) != 1:
        return None
    for earlier in parcel.earlier:
        where, _, ts = earlier.reference.partition(":")
        if where and ts:
            return where, ts
    return None


def _over(parcel: Parcel) -> bool:
    """Whether the first message told of this alert alone, which is now over."""
    first = next((earlier for earlier in parcel.earlier if earlier.reference), None)
    alone = first is not None and first.message_id == first.id
    return alone and parcel.deliveries[-1].event is AlertEvent.CLOSED


def _settled(first: tuple[str, str], parcel: Parcel) -> dict[str, Any]:
    """The first message as it is from now on: that it is over, and what it said."""
    told = next(earlier for earlier in parcel.earlier if earlier.reference)
    title = escape(f"🟢 {parcel.message.title}", 140)
    said = escape(clean_text(told.notice.message, 500), 2_000) or "–"
    return {
        "channel": first[0],
        "ts": first[1],
        "text": title,
        "blocks": [
            {"type": "header", "text": {"type": "plain_text", "text": title, "emoji": False}},
            {"type": "section", "text": {"type": "plain_text", "text": said, "emoji": False}},
        ],
    }


async def _call(channel: SlackBotChannel, method: str, arguments: dict[str, Any]) -> dict[str, Any]:
    token = channel.token.get_secret_value().strip()
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json; charset=utf-8"}
    content = json.dumps(arguments, ensure_ascii=False).encode("utf-8", "replace")
    reply = await request("POST", BASE + method, content, headers, [token])
    try:
        said = json.loads(reply.whole)
    except ValueError:
        said = None
    if not isinstance(said, dict) or not 200 <= reply.status < 300:
        raise _unclear(reply)
    if said.get("ok") is True:
        return said
    error = clean_text(str(said.get("error", "")), 100) or "no reason"
    if error in _LATER:
        raise Unavailable(f"Slack answered {error}", reply.retry_after)
    raise Rejected(f"Slack answered {error}{_hint(error)}")


def _unclear(reply: Reply) -> Rejected | Unavailable:
    if reply.status >= 500 or reply.status in (408, 425, 429):
        return Unavailable(f"Slack answered {reply.words}", reply.retry_after, unsure=reply.status in GATEWAY)
    if 200 <= reply.status < 300:
        return Unavailable("Something between here and Slack answered, such as a network's login page.")
    return Rejected(f"Slack answered {reply.words}")


def _hint(error: str) -> str:
    return {
        "not_in_channel": ": invite the app to the channel with /invite",
        "channel_not_found": ": there is no such channel, or the app is not in it",
        "invalid_auth": ": the token is not valid",
        "token_revoked": ": the token was revoked",
        "account_inactive": ": the token's account is not active",
        "missing_scope": ": the app needs the permission chat:write",
        "is_archived": ": the channel is archived",
    }.get(error, "")
