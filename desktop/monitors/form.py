"""The form of a monitor: one field first, everything else in groups, each error at its field."""

from collections.abc import Collection, Sequence
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSplitter, QToolButton, QVBoxLayout, QWidget

from agent.messages import FieldError
from agent.model import HttpTarget, Monitor
from desktop.labels import error_label, say
from desktop.monitors.address import NotTaken, completed, monitor_for, unused
from desktop.monitors.errors import field_errors
from desktop.monitors.forms.described import at, put
from desktop.monitors.forms.editors import Text
from desktop.monitors.forms.header import AddressField
from desktop.monitors.forms.pages import Pages
from desktop.monitors.forms.section import Editor, Section
from desktop.monitors.forms.side import Side
from desktop.monitors.forms.values import nearest
from desktop.text import tr
from desktop.theme import Theme

_OF_THE_ANSWER = ("expect", "assertions", "certificate_days")
"""What a curl command says nothing of: it stays as it is."""


class MonitorForm(QWidget):
    """Edits ``monitor`` (None: a new one); ``taken`` are the names of all monitors. ``edited`` comes with every
    change, ``grown`` when More opens or closes."""

    edited = Signal()
    grown = Signal()

    def __init__(
        self, theme: Theme, channels: Sequence[str], taken: Collection[str], monitor: Monitor | None = None
    ) -> None:
        super().__init__()
        self._theme = theme
        self._taken = taken
        others = sorted({*taken} - {monitor.name if monitor else ""}, key=str.casefold)
        self._id = monitor.id if monitor else 0
        self._filling = True
        self._shows_more = False
        self._whole = error_label()
        self._url, self._name = AddressField(), Text()
        self._main = Section()
        self._main.add("target.url", self.tr("Address"), self._url, hint="")
        self._main.add("name", self.tr("Name"), self._name, hint="")
        self.pages = Pages(theme, channels, others, monitor)
        self._lay_out()
        if monitor is not None:
            self._show(monitor)
        self._filling = False
        self._begun = self.values()
        self.set_more(monitor is not None)
        self._url.textChanged.connect(self._suggest_name)
        self._url.pasted.connect(self.take_curl)
        self._suggest_name()
        self._main.edited.connect(self._changed)
        self.pages.edited.connect(self._changed)

    def _lay_out(self) -> None:
        self._more = QToolButton()
        self._more.setText(self.tr("More"))
        self._more.setObjectName("more")
        self._more.setCheckable(True)
        self._more.toggled.connect(self.set_more)
        self.side = Side(self._theme)
        self.body = QSplitter()
        self.body.setChildrenCollapsible(False)
        self.body.addWidget(self.pages)
        self.body.addWidget(self.side)
        self.body.setStretchFactor(0, 1)
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 0)
        layout.setSpacing(8)
        layout.addWidget(self._whole)
        layout.addWidget(self._main)
        layout.addWidget(self._more)
        layout.addWidget(self.body, 1)
        for step, keys in ((1, ("Ctrl+Tab", "Ctrl+PgDown")), (-1, ("Ctrl+Shift+Tab", "Ctrl+PgUp"))):
            shortcut = QShortcut(self)
            shortcut.setKeys([QKeySequence(key) for key in keys])
            shortcut.activated.connect(lambda by=step: self._step(by))

    def _step(self, by: int) -> None:
        self.set_more(True)
        self.pages.step(by)

    @Slot(bool)
    def set_more(self, shown: bool) -> None:
        """Show or hide everything but address and name."""
        if self.isVisible() and shown is self._shows_more:
            return
        self._shows_more = shown
        self._more.setChecked(shown)
        self._more.setIcon(self._theme.icon("chevron-down" if shown else "chevron-right"))
        self._more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.pages.setVisible(shown)
        self.side.set_more(shown)
        self.grown.emit()

    def make_room(self, most: int) -> None:
        """Be high enough for all that a test says, up to ``most``; 0: that scrolls instead."""
        wanted = 0 if self.side.isHidden() else self.side.answer.sizeHint().height() + 16  # and the room above it
        self.body.setMinimumHeight(min(wanted, most))
        self._column.invalidate()  # at once: the dialog is about to ask how high this wants to be
        self._column.activate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        below = self.width() < self.fontMetrics().averageCharWidth() * 120
        self.body.setOrientation(Qt.Orientation.Vertical if below else Qt.Orientation.Horizontal)
        self.side.set_below(below)
        if event.oldSize() != self.size():
            room = self.body.height() if below else self.body.width()
            self.body.setSizes([room * 5 // 8, room * 3 // 8])

    @property
    def more(self) -> bool:
        return self._more.isChecked()

    @Slot()
    def _changed(self) -> None:
        if not self._filling:
            self.edited.emit()

    @Slot()
    def _suggest_name(self) -> None:
        self._name.setPlaceholderText(self._suggested() or self.tr("The host, unless you name it"))

    def _suggested(self) -> str:
        try:
            host = HttpTarget(url=completed(self._url.text())).host
        except ValidationError:
            return ""
        return unused(host, self._taken)

    # -- in and out ---------------------------------------------------------------------------------------------------

    def editors(self) -> dict[str, Editor]:
        """The editors of all fields, by dotted path."""
        return self._main.editors | self.pages.editors()

    def field(self, path: str) -> Editor:
        """The editor of a field, by its dotted path in the model."""
        return self.editors()[path]

    def _show(self, monitor: Monitor) -> None:
        for path, editor in self._main.editors.items():
            editor.set_value(at(monitor, path))
        self.pages.show_monitor(monitor)

    @Slot(str)
    def take_curl(self, text: str) -> bool:
        """Fill the form with the request of a curl command; False, with the error at the address, where it is none that
        can be taken over. What is a good answer stays as it is."""
        try:
            given = monitor_for(text, self._taken)
        except NotTaken as error:
            self.show_errors([FieldError("target.url", str(error))])
            return False
        except ValidationError as error:
            self.show_errors([FieldError("target.url", one.message) for one in field_errors(error)])
            return False
        self._filling = True
        self._url.set_value(given.target.url)
        self.pages.show_request(given, _OF_THE_ANSWER)
        self._filling = False
        self.show_errors([])
        self.set_more(True)
        self.edited.emit()
        return True

    def values(self) -> dict[str, Any]:
        """What stands in the form, by dotted path."""
        values = {path: editor.value() for path, editor in self._main.editors.items()} | self.pages.values()
        return values | {"name": values["name"] or self._suggested()}

    @property
    def dirty(self) -> bool:
        """Whether there is input that would be lost."""
        return self.values() != self._begun

    def target(self) -> HttpTarget | None:
        """The request as it stands in the form; None while it is not right yet. No error is shown."""
        if self._url.is_curl:
            return None
        given: dict[str, Any] = {}
        for path, value in self.values().items():
            if path.startswith("target.") and path.removeprefix("target.") not in _OF_THE_ANSWER:
                put(given, path, value)
        try:
            return HttpTarget.model_validate(given["target"])
        except ValidationError:
            return None

    def monitor(self) -> Monitor | None:
        """The monitor as it stands in the form; None where it is not right yet, with the errors shown."""
        if self._url.is_curl and not self.take_curl(self._url.text()):
            return None
        given: dict[str, Any] = {"id": self._id}
        empty = []
        for path, value in self.values().items():
            if value == "" and path in _NEEDED:
                empty.append(FieldError(path, tr("Fill this in.")))
            put(given, path, value)
        try:
            monitor = Monitor.model_validate(given)
        except ValidationError as error:
            blank = {one.field for one in empty}
            nameless = {"name"} if not self._name.value() else set()
            found = [one for one in field_errors(error) if one.field not in blank | nameless]
            self.show_errors([*empty, *found])
            return None
        self.show_errors([])
        return monitor

    # -- errors -------------------------------------------------------------------------------------------------------

    def show_errors(self, errors: Sequence[FieldError]) -> None:
        """Each error at its field, what fits no field above them; the first field in error gets the focus."""
        paths = list(self.editors())
        said: dict[str, list[str]] = {}
        for error in errors:
            said.setdefault(nearest(error.field, paths), []).append(error.message)
        joined = {path: " ".join(messages) for path, messages in said.items()}
        whole = joined.pop("", "")
        say(self._whole, whole)
        self._main.show_errors(joined)
        wrong = next((path for path in self._main.editors if path in joined), None)
        found = self.pages.show_errors(joined, focus=wrong is None)
        if wrong is not None:
            self.field(wrong).setFocus()
        elif found:
            self.set_more(True)
            self.pages.focus_wrong()

    def error(self, path: str) -> str:
        """What is said to be wrong with a field; "" for nothing, and for path "" what fits no field."""
        if not path:
            return "" if self._whole.isHidden() else self._whole.text()
        return self._main.error(path) if path in self._main.editors else self.pages.error(path)

    def set_editable(self, can: bool) -> None:
        """Keep hands off the input while the agent has it."""
        self._main.setEnabled(can)
        self._more.setEnabled(can)
        self.pages.setEnabled(can)

    @property
    def editable(self) -> bool:
        return self.pages.isEnabled()

    def focus_first(self) -> None:
        self._url.setFocus()


_NEEDED = (
    "target.url",
    "target.expect",
    "target.max_redirects",
    "target.api_key.name",
    "target.api_key.value",
    "target.oauth2.token_url",
    "target.oauth2.client_id",
    "interval",
    "timeout",
    "rule.failures",
    "rule.window",
    "rule.hold",
)
