"""The secret fields of pydantic models, however deep: found and replaced."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pydantic import BaseModel, SecretStr


def secrets_of(value: Any, path: str = "") -> Iterator[tuple[str, SecretStr]]:
    """Every secret in ``value`` with its dotted path."""
    if isinstance(value, SecretStr):
        yield path, value
    else:
        for key, part in _parts(value):
            yield from secrets_of(part, f"{path}.{key}" if path else str(key))


def _parts(value: Any) -> Iterable[tuple[Any, Any]]:
    if isinstance(value, BaseModel):
        return [(name, getattr(value, name)) for name in type(value).model_fields]
    if isinstance(value, dict):
        return list(value.items())
    if isinstance(value, list | tuple):
        return list(enumerate(value))
    return ()


def replaced(value: Any, change: Callable[[str, SecretStr], SecretStr], path: str = "") -> Any:
    """``value`` with every secret changed; itself where nothing changes."""
    if isinstance(value, SecretStr):
        return change(path, value)
    parts = _parts(value)
    new = {key: replaced(part, change, f"{path}.{key}" if path else str(key)) for key, part in parts}
    changed = {key: new[key] for key, part in parts if new[key] is not part}
    if not changed:
        return value
    if isinstance(value, BaseModel):
        return value.model_copy(update=changed)
    return new if isinstance(value, dict) else type(value)(new.values())
