"""Several monitors edited at once: what is ticked is changed in all of them, everything else stays as it is."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from agent.changes import ChangeMonitors, Values, changed, value_at, values_of
from agent.messages import CommandFailed, Event
from agent.model import Monitor
from desktop import text
from desktop.client import Client
from desktop.labels import error_label, plain, say
from desktop.monitors.errors import field_errors, mark
from desktop.monitors.forms.channels import ChannelsField
from desktop.monitors.forms.editors import Number, Text, Words
from desktop.monitors.forms.values import nearest
from desktop.monitors.undo import ChangeCommand
from desktop.text import tr

ADD, REMOVE = "add", "remove"
"""Rows that are no fields of their own: tags put to those there are, and taken from them."""

_Editor = Number | Text | Words | ChannelsField


class _Row:
    """A box that says whether a field is changed, its editor, and what is wrong with it. Editing ticks the box;
    clearing it brings back what stood there."""

    def __init__(self, title: str, editor: _Editor, unit: str, values: Sequence[Any]) -> None:
        self.box = QCheckBox(title)
        self.editor = editor
        self.error = error_label()
        self.unit = plain(unit, rank="second")
        self._common = values[0] if values and all(value == values[0] for value in values) else None
        editor.setAccessibleName(title)
        if values and self._common is None and isinstance(editor, QLineEdit):
            editor.setPlaceholderText(tr("Different") if any(value != values[0] for value in values) else "")
        self._reset()
        editor.edited.connect(lambda: self.box.setChecked(True))
        self.box.clicked.connect(self._clicked)

    def _clicked(self, ticked: bool) -> None:
        if ticked:
            self.editor.setFocus()
        else:
            self._reset()

    def _reset(self) -> None:
        self.editor.blockSignals(True)
        self.editor.set_value(() if self._common is None and isinstance(self.editor, Words) else self._common)
        self.editor.blockSignals(False)
        self.show_error("")

    def show_error(self, said: str) -> None:
        say(self.error, said)
        mark(self.editor, invalid=bool(said))


class BulkDialog(QDialog):
    """Edits ``monitors``. ``changed`` carries the :class:`ChangeCommand` that takes it back, once the agent has stored
    all of it; until then nothing of the input is lost."""

    changed = Signal(object)

    def __init__(
        self, client: Client, monitors: Sequence[Monitor], channels: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._client = client
        self._monitors = tuple(monitors)
        self._request = 0
        self.setWindowTitle(
            text.count(len(monitors), self.tr("Edit {n} monitor"), self.tr("Edit {n} monitors")),
        )
        self.rows: dict[str, _Row] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._add_rows(channels)
        self.problem = error_label()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        self.save_button = buttons.button(QDialogButtonBox.StandardButton.Save)
        self.save_button.setProperty("primary", True)
        buttons.accepted.connect(self.save)
        buttons.rejected.connect(self.reject)
        self.finished.connect(self._let_go)
        self._lay_out(buttons)
        self._refresh()

    def _add_rows(self, channels: Sequence[str]) -> None:
        seconds = self.tr("s")
        self._add("interval", self.tr("Interval"), Number(), seconds)
        self._add("timeout", self.tr("Timeout"), Number(), seconds)
        self._add("target.expect", self.tr("Good status codes"), Text())
        self._add("latency_threshold_ms", self.tr("Degraded above"), Number(optional=True), self.tr("ms"))
        self._add("uptime_target", self.tr("Uptime target"), Number(optional=True), self.tr("%"))
        self._add("confirm_every", self.tr("Confirm every"), Number(optional=True), seconds)
        self._add("rule.failures", self.tr("Alert at"), Number(), self.tr("failures"))
        self._add("rule.window", self.tr("Of the last"), Number(), self.tr("checks"))
        self._add("rule.hold", self.tr("Hold"), Number(), seconds)
        everybody = self.tr("As its tags say, else all channels")
        self._add("channels", self.tr("Channels"), ChannelsField(channels, None, everybody))
        self._add(ADD, self.tr("Add tags"), Words("prod, billing"))
        self._add(REMOVE, self.tr("Remove tags"), Words())
        there = sorted({tag for monitor in self._monitors for tag in monitor.tags}, key=str.casefold)
        self.rows[REMOVE].editor.setToolTip(", ".join(there))

    def _add(self, path: str, title: str, editor: _Editor, unit: str = "") -> None:
        values = [] if path in (ADD, REMOVE) else [value_at(monitor, path) for monitor in self._monitors]
        row = self.rows[path] = _Row(title, editor, unit, values)
        place = self._grid.rowCount()
        top = Qt.AlignmentFlag.AlignTop if isinstance(editor, ChannelsField) else Qt.AlignmentFlag.AlignVCenter
        beside = QHBoxLayout()
        beside.setSpacing(8)
        beside.addWidget(editor, 0 if isinstance(editor, Number) else 1)
        if unit:
            beside.addWidget(row.unit)
            beside.addStretch(1)
        self._grid.addWidget(row.box, place, 0, top)
        self._grid.addLayout(beside, place, 1)
        self._grid.addWidget(row.error, place + 1, 1)
        row.box.toggled.connect(self._refresh)

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        said = plain(
            self.tr("What is ticked is changed in all of them; the rest of each stays as it is."), rank="second"
        )
        said.setWordWrap(True)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 16, 20, 8)
        column.setSpacing(12)
        for part in (said, self.problem):
            column.addWidget(part)
        column.addLayout(self._grid)
        column.addStretch(1)
        area = QScrollArea()
        area.setObjectName("formArea")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(area, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 8, 20, 16)
        foot.addWidget(buttons)
        layout.addLayout(foot)
        metrics = self.fontMetrics()
        self.resize(metrics.averageCharWidth() * 84, inside.sizeHint().height() + metrics.height() * 4)

    # -- what is changed ----------------------------------------------------------------------------------------------

    @Slot()
    def _refresh(self) -> None:
        self.save_button.setEnabled(any(row.box.isChecked() for row in self.rows.values()) and not self._request)

    def values(self, monitor: Monitor) -> Values:
        """The fields of ``monitor`` that are ticked, as typed."""
        ticked = {path: row.editor.value() for path, row in self.rows.items() if row.box.isChecked()}
        added, removed = ticked.pop(ADD, ()), ticked.pop(REMOVE, ())
        if added or removed:
            kept = (tag for tag in monitor.tags if tag not in removed)
            ticked["tags"] = tuple(dict.fromkeys((*kept, *added)))
        return tuple(ticked.items())

    @Slot()
    def save(self) -> None:
        """Have the monitors changed, all or none; the dialog closes when they are."""
        if self._request or not self.save_button.isEnabled():
            return
        changes = tuple((monitor.id, self.values(monitor)) for monitor in self._monitors)
        errors: dict[str, str] = {}
        for monitor, (_, values) in zip(self._monitors, changes, strict=True):
            try:
                changed(monitor, values)
            except ValidationError as error:
                errors = self._said(monitor, error)
                break
        self._show_errors(errors)
        if not errors:
            self._changes = changes
            self._request = self._client.ask(lambda n: ChangeMonitors(n, changes), self._saved, self._refused)
            self._refresh()

    def _said(self, monitor: Monitor, error: ValidationError) -> dict[str, str]:
        """What is wrong, by row; with the name of the monitor where it depends on what else stands in it."""
        said: dict[str, str] = {}
        for one in field_errors(error):
            path = nearest(one.field, self.rows)
            ticked = path in self.rows and one.field == path
            said[path if path in self.rows else ""] = one.message if ticked else f"{monitor.name}: {one.message}"
        return said

    def _show_errors(self, errors: Mapping[str, str]) -> None:
        for path, row in self.rows.items():
            row.show_error(errors.get(path, ""))
        say(self.problem, errors.get("", ""))
        wrong = next((row for path, row in self.rows.items() if path in errors), None)
        if wrong is not None:
            wrong.editor.setFocus()

    def _saved(self, _: Event) -> None:
        self._request = 0
        before = tuple(
            (monitor.id, values_of(monitor, [path for path, _ in values]))
            for monitor, (_, values) in zip(self._monitors, self._changes, strict=True)
        )
        what = QCoreApplication.translate("BulkDialog", "{n} monitors").format(n=len(self._monitors))
        self.changed.emit(ChangeCommand(self._client, what, before, self._changes))
        self.accept()

    def _refused(self, failure: CommandFailed) -> None:
        self._request = 0
        self._show_errors({"": failure.message})
        self._refresh()

    @Slot()
    def _let_go(self) -> None:
        if self._request:
            self._client.forget(self._request)
