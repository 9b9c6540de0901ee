"""Monitors and channels as text that can be imported again."""

from collections.abc import Collection, Iterable
from typing import Any

import yaml

from agent.dependencies import named_by, rename
from agent.interchange.fields import VERSION
from agent.interchange.scalars import needs_quotes
from agent.model import Channel, HttpTarget, Monitor, Settings, WebhookChannel, format_assertion, reference
from agent.secret_fields import secrets_of


class _Dumper(yaml.SafeDumper):
    """Quotes what would be read back as something else, and shows where a list's items begin."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _text(dumper: _Dumper, value: str) -> yaml.ScalarNode:
    style = '"' if needs_quotes(value) or not value.isprintable() else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def write(channels: Iterable[Channel], monitors: Iterable[Monitor], settings: Settings | None = None) -> str:
    """The YAML of channels, monitors and what holds for all, by name, without ids and fields that have their default.

    ValueError for a literal secret: those are replaced by references before they are stored, so none is written.
    """
    monitors = sorted(monitors, key=_by_name)
    names = {monitor.name for monitor in monitors}
    data = {
        "version": VERSION,
        "channels": [_channel(channel) for channel in sorted(channels, key=_by_name)],
        **_common(settings or Settings()),
        "monitors": [_monitor(monitor, names) for monitor in monitors],
    }
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)


def _common(settings: Settings) -> dict[str, Any]:
    """What holds for all monitors, as far as there is anything."""
    parts: dict[str, Any] = {
        "tags": [_fields(tag, "name") for tag in settings.tags],
        "maintenance": [_fields(window, "name", "repeat") for window in settings.maintenance],
        "quiet": _fields(settings.quiet),
        "reports": [_fields(report, "name", "repeat") for report in settings.reports],
        "requests": _fields(settings.requests),
        "retention": _fields(settings.retention),
        "updates": _fields(settings.updates),
    }
    return {key: items for key, items in parts.items() if items}


def _by_name(item: Channel | Monitor) -> tuple[str, str]:
    return item.name.casefold(), item.name


def _channel(channel: Channel) -> dict[str, Any]:
    _refuse_literals(channel)
    fields = _fields(channel, "name", "kind")
    if isinstance(channel, WebhookChannel) and channel.headers:
        fields["headers"] = {header.name: header.text for header in channel.headers}
    return fields


def _monitor(monitor: Monitor, names: Collection[str]) -> dict[str, Any]:
    """``names`` are the monitors there are: what it depends on may be deleted, and is left out."""
    _refuse_literals(monitor.target)
    for name in set(named_by(monitor)).difference(names):
        monitor = rename(monitor, name, None)
    own = _fields(monitor, "name")
    del own["target"]
    name = own.pop("name")
    there = _fields(monitor.target, "kind", "url")
    if monitor.target.headers:
        there["headers"] = {header.name: header.text for header in monitor.target.headers}
    parameters = {parameter.name: parameter.text for parameter in monitor.target.query}
    if parameters and len(parameters) == len(monitor.target.query):
        there["query"] = parameters
    if key := monitor.target.api_key:
        there["api_key"] = {"name": key.name, **there["api_key"]}
    if monitor.target.assertions:
        there["assertions"] = [
            format_assertion(assertion) or _fields(assertion, "subject") for assertion in monitor.target.assertions
        ]
    return {"name": name, **there, **own}


def _fields(model: Any, *always: str) -> dict[str, Any]:
    plain = model.model_dump(mode="json", exclude={"id"})
    changed = model.model_dump(mode="json", exclude={"id"}, exclude_defaults=True)
    order = (*always, *(key for key in changed if key not in always))
    return {key: _short(plain[key] if key in always else changed[key]) for key in order}


def _short(value: Any) -> Any:
    """Numbers as a person would write them: 10, not 10.0."""
    return int(value) if isinstance(value, float) and value.is_integer() and value < 1e15 else value


def _refuse_literals(model: Channel | HttpTarget) -> None:
    for path, secret in secrets_of(model):
        if secret.get_secret_value() and reference(secret) is None:
            raise ValueError(f"the {path} is a secret that is not kept in the keychain, and is not written")
