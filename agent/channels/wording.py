"""What people read about an alert, in words that are the same for every channel.

All text that comes from a server, a file or a person is made inert here: one line, no control characters, no
bidirectional overrides. What a channel's own language makes special (HTML, Slack's ``<!channel>``) is escaped there.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from http import HTTPStatus
from typing import Literal

from agent.chains import left, moment
from agent.model import AlertEvent, AlertKind, Cause, Notice, clean_text
from agent.rules import FLAPPING_OPENINGS, STEADY

Tone = Literal["bad", "warning", "good", "neutral"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a message: what it is about, and its value."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message as every channel tells it.

    ``title`` says what happened, ``text`` why, in sentences; ``facts`` are the details. ``thread`` is the same for
    all messages of one alert, "" for a message that belongs to none. ``at`` is when it happened.
    """

    tone: Tone
    title: str
    text: str
    facts: tuple[Fact, ...]
    at: int
    thread: str = ""


CAUSES = {
    Cause.DNS: "Name not resolved",
    Cause.CONNECTION: "No connection",
    Cause.TIMEOUT: "No answer in time",
    Cause.TLS: "No secure connection (TLS)",
    Cause.PROTOCOL: "Not a valid answer",
    Cause.REDIRECT: "Redirect not followed",
    Cause.TOO_LARGE: "Answer too large",
    Cause.UNEXPECTED_STATUS: "Unexpected status",
    Cause.ASSERTION: "Answer is not as expected",
    Cause.LATENCY: "Too slow",
    Cause.EXPIRY: "Certificate expires",
    Cause.OFFLINE: "This machine is offline",
    Cause.INTERNAL: "Error inside API Monitor",
}

_TONES: dict[AlertEvent, Tone] = {
    AlertEvent.OPENED: "bad",
    AlertEvent.CLOSED: "good",
    AlertEvent.FLAPPING: "warning",
    AlertEvent.REMINDER: "bad",
    AlertEvent.EXPIRING: "bad",
}


def duration(ms: int) -> str:
    """``ms`` in its two largest units that matter: ``45 s``, ``6 min``, ``1 h 5 min``, ``2 days 3 h``."""
    seconds = max(0, round(ms / 1_000))
    if seconds < 90:
        return f"{seconds} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 24 * 60:
        hours, rest = divmod(minutes, 60)
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    days, rest = divmod(round(minutes / 60), 24)
    return f"{days} {'day' if days == 1 else 'days'}" + (f" {rest} h" if rest else "")


def timestamp(at: int, zone: tzinfo | None = None) -> str:
    """A point in time in a zone (None: this machine's), with its offset: ``2026-03-29 14:02:07 UTC+02:00``."""
    moment = datetime.fromtimestamp(at / 1_000, UTC).astimezone(zone)
    offset = moment.strftime("%z")
    name = "UTC" if offset.startswith(("+0000", "-0000")) else f"UTC{offset[:3]}:{offset[3:5]}"
    return f"{moment:%Y-%m-%d %H:%M:%S} {name}"


def status(code: int) -> str:
    """An HTTP status with its name where it has one: ``503 Service Unavailable``."""
    try:
        return f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        return str(code)


def latency(ms: float) -> str:
    """A latency as people say it: ``3.4 ms``, ``812 ms``, ``12.3 s``."""
    if ms >= 10_000:
        return f"{ms / 1_000:.1f} s"
    return f"{ms:.1f} ms" if ms < 10 else f"{ms:.0f} ms"


def title(notice: Notice) -> str:
    """What happened, in a few words: the subject of a mail, the heading of a message."""
    name = clean_text(notice.monitor, 200)
    if notice.event is AlertEvent.UNDELIVERABLE:
        return f"The channel {clean_text(notice.channel, 200)} does not deliver"
    if notice.event is AlertEvent.FLAPPING:
        return f"{name} is flapping"
    if notice.event is AlertEvent.CLOSED:
        after = duration(_closed_at(notice) - notice.opened_at)
        return {
            AlertKind.DOWN: f"{name} is up again after {after}",
            AlertKind.SLOW: f"{name} is fast again after {after}",
            AlertKind.CERTIFICATE: f"{name} has a good certificate again",
        }[notice.kind]
    still = " still" if notice.event is AlertEvent.REMINDER else ""
    return {
        AlertKind.DOWN: f"{name} is{still} down",
        AlertKind.SLOW: f"{name} is{still} slow",
        AlertKind.CERTIFICATE: f"The certificate of {name} {_ending(notice)}",
    }[notice.kind]


