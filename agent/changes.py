"""Some fields of a monitor changed, the others as they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from agent.model import Monitor

Values = tuple[tuple[str, Any], ...]
"""Fields by dotted path (``interval``, ``rule.failures``, ``target.expect``) and what they shall be, as typed."""


@dataclass(frozen=True, slots=True)
class ChangeMonitors:
    """Command: change some fields of several monitors, of all or of none; ``changes`` are pairs of id and fields.
    Answer: ``Done``, after a ``MonitorSaved`` each."""

    request: int
    changes: tuple[tuple[int, Values], ...]


def changed(monitor: Monitor, values: Values) -> Monitor:
    """``monitor`` with ``values``; pydantic's ValidationError, by the fields' paths, where they do not fit."""
    fields = dict(monitor)
    for path, value in values:
        *owner, name = path.split(".")
        if owner:
            part = fields[owner[0]]
            fields[owner[0]] = (part if isinstance(part, dict) else dict(part)) | {name: value}
        else:
            fields[name] = value
    return Monitor.model_validate(fields)


def values_of(monitor: Monitor, paths: Iterable[str]) -> Values:
    """What stands in some fields of ``monitor``."""
    return tuple((path, value_at(monitor, path)) for path in paths)


def value_at(monitor: Monitor, path: str) -> Any:
    """What stands in a field of ``monitor``."""
    value: Any = monitor
    for part in path.split("."):
        value = getattr(value, part)
    return value
