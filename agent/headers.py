"""The headers of a request that a person chose: which may be sent, and which of them are secrets."""

import re
from typing import Annotated

from pydantic import Field, PlainSerializer, SecretStr, ValidationInfo, field_validator

from agent.fields import Model, clean_text, reference

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""A field name of RFC 9110, section 5.1."""
_SENDABLE = re.compile(r"[\t\x20-\x7e]*")
_CREDENTIAL = re.compile(r"auth|cookie|token|secret|key|pass|session|signature|credential|jwt|csrf|xsrf", re.IGNORECASE)
_OWN = frozenset(
    (
        "connection",
        "content-length",
        "expect",
        "keep-alive",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    )
)


def is_own(name: str) -> bool:
    """Whether a header of this name is about the connection or the length of the body: API Monitor's own matter."""
    return name.lower() in _OWN


def is_credential(name: str) -> bool:
    """Whether the value of a header of this name is a secret: Authorization, Cookie, X-API-Key and their like."""
    return bool(_CREDENTIAL.search(name))


def is_sendable(value: str) -> bool:
    """Whether ``value`` can be sent as it is: ASCII on one line. Of anything else servers make what they like."""
    return bool(_SENDABLE.fullmatch(value))


def _spelled(value: str | SecretStr) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else value


class Header(Model):
    """A header of a request. ``value`` is a secret where the name says so (:func:`is_credential`) and where it is a
    reference to one, else plain text."""

    name: str = Field(max_length=200)
    value: Annotated[str | SecretStr, PlainSerializer(_spelled, when_used="json")]

    @property
    def text(self) -> str:
        """The value, or the reference to it."""
        return _spelled(self.value)

    @field_validator("name")
    @classmethod
    def _name(cls, name: str) -> str:
        if not name:
            raise ValueError("a header needs a name")
        if not _TOKEN.fullmatch(name):
            raise ValueError(f"“{clean_text(name, 80)}” is no name of a header: letters, digits and - are")
        if is_own(name):
            raise ValueError(f"{name} cannot be set: API Monitor says itself how long a request is and when it ends")
        return name

    @field_validator("value")
    @classmethod
    def _value(cls, value: str | SecretStr, info: ValidationInfo) -> str | SecretStr:
        name = info.data.get("name")
        if name is None:  # which is wrong already
            return value
        text = _spelled(value).strip()
        secret = SecretStr(text)
        if reference(secret):
            return secret
        if re.search(r"\$\{(?:env|keychain|session):", text):
            raise ValueError(f"{name}: a reference such as ${{env:NAME}} must be the whole value of a header")
        if not is_sendable(text):
            raise ValueError(f"{name}: a header can have ASCII characters only, on one line")
        return secret if isinstance(value, SecretStr) or is_credential(name) else text
