"""Plain values to monitors and channels, with every error put into words and in its place.
from agent.retention import Retention

A monitor is flat in a file: the fields of its target stand beside its own.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from agent.defaults import RequestDefaults
from agent.headers import is_credential
from agent.interchange.nesting import fields_at, is_secret
from agent.interchange.problems import Document, Path
from agent.interchange.wording import describe, got
from agent.model import (
    CHANNEL_KINDS,
    AlertPolicy,
    Assertion,
    Channel,
    CommandChannel,
    Header,
    HttpTarget,
    MaintenanceWindow,
    Monitor,
    Parameter,
    QuietHours,
    ReportSchedule,
    Rule,
    TagPolicy,
    WebhookChannel,
    clean_text,
    parse_assertion,
)
from agent.retention import Retention
from agent.updates import UpdateCheck

VERSION = 1
TOP = ("version", "channels", "tags", "maintenance", "quiet", "reports", "requests", "retention", "updates", "monitors")
MAX_ITEMS = 10_000

TARGETS: dict[str, type[HttpTarget]] = {"http": HttpTarget}
MONITOR_FIELDS = frozenset(Monitor.model_fields) - {"id", "target"}

M = TypeVar("M", bound=BaseModel)
N = TypeVar("N", Header, Parameter)
T = TypeVar("T")
Fields = dict[str, Any]

_ANY_TARGET = HttpTarget(url="http://localhost/")
"""Stands in for a target that is wrong, so that the errors of the monitor's own fields are found too."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a file holds, in its order. Nothing in it has an id yet."""

    channels: tuple[Channel, ...]
    monitors: tuple[Monitor, ...]
    tags: tuple[TagPolicy, ...] = ()
    maintenance: tuple[MaintenanceWindow, ...] = ()
    quiet: QuietHours | None = None
    reports: tuple[ReportSchedule, ...] = ()
    requests: RequestDefaults | None = None
    retention: Retention | None = None
    updates: UpdateCheck | None = None


def interpret(document: Document) -> Bundle:
    """The monitors and channels of a parsed file. What cannot be taken is left out of the answer and stands in
    the document's problems."""
    top = document.value
    if not isinstance(top, dict):
        document.add((), f"expected a mapping with {', '.join(TOP)}, got {got(top)}")
        return Bundle((), ())
    for key in top.keys() - set(TOP):
        document.add((key,), f"unknown field; the fields are {', '.join(TOP)}")
    version = top.get("version")
    if type(version) is not int or version != VERSION:
        document.add(("version",), f"expected {VERSION}, got {got(version)}")
    return Bundle(
        _each(document, "channels", _channel),
        _each(document, "monitors", _monitor),
        _each(document, "tags", partial(_validated, model=TagPolicy)),
        _each(document, "maintenance", partial(_validated, model=MaintenanceWindow)),
        _mapped(document, "quiet", QuietHours, "weekdays such as mon: 22:00-07:00"),
        _each(document, "reports", partial(_validated, model=ReportSchedule)),
        _mapped(document, "requests", RequestDefaults, "a proxy and a user_agent"),
        _mapped(document, "retention", Retention, "days such as results: 30"),
        _mapped(document, "updates", UpdateCheck, "on and an address"),
    )


def _mapped(document: Document, key: str, model: type[M], example: str) -> M | None:
    """What there is only once in a file."""
    given = document.value.get(key)
    if given is not None and not isinstance(given, dict):
        document.add((key,), f"expected a mapping of {example}, got {got(given)}")
    return _validated(document, (key,), given, model) if isinstance(given, dict) else None


def check_channel_names(document: Document, bundle: Bundle, known: Iterable[str]) -> None:
    """Take down every monitor and tag that names a channel that is neither in the file nor among ``known``."""
    names = {channel.name for channel in bundle.channels} | set(known) | set(names_of(document.value, "channels"))
    there = ", ".join(sorted(names)) or "there is none"
    for path, wanted in _lists_of_channels(document.value):
        for place, name in enumerate(wanted if isinstance(wanted, list) else ()):
            if isinstance(name, str) and name.strip() not in names:
                document.add((*path, place), f"expected the name of a channel ({there}), got {got(name)}")

    for index, item in enumerate(items_of(document.value, "reports")):
        name = item.get("channel") if isinstance(item, dict) else None
        if isinstance(name, str) and name.strip() and name.strip() not in names:
            document.add(("reports", index, "channel"), f"expected the name of a channel ({there}), got {got(name)}")


def _lists_of_channels(top: Any) -> Iterable[tuple[Path, Any]]:
    """Everything in the file that should be a list of names of channels, with its place."""
    for key, inside in (("monitors", ("alerts",)), ("tags", ())):
        for index, item in enumerate(items_of(top, key)):
            if isinstance(item, dict):
                yield (key, index, "channels"), item.get("channels")
                policy = item.get(inside[0]) if inside else item
                for field in ("slow", "certificate", "escalate_to"):
                    yield (key, index, *inside, field), policy.get(field) if isinstance(policy, dict) else None


def items_of(top: Any, key: str) -> list[Any]:
    """What stands in a list of a file; [] where there is none."""
    items = top.get(key) if isinstance(top, dict) else None
    return items if isinstance(items, list) else []


def names_of(top: Any, key: str) -> Iterable[str]:
    """The names in a list of a file, of what is wrong too."""
    named = (item.get("name") for item in items_of(top, key) if isinstance(item, dict))
    return (name.strip() for name in named if isinstance(name, str))


