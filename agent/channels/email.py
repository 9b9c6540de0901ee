"""E-mail by SMTP: an HTML message with a plain part, and what the server says to it."""

import asyncio
import re
import socket
import ssl
import uuid
from contextlib import suppress
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, localtime
from typing import Final

import aiosmtplib

from agent.channels.answers import Answer, Rejected, Unavailable
from agent.channels.mail_page import html_page, plain_page
from agent.channels.parcel import Parcel
from agent.channels.tls import trusted
from agent.model import EmailChannel, clean_text

SPACING: Final = 0.0
"""Seconds between two messages."""
TIMEOUT = 60.0
"""Seconds for the whole exchange with the server."""
_QUIT_TIMEOUT = 5.0
_TYPES = {"pdf": "application/pdf", "html": "text/html", "csv": "text/csv", "jsonl": "application/x-ndjson"}
"""The types of files that are attached, by the ends of their names."""


async def send(channel: EmailChannel, parcel: Parcel) -> Answer:
    """Hand a message to the mail server; see :func:`agent.channels.send`.

    Taken for some recipients and refused for others counts as accepted: a repeat would reach the former twice.
    """
    return await _hand_over(channel, compose(channel, parcel))


async def _hand_over(channel: EmailChannel, mail: EmailMessage) -> Answer:
    recipients = [address(recipient).addr_spec for recipient in channel.recipients]
    client = aiosmtplib.SMTP(
        hostname=channel.host,
        port=channel.port,
        local_hostname=_own_name(),
        timeout=TIMEOUT,
        use_tls=channel.security == "tls",
        start_tls=channel.security == "starttls",
        tls_context=trusted() if channel.security != "none" else None,
        username=channel.username or None,
        password=channel.password.get_secret_value() if channel.username else None,
    )
    sending = False
    try:
        async with asyncio.timeout(TIMEOUT):
            await client.connect()
            sending = True
            refused, said = await client.send_message(
                mail, sender=address(channel.sender).addr_spec, recipients=recipients
            )
    except Exception as error:  # noqa: BLE001 - sorted into what it means; what is unknown is raised again there
        raise _refusal(error, channel, unsure=sending) from None
    finally:
        await _leave(client)
    left_out = ", ".join(f"{clean_text(who, 100)} ({clean_text(why.message, 150)})" for who, why in refused.items())
    return Answer(clean_text(said, 200), f"The mail server refused these recipients: {left_out}." if left_out else "")


def compose(channel: EmailChannel, parcel: Parcel) -> EmailMessage:
    """The mail. Its Message-ID stays the same over all tries; all mails of an alert refer to those before them, and to
    one that nobody has, so that they are a thread whatever was lost or deleted."""
    message = parcel.message
    domain = _ascii_domain(address(channel.sender))
    mail = _headed(channel, message.title)
    mail["Message-ID"] = f"<{parcel.id}@{domain}>"
    if references := _references(parcel):
        mail["References"] = " ".join(f"<{key}@{domain}>" for key in references)
        mail["In-Reply-To"] = f"<{references[-1]}@{domain}>"
    mail.set_content(plain_page(message, parcel.day), cte="quoted-printable")
    mail.add_alternative(html_page(message, parcel.day), subtype="html", cte="quoted-printable")
    return mail


async def send_file(channel: EmailChannel, subject: str, name: str, data: bytes, key: str) -> Answer:
    """Mail a file; answers and errors as of :func:`send`. Repeats under the same ``key`` are the same mail."""
    mail = _headed(channel, subject)
    domain = _ascii_domain(address(channel.sender))
    mail["Message-ID"] = f"<{uuid.uuid5(uuid.NAMESPACE_URL, f'{domain} {key}')}@{domain}>"
    mail.set_content(f"{subject}\n\n{name} is attached.\n\n-- \nSent by API Monitor\n", cte="quoted-printable")
    kind, _, part = _TYPES.get(name.rpartition(".")[2], "application/octet-stream").partition("/")
    mail.add_attachment(data, maintype=kind, subtype=part, filename=name)
    return await _hand_over(channel, mail)


