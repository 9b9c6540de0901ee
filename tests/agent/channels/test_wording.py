"""The words that all channels share."""

from datetime import UTC
from zoneinfo import ZoneInfo

import pytest

from agent.channels import wording
from agent.channels.wording import duration, latency, status, timestamp
from agent.model import AlertEvent, AlertKind, Cause, Notice

AT = 1_790_000_000_000


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-3, "0 s"),
        (0.4, "0 s"),
        (45, "45 s"),
        (89.6, "2 min"),
        (6 * 60 + 10, "6 min"),
        (3_599, "1 h"),
        (3_900, "1 h 5 min"),
        (86_399, "1 day"),
        (51 * 3_600, "2 days 3 h"),
    ],
)
def test_durations(seconds: float, said: str) -> None:
    assert duration(int(seconds * 1_000)) == said


def test_times_carry_their_zone() -> None:
    assert timestamp(AT, ZoneInfo("Europe/Berlin")) == "2026-09-21 16:13:20 UTC+02:00"
    assert timestamp(AT, ZoneInfo("America/St_Johns")) == "2026-09-21 11:43:20 UTC-02:30"
    assert timestamp(AT, UTC) == "2026-09-21 14:13:20 UTC"


def test_numbers() -> None:
    assert [latency(ms) for ms in (3.44, 812.4, 12_345)] == ["3.4 ms", "812 ms", "12.3 s"]
    assert [status(code) for code in (200, 503, 599)] == ["200 OK", "503 Service Unavailable", "599"]


def test_every_cause_has_words() -> None:
    assert set(wording.CAUSES) == set(Cause)


@pytest.mark.parametrize("event", AlertEvent)
@pytest.mark.parametrize("kind", AlertKind)
def test_a_bare_notice_makes_a_whole_message(event: AlertEvent, kind: AlertKind) -> None:
    notice = Notice(event, kind, "api", "https://h", Cause.TIMEOUT, "", AT, AT - 60_000, channel="mail")
    message = wording.message(notice)
    assert ("api" if event is not AlertEvent.UNDELIVERABLE else "mail") in message.title
    assert message.text.endswith(".") or event is AlertEvent.UNDELIVERABLE
    assert all(fact.label and fact.value for fact in message.facts)
    if event is AlertEvent.UNDELIVERABLE:
        return
    answered = ("Last status", "no answer") in [(fact.label, fact.value) for fact in message.facts]
    assert answered is (kind is not AlertKind.CERTIFICATE)


@pytest.mark.parametrize(
    ("event", "days", "tone", "title"),
    [
        (AlertEvent.OPENED, 20.9, "warning", "The certificate of api expires in 21 days"),
        (AlertEvent.EXPIRING, 0.99, "warning", "The certificate of api expires in 1 day"),
        (AlertEvent.EXPIRING, 0.25, "warning", "The certificate of api expires in 6 hours"),
        (AlertEvent.EXPIRING, -0.01, "bad", "The certificate of api has expired"),
        (AlertEvent.CLOSED, 89.9, "good", "api has a good certificate again"),
    ],
)
def test_certificates(event: AlertEvent, days: float, tone: str, title: str) -> None:
    ends = AT + int(days * 86_400_000)
    reason = "The certificate of api.example ends on 2026-09-21 14:13 UTC; it was issued by R11"
    notice = Notice(
        event,
        AlertKind.CERTIFICATE,
        "api",
        "https://api.example",
        Cause.EXPIRY,
        reason,
        at=AT,
        opened_at=AT,
        certificate_expires_at=ends,
    )
    message = wording.message(notice)
    assert (message.tone, message.title) == (tone, title)
    assert ("Valid until", timestamp(ends)) in [(fact.label, fact.value) for fact in message.facts]
    if event is AlertEvent.CLOSED:
        assert message.text.startswith("A new one is in use, valid until 2026-12-20 11:49 UTC (90 days).")
    else:
        assert message.text == f"{reason}."


def test_server_text_is_made_inert() -> None:
    nasty = "a\r\nBcc: x@y\x1b[31m\u202eevil\ud800"
    notice = Notice(AlertEvent.OPENED, AlertKind.DOWN, nasty, nasty, Cause.TLS, nasty, at=AT, opened_at=AT, rule=nasty)
    message = wording.message(notice)
    for text in (message.title, message.text, *(fact.value for fact in message.facts)):
        assert not set("\r\n\x1b\u202e\ud800") & set(text)


def test_all_messages_of_one_alert_are_one_thread() -> None:
    def thread(event: AlertEvent, opened_at: int = AT) -> str:
        notice = Notice(event, AlertKind.DOWN, "api", "https://h", Cause.TLS, "", at=AT + 5, opened_at=opened_at)
        return wording.message(notice).thread

    assert thread(AlertEvent.OPENED) == thread(AlertEvent.CLOSED) != thread(AlertEvent.OPENED, AT + 1)
