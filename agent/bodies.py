"""What a person types as the body of a request, checked and made into what is sent."""

import json
from typing import Any, Literal
from urllib.parse import quote_plus

BodyKind = Literal["auto", "json", "form", "xml", "text", "graphql"]

_TEXT = "text/plain; charset=utf-8"
_CONTENT_TYPES: dict[BodyKind, str] = {
    "json": "application/json",
    "form": "application/x-www-form-urlencoded",
    "xml": "application/xml",
    "text": _TEXT,
    "graphql": "application/json",
}


def parse_json(text: str) -> Any:
    """The value of a JSON text; ValueError tells where it is none."""
    try:
        return json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise ValueError(f"this is not JSON: {error.msg} (line {error.lineno}, column {error.colno})") from None
    except RecursionError:
        raise ValueError("this is not JSON that can be read: it is nested too deep") from None


def _refuse(word: str) -> None:
    raise ValueError(f"this is not JSON: {word} is no number of it")


def check_body(kind: BodyKind, body: str) -> None:
    """ValueError where ``body`` is not what ``kind`` says."""
    if kind == "json" and body.strip():
        parse_json(body)


def content_type(kind: BodyKind, body: str) -> str:
    """What the body is said to be where no header says it; ``auto`` is JSON if it is an object or a list."""
    if kind != "auto":
        return _CONTENT_TYPES[kind]
    try:
        is_json = isinstance(json.loads(body), dict | list)
    except (ValueError, RecursionError):
        is_json = False
    return "application/json" if is_json else _TEXT


def payload(kind: BodyKind, body: str, variables: str) -> bytes:
    """The body as it is sent."""
    if kind == "form":
        return "&".join(map(_field, filter(str.strip, body.splitlines()))).encode("ascii")
    if kind == "graphql" and body:
        document = {"query": body, **({"variables": json.loads(variables)} if variables else {})}
        return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return body.encode()


def _field(line: str) -> str:
    name, _, value = line.partition("=")
    return f"{quote_plus(name.strip())}={quote_plus(value)}"
