"""Monitors and channels as JSON documents. A literal secret never gets into one."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, SecretStr, TypeAdapter, ValidationError
from pydantic_core import from_json

from agent.model import Channel, Monitor, reference
from agent.store.errors import StoreError

_CHANNEL: TypeAdapter[Channel] = TypeAdapter(Channel)
T = TypeVar("T")
_APART = {"id", "name"}
"""Kept in columns of their own."""


def dump(model: Monitor | Channel) -> str:
    """The document of a monitor or channel; StoreError when it has a secret that is not a reference."""
    for field in _literal_secrets(model, ""):
        raise StoreError(f"{field} of {model.name!r} is a secret in plain text. Secrets are never stored like that.")
    return model.model_dump_json(exclude=_APART)


def load_monitor(key: int, name: str, document: str) -> Monitor:
    """The monitor that a document came from."""
    return _load("monitor", name, lambda: Monitor.model_validate(_fields(key, name, document)))


def load_channel(key: int, name: str, document: str) -> Channel:
    """The channel that a document came from."""
    return _load("channel", name, lambda: _CHANNEL.validate_python(_fields(key, name, document)))


def _fields(key: int, name: str, document: str) -> dict[str, Any]:
    return {**from_json(document), "id": key, "name": name}


def _load(what: str, name: str, load: Callable[[], T]) -> T:
    try:
        return load()
    except (ValidationError, ValueError) as error:
        raise StoreError(f"The stored {what} {name!r} cannot be read: {error}.") from error


def _literal_secrets(value: Any, path: str) -> Iterator[str]:
    """The dotted paths of the secrets that are neither empty nor references."""
    if isinstance(value, SecretStr):
        if value.get_secret_value() and reference(value) is None:
            yield path
    elif isinstance(value, BaseModel):
        for field in type(value).model_fields:
            yield from _literal_secrets(getattr(value, field), f"{path}.{field}" if path else field)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _literal_secrets(item, f"{path}.{key}")
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _literal_secrets(item, f"{path}.{index}")
