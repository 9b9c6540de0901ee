"""JSON to plain values. Repeated keys and numbers that are none are refused, depth and size are bounded."""

import json
from dataclasses import dataclass
from typing import Any

from agent.interchange.problems import BadFile, Document, Path, Problem
from agent.interchange.scalars import MAX_DEPTH, MAX_VALUES, number
from agent.model import clean_text


class _Pairs(list[tuple[str, Any]]):
    """An object with all its keys, repeated ones too."""


@dataclass(frozen=True, slots=True)
class _Refused:
    """Stands for a number that cannot be taken, until it is known where in the file it is."""

    message: str


def parse(text: str) -> Document:
    """The values of a JSON text; what is wrong with single ones stands in the document's problems."""
    try:
        raw = json.loads(text, object_pairs_hook=_Pairs, parse_constant=_number, parse_int=_number, parse_float=_number)
    except json.JSONDecodeError as error:
        raise BadFile([Problem("", error.lineno, f"this is not JSON: {error.msg}, at column {error.colno}")]) from None
    except RecursionError:
        raise _too_deep() from None
    return _Reader().read(raw)


def _number(text: str) -> int | float | _Refused:
    try:
        return number(text)
    except ValueError as error:
        return _Refused(str(error))


def _too_deep() -> BadFile:
    return BadFile([Problem("", None, f"expected lists and mappings at most {MAX_DEPTH} deep")])


class _Reader:
    def __init__(self) -> None:
        self._document = Document()
        self._count = 0

    def read(self, raw: Any) -> Document:
        self._document.value = self._plain(raw, ())
        return self._document

    def _plain(self, raw: Any, path: Path) -> Any:
        self._count += 1
        if self._count > MAX_VALUES:
            raise BadFile([Problem("", None, f"expected at most {MAX_VALUES:,} values")])
        if len(path) > MAX_DEPTH:
            raise _too_deep()
        if isinstance(raw, _Pairs):
            return self._mapping(raw, path)
        if isinstance(raw, list):
            return [self._plain(value, (*path, index)) for index, value in enumerate(raw)]
        if isinstance(raw, _Refused):
            self._document.add(path, raw.message)
            return None
        return raw

    def _mapping(self, pairs: _Pairs, path: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key, value in pairs:
            place = (*path, clean_text(key, 80))
            if key in result:
                self._document.add(place, "this key stands twice in the same mapping")
            result[key] = self._plain(value, place)
        return result
