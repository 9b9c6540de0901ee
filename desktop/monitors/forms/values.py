"""Fields of a form by dotted path: which one an error belongs to, and how many differ from what they began with."""

from collections.abc import Iterable, Mapping
from typing import Any

from desktop.monitors.forms.described import default

_ELSEWHERE = {"target.auth": "target.username"}
"""Fields without an editor of their own, and where their errors are shown."""


def nearest(path: str, fields: Iterable[str]) -> str:
    """Where an error at ``path`` is shown: there, where a field is or is around it; at the first field of a part of the
    target or monitor; "" for what is about a target as a whole."""
    path = _ELSEWHERE.get(path, path)
    inside = ""
    for field in fields:
        if path == field or path.startswith(f"{field}."):
            return path
        if not inside and path not in ("", "target") and field.startswith(f"{path}."):
            inside = field
    return inside


def differing(values: Mapping[str, Any], blank: Mapping[str, Any]) -> int:
    """How many of ``values`` are not as in ``blank``, a form that nobody touched; of rows each counts."""
    found = 0
    for path, value in values.items():
        if path in blank:
            if value != blank[path]:
                found += max(1, len(value)) if isinstance(value, list) else 1
        elif value not in ("", None, default(path)):
            found += 1
    return found
