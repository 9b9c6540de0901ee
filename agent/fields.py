"""What the fields of models are made of: text that is safe to show, names, and secrets."""

import re
import unicodedata
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer, SecretStr

_INERT = str.maketrans(dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C]))


def clean_text(text: str, limit: int = 500) -> str:
    """``text`` on one line, without control and bidirectional-override characters, at most ``limit`` long.

    Everything a server says passes through here before it is stored or shown.
    """
    kept = text[: limit * 4].translate(_INERT)
    if not kept.isprintable():  # else there is nothing to look for, as nearly always
        kept = "".join(c for c in kept if c.isspace() or unicodedata.category(c) not in ("Cc", "Cs"))
    line = " ".join(kept.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def clean_block(text: str) -> str:
    """``text`` with its lines, but without control and bidirectional-override characters: for what is shown as a whole
    page, where :func:`clean_text` is for a line."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


class Model(BaseModel):
    """Base of what a person types: frozen, and unknown fields are refused."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, hide_input_in_errors=True, allow_inf_nan=False
    )


def _name(value: str) -> str:
    if value != clean_text(value, 200):
        raise ValueError("must be one line of at most 200 characters without control characters")
    return value


Name = Annotated[str, Field(min_length=1), AfterValidator(_name)]

_REFERENCE = re.compile(r"\$\{(env|keychain|session):([^}]+)\}")

Secret = Annotated[SecretStr, PlainSerializer(lambda s: s.get_secret_value(), when_used="json")]
"""A secret or a reference to one. What is stored or exported is always a reference (:func:`reference`)."""


def reference(secret: SecretStr) -> tuple[Literal["env", "keychain", "session"], str] | None:
    """Where the secret is kept and under which name; None for a literal secret (or an empty one).

    ``${env:NAME}`` is read from the environment when used, ``${keychain:TOKEN}`` from the OS keychain,
    ``${session:TOKEN}`` from this process's memory, where no keychain exists.
    """
    match = _REFERENCE.fullmatch(secret.get_secret_value())
    return (match[1], match[2]) if match else None  # type: ignore[return-value]  # the pattern has these kinds only
