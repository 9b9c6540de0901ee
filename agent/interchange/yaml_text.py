"""YAML to plain values with the lines they stand on.

The tree is built from the parser's events, not by its loader: so depth and size are bounded while reading, no
tag, anchor, alias or merge key means anything, and every value knows its line.
"""

from typing import Any

import yaml

from agent.interchange.problems import BadFile, Document, Path, Problem
from agent.interchange.scalars import MAX_DEPTH, MAX_VALUES, resolve
from agent.model import clean_text

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse(text: str) -> Document:
    """The values of a YAML text; what is wrong with single ones stands in the document's problems."""
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        why = "; ".join(part for part in (error.problem, error.context) if part)
        raise _bad(f"this is not YAML: {clean_text(why, 200)}", line) from None
    except yaml.YAMLError as error:  # a character that YAML does not allow
        raise _bad(f"this is not YAML: {clean_text(str(error), 200)}") from None
    return builder.document


def _bad(message: str, line: int | None = None) -> BadFile:
    return BadFile([Problem("", line, message)])


class _Open:
    """A mapping or list whose end has not come yet; ``key`` is the mapping's key that waits for its value."""

    def __init__(self, value: dict[str, Any] | list[Any], path: Path) -> None:
        self.value = value
        self.path = path
        self.key: str | None = None


class _Builder:
    def __init__(self) -> None:
        self.document = Document()
        self._open: list[_Open] = []
        self._count = 0
        self._documents = 0

    def take(self, event: Any) -> None:
        """Take the parser's next event."""
        line = event.start_mark.line + 1
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise _bad("expected one document, a second one begins here", line)
        elif isinstance(event, yaml.AliasEvent):
            raise _bad(f"aliases (*{clean_text(str(event.anchor), 40)}) are not taken: write the value out", line)
        elif isinstance(event, yaml.NodeEvent):
            self._node(event, line)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()

    def _node(self, event: Any, line: int) -> None:
        self._count += 1
        if self._count > MAX_VALUES:
            raise _bad(f"expected at most {MAX_VALUES:,} values", line)
        if event.anchor is not None:
            raise _bad(f"anchors (&{clean_text(str(event.anchor), 40)}) are not taken: write the values out", line)
        if event.tag is not None:
            raise _bad(f"tags ({clean_text(str(event.tag), 60)}) are not taken", line)
        top = self._open[-1] if self._open else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            self._key(top, event, line)
            return
        path = self._path(top)
        self.document.lines.setdefault(path, line)
        if isinstance(event, yaml.ScalarEvent):
            self._put(top, self._scalar(event, path))
            return
        value: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._put(top, value)
        self._open.append(_Open(value, path))
        if len(self._open) > MAX_DEPTH:
            raise _bad(f"expected lists and mappings at most {MAX_DEPTH} deep", line)

    def _key(self, top: _Open, event: Any, line: int) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            raise _bad("expected a word as key, got a list or mapping", line)
        path = (*top.path, clean_text(event.value, 80))
        self.document.lines[path] = line
        if event.value in top.value:
            self.document.add(path, "this key stands twice in the same mapping")
        top.key = event.value

    def _path(self, top: _Open | None) -> Path:
        if top is None:
            return ()
        return (*top.path, len(top.value) if isinstance(top.value, list) else clean_text(top.key or "", 80))

    def _put(self, top: _Open | None, value: Any) -> None:
        if top is None:
            self.document.value = value
        elif isinstance(top.value, list):
            top.value.append(value)
        elif top.key is not None:
            top.value[top.key] = value
            top.key = None

    def _scalar(self, event: Any, path: Path) -> Any:
        if not event.implicit[0]:
            return event.value
        try:
            return resolve(event.value)
        except ValueError as error:
            self.document.add(path, str(error))
            return None
