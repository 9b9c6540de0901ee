"""An answer as assertions see it."""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from agent.comparisons import Comparison, Subject
from agent.expressions import read_json

_CHARSET = re.compile(r"charset\s*=\s*\"?([\w.:-]+)", re.IGNORECASE | re.ASCII)
_NOT_CHARSETS = frozenset(("idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"))
"""Codecs of Python's that are no character sets."""


NOTHING = "nothing"
"""What is found of something that is not there."""


class Question(NamedTuple):
    """An assertion as plain values."""

    subject: Subject
    property: str
    comparison: Comparison
    expected: str


class Finding(NamedTuple):
    """Whether a question is answered with yes, what was found, and why it is not where that needs words of its own,
    such as ``which is not a number``. Both texts are as the server gave them."""

    passed: bool
    actual: str = ""
    why: str = ""


@dataclass(frozen=True)
class Facts:
    """An answer. ``whole`` tells whether ``body`` is all of it; ``size`` is its length on the wire in bytes; times are
    in ms."""

    status: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | bytearray = b""
    whole: bool = True
    size: int = 0
    latency_ms: float = 0.0
    phases: Mapping[str, float] = field(default_factory=dict)

    def values(self, header: str) -> list[str]:
        """All values of a header, in their order."""
        return [value for name, value in self.headers if name.lower() == header.lower()]

    @cached_property
    def text(self) -> str:
        """The body as text, by the charset that Content-Type names, else as UTF-8; what is none becomes �."""
        named = _CHARSET.search(", ".join(self.values("content-type")))
        try:
            codec = codecs.lookup(named[1] if named else "utf-8")
            if codec._is_text_encoding and codec.name.replace("-", "_") not in _NOT_CHARSETS:
                return self.body.decode(codec.name, "replace").removeprefix("\ufeff")
        except (LookupError, ValueError):
            pass
        return self.body.decode("utf-8", "replace").removeprefix("\ufeff")

    @cached_property
    def json(self) -> Any:
        """The body as JSON; ValueError, or RecursionError where it is nested too deeply."""
        return read_json(self.text)
