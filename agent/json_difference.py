"""Where two JSON values differ, by path (RFC 9535). Values that are another with every answer are passed over."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?\s*(?:Z|UTC|[+-]\d\d:?\d\d)?"
    r"|[A-Z][a-z]{2},? \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d.*"
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_OF_TIME = re.compile(
    r"time|date|timestamp|stamp|uptime|elapsed|duration|latency|took|expires|expiry|now|at|ts", re.IGNORECASE
)
_OF_REQUEST = re.compile(r"(?:request|correlation|trace|span|transaction)[_-]?id|nonce", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Json:
    """What a text means; ``null`` is a value too."""

    value: Any


def read_json(text: str) -> Json | None:
    """The value of a JSON text; None where it is none (or nested beyond reason)."""
    try:
        return Json(json.loads(text))
    except (ValueError, RecursionError):
        return None


def differing_values(good: Any, failing: Any) -> Iterator[tuple[str, str, str]]:
    """Path, good and failing value as JSON ("" where there is none), in the order of the good text."""
    waiting: list[tuple[str, str, Any, Any]] = [("$", "", good, failing)]
    while waiting:  # a stack of our own: the depth is the server's choice
        path, name, old, new = waiting.pop()
        if isinstance(old, dict) and isinstance(new, dict):
            keys = list(dict.fromkeys((*old, *new)))
            parts = [(path + _step(key), key, old.get(key, _NONE), new.get(key, _NONE)) for key in keys]
            waiting.extend(reversed(parts))
        elif isinstance(old, list) and isinstance(new, list):
            length = max(len(old), len(new))
            items = [
                (f"{path}[{n}]", name, old[n] if n < len(old) else _NONE, new[n] if n < len(new) else _NONE)
                for n in range(length)
            ]
            waiting.extend(reversed(items))
        elif not _same(old, new) and not _passing(name, old, new):
            yield path, _text(old), _text(new)


class _None:
    """Stands where there is no value."""


_NONE = _None()


def _step(key: str) -> str:
    if _NAME.fullmatch(key):
        return f".{key}"
    return "['" + key.replace("\\", "\\\\").replace("'", "\\'") + "']"


def _same(old: Any, new: Any) -> bool:
    """Equal, and of one type: true is not 1. NaN, which JSON does not have, is itself."""
    return type(old) is type(new) and (old == new or (old != old and new != new))


def _passing(name: str, old: Any, new: Any) -> bool:
    """Whether both are moments, durations or ids of a request, which differ without anything being different."""
    if isinstance(old, str) and isinstance(new, str):
        return bool(_MOMENT.fullmatch(old) and _MOMENT.fullmatch(new)) or bool(_OF_REQUEST.search(name))
    numbers = (int, float)
    if isinstance(old, bool) or isinstance(new, bool) or not isinstance(old, numbers) or not isinstance(new, numbers):
        return False
    return any(_OF_TIME.fullmatch(word) for word in _WORD.findall(name))


def _text(value: Any) -> str:
    if value is _NONE:
        return ""
    try:
        return json.dumps(value, ensure_ascii=False)
    except (ValueError, RecursionError):
        return "…"
