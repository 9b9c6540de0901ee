"""Named values that a person adds to a request: what makes one of them a secret, and query parameters."""

import re
from typing import Annotated

from pydantic import Field, PlainSerializer, SecretStr, ValidationInfo, field_validator

from agent.fields import Model, clean_text, reference

_CREDENTIAL = re.compile(r"auth|cookie|token|secret|key|pass|session|signature|credential|jwt|csrf|xsrf", re.IGNORECASE)


def is_credential(name: str) -> bool:
    """Whether a value of this name is a secret: Authorization, Cookie, X-API-Key, access_token and their like."""
    return bool(_CREDENTIAL.search(name))


def spelled(value: str | SecretStr) -> str:
    """The text of a value, or the reference to it."""
    return value.get_secret_value() if isinstance(value, SecretStr) else value


def guarded(name: str, value: str | SecretStr) -> str | SecretStr:
    """``value`` as a secret where its ``name`` says that it is one or where it refers to one, else as plain text;
    ValueError for a reference that is only a part of it."""
    text = spelled(value).strip()
    secret = SecretStr(text)
    if reference(secret):
        return secret
    if re.search(r"\$\{(?:env|keychain|session):", text):
        raise ValueError(f"{clean_text(name, 80)}: a reference such as ${{env:NAME}} must be the whole value")
    return secret if isinstance(value, SecretStr) or is_credential(name) else text


Value = Annotated[str | SecretStr, PlainSerializer(spelled, when_used="json")]


class Parameter(Model):
    """A parameter added to the query of the address. ``value`` is a secret where the name says so
    (:func:`is_credential`) and where it is a reference to one, else plain text."""

    name: str = Field(min_length=1, max_length=200)
    value: Value = ""

    @property
    def text(self) -> str:
        """The value, or the reference to it."""
        return spelled(self.value)

    @field_validator("value")
    @classmethod
    def _value(cls, value: str | SecretStr, info: ValidationInfo) -> str | SecretStr:
        return guarded(info.data.get("name", ""), value)
