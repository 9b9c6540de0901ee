"""Slack and a mail server as real servers on loopback, that answer as a test wants."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass(frozen=True)
class Answer:
    """What Slack says: status, body, headers."""

    status: int = 200
    body: str = "ok"
    headers: dict[str, str] = field(default_factory=dict)

    def encoded(self) -> bytes:
        """The answer as it goes over the wire."""
        body = self.body.encode()
        headers = {"Content-Length": str(len(body)), "Connection": "close", **self.headers}
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return f"HTTP/1.1 {self.status} Said\r\n{lines}\r\n".encode() + body


OK = Answer()


@dataclass
class SlackServer:
    """Answers with ``script``, one after the other, then with ``default``. ``posts`` are the bodies as received."""

    port: int = 0
    script: list[Answer] = field(default_factory=list)
    default: Answer = OK
    posts: list[dict[str, Any]] = field(default_factory=list)
    on_post: Callable[[dict[str, Any]], Answer | None] = lambda post: None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/services/T000CANARY/B000CANARY/secretwebhookpath"

    @property
    def titles(self) -> list[str]:
        return [post["blocks"][0]["text"]["text"] for post in self.posts]

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            length = int(head.partition("content-length:")[2].split("\r\n")[0])
            post = json.loads(await reader.readexactly(length))
            self.posts.append(post)
            answer = self.on_post(post) or (self.script.pop(0) if self.script else self.default)
            writer.write(answer.encoded())
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the peer left: nothing to answer
        finally:
            writer.close()


@asynccontextmanager
async def listening(
    handle: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]], tls: ssl.SSLContext | None = None
) -> AsyncIterator[int]:
    """A server on loopback whose connections ``handle`` serves; its port."""
    server = await asyncio.start_server(handle, "127.0.0.1", 0, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await server.wait_closed()


@asynccontextmanager
async def slack_server() -> AsyncIterator[SlackServer]:
    state = SlackServer()
    async with listening(state.handle) as state.port:
        yield state


@dataclass
class MailServer:
    """Takes mail. ``refusals`` are answers to RCPT by address, ``data_answer`` the answer to DATA ("" to accept);
    ``encrypted`` and ``logins`` tell how the mails came, ``arrived`` is set by each."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    refusals: dict[str, str] = field(default_factory=dict)
    data_answer: str = ""
    encrypted: list[bool] = field(default_factory=list)
    logins: list[tuple[str, str]] = field(default_factory=list)
    password: str = ""
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.data_answer:
            return self.data_answer
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        self.mails.append(mail)
        self.arrived.set()
        self.recipients.append(list(envelope.rcpt_tos))
        self.encrypted.append(session.ssl is not None or server.transport.get_extra_info("ssl_object") is not None)
        return "250 OK queued as 42"

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword
    ) -> AuthResult:
        self.logins.append((data.login.decode(), data.password.decode()))
        return AuthResult(success=data.password.decode() == self.password, handled=False)


@asynccontextmanager
async def mail_server(
    *, starttls: ssl.SSLContext | None = None, tls: ssl.SSLContext | None = None, password: str = ""
) -> AsyncIterator[MailServer]:
    """``starttls`` offers and demands it, ``tls`` speaks TLS from the first byte, ``password`` demands a login."""
    state = MailServer(password=password)

    def protocol() -> SMTP:
        return SMTP(
            state,
            hostname="mail.test",
            tls_context=starttls,
            require_starttls=starttls is not None,
            authenticator=state.authenticate,
            auth_required=bool(password),
            auth_require_tls=starttls is not None,
        )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(protocol, "127.0.0.1", 0, ssl=tls)
    state.port = server.sockets[0].getsockname()[1]
    try:
        yield state
    finally:
        server.close()
        await server.wait_closed()
