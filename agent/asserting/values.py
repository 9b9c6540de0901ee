"""Values compared with what is expected of them."""

import json
from collections.abc import Callable
from contextlib import suppress
from operator import eq, ge, gt, le, lt
from typing import Any

from agent.comparisons import LENGTH, OPPOSITES, ORDER, Comparison
from agent.expressions import expected_json, read_number, read_pattern

SHOWN = 400
"""So many characters of a value are kept to be shown."""
_ORDERS: dict[Comparison, Callable[[Any, Any], bool]] = {
    Comparison.LESS: lt,
    Comparison.AT_MOST: le,
    Comparison.MORE: gt,
    Comparison.AT_LEAST: ge,
    Comparison.LENGTH_EQUAL: eq,
    Comparison.LENGTH_LESS: lt,
    Comparison.LENGTH_MORE: gt,
}


class NotComparable(Exception):
    """A value that cannot be compared like this; the text goes on after "got VALUE, "."""


def number_holds(comparison: Comparison, actual: float, expected: str) -> bool:
    """Whether a number compares as expected with another one."""
    wanted = read_number(expected)
    if wanted is None:
        raise NotComparable("which was to be compared with a number")
    if comparison in ORDER:
        return _ORDERS[comparison](actual, wanted)
    return (actual == wanted) is (comparison is Comparison.EQUAL)


def text_holds(comparison: Comparison, actual: str, expected: str) -> bool:
    """Whether a text is, contains or matches what is expected, or has that length. Blanks at the ends of both do not
    count for equality."""
    if comparison in OPPOSITES:
        return not text_holds(OPPOSITES[comparison], actual, expected)
    if comparison in LENGTH:
        return length_holds(comparison, actual, expected)
    if comparison is Comparison.CONTAINS:
        return expected in actual
    if comparison is Comparison.MATCHES:
        return read_pattern(expected).search(actual) is not None
    if comparison in ORDER:
        number = read_number(actual)
        if number is None:
            raise NotComparable("which is not a number")
        return number_holds(comparison, number, expected)
    return actual.strip() == expected.strip()


def json_holds(comparison: Comparison, actual: Any, expected: str) -> bool:
    """Whether a JSON value compares as expected."""
    if comparison in OPPOSITES:
        return not json_holds(OPPOSITES[comparison], actual, expected)
    if comparison in LENGTH:
        return length_holds(comparison, actual, expected)
    if comparison is Comparison.TYPE:
        return is_type(actual, expected.strip())
    if comparison is Comparison.MATCHES:
        return read_pattern(expected).search(plain(actual)) is not None
    wanted = expected_json(expected)
    if comparison is Comparison.CONTAINS:
        return _contains(actual, wanted)
    if comparison in ORDER:
        if is_number(wanted) and not is_number(actual):
            raise NotComparable("which is not a number")
        if isinstance(wanted, str) and not isinstance(actual, str):
            raise NotComparable("which is not text")
        return _ORDERS[comparison](actual, wanted)
    return same(actual, wanted)


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are equal: numbers by their value, and nothing is equal to a value of another type."""
    if is_number(one) and is_number(other):
        return bool(one == other)
    if type(one) is not type(other):
        return False
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    return bool(one == other)


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_type(value: Any, name: str) -> bool:
    """Whether a JSON value has the type of this name; a whole number is an integer however it is written."""
    if name == "integer":
        return is_number(value) and (isinstance(value, int) or value.is_integer())
    return type_name(value) == name


def type_name(value: Any) -> str:
    """What JSON calls the type of ``value``."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if is_number(value):
        return "number"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"


def length_holds(comparison: Comparison, actual: Any, expected: str) -> bool:
    """Whether a text, array or object has as many characters, items or members as expected."""
    if not isinstance(actual, str | list | dict):
        raise NotComparable("which has no length")
    return _ORDERS[comparison](len(actual), read_number(expected) or 0)


def plain(value: Any) -> str:
    """A JSON value as text: strings without quotation marks, all others as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def shown(value: Any) -> str:
    """The beginning of a JSON value, to be shown."""
    if isinstance(value, str):
        value = value[:SHOWN]
    pieces, length = [], 0
    with suppress(RecursionError):  # what came before it is enough
        for piece in json.JSONEncoder(ensure_ascii=False).iterencode(value):
            pieces.append(piece[:SHOWN])
            length += len(pieces[-1])
            if length >= SHOWN:
                break
    return "".join(pieces)[:SHOWN]


def _contains(actual: Any, wanted: Any) -> bool:
    if isinstance(actual, str):
        return plain(wanted) in actual
    if isinstance(actual, list):
        return any(same(item, wanted) for item in actual)
    if isinstance(actual, dict):
        return plain(wanted) in actual
    raise NotComparable("which contains nothing")
