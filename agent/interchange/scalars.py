"""What a word in an imported file means, and how much of everything is taken.

Unquoted words in YAML follow its 1.2 core schema, in which ``on``, ``12:30`` and ``2026-01-01`` are text. The
same table tells the writer which words it must quote.
"""

import math
import re

MAX_DEPTH = 32
MAX_VALUES = 1_000_000
_DIGITS = 40

_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?(?:\.(?:inf|Inf|INF)|Infinity)|\.(?:nan|NaN|NAN)|NaN")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


def number(text: str) -> int | float:
    """The number that ``text`` spells; ValueError where it is infinite, none at all or absurdly long."""
    if len(text) > _DIGITS:
        raise ValueError(f"expected a number of at most {_DIGITS} characters, got {len(text)}")
    if _INTEGER.fullmatch(text):
        return int(text)
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"expected a finite number, got {text}")
    return value


def resolve(text: str) -> str | int | float | bool | None:
    """The value of an unquoted word in YAML; ValueError as :func:`number`."""
    if text in _WORDS:
        return _WORDS[text]
    if _NOT_FINITE.fullmatch(text):
        raise ValueError(f"expected a finite number, got {text}")
    return number(text) if _FLOAT.fullmatch(text) else text


def needs_quotes(text: str) -> bool:
    """Whether ``text`` unquoted would be read as something else."""
    try:
        return resolve(text) is not text
    except ValueError:
        return True
