"""What the model itself says of its fields, by dotted path: explanation, default, choices."""

from typing import Any, get_args

from pydantic.fields import FieldInfo

from agent.model import (
    AlertPolicy,
    ApiKey,
    HttpTarget,
    MaintenanceWindow,
    Model,
    Monitor,
    OAuth2,
    ReportSchedule,
    Rule,
    Settings,
    TagPolicy,
)
from desktop.preferences import Preferences
from desktop.text import tr

_MODELS: dict[str, type[Model]] = {
    "": Monitor,
    "rule": Rule,
    "alerts": AlertPolicy,
    "tag": TagPolicy,
    "window": MaintenanceWindow,
    "plan": ReportSchedule,
    "settings": Settings,
    "here": Preferences,
    "target": HttpTarget,
    "target.api_key": ApiKey,
    "target.oauth2": OAuth2,
}


def _model(owner: str) -> type[Model]:
    """Who has the fields under ``owner``; what is not named here is a part of the settings, such as ``quiet``."""
    model = _MODELS.get(owner) or Settings.model_fields[owner].annotation
    if not (isinstance(model, type) and issubclass(model, Model)):
        raise TypeError(f"{owner} has no fields of its own: it is {model}.")
    return model


def fields(owner: str) -> tuple[str, ...]:
    """The names of the fields under ``owner``, in the model's order."""
    return tuple(_model(owner).model_fields)


def field_info(path: str) -> FieldInfo:
    """All that the model says of a field."""
    owner, _, name = path.rpartition(".")
    return _model(owner).model_fields[name]


def texts() -> list[str]:
    """All that the models say of their fields to people who fill them in, for translators: names, explanations, and the
    names of what a field can be."""
    parts = (info.annotation for info in Settings.model_fields.values())
    models = {*_MODELS.values(), *(part for part in parts if isinstance(part, type) and issubclass(part, Model))}
    found: set[str] = set()
    for info in (info for model in models for info in model.model_fields.values()):
        extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
        labels = extra.get("labels")
        found |= {info.title or "", info.description or ""}
        found |= {str(label) for label in labels.values()} if isinstance(labels, dict) else set()
    return sorted(found - {""})


def explanation(path: str) -> str:
    """The model's description of a field as a sentence; "" where it has none."""
    said = tr(field_info(path).description or "")
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def default(path: str) -> Any:
    """What stands in a field that nobody filled in; None where the model wants it filled in."""
    info = field_info(path)
    return None if info.is_required() else info.get_default(call_default_factory=True)


def choices(path: str) -> tuple[str, ...]:
    """What a field can be, in the model's order."""
    return get_args(field_info(path).annotation)


def at(monitor: Model, path: str) -> Any:
    """The value of a field; its default where the part of the monitor that has it is not there."""
    value: Any = monitor
    for part in path.split("."):
        if value is None:
            return default(path)
        value = getattr(value, part)
    return value


def put(values: dict[str, Any], path: str, value: Any) -> None:
    """Set a field in nested ``values`` as a model is validated from; a part that is None is left so."""
    *owners, name = path.split(".")
    place: Any = values
    for owner in owners:
        place = place.setdefault(owner, {})
        if place is None:
            return
    place[name] = value
