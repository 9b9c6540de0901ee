"""Errors of validation in words: what was expected, and what came. Values of secret fields are never repeated."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from pydantic_core import ErrorDetails

from agent.model import clean_text

_EXPECTED = {
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_parsing_size": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "finite_number": "a finite number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "string_type": "text",
    "string_unicode": "text in valid Unicode",
    "tuple_type": "a list",
    "dict_type": "a mapping of fields",
    "model_type": "a mapping of fields",
    "model_attributes_type": "a mapping of fields",
}


def got(value: Any) -> str:
    """What came, short enough for a line."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, str):
        return f'"{clean_text(value, 80)}"'
    return f"the number {value}"


def describe(error: ErrorDetails, known: Iterable[str], secret: bool) -> str:
    """One error of pydantic's as a sentence. ``known`` are the fields there are, for one that is not."""
    kind, context = error["type"], error.get("ctx", {})
    if kind == "value_error":
        return str(context["error"])
    if kind == "missing":
        return "this field is needed and is not there"
    if kind == "extra_forbidden":
        return unknown_field(str(error["loc"][-1]), known)
    came = "a value that is not shown" if secret else got(error["input"])
    return f"expected {_expected(kind, context, error['msg'])}, got {came}"


def unknown_field(name: str, known: Iterable[str]) -> str:
    """That there is no field of this name, with the one that may have been meant."""
    names = sorted(known)
    close = get_close_matches(name, names, 1)
    return "unknown field; " + (f"did you mean {close[0]}?" if close else f"the fields are {', '.join(names)}")


def _expected(kind: str, context: dict[str, Any], message: str) -> str:
    if kind in _EXPECTED:
        return _EXPECTED[kind]
    match kind:
        case "greater_than_equal":
            return f"at least {context['ge']:g}"
        case "greater_than":
            return f"more than {context['gt']:g}"
        case "less_than_equal":
            return f"at most {context['le']:g}"
        case "string_too_short":
            return "text that is not empty"
        case "too_short":
            return f"at least {context['min_length']} in the list"
        case "literal_error" | "enum":
            return f"one of {str(context['expected']).replace(chr(39), '').replace(' or ', ', ')}"
    return message[:1].lower() + message[1:]
