"""One outage through every way people hear of it: window, toast, Slack and e-mail. `pytest -s` prints the timeline."""

import email
import json
import threading
import time
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.session.desk import Desk, end, free, until
from tests.session.target import Target

HOLD = 3
PASSWORD = "correct-horse-battery"


class Timeline:
    """What happened, with the seconds since it began."""

    def __init__(self) -> None:
        self._start = time.monotonic()

    def note(self, what: str) -> None:
        print(f"{time.monotonic() - self._start:7.2f} s  {what}")


class Slack:
    """A server that takes what Slack's incoming webhooks take."""

    def __init__(self, timeline: Timeline) -> None:
        self.messages: list[dict[str, object]] = []
        slack = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                timeline.note(f"Slack: {message['text']}")
                slack.messages.append(message)
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"ok")

            def log_message(self, *args: object) -> None:
                """Not on the tests' output."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/services/T0/B0/secret-path"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class Mail(Controller):
    """A real SMTP server that wants a login."""

    def __init__(self, timeline: Timeline) -> None:
        self.messages: list[EmailMessage] = []
        self._timeline = timeline
        super().__init__(
            self,
            hostname="127.0.0.1",
            port=free(),
            authenticator=self._login,
            auth_required=True,
            auth_require_tls=False,
        )

    @staticmethod
    def _login(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword) -> AuthResult:
        return AuthResult(success=data.login == b"monitor" and data.password == PASSWORD.encode())

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        message = email.message_from_bytes(envelope.content or b"", policy=default)
        self._timeline.note(f"E-mail: {message['Subject']}")
        self.messages.append(message)
        return "250 taken"


@pytest.fixture
def timeline() -> Timeline:
    return Timeline()


@pytest.fixture
def slack(timeline: Timeline) -> Iterator[Slack]:
    slack = Slack(timeline)
    yield slack
    slack.close()


@pytest.fixture
def mail(timeline: Timeline) -> Iterator[Mail]:
    mail = Mail(timeline)
    mail.start()
    yield mail
    mail.stop()


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # the server is on loopback
def test_an_outage_reaches_people_by_every_way(
    desk: Desk,
    start: Callable[..., object],
    tmp_path: Path,
    timeline: Timeline,
    slack: Slack,
    mail: Mail,
) -> None:
    assert desk.notifications is not None
    target = Target()
    target.up()
    data = tmp_path / "data"
    given = {
        "version": 1,
        "channels": [
            {"name": "ops", "kind": "slack", "webhook_url": slack.url},
            {
                "name": "mail",
                "kind": "email",
                "host": "127.0.0.1",
                "port": mail.port,
                "security": "none",
                "sender": "monitor@example.org",
                "recipients": ["ops@example.org"],
                "username": "monitor",
                "password": PASSWORD,
            },
        ],
        "monitors": [
            {
                "name": "api-prod",
                "kind": "http",
                "url": target.url,
                "interval": 2,
                "confirm_every": 1,
                "timeout": 5,
                "rule": {"failures": 4, "window": 5, "hold": HOLD},
            }
        ],
    }
    file = tmp_path / "monitors.json"
    file.write_text(json.dumps(given), encoding="utf-8")
    imported = desk.command_line("import", str(file), "--data-dir", str(data))
    assert imported.returncode == 0, imported.stderr

    process = start(desk, "--data-dir", str(data))
    desk.minimise(desk.window(process))
    until(lambda: target.requests >= 2, "the first checks")
    timeline.note("Target stops")
    target.down()
    toast = until(lambda: desk.notifications.titled("api-prod is down"), "the toast")[0]
    timeline.note(f"Notification: {toast.title}: {toast.body}")
    until(lambda: len(slack.messages) == 1 and len(mail.messages) == 1, "Slack and e-mail")
    timeline.note("Target starts again")
    target.up()
    again = until(lambda: desk.notifications.titled("api-prod is up again"), "the toast of the recovery")[0]
    timeline.note(f"Notification: {again.title}: {again.body}")
    until(lambda: len(slack.messages) == 2 and len(mail.messages) == 2, "Slack and e-mail of the recovery")

    def delivered() -> list[dict[str, object]]:
        (alert,) = json.loads(desk.command_line("alerts", "--json", "--data-dir", str(data)).stdout)
        assert alert["monitor"] == "api-prod"
        deliveries: list[dict[str, object]] = alert["deliveries"]
        return deliveries if all(d["state"] == "sent" for d in deliveries) and len(deliveries) == 4 else []

    deliveries = until(delivered, "all deliveries marked as sent")
    assert {(d["channel"], d["event"]) for d in deliveries} == {
        (channel, event) for channel in ("ops", "mail") for event in ("opened", "closed")
    }
    down = json.dumps(slack.messages[0]["blocks"])
    assert "api-prod" in down
    assert "4 of" in down
    opened, closed = mail.messages
    assert {part.get_content_type() for part in opened.walk()} >= {"text/plain", "text/html"}
    assert closed["References"].split() == [*opened["References"].split(), opened["Message-ID"]]  # one thread
    end(process)
    target.down()
    stored = b"".join(path.read_bytes() for path in data.iterdir() if path.is_file())
    assert PASSWORD.encode() not in stored
    assert b"secret-path" not in stored
