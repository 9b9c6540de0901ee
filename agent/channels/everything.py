"""Everything that Apprise reaches, by its address: https://appriseit.com.

Apprise is imported when it is first needed: that takes half a second. It waits for its services by itself, so it works
in a thread of its own and for a limited time. Of what a service answered it tells what it logs; that is kept, and
nothing of it is written to our own log, since some of its lines have addresses in them.
"""

import asyncio
import logging
import re
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import unquote

from agent.channel_services import SERVICES
from agent.channels.answers import Answer, Rejected, Unavailable
from agent.channels.parcel import Parcel
from agent.channels.wording import Message, Tone
from agent.daemon import once
from agent.model import AppriseChannel, clean_text

SPACING: Final = 1.0
"""Seconds between two messages: chat services take about one a second."""
TIMEOUT: Final = 30
"""Seconds that Apprise may take for one message."""
_PATIENCE: Final = 45.0
"""Seconds after which we stop waiting for a service that does not even time out."""

_TYPES: dict[Tone, str] = {"bad": "failure", "warning": "warning", "good": "success", "neutral": "info"}
_FOR_GOOD = {400, 401, 403, 404, 405, 410, 422}
_UNREADABLE: Final = "Apprise cannot read this address. How it is written: https://appriseit.com/services/"
_MENTION = re.compile(r"@(?=\w)|<(?=[@!#])")


async def send(channel: AppriseChannel, parcel: Parcel) -> Answer:
    """Have Apprise notify; see :func:`agent.channels.send`. Its services have no place for the message's id."""
    url = channel.url.get_secret_value().strip()
    short = channel.service in SERVICES and SERVICES[channel.service].short
    text = parcel.message.text if short else body(parcel.message)
    sending = once("apprise", lambda: _notify(url, parcel.message, text))
    try:
        async with asyncio.timeout(_PATIENCE):
            return await asyncio.wrap_future(sending)
    except TimeoutError:
        raise Unavailable(f"The service did not answer within {_PATIENCE:.0f} s.", unsure=True) from None


def body(message: Message) -> str:
    """The text below the title, of lines that mention nobody."""
    facts = "\n".join(f"{fact.label}: {fact.value}" for fact in message.facts)
    return inert(f"{message.text}\n\n{facts}")


def inert(text: str) -> str:
    """``text`` in which no service sees a mention such as ``@everyone``."""
    return _MENTION.sub(lambda match: f"{match[0]}\u200b", text)


def services() -> int:
    """How many kinds of address Apprise knows here."""
    return len(_apprise().Apprise().details()["schemas"])


def check_address(url: str) -> None:
    """Rejected unless Apprise can read ``url``."""
    if not _apprise().Apprise().add(url):
        raise Rejected(_UNREADABLE)


def _apprise() -> Any:
    import apprise

    logging.getLogger("apprise").propagate = False  # see the top of this file
    logging.getLogger("urllib3").setLevel(logging.ERROR)  # it prints paths
    return apprise


def _notify(url: str, message: Message, text: str) -> Answer:
    apprise = _apprise()
    sender = apprise.Apprise(asset=apprise.AppriseAsset(app_id="API Monitor", app_desc="API Monitor", app_url=""))
    if not sender.add(url):
        raise Rejected(_UNREADABLE)
    result = sender.notify(
        body=text,
        title=inert(message.title),
        notify_type=_TYPES[message.tone],
        body_format=apprise.NotifyFormat.TEXT,
        timeout=TIMEOUT,
        log_level=logging.INFO,
    )
    said = _said(url, (entry.message for entry in result.logs() if not entry.message.startswith("Notifying ")))
    if result.status == apprise.AppriseResultStatus.SUCCESS:
        return Answer(said or "Apprise says that it was sent.")
    if result.status == apprise.AppriseResultStatus.TIMEOUT:
        raise Unavailable(f"The service did not answer within {TIMEOUT} s.", unsure=True)
    found = re.search(r"error=(\d{3})", said)
    code = int(found[1]) if found else 0
    sentence = said or "Apprise says that it was not sent, and no more."
    if code in _FOR_GOOD:
        raise Rejected(sentence)
    raise Unavailable(sentence, unsure=code in (502, 504))


def _said(url: str, lines: Iterable[str]) -> str:
    """The lines of Apprise's log without the parts of the address that may be secret."""
    text = clean_text("; ".join(lines), 400)
    parts = {part for part in re.split(r"[/@:?&=]+", url) if len(part) >= 6}
    for part in sorted({url, *parts, *map(unquote, parts)}, key=len, reverse=True):
        text = text.replace(part, "…")
    return text