def message(notice: Notice) -> Message:
    """The message that tells ``notice``."""
    if notice.event is AlertEvent.UNDELIVERABLE:
        facts = (Fact("Channel", clean_text(notice.channel, 200)), Fact("Since", timestamp(notice.at)))
        return Message("warning", title(notice), clean_text(notice.message, 1_000), facts, notice.at)
    tone = _TONES[notice.event]
    if tone == "bad" and not (notice.kind is AlertKind.DOWN or _ended(notice)):
        tone = "warning"
    return Message(tone, title(notice), _text(notice), tuple(_facts(notice)), notice.at, _thread(notice))


def trial_message(channel: str, at: int) -> Message:
    """The message that proves that a channel works."""
    name = clean_text(channel, 200)
    return Message(
        "neutral",
        "Test message from API Monitor",
        f"The channel {name} works: alerts will arrive here.",
        (Fact("Channel", name), Fact("Sent", timestamp(at))),
        at,
    )


def _ended(notice: Notice) -> bool:
    """Whether it is about a certificate whose time is over."""
    return notice.certificate_expires_at is not None and notice.certificate_expires_at <= notice.at


def _ending(notice: Notice) -> str:
    """What a warning of a certificate says of it: ``expires in 5 days``."""
    if notice.certificate_expires_at is None:
        return "needs attention"
    return "has expired" if _ended(notice) else f"expires in {left(notice.certificate_expires_at - notice.at)}"


def _closed_at(notice: Notice) -> int:
    return notice.closed_at if notice.closed_at is not None else notice.at


def _sentence(text: str) -> str:
    return text if not text or text.endswith((".", "!", "?", "…")) else text + "."


def _text(notice: Notice) -> str:
    reason = _sentence(clean_text(notice.message) or CAUSES[notice.cause])
    if notice.event is AlertEvent.FLAPPING:
        what = {AlertKind.DOWN: "went down", AlertKind.SLOW: "became slow"}.get(notice.kind, "had trouble")
        return (
            f"It {what} {FLAPPING_OPENINGS} times within an hour, the last time for this reason: {reason} "
            f"Nothing more is sent until it has been steady for {duration(STEADY)}."
        )
    if notice.event is AlertEvent.CLOSED and notice.kind is AlertKind.CERTIFICATE:
        ends = notice.certificate_expires_at
        now = f"A new one is in use, valid until {moment(ends)} ({left(ends - notice.at)}). " if ends else ""
        return f"{now}The reason was: {reason}"
    if notice.event is AlertEvent.CLOSED:
        was = {AlertKind.DOWN: "down", AlertKind.SLOW: "slow"}.get(notice.kind, "in trouble")
        return (
            f"It was {was} from {timestamp(notice.opened_at)} to {timestamp(_closed_at(notice))}. "
            f"The reason was: {reason}"
        )
    if notice.event is AlertEvent.REMINDER:
        return f"It began {duration(notice.at - notice.opened_at)} ago, and nobody is on it. The reason: {reason}"
    return reason


def _facts(notice: Notice) -> list[Fact]:
    closed = notice.event is AlertEvent.CLOSED
    facts = [
        Fact("Monitor", clean_text(notice.monitor, 200)),
        Fact("Address", clean_text(notice.target, 500)),
        Fact("Cause", CAUSES[notice.cause]),
        Fact("Since", timestamp(notice.opened_at)),
    ]
    if closed:
        until = _closed_at(notice)
        facts.append(Fact("Until", f"{timestamp(until)} ({duration(until - notice.opened_at)})"))
    if notice.kind is AlertKind.CERTIFICATE:
        if notice.certificate_expires_at is not None:
            facts.append(Fact("Valid until", timestamp(notice.certificate_expires_at)))
        return [fact for fact in facts if fact.value]
    if notice.status_code is not None:
        facts.append(Fact("Last status", status(notice.status_code)))
    elif notice.latency_ms is None:
        facts.append(Fact("Last status", "no answer"))
    if notice.latency_ms is not None:
        facts.append(Fact("Latency", latency(notice.latency_ms)))
    if notice.checked:
        bad = "slow or failed" if notice.kind is AlertKind.SLOW else "failed"
        count = f"{notice.failed} of the last {notice.checked} {bad}"
        facts.append(Fact("Checks", f"{count} (alerts at {clean_text(notice.rule, 40)})" if notice.rule else count))
    return [fact for fact in facts if fact.value]


def _thread(notice: Notice) -> str:
    """Nothing in a notice numbers its alert: the monitor, the kind and the moment of opening name it as well."""
    key = f"{notice.monitor}\0{notice.kind}\0{notice.opened_at}"
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]
