"""What a person may add as a channel: every kind with its words, its picture and its fields.

Most services are reached through Apprise; those named here are asked for by what they call their own things.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from agent.channel_services import SERVICES
from agent.model import AppriseChannel, Channel
from desktop.text import tr

Editor = Literal["text", "secret", "choice", "number", "words", "lines", "pairs", "json"]


@dataclass(frozen=True)
class FieldSpec:
    """One field: its name in the model (or in the service), and how it is asked for. ``limits`` are those of a number;
    a secret that may be empty is ``removable``."""

    name: str
    label: str
    editor: Editor = "text"
    example: str = ""
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    limits: tuple[int, int, int] = (0, 0, 0)
    suffix: str = ""
    removable: bool = False


@dataclass(frozen=True)
class KindSpec:
    """One entry of the list from which a channel is added. ``kind`` is the model's, ``service`` what is reached through
    Apprise, of whose fields the address is made; ``warning`` stands above the fields."""

    key: str
    kind: str
    label: str
    explanation: str
    icon: str
    fields: tuple[FieldSpec, ...]
    service: str = ""
    warning: str = ""


def key_of(channel: Channel) -> str:
    """The entry from which ``channel`` was made."""
    service = channel.service if isinstance(channel, AppriseChannel) else ""
    return service if service in SERVICES else channel.kind


def kinds() -> dict[str, KindSpec]:
    """All entries by key, in the order in which they are offered; the words are in the language of the moment."""
    return {kind.key: kind for make in _ALL for kind in (make(),)}


def _slack() -> KindSpec:
    hint = tr("Slack makes one under Apps → Incoming Webhooks. It goes to the keychain. ${env:NAME} works too.")
    address = FieldSpec("webhook_url", tr("Webhook address"), "secret", "https://hooks.slack.com/services/…", hint)
    said = tr("A message in the channel of an incoming webhook")
    return KindSpec("slack", "slack", tr("Slack"), said, "chat", (address,))


def _slack_bot() -> KindSpec:
    token = FieldSpec(
        "token",
        tr("Bot token"),
        "secret",
        "xoxb-…",
        tr("Under OAuth & Permissions of your Slack app, which needs the scope chat:write. It goes to the keychain."),
    )
    channel = FieldSpec(
        "channel", tr("Channel"), example="#ops", hint=tr("Its name or ID. Invite the app there: /invite @your-app")
    )
    said = tr("Recovery in the thread of the first message, which then says so too")
    return KindSpec("slack_bot", "slack_bot", tr("Slack app"), said, "chat", (token, channel))


def _email() -> KindSpec:
    security = (
        ("starttls", tr("STARTTLS")),
        ("tls", tr("TLS from the start")),
        ("none", tr("None: everything is sent in the clear")),
    )
    fields = (
        FieldSpec("host", tr("Mail server"), example="smtp.example.org"),
        FieldSpec("security", tr("Security"), "choice", choices=security),
        FieldSpec("port", tr("Port"), "number", limits=(1, 65_535, 587)),
        FieldSpec("sender", tr("From"), example="monitor@example.org"),
        FieldSpec(
            "recipients",
            tr("To"),
            "words",
            "ops@example.org, on-call@example.org",
            tr("Several with commas between."),
        ),
        FieldSpec("username", tr("User name"), example=tr("Empty where no login is needed")),
        FieldSpec(
            "password",
            tr("Password"),
            "secret",
            hint=tr("It goes to the keychain. ${env:NAME} works too."),
            removable=True,
        ),
    )
    return KindSpec("email", "email", tr("E-mail"), tr("By your own mail server"), "mail", fields)


def _webhook() -> KindSpec:
    fields = (
        FieldSpec(
            "url",
            tr("Address"),
            "secret",
            "https://example.org/alerts",
            tr("It goes to the keychain. ${env:NAME} works too."),
        ),
        FieldSpec("method", tr("Method"), "choice", choices=tuple((m, m) for m in ("POST", "PUT", "PATCH", "GET"))),
        FieldSpec("headers", tr("Headers"), "pairs"),
        FieldSpec(
            "body",
            tr("Body"),
            "json",
            '{"text": "{{title}}: {{text}}"}',
            tr("JSON with placeholders: {{title}}, {{text}}, {{monitor}}, {{event}} … Empty: all there is."),
        ),
        FieldSpec(
            "secret",
            tr("Signing secret"),
            "secret",
            hint=tr("Signs every request by HMAC-SHA256 in X-API-Monitor-Signature, with its time. Empty: unsigned."),
            removable=True,
        ),
    )
    said = tr("Your own service: method, headers and JSON as it wants them, signed")
    return KindSpec("webhook", "webhook", tr("Webhook"), said, "webhook", fields)


def _service(key: str, label: str, said: str, icon: str, *fields: FieldSpec) -> KindSpec:
    return KindSpec(key, "apprise", label, said, icon, fields, service=key)


def _discord() -> KindSpec:
    hint = tr("Channel settings → Integrations → Webhooks → Copy Webhook URL.")
    webhook = FieldSpec("webhook", tr("Webhook address"), "secret", "https://discord.com/api/webhooks/…", hint)
    return _service("discord", tr("Discord"), tr("A message in a Discord channel"), "chat", webhook)


def _teams() -> KindSpec:
    hint = tr("In Teams: Workflows → “Post to a channel when a webhook request is received” → copy the address.")
    webhook = FieldSpec("webhook", tr("Workflow address"), "secret", "https://…/workflows/…/invoke?…", hint)
    return _service("teams", tr("Microsoft Teams"), tr("A card in a channel or chat, by a workflow"), "people", webhook)


def _telegram() -> KindSpec:
    fields = (
        FieldSpec("token", tr("Bot token"), "secret", "123456:ABC…", tr("@BotFather gives it for a new bot.")),
        FieldSpec(
            "chat",
            tr("Chat"),
            example="-1001234567890",
            hint=tr("A chat's number, or the @name of a channel, with the bot in it."),
        ),
    )
    return _service("telegram", tr("Telegram"), tr("A message from your own bot"), "chat", *fields)


def _pagerduty() -> KindSpec:
    fields = (
        FieldSpec(
            "integration_key",
            tr("Integration key"),
            "secret",
            hint=tr("Of the service: Integrations → Events API v2."),
        ),
        FieldSpec("api_key", tr("API key"), "secret", hint=tr("Integrations → API Access Keys.")),
    )
    return _service("pagerduty", tr("PagerDuty"), tr("An event for whoever is on call"), "bell", *fields)


def _ntfy() -> KindSpec:
    fields = (
        FieldSpec("topic", tr("Topic"), example="my-alerts", hint=tr("Whoever knows the topic can read it.")),
        FieldSpec("server", tr("Server"), example="https://ntfy.sh", hint=tr("Empty: ntfy.sh.")),
        FieldSpec("token", tr("Access token"), "secret", "tk_…", tr("Where the topic is protected.")),
    )
    return _service("ntfy", tr("ntfy"), tr("A push to telephones, without an account"), "phone", *fields)


def _sms(account: FieldSpec, secret: FieldSpec) -> tuple[FieldSpec, ...]:
    return (
        account,
        secret,
        FieldSpec("sender", tr("From"), example="+1 555 123 4567", hint=tr("Your number there.")),
        FieldSpec("recipient", tr("To"), example="+49 170 1234567", hint=tr("With the country's code.")),
    )


def _twilio() -> KindSpec:
    fields = _sms(
        FieldSpec("account", tr("Account SID"), example="AC…", hint=tr("Both are on the first page of the console.")),
        FieldSpec("secret", tr("Auth token"), "secret"),
    )
    return _service("twilio", tr("SMS by Twilio"), tr("A short message to a telephone"), "phone", *fields)


def _vonage() -> KindSpec:
    fields = _sms(
        FieldSpec("account", tr("API key"), hint=tr("Both are on the first page of the dashboard.")),
        FieldSpec("secret", tr("API secret"), "secret"),
    )
    return _service("vonage", tr("SMS by Vonage"), tr("A short message to a telephone"), "phone", *fields)


def _apprise() -> KindSpec:
    hint = tr("As on appriseit.com/services, such as gotify://host/token. It goes to the keychain. ${env:NAME} works.")
    url = FieldSpec("url", tr("Apprise address"), "secret", "service://…", hint)
    said = tr("More than 100 services by their Apprise address")
    return KindSpec("apprise", "apprise", tr("Other service"), said, "globe", (url,))


def _command() -> KindSpec:
    fields = (
        FieldSpec(
            "argv",
            tr("Program"),
            "lines",
            "/usr/local/bin/notify\n--urgent",
            tr("The program, then each argument on its own line. No shell; see API_MONITOR_TITLE and so on."),
        ),
        FieldSpec("timeout", tr("Time limit"), "number", limits=(1, 300, 30), suffix=tr(" s")),
    )
    warning = tr("This program is run as you for every message. Add only what you trust.")
    said = tr("A program of this machine, run for every message")
    return KindSpec("command", "command", tr("Command"), said, "terminal", fields, warning=warning)


_ALL: tuple[Callable[[], KindSpec], ...] = (
    _slack,
    _slack_bot,
    _email,
    _teams,
    _discord,
    _telegram,
    _pagerduty,
    _ntfy,
    _twilio,
    _vonage,
    _webhook,
    _apprise,
    _command,
)
