"""What is asked: method, query, headers and body."""

from typing import Any

from agent.model import BODY_METHODS
from desktop.monitors.forms.body import BodyField
from desktop.monitors.forms.common import HEADERS, values_of
from desktop.monitors.forms.described import choices
from desktop.monitors.forms.editors import Choice, Switch
from desktop.monitors.forms.group import Group
from desktop.monitors.forms.rows import RowsField, RowWords
from desktop.monitors.forms.section import Section
from desktop.text import tr
from desktop.theme import Theme


class RequestGroup(Group):
    """The body is shown where the method has one, and its variables where it is GraphQL."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._method = Choice(choices("target.method"))
        self._kind = Choice(choices("target.body_kind"), _kinds())
        self._body = BodyField(theme, tr("Body"))
        self._variables = BodyField(theme, tr("Variables"), 3)
        self._section = section = Section()
        section.add("target.method", tr("Method"), self._method)
        section.add("target.query", tr("Query"), RowsField(theme, _parameter()), wide=True)
        section.add("target.headers", tr("Headers"), RowsField(theme, _header()), wide=True, more=_secrets())
        section.add("target.body_kind", tr("Body"), self._kind, hint="")
        section.add("target.body", tr("Body text"), self._body, hint="", wide=True, label=False)
        section.add("target.variables", tr("Variables"), self._variables, wide=True)
        cache = Switch(tr("Ask past caches"))
        section.add("target.cache_busting", tr("Caching"), cache, hint="")
        super().__init__(tr("&Request"), section)
        for choice in (self._method, self._kind):
            choice.edited.connect(self.refresh)

    def refresh(self) -> None:
        kind = self._kind.value()
        has_body = self._method.value() in BODY_METHODS or bool(self._body.value())
        self._section.show_row("target.body_kind", has_body)
        self._section.show_row("target.body", has_body)
        self._section.show_row("target.variables", has_body and kind == "graphql")
        self._body.set_kind(kind)

    def values(self) -> dict[str, Any]:
        values = super().values()
        if values["target.body_kind"] != "graphql":
            values["target.variables"] = ""
        return values


def _kinds() -> dict[str, str]:
    return {
        "auto": tr("JSON if it reads as JSON, else text"),
        "json": tr("JSON"),
        "form": tr("Form: name=value, a line each"),
        "xml": tr("XML"),
        "text": tr("Text"),
        "graphql": tr("GraphQL"),
    }


def _secrets() -> str:
    return tr("Values that are secret by their name go to the keychain; ${env:NAME} works too.")


def _parameter() -> RowWords:
    return RowWords(
        tr("Name of the parameter"), tr("Value of the parameter"), tr("Add parameter"), tr("Remove this parameter")
    )


def _header() -> RowWords:
    return RowWords(
        tr("Name of the header"),
        tr("Value of the header"),
        tr("Add header"),
        tr("Remove this header"),
        tuple(HEADERS),
        values_of,
    )
