"""E-mail, against a real SMTP server with STARTTLS, TLS and logins."""

import asyncio
import re
import socket
import ssl
from collections.abc import AsyncIterator
from dataclasses import replace
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any

import pytest
from pydantic import SecretStr

from agent import channels
from agent.channels import Rejected, Unavailable
from agent.model import AlertEvent, EmailChannel
from tests.agent.channels.notices import AT, DOWN, told
from tests.agent.channels.servers import MailServer, mail_server

UP = replace(DOWN, event=AlertEvent.CLOSED, at=AT + 500_000, closed_at=AT + 370_000, status_code=200, failed=1)


@pytest.fixture
async def mail() -> AsyncIterator[MailServer]:
    async with mail_server() as server:
        yield server


def channel(port: int, **changes: Any) -> EmailChannel:
    given = {
        "host": "localhost",
        "security": "none",
        "sender": "monitor@example.org",
        "recipients": ("ops@example.org",),
    }
    return EmailChannel(name="mail", port=port, **{**given, **changes})


def part(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    assert body is not None
    content = body.get_content()
    assert isinstance(content, str)
    return content


class Shown(HTMLParser):
    """What a mail program would show, and everything it would load or run."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


async def test_a_mail_has_a_plain_and_an_html_part_and_the_right_headers(mail: MailServer) -> None:
    sender = 'Ops, "the" Müllers <monitor@example.org>'
    receivers = ("ops@example.org", "Ann <ann@example.org>")
    assert (
        await channels.send(channel(mail.port, sender=sender, recipients=receivers), told(DOWN, message_id="1b2c"))
        == "OK queued as 42"
    )
    (message,) = mail.mails
    assert message["Subject"] == "api-prod is down"
    assert message["From"].addresses[0].display_name == 'Ops, "the" Müllers'
    assert [a.addr_spec for a in message["To"].addresses] == ["ops@example.org", "ann@example.org"]
    assert mail.recipients == [["ops@example.org", "ann@example.org"]]
    assert message["Message-ID"] == "<1b2c@example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime.tzinfo is not None
    plain, page = part(message, "plain"), part(message, "html")
    facts = ("api-prod is down", "https://api.example.com/health", "Unexpected status", "503 Service Unavailable")
    for fact in (*facts, "42 ms", "4 of the last 5 failed (alerts at 4 of 5)", "got 503 Service Unavailable."):
        assert fact in plain
        assert fact in page


async def test_the_html_loads_nothing_and_runs_nothing(mail: MailServer) -> None:
    nasty = "<img src=http://evil/x onerror=a()>\"'><script>&{{7*7}}"
    await channels.send(channel(mail.port), told(replace(DOWN, monitor=nasty, message=nasty, target=nasty, rule=nasty)))
    page = part(mail.mails[0], "html")
    shown = Shown(page)
    assert "".join(shown.text).count(nasty) >= 5
    assert not shown.tags & {"img", "script", "link", "iframe", "object", "base", "a", "form"}
    assert not shown.attributes & {"src", "href", "background", "onerror", "srcset"}
    assert "url(" not in page
    assert nasty in part(mail.mails[0], "plain")


async def test_down_and_up_are_one_thread_and_a_repeat_is_the_same_message(mail: MailServer) -> None:
    for notice, delivery in ((DOWN, "first"), (DOWN, "first"), (UP, "second")):
        await channels.send(channel(mail.port), told(notice, message_id=delivery))
    down, again, up = mail.mails
    assert down["Message-ID"] == again["Message-ID"] != up["Message-ID"]
    assert down["References"] == up["References"] == up["In-Reply-To"]
    assert up["Subject"] == "api-prod is up again after 6 min"


async def test_no_header_can_be_smuggled_in(mail: MailServer) -> None:
    name = "api\r\nBcc: victim@example.org\r\n\r\nbody\x00"
    await channels.send(channel(mail.port), told(replace(DOWN, monitor=name)))
    (message,) = mail.mails
    assert message["Bcc"] is None
    assert message["Subject"] == "api Bcc: victim@example.org body is down"
    assert mail.recipients == [["ops@example.org"]]


async def test_starttls_with_login(server_tls: ssl.SSLContext) -> None:
    async with mail_server(starttls=server_tls, password="pa55 wörd") as mail:
        given = channel(mail.port, security="starttls", username="ops", password=SecretStr("pa55 wörd"))
        await channels.send(given, told(DOWN))
        assert (mail.encrypted, mail.logins) == ([True], [("ops", "pa55 wörd")])

        wrong = given.model_copy(update={"password": SecretStr("canary-wrong")})
        with pytest.raises(Rejected, match="refused the login: 535") as caught:
            await channels.send(wrong, told(DOWN))
        assert "canary" not in str(caught.value)
        assert len(mail.mails) == 1


async def test_tls_from_the_first_byte(server_tls: ssl.SSLContext) -> None:
    async with mail_server(tls=server_tls) as mail:
        await channels.send(channel(mail.port, security="tls"), told(DOWN))
        assert mail.encrypted == [True]


async def test_nothing_is_sent_to_a_server_that_is_not_trusted(server_tls: ssl.SSLContext) -> None:
    async with mail_server(tls=server_tls) as mail:
        with pytest.raises(Unavailable, match=r"certificate of 127\.0\.0\.1:\d+ is not trusted: .*mismatch"):
            await channels.send(channel(mail.port, security="tls", host="127.0.0.1"), told(DOWN))
    async with mail_server(starttls=server_tls) as mail:
        with pytest.raises(Unavailable, match=r"certificate of 127\.0\.0\.1:\d+ is not trusted: .*mismatch"):
            await channels.send(channel(mail.port, security="starttls", host="127.0.0.1"), told(DOWN))
        assert mail.mails == []


async def test_without_starttls_nothing_is_sent_in_the_clear(mail: MailServer) -> None:
    with pytest.raises(Unavailable, match="STARTTLS"):
        await channels.send(channel(mail.port, security="starttls"), told(DOWN))
    assert mail.mails == []


@pytest.mark.parametrize(
    ("answer", "kind", "said"),
    [
        ("554 5.7.1 Message rejected as spam", Rejected, "refused the message: 554 5.7.1 Message rejected as spam"),
        ("451 4.3.0 Try again later", Unavailable, "cannot take the message now: 451 4.3.0 Try again later"),
    ],
)
async def test_the_servers_words_decide(mail: MailServer, answer: str, kind: type[Exception], said: str) -> None:
    mail.data_answer = answer
    with pytest.raises(kind, match=re.escape(said)):
        await channels.send(channel(mail.port), told(DOWN))


async def test_refused_recipients_are_named(mail: MailServer) -> None:
    receivers = ("ops@example.org", "gone@example.org")
    mail.refusals = {"gone@example.org": "550 No such user"}
    answer = await channels.send(channel(mail.port, recipients=receivers), told(DOWN))
    assert answer == "OK queued as 42"
    assert answer.left_out == "The mail server refused these recipients: gone@example.org (No such user)."
    assert mail.recipients == [["ops@example.org"]]

    mail.refusals["ops@example.org"] = "450 Greylisted"
    with pytest.raises(Unavailable, match=r"ops@example\.org: 450 Greylisted; gone@example\.org: 550 No such user"):
        await channels.send(channel(mail.port, recipients=receivers), told(DOWN))
    mail.refusals["ops@example.org"] = "550 No such user"
    with pytest.raises(Rejected, match="refused all recipients"):
        await channels.send(channel(mail.port, recipients=receivers), told(DOWN))


async def test_a_server_that_hangs_up_or_is_not_there_is_unavailable() -> None:
    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    async with server:
        with pytest.raises(Unavailable, match="cannot be used"):
            await channels.send(channel(server.sockets[0].getsockname()[1], host="127.0.0.1"), told(DOWN))
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        with pytest.raises(Unavailable, match="cannot be used"):
            await channels.send(channel(unused.getsockname()[1], host="127.0.0.1"), told(DOWN))


@pytest.mark.parametrize("sender", ["a@b@c <x@y@z>", "a..b@example.org", "@x y@example.org>"])
async def test_what_is_no_address_is_refused(mail: MailServer, sender: str) -> None:
    broken = channel(mail.port).model_copy(update={"sender": sender})
    with pytest.raises(Rejected, match="is not an e-mail address"):
        await channels.send(broken, told(DOWN))


async def test_the_test_message(mail: MailServer) -> None:
    assert await channels.send_test(channel(mail.port)) == "OK queued as 42"
    assert mail.mails[0]["Subject"] == "Test message from API Monitor"
    assert mail.mails[0]["References"] is None