def _headed(channel: EmailChannel, subject: str) -> EmailMessage:
    """A mail from and to whom the channel says, which no program should answer."""
    mail = EmailMessage()
    mail["From"] = address(channel.sender)
    mail["To"] = tuple(address(recipient) for recipient in channel.recipients)
    mail["Subject"] = subject
    mail["Date"] = format_datetime(localtime())
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"  # what Exchange understands instead
    return mail


def _references(parcel: Parcel) -> list[str]:
    """The ids of the mails before this one, the oldest first; at most the first and the newest few."""
    root = [parcel.message.thread] if parcel.message.thread else []
    before = list(dict.fromkeys(d.message_id for d in parcel.earlier if d.message_id and d.message_id != parcel.id))
    return [*root, *before[:1], *before[1:][-8:]]


def address(text: str) -> Address:
    """``Ops <ops@example.org>`` or ``ops@example.org``, whatever the display name holds."""
    match = re.fullmatch(r"\s*(?:(?P<name>[^<>]*)<(?P<named>[^<>]+)>|(?P<bare>\S+))\s*", text)
    try:
        if match is None:
            raise ValueError
        name = clean_text((match["name"] or "").strip().strip('"'), 200)
        return Address(display_name=name, addr_spec=match["named"] or match["bare"])
    except (ValueError, IndexError, MessageError) as error:  # email's parser raises all three for what it cannot read
        raise Rejected(f"{clean_text(text, 100)} is not an e-mail address.") from error


def _ascii_domain(sender: Address) -> str:
    try:
        return sender.domain.encode("idna").decode("ascii")
    except UnicodeError:
        return "localhost"


def _own_name() -> str:
    """How this machine greets the server; not socket.getfqdn(), which can ask a dead name server for a long time."""
    name = socket.gethostname()
    return name if re.fullmatch(r"[A-Za-z0-9.-]+", name) else "localhost"


async def _leave(client: aiosmtplib.SMTP) -> None:
    """Say good-bye; the message is accepted or refused by now, whatever comes of it."""
    try:
        if client.is_connected:
            with suppress(aiosmtplib.SMTPException, OSError):
                await client.quit(timeout=_QUIT_TIMEOUT)
    finally:
        client.close()


def _refusal(error: Exception, channel: EmailChannel, *, unsure: bool) -> Rejected | Unavailable:
    """``error`` as what it means for the delivery: 5xx is for good, all else is worth another try. ``unsure``: the
    mail was under way."""
    where = f"{clean_text(channel.host, 100)}:{channel.port}"
    if isinstance(error.__cause__, ssl.SSLCertVerificationError):
        error = error.__cause__  # aiosmtplib puts it into the words of a failed connection
    match error:
        case Rejected():
            return error
        case aiosmtplib.SMTPRecipientsRefused():
            said = "; ".join(f"{clean_text(r.recipient, 100)}: {_said(r, channel)}" for r in error.recipients)
            kind = Rejected if all(500 <= r.code < 600 for r in error.recipients) else Unavailable
            return kind(f"The mail server refused all recipients: {said}")
        case aiosmtplib.SMTPAuthenticationError() if 500 <= error.code < 600:
            return Rejected(f"The mail server refused the login: {_said(error, channel)}")
        case aiosmtplib.SMTPResponseException() if 500 <= error.code < 600:
            return Rejected(f"The mail server refused the message: {_said(error, channel)}")
        case aiosmtplib.SMTPResponseException():
            return Unavailable(f"The mail server cannot take the message now: {_said(error, channel)}")
        case ssl.SSLCertVerificationError():
            return Unavailable(f"The certificate of {where} is not trusted: {clean_text(error.verify_message, 200)}")
        case TimeoutError():
            return Unavailable(f"{where} did not answer within {TIMEOUT:.0f} s.", unsure=unsure)
        case aiosmtplib.SMTPException() | OSError():
            said = clean_text(str(error), 200) or type(error).__name__
            return Unavailable(f"{where} cannot be used: {said}", unsure=unsure)
        case UnicodeError():
            return Rejected("The mail server's name, the user name or an address has characters that cannot be sent.")
    raise error


def _said(error: aiosmtplib.SMTPResponseException, channel: EmailChannel) -> str:
    password = channel.password.get_secret_value()
    text = error.message.replace(password, "…") if len(password) >= 4 else error.message
    return clean_text(f"{error.code} {text}", 200)
