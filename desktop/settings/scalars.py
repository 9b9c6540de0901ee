"""Fields of a form, made of what the model itself says of them: name, explanation, default, unit, choices."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal, get_args, get_origin

from desktop.monitors.forms.described import field_info, fields
from desktop.monitors.forms.editors import Choice, Number, Switch, Text, Words
from desktop.monitors.forms.section import Editor, Section
from desktop.text import tr


def add_fields(section: Section, owner: str, names: Iterable[str] = ()) -> None:
    """A row for each of ``names`` of the model ``owner`` (see :mod:`desktop.monitors.forms.described`); all it has,
    where none is named.

    Of a field, ``title`` is the label, ``description`` the explanation, and ``json_schema_extra`` may have its
    ``unit``, an ``example`` and the ``labels`` of what it can be.
    """
    for name in names or fields(owner):
        path = f"{owner}.{name}"
        info = field_info(path)
        title = tr(info.title or "") or name.replace("_", " ").capitalize()
        extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
        editor = editor_of(path, title)
        section.add(path, title, editor, unit=str(extra.get("unit", "")), label=not isinstance(editor, Switch))


def editor_of(path: str, title: str) -> Editor:
    """The editor for a field by its type. TypeError where there is none for it: such a field has a page of its own."""
    info = field_info(path)
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    example, labels = str(extra.get("example", "")), extra.get("labels")
    kinds = {_bare(kind) for kind in get_args(info.annotation) or (info.annotation,)}
    if get_origin(info.annotation) is Literal:
        named = {str(key): tr(str(value)) for key, value in labels.items()} if isinstance(labels, dict) else {}
        return Choice(get_args(info.annotation), named)
    if kinds == {bool}:
        return Switch(title)
    if kinds - {type(None)} <= {int, float}:
        return Number(8, optional=type(None) in kinds)
    if kinds - {type(None)} == {str}:
        return Text(example)
    if get_origin(info.annotation) is tuple and kinds <= {str, ...}:
        return Words(example)
    raise TypeError(f"There is no editor for {path}, which is {info.annotation}.")


def _bare(kind: Any) -> Any:
    return get_args(kind)[0] if get_origin(kind) is Annotated else kind
