"""The field that makes a monitor of a pasted address or curl command."""

from pydantic import ValidationError
from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from agent.messages import CommandFailed, Event, MonitorSaved, SaveMonitor
from desktop.client import Client
from desktop.labels import error_label, say
from desktop.monitors.address import NotTaken, monitor_for
from desktop.monitors.errors import field_errors, mark
from desktop.monitors.model import MonitorsModel
from desktop.theme import Theme


class QuickAdd(QWidget):
    """Enter saves and checks at once; what is wrong stands below the field, and the input stays. ``added`` names
    the new monitor."""

    added = Signal(int)

    def __init__(self, client: Client, model: MonitorsModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._model = model
        self._theme = theme
        self._request = 0
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Paste a URL or a curl command"))
        self.field.setAccessibleName(self.tr("Address of a new monitor"))
        self.field.setClearButtonEnabled(True)
        self._icon = QAction(self.field.accessibleName(), self.field)
        self.field.addAction(self._icon, QLineEdit.ActionPosition.LeadingPosition)
        self.error = error_label()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.field)
        layout.addWidget(self.error)
        self.setFocusProxy(self.field)
        self.field.returnPressed.connect(self._submit)
        self.field.textEdited.connect(self._clear_error)
        theme.changed.connect(self._take_icon)
        self._take_icon()

    @Slot()
    def _take_icon(self) -> None:
        self._icon.setIcon(self._theme.icon("add", self._theme.faint))

    @Slot()
    def _submit(self) -> None:
        text = self.field.text().strip()
        if not text or self._request:
            return
        try:
            monitor = monitor_for(text, {view.monitor.name for view in self._model.views()})
        except ValidationError as error:
            self._show_error("; ".join(one.message for one in field_errors(error)))
            return
        except NotTaken as error:
            self._show_error(str(error))
            return
        self.field.setReadOnly(True)
        self._request = self._client.ask(lambda number: SaveMonitor(number, monitor), self._saved, self._refused)

    def _saved(self, event: Event) -> None:
        assert isinstance(event, MonitorSaved)  # noqa: S101 - the answer to SaveMonitor
        self._request = 0
        self.field.setReadOnly(False)
        self.field.clear()
        self._clear_error()
        self.added.emit(event.view.monitor.id)

    def _refused(self, failure: CommandFailed) -> None:
        self._request = 0
        self.field.setReadOnly(False)
        self._show_error("; ".join(one.message for one in failure.errors))

    def _show_error(self, message: str) -> None:
        say(self.error, message)
        self.field.setAccessibleDescription(message)
        mark(self.field, invalid=True)
        self.field.setFocus()

    @Slot()
    def _clear_error(self) -> None:
        say(self.error, "")
        self.field.setAccessibleDescription("")
        mark(self.field, invalid=False)
