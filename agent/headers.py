"""The headers of a request that a person chose: which may be sent, and which of them are secrets."""

import re

from pydantic import Field, SecretStr, ValidationInfo, field_validator

from agent.fields import Model, clean_text, reference
from agent.parameters import Value, guarded, is_credential, spelled

__all__ = ["Header", "check_name", "check_sendable", "is_credential", "is_header_name", "is_own", "is_sendable"]

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""A field name of RFC 9110, section 5.1."""
_SENDABLE = re.compile(r"[\t\x20-\x7e]*")
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


def is_header_name(name: str) -> bool:
    """Whether a header may have this name."""
    return bool(_TOKEN.fullmatch(name))


def is_own(name: str) -> bool:
    """Whether a header of this name is about the connection or the length of the body: API Monitor's own matter."""
    return name.lower() in _OWN


def is_sendable(value: str) -> bool:
    """Whether ``value`` can be sent as it is: ASCII on one line. Of anything else servers make what they like."""
    return bool(_SENDABLE.fullmatch(value))


def check_name(name: str) -> str:
    """``name`` if a header of this name can be set, else ValueError."""
    if not name:
        raise ValueError("a header needs a name")
    if not is_header_name(name):
        raise ValueError(f"“{clean_text(name, 80)}” is no name of a header: letters, digits and - are")
    if is_own(name):
        raise ValueError(f"{name} cannot be set: API Monitor says itself how long a request is and when it ends")
    return name


def check_sendable(what: str, text: str) -> None:
    """ValueError if ``text`` can neither be sent in a header nor refers to a secret, which is known only when it is
    used."""
    if not reference(SecretStr(text)) and not is_sendable(text):
        raise ValueError(f"{what}: a header can have ASCII characters only, on one line")


class Header(Model):
    """A header of a request. ``value`` is a secret where the name says so (:func:`is_credential`) and where it is a
    reference to one, else plain text."""

    name: str = Field(max_length=200)
    value: Value

    @property
    def text(self) -> str:
        """The value, or the reference to it."""
        return spelled(self.value)

    @field_validator("name")
    @classmethod
    def _name(cls, name: str) -> str:
        return check_name(name)

    @field_validator("value")
    @classmethod
    def _value(cls, value: str | SecretStr, info: ValidationInfo) -> str | SecretStr:
        name = info.data.get("name")
        if name is None:  # which is wrong already
            return value
        kept = guarded(name, value)
        check_sendable(name, spelled(kept))
        return kept