def _each(document: Document, key: str, make: Callable[[Document, Path, Fields], T | None]) -> tuple[T, ...]:
    items = document.value.get(key)
    if items is not None and not isinstance(items, list):
        document.add((key,), f"expected a list, got {got(items)}")
    if len(items := items_of(document.value, key)) > MAX_ITEMS:
        document.add((key,), f"expected at most {MAX_ITEMS:,}, got {len(items):,}")
        return ()
    made: list[T] = []
    first: dict[str, int] = {}
    for index, item in enumerate(items):
        path = (key, index)
        if not isinstance(item, dict):
            document.add(path, f"expected a mapping of fields, got {got(item)}")
            continue
        name = item.get("name")
        if isinstance(name, str) and first.setdefault(name.strip(), index) != index:
            document.add((*path, "name"), f"{got(name)} is the name of {key}[{first[name.strip()]}] already")
        value = make(document, path, item)
        if value is not None:
            made.append(value)
    return tuple(made)


def _channel(document: Document, path: Path, item: Fields) -> Channel | None:
    kind = _kind(document, path, item, CHANNEL_KINDS)
    if kind is None:
        return None
    if kind == CommandChannel.model_fields["kind"].default and not document.commands:
        document.add((*path, "kind"), "a file brings a program to run only where that is asked for (--allow-commands)")
        return None
    if kind == WebhookChannel.model_fields["kind"].default and "headers" in item:
        headers = _named(document, (*path, "headers"), item["headers"], Header, "X-Team: ops")
        item = {**item, "headers": headers}
    made: Any = _validated(document, path, item, CHANNEL_KINDS[kind])
    return made  # type: ignore[no-any-return]  # one of the models of a Channel


def _monitor(document: Document, path: Path, item: Fields) -> Monitor | None:
    kind = _kind(document, path, {"kind": "http", **item}, TARGETS)
    if kind is None:
        return None
    own = {key: value for key, value in item.items() if key in MONITOR_FIELDS}
    there = {key: value for key, value in item.items() if key not in MONITOR_FIELDS}
    for key in ("expect", "http_version"):  # which are words, though they look like numbers
        if type(there.get(key)) in (int, float):
            there[key] = f"{there[key]:g}"
    if isinstance(own.get("rule"), dict):
        own["rule"] = _validated(document, (*path, "rule"), own["rule"], Rule) or Rule()
    if isinstance(own.get("alerts"), dict):
        own["alerts"] = _validated(document, (*path, "alerts"), own["alerts"], AlertPolicy) or AlertPolicy()
    if "headers" in there:
        there["headers"] = _named(document, (*path, "headers"), there["headers"], Header, "Accept: application/json")
    if not isinstance(there.get("query", []), list):  # a list may have names that are there twice
        there["query"] = _named(document, (*path, "query"), there["query"], Parameter, 'page: "2"')
    if "assertions" in there:
        there["assertions"] = _assertions(document, (*path, "assertions"), there["assertions"])
    target = _validated(document, path, there, TARGETS[kind], also=MONITOR_FIELDS)
    monitor = _validated(document, path, {**own, "target": target or _ANY_TARGET}, Monitor)
    return monitor if target is not None else None


def _named(document: Document, path: Path, given: Any, model: type[N], example: str) -> list[N]:
    """The headers or parameters of a mapping from names to values. A value that was read as a number is refused: 1.10
    would be sent as 1.1."""
    if not isinstance(given, dict):
        document.add(path, f"expected a mapping such as {{{example}}}, got {got(given)}")
        return []
    made = []
    for name, value in given.items():
        if not isinstance(value, str):
            came = "a value that is not shown" if is_credential(name) else got(value)
            document.add((*path, name), f"expected text (a number in quotation marks), got {came}")
            continue
        try:
            made.append(model.model_validate({"name": name, "value": value}))
        except ValidationError as error:
            detail = error.errors(include_url=False)[0]
            document.add((*path, clean_text(name, 80)), describe(detail, (), secret=True))
    return made


def _assertions(document: Document, path: Path, given: Any) -> list[Assertion]:
    """The assertions of a list of lines and mappings."""
    if not isinstance(given, list):
        document.add(path, f"expected a list of assertions, got {got(given)}")
        return []
    made = []
    for index, item in enumerate(given):
        place = (*path, index)
        if isinstance(item, dict):
            made.append(_validated(document, place, item, Assertion))
        elif isinstance(item, str):
            try:
                made.append(parse_assertion(item))
            except ValueError as error:
                document.add(place, str(error))
        else:
            document.add(place, f"expected an assertion such as status < 300, got {got(item)}")
    return [assertion for assertion in made if assertion is not None]


def _kind(document: Document, path: Path, item: Fields, kinds: Iterable[str]) -> str | None:
    kind = item.get("kind")
    if isinstance(kind, str) and kind in kinds:
        return kind
    document.add((*path, "kind"), f"expected one of {', '.join(kinds)}; got {got(kind)}")
    return None


def _validated(
    document: Document, path: Path, item: Fields, model: type[M], also: frozenset[str] = frozenset()
) -> M | None:
    """``item`` as ``model``, or None and every error taken down. ``also`` are fields that are known elsewhere."""
    types = {name: field.annotation for name, field in model.model_fields.items() if name != "id"}
    given: Fields = {}
    for key, value in item.items():
        if isinstance(value, bool) and types.get(key, bool) in (int, float, int | None, float | None):
            document.add((*path, key), f"expected a number, got {got(value)}")
        elif key == "id":
            document.add((*path, key), "unknown field: a file has names, not ids")
        else:
            given[key] = value
    try:
        made = model.model_validate(given)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            place = detail["loc"]
            known = fields_at(model, place) - {"id", "target"} | (also if len(place) == 1 else set())
            if detail["type"] != "missing" or len(place) > 1 or place[0] not in item:
                document.add((*path, *place), describe(detail, known, is_secret(model, place)))
        return None
    return made if len(given) == len(item) else None
