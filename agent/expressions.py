"""What is written in assertions and must be read first: numbers, JSON, regular expressions, JSONPaths, JSON Schemas.

All functions raise ValueError in words for a person. The libraries are imported when the first path or schema comes.
"""

import json
import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from jsonpath import JSONPath
    from jsonschema.protocols import Validator

LONGEST_PATTERN = 2_000
_DEEPEST_DESCENT = 500
_PLAIN_PATH = re.compile(r"\$(?:\.[A-Za-z_]\w*|\[(?:0|[1-9]\d{0,8})\])*", re.ASCII)
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]", re.ASCII)
_NUMBER = re.compile(r"\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*", re.ASCII)


def read_number(text: str) -> float | None:
    """The number that ``text`` spells in decimal, None where it is none."""
    value = float(text) if len(text) <= 400 and _NUMBER.fullmatch(text) else math.nan
    return value if math.isfinite(value) else None


def read_json(text: str) -> Any:
    """The value of a JSON text; numbers too long to be whole ones become floats. RecursionError where it is nested
    too deeply."""
    text = text.removeprefix("\ufeff")
    try:
        return json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not JSON: {error.msg} at line {error.lineno}, column {error.colno}") from None
    except _NotJson:
        raise
    except ValueError:  # a whole number of thousands of digits
        return json.loads(text, parse_constant=_no_constant, parse_int=float)


class _NotJson(ValueError):
    pass


def _no_constant(word: str) -> NoReturn:
    raise _NotJson(f"it is not JSON: {word} is no value there")


def expected_json(text: str) -> Any:
    """What a person expects of a JSON value: the JSON they typed, or else the text."""
    try:
        return read_json(text)
    except (ValueError, RecursionError):
        return text


@lru_cache(maxsize=1_024)
def read_pattern(text: str) -> re.Pattern[str]:
    """A regular expression."""
    if not text:
        raise ValueError("expected a regular expression, got nothing")
    if len(text) > LONGEST_PATTERN:
        raise ValueError(f"expected a regular expression of at most {LONGEST_PATTERN:,} characters")
    try:
        return re.compile(text)
    except (re.error, RecursionError, OverflowError) as error:
        raise ValueError(f"expected a regular expression: {error}") from None


@lru_cache(maxsize=1_024)
def plain_path(text: str) -> tuple[str | int, ...] | None:
    """The names and places that a JSONPath goes through where it is nothing but such a way, ``$.items[0].id``: most
    are, and need no library. None for all others."""
    if not _PLAIN_PATH.fullmatch(text):
        return None
    return tuple(name or int(place) for name, place in _STEP.findall(text))


def check_path(text: str) -> None:
    """ValueError unless this is a JSONPath."""
    if plain_path(text) is None:
        read_path(text)


@lru_cache(maxsize=1)
def _paths() -> Any:
    from jsonpath import JSONPathEnvironment

    class Environment(JSONPathEnvironment):
        max_recursion_depth = _DEEPEST_DESCENT

    return Environment(strict=True)


@lru_cache(maxsize=1_024)
def read_path(text: str) -> "JSONPath":
    """A JSONPath of RFC 9535."""
    from jsonpath import JSONPath, JSONPathError

    try:
        path = _paths().compile(text)
    except JSONPathError as error:
        at = f" at character {error.token.index + 1}" if error.token and error.token.index >= 0 else ""
        raise ValueError(f"expected a JSONPath such as $.status: {error.message}{at}") from None
    except (RecursionError, ValueError, IndexError) as error:
        raise ValueError(f"expected a JSONPath such as $.status: {error}") from None
    if not isinstance(path, JSONPath):
        raise ValueError("expected one JSONPath, got several joined")
    return path


@lru_cache(maxsize=256)
def read_schema(text: str) -> "Validator":
    """A JSON Schema of the draft that its ``$schema`` names, else 2020-12. It never fetches what it refers to."""
    from jsonschema import SchemaError
    from jsonschema.validators import Draft202012Validator, validator_for
    from referencing import Registry

    try:
        schema = read_json(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"expected a JSON Schema: {error}") from None
    if not isinstance(schema, dict | bool):
        raise ValueError("expected a JSON Schema, which is an object")
    kind = validator_for(schema, default=Draft202012Validator)
    try:
        kind.check_schema(schema)  # type: ignore[arg-type]  # booleans are schemas too
    except SchemaError as error:
        place = error.json_path.removeprefix("$").removeprefix(".")
        raise ValueError(f"expected a JSON Schema: {f'{place}: ' if place else ''}{error.message[:200]}") from None
    except (RecursionError, ValueError, TypeError, re.error) as error:
        raise ValueError(f"expected a JSON Schema: {error}") from None
    return kind(schema, registry=Registry())
