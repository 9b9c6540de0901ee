"""Channels as people type them: one model a kind. What a service keeps secret is a secret in the model."""

import re
from typing import Annotated, Literal

from pydantic import Field, SecretStr, field_validator

from agent.fields import Model, Name, Secret, clean_text, reference


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


Channel = Annotated[SlackChannel | EmailChannel, Field(discriminator="kind")]
