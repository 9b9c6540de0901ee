"""Channels as people type them: one model a kind. What a service keeps secret is a secret in the model."""

import re
from typing import Annotated, Literal, get_args

from pydantic import Field, SecretStr, field_validator

from agent import placeholders
from agent.fields import Model, Name, Secret, clean_text, reference
from agent.headers import Header


class AnyChannel(Model):
    """What every kind of channel has. ``group_seconds``: alerts that come within so many seconds of a message wait
    and become one message; 0: each monitor's own, at once."""

    id: int = Field(default=0, ge=0)
    name: Name
    group_seconds: int = Field(default=30, ge=0, le=3_600)


class SlackChannel(AnyChannel):
    """A Slack incoming webhook."""

    kind: Literal["slack"] = "slack"
    webhook_url: Secret

    @field_validator("webhook_url")
    @classmethod
    def _webhook(cls, value: SecretStr) -> SecretStr:
        text = value.get_secret_value()
        if not reference(value) and not re.match(r"https?://[^\s/]+", text):
            raise ValueError("expected the webhook's address, https://hooks.slack.com/services/…, or ${env:NAME}")
        return value


class EmailChannel(AnyChannel):
    """A mail server that takes messages by SMTP."""

    kind: Literal["email"] = "email"
    host: str = Field(min_length=1)
    port: int = Field(default=587, ge=1, le=65_535)
    security: Literal["none", "starttls", "tls"] = "starttls"
    sender: str
    recipients: tuple[str, ...] = Field(min_length=1)
    username: str = ""
    password: Secret = SecretStr("")

    @field_validator("sender", "recipients")
    @classmethod
    def _addresses(cls, value: str | tuple[str, ...]) -> str | tuple[str, ...]:
        for address in (value,) if isinstance(value, str) else value:
            if not re.fullmatch(r"(?:[^<>\r\n]*<[^@\s<>]+@[^@\s<>]+>|[^@\s<>]+@[^@\s<>]+)", address):
                raise ValueError(f"expected an address such as ops@example.org, got {clean_text(address, 80)!r}")
        return value


class SlackBotChannel(AnyChannel):
    """A Slack app that posts with its bot token: recovery stands in the thread of the first message."""

    kind: Literal["slack_bot"] = "slack_bot"
    token: Secret
    channel: str = Field(min_length=1, max_length=100)

    @field_validator("token")
    @classmethod
    def _token(cls, value: SecretStr) -> SecretStr:
        if not reference(value) and not re.fullmatch(r"xox[a-z]-\S+", value.get_secret_value()):
            raise ValueError("expected a bot token, xoxb-…, or ${env:NAME}")
        return value


class WebhookChannel(AnyChannel):
    """Any address that takes HTTP requests. ``body`` is JSON with placeholders (:mod:`agent.placeholders`), "" for all
    there is to tell; ``secret`` signs requests, "" to leave them unsigned."""

    kind: Literal["webhook"] = "webhook"
    url: Secret
    method: str = Field(default="POST", pattern=r"^[A-Z]{1,20}$")
    headers: tuple[Header, ...] = Field(default=(), max_length=50)
    body: str = ""
    secret: Secret = SecretStr("")

    @field_validator("url")
    @classmethod
    def _url(cls, value: SecretStr) -> SecretStr:
        if not reference(value) and not re.match(r"https?://[^\s/]+", value.get_secret_value()):
            raise ValueError("expected an address, https://…, or ${env:NAME}")
        return value

    @field_validator("body")
    @classmethod
    def _body(cls, value: str) -> str:
        placeholders.check(value)
        return value


class AppriseChannel(AnyChannel):
    """Everything that Apprise knows, by the address it has there: https://appriseit.com/services/. ``service`` is that
    of :mod:`agent.channel_services` of whose fields the address was made, "" for one that was given as it is."""

    kind: Literal["apprise"] = "apprise"
    url: Secret
    service: str = Field(default="", pattern=r"^[a-z0-9]{0,20}$")

    @field_validator("url")
    @classmethod
    def _url(cls, value: SecretStr) -> SecretStr:
        if not reference(value) and not re.match(r"[A-Za-z0-9]{2,20}://\S", value.get_secret_value()):
            raise ValueError("expected an address of Apprise's, such as discord://…, or ${env:NAME}")
        return value


class CommandChannel(AnyChannel):
    """A program of this machine that is run for every message, without a shell, for at most ``timeout`` seconds."""

    kind: Literal["command"] = "command"
    argv: tuple[str, ...] = Field(min_length=1, max_length=100)
    timeout: int = Field(default=30, ge=1, le=300)

    @field_validator("argv")
    @classmethod
    def _argv(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not value[0].strip():
            raise ValueError("expected a program first")
        if any("\0" in part for part in value):
            raise ValueError("a program's arguments can have no character 0")
        return value


Channel = Annotated[
    SlackChannel | SlackBotChannel | EmailChannel | WebhookChannel | AppriseChannel | CommandChannel,
    Field(discriminator="kind"),
]

CHANNEL_KINDS: dict[str, type[AnyChannel]] = {
    model.model_fields["kind"].default: model for model in get_args(get_args(Channel)[0])
}
"""Every kind of channel by its name."""
