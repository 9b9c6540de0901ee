"""The body of a webhook as a person writes it: JSON in which ``{{name}}`` stands for what is told.

The JSON is read first and filled then, so that no text can break out of its string.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from agent.fields import clean_text

PLACEHOLDERS: Final[Mapping[str, str]] = {
    "id": "the message's id, the same when it is repeated",
    "title": "what happened, in a few words",
    "text": "why, in sentences",
    "level": "bad, warning, good, or neutral for a test",
    "at": "when it happened (ISO 8601, UTC)",
    "count": "how many alerts the message tells of",
    "monitors": "the names of the monitors, with commas between",
    "alerts": "the list of all alerts, with all that follows below for each",
    "event": "opened, closed, flapping …; test for a test",
    "kind": "down, slow or certificate",
    "monitor": "the monitor's name",
    "target": "its address without the query",
    "cause": "one word, such as timeout",
    "message": "the reason as a sentence",
    "opened_at": "when the alert opened",
    "closed_at": "when it closed, null while it is open",
    "status_code": "of the last answer, null where there was none",
    "latency_ms": "of the last answer, null where there was none",
}
"""Every placeholder and what it becomes. From ``event`` on it is that of the newest alert in the message."""
MOST: Final = 20_000
"""Characters of a body."""

_PLACE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


def check(body: str) -> None:
    """ValueError with a sentence unless ``body`` is "" or JSON with placeholders that there are."""
    if not body:
        return
    if len(body) > MOST:
        raise ValueError(f"expected at most {MOST:,} characters, got {len(body):,}")
    for text in _texts(_parsed(body)):
        for name in _PLACE.findall(text):
            if name not in PLACEHOLDERS:
                known = ", ".join(PLACEHOLDERS)
                raise ValueError(f"{{{{{clean_text(name, 40)}}}}} is no placeholder; there are {known}")


def fill(body: str, values: Mapping[str, Any]) -> Any:
    """``body`` with its placeholders filled. A text that is nothing but one becomes the value itself: a number …"""

    def filled(text: str) -> Any:
        whole = _PLACE.fullmatch(text)
        if whole:
            return values[whole[1]]
        return _PLACE.sub(lambda match: _shown(values[match[1]]), text)

    return _replaced(_parsed(body), filled)


def _parsed(body: str) -> Any:
    try:
        return json.loads(body, parse_constant=_refuse)
    except RecursionError:
        raise ValueError("expected JSON of a sensible depth") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"expected JSON; {error.msg} in line {error.lineno}, column {error.colno}") from None


def _refuse(name: str) -> Any:
    raise ValueError(f"expected JSON, which has no {name}")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def _replaced(value: Any, change: Callable[[str], Any]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {_shown(change(key)): _replaced(item, change) for key, item in value.items()}
    if isinstance(value, list):
        return [_replaced(item, change) for item in value]
    return value


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
