"""The form of one channel: the fields of its kind, checked by the same model that imports use."""

from typing import Any

from pydantic import TypeAdapter, ValidationError
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from agent.channel_services import WrongPart, address
from agent.messages import FieldError
from agent.model import Channel, clean_text
from desktop.labels import error_label, plain, say
from desktop.monitors.errors import mark
from desktop.monitors.forms.rows import RowsField
from desktop.settings.editors import ChoiceEditor, NumberEditor, TextEditor, as_editor, editor_of
from desktop.settings.kinds import FieldSpec, KindSpec, kinds
from desktop.settings.secret import SecretField
from desktop.theme import Theme

_MODEL: TypeAdapter[Channel] = TypeAdapter(Channel)
_USUAL_PORTS = {"none": 25, "starttls": 587, "tls": 465}


class ChannelForm(QWidget):
    """Edits a channel of the kind ``key``; ``channel`` is the one to change, None for a new one."""

    edited = Signal()

    def __init__(self, key: str, channel: Channel | None, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind: KindSpec = kinds()[key]
        self._theme = theme
        self._id = channel.id if channel else 0
        self._kept = channel.url if channel is not None and channel.kind == "apprise" and self.kind.service else None
        self._layout = QFormLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setVerticalSpacing(12)
        self._layout.setHorizontalSpacing(16)
        self._layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._fields: dict[str, QWidget] = {}
        self._errors: dict[str, QLabel] = {}
        self._whole = error_label()
        if self.kind.warning:
            self._layout.addRow(_note(self.kind.warning))
        self._add(FieldSpec("name", self.tr("Name"), example=self.tr("ops"), hint=self._name_hint()))
        if self._kept is not None:
            self._layout.addRow(_note(self.tr("What was entered is kept. To replace it, fill in all of these again.")))
        for spec in self.kind.fields:
            self._add(spec)
        self._add(self._grouping())
        self._layout.addRow(self._whole)
        if self.kind.kind == "email":
            self._tie_port()
        if channel is not None:
            self._fill(channel)
        for widget in self._fields.values():
            as_editor(widget).edited.connect(self.edited)

    def _name_hint(self) -> str:
        return self.tr("How monitors and alerts call this channel.")

    def _grouping(self) -> FieldSpec:
        hint = self.tr("Alerts within this time of a message become one message.")
        return FieldSpec(
            "group_seconds", self.tr("Group alerts"), "number", hint=hint, limits=(0, 3_600, 30), suffix=self.tr(" s")
        )

    def _add(self, spec: FieldSpec) -> None:
        widget = editor_of(spec, self._theme)
        widget.setAccessibleName(spec.label)
        widget.setAccessibleDescription(spec.hint)
        if isinstance(widget, NumberEditor) and widget.minimum() == 0:
            widget.setSpecialValueText(self.tr("Off"))
        self._fields[spec.name] = widget
        caption = QLabel(spec.label)
        caption.setBuddy(widget)
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        narrow = isinstance(widget, ChoiceEditor | NumberEditor)
        column.addWidget(widget, alignment=Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag(0))
        if spec.hint:
            column.addWidget(_note(spec.hint))
        error = self._errors[spec.name] = error_label()
        column.addWidget(error)
        line = widget if narrow or isinstance(widget, TextEditor | SecretField) else TextEditor()
        caption.setFixedHeight(line.sizeHint().height())  # on the line of the field, whatever stands below it
        self._layout.addRow(caption, cell)

    def _tie_port(self) -> None:
        security, port = self._fields["security"], self._fields["port"]
        if isinstance(security, ChoiceEditor) and isinstance(port, NumberEditor):
            security.edited.connect(lambda: self._suggest_port(security, port))

    def _suggest_port(self, security: ChoiceEditor, port: NumberEditor) -> None:
        if port.value() in _USUAL_PORTS.values():
            port.setValue(_USUAL_PORTS[security.value()])

    # -- in and out ----------------------------------------------------------------------------------------------------

    def _fill(self, channel: Channel) -> None:
        for field, widget in self._fields.items():
            if hasattr(channel, field):
                as_editor(widget).set_value(getattr(channel, field))

    def value(self, field: str) -> Any:
        """What stands in a field, as the model takes it."""
        return as_editor(self._fields[field]).value()

    def channel(self) -> Channel | None:
        """The channel as it stands in the form; None where it is not right yet, with the errors shown."""
        values = {field: self.value(field) for field in self._fields}
        wrong: list[FieldError] = []
        if self.kind.service:
            values = self._with_address(values, wrong)
        try:
            channel = _MODEL.validate_python({"id": self._id, "kind": self.kind.kind, **values})
        except ValidationError as error:
            wrong += [self._explained(part) for part in error.errors(include_url=False)]
        self.show_errors(wrong)
        return None if wrong else channel

    def _with_address(self, values: dict[str, Any], wrong: list[FieldError]) -> dict[str, Any]:
        """``values`` with the address that the service's own fields make in their place."""
        parts = {spec.name: str(values.pop(spec.name)) for spec in self.kind.fields}
        values["service"] = self.kind.service
        if self._kept is not None and not any(parts.values()):
            return {**values, "url": self._kept}
        try:
            return {**values, "url": address(self.kind.service, parts)}
        except WrongPart as error:
            wrong.append(FieldError(error.part, _sentence(str(error))))
            return {**values, "url": "${env:_}"}  # for the errors of the other fields

    def _explained(self, error: Any) -> FieldError:
        loc = [str(part) for part in error["loc"]]
        place = next((index for index, part in enumerate(loc) if part in self._fields), None)
        field = ".".join(loc[place:]) if place is not None else ""
        if place is not None and loc[place] == loc[-1] and not self.value(loc[place]):
            return FieldError(field, self.tr("Fill this in."))
        return FieldError(field, _sentence(str(error.get("ctx", {}).get("error", "")) or error["msg"]))

    def show_errors(self, errors: list[FieldError]) -> None:
        """Each error at its field, those of no field below; the first field in error gets the focus."""
        said: dict[str, dict[str, str]] = {}
        for error in errors:
            head, _, rest = error.field.partition(".")
            field = head if head in self._fields else ""
            said.setdefault(field, {}).setdefault(rest if field else error.field, error.message)
        for field, label in {**self._errors, "": self._whole}.items():
            messages = said.get(field, {})
            widget = self._fields.get(field)
            if isinstance(widget, RowsField):
                messages = widget.show_errors(messages)
            say(label, clean_text(" ".join(messages.values())))
        for field, widget in self._fields.items():
            if not isinstance(widget, RowsField):
                mark(widget.line if isinstance(widget, SecretField) else widget, invalid=field in said)
        first = next((field for field in self._fields if field in said), None)
        if first is not None:
            rows = self._fields[first]
            (rows.wrong if isinstance(rows, RowsField) and rows.wrong else rows).setFocus()

    def focus_first(self) -> None:
        self._fields["name"].setFocus()

    def field(self, name: str) -> QWidget:
        return self._fields[name]

    def error(self, name: str) -> str:
        """What is said to be wrong with a field; "" for nothing."""
        label = self._errors[name] if name else self._whole
        return "" if label.isHidden() else label.text()


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")


def _note(text: str) -> QLabel:
    note = plain(text, rank="second")
    note.setWordWrap(True)
    note.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    return note
