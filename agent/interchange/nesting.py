"""Where in a model an error lies: which fields are known there, and whether what came may be shown."""

from collections.abc import Iterable, Sequence
from typing import Any, get_args

from pydantic import BaseModel, SecretStr


def fields_at(model: type[BaseModel], place: Sequence[int | str]) -> set[str]:
    """The fields that stand beside the one at ``place``."""
    for part in place[:-1]:
        field = model.model_fields.get(str(part))
        if field is not None:
            model = next(iter(_models(field.annotation)), model)
    return set(model.model_fields)


def is_secret(model: type[BaseModel], place: Sequence[int | str]) -> bool:
    """Whether what stands at ``place`` is a secret or may hold one."""
    here: Iterable[type[BaseModel]] = (model,)
    annotation: Any = model
    for part in place:
        fields = [m.model_fields[str(part)] for m in here if str(part) in m.model_fields]
        if fields:
            annotation = fields[0].annotation
            here = _models(annotation)
    return bool(place) and _holds_secret(annotation)


def _holds_secret(annotation: Any) -> bool:
    if annotation is SecretStr or any(map(_holds_secret, get_args(annotation))):
        return True
    return any(_holds_secret(field.annotation) for m in _models(annotation) for field in m.model_fields.values())


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models(part)]
