"""The form of one channel: its fields, checked by the same model that imports use."""

from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from agent.messages import FieldError
from agent.model import Channel, EmailChannel, SlackChannel, clean_text
from desktop.labels import plain
from desktop.settings.secret import SecretField

Kind = Literal["slack", "email"]
_MODEL: TypeAdapter[Channel] = TypeAdapter(Channel)
_USUAL_PORTS = {"none": 25, "starttls": 587, "tls": 465}


class ChannelForm(QWidget):
    """Edits a channel of ``kind``; ``channel`` is the one to change, None for a new one."""

    edited = Signal()

    def __init__(self, kind: Kind, channel: Channel | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._id = channel.id if channel else 0
        self._layout = QFormLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setVerticalSpacing(12)
        self._layout.setHorizontalSpacing(16)
        self._layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._fields: dict[str, QWidget] = {}
        self._errors: dict[str, QLabel] = {}
        self._whole = self._error_label()
        self._text("name", self.tr("Name"), self.tr("ops"), self.tr("How monitors and alerts call this channel."))
        (self._slack_fields if kind == "slack" else self._email_fields)()
        self._group_field()
        self._layout.addRow(self._whole)
        if channel is not None:
            self._fill(channel)
        self._follow_edits()

    # -- fields --------------------------------------------------------------------------------------------------------

    def _slack_fields(self) -> None:
        self._secret(
            "webhook_url",
            self.tr("Webhook address"),
            "https://hooks.slack.com/services/…",
            self.tr("Slack makes one under Apps → Incoming Webhooks. It goes to the keychain. ${env:NAME} works too."),
            removable=False,
        )

    def _email_fields(self) -> None:
        self._text("host", self.tr("Mail server"), "smtp.example.org")
        security = QComboBox()
        for value, label in (
            ("starttls", self.tr("STARTTLS")),
            ("tls", self.tr("TLS from the start")),
            ("none", self.tr("None: everything is sent in the clear")),
        ):
            security.addItem(label, value)
        port = QSpinBox(minimum=1, maximum=65_535, value=_USUAL_PORTS["starttls"])
        security.currentIndexChanged.connect(lambda: self._suggest_port(security, port))
        self._row("security", self.tr("Security"), security)
        self._row("port", self.tr("Port"), port)
        self._text("sender", self.tr("From"), "monitor@example.org")
        self._text(
            "recipients", self.tr("To"), "ops@example.org, on-call@example.org", self.tr("Several with commas between.")
        )
        self._text("username", self.tr("User name"), self.tr("Empty where no login is needed"))
        self._secret(
            "password",
            self.tr("Password"),
            "",
            self.tr("It goes to the keychain. ${env:NAME} works too."),
            removable=True,
        )

    def _group_field(self) -> None:
        seconds = QSpinBox(minimum=0, maximum=3_600, value=30)
        seconds.setSuffix(self.tr(" s"))
        seconds.setSpecialValueText(self.tr("Off"))
        help_text = self.tr("Alerts within this time of a message become one message. The first goes at once.")
        self._row("group_seconds", self.tr("Group alerts"), seconds, help_text)

    def _text(self, field: str, label: str, example: str = "", help_text: str = "") -> None:
        line = QLineEdit()
        line.setPlaceholderText(example)
        self._row(field, label, line, help_text)

    def _secret(self, field: str, label: str, example: str, help_text: str, *, removable: bool) -> None:
        self._row(field, label, SecretField(label, example, removable=removable), help_text)

    def _row(self, field: str, label: str, widget: QWidget, help_text: str = "") -> None:
        widget.setAccessibleName(label)
        widget.setAccessibleDescription(help_text)
        self._fields[field] = widget
        caption = QLabel(label)
        caption.setBuddy(widget)
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        narrow = isinstance(widget, QComboBox | QSpinBox)
        column.addWidget(widget, alignment=Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag(0))
        if help_text:
            note = plain(help_text, rank="second")
            note.setWordWrap(True)
            column.addWidget(note)
        error = self._errors[field] = self._error_label()
        column.addWidget(error)
        caption.setFixedHeight(widget.sizeHint().height())  # on the line of the field, whatever stands below it
        self._layout.addRow(caption, cell)

    def _error_label(self) -> QLabel:
        label = plain(rank="error")
        label.setWordWrap(True)
        label.hide()
        return label

    def _suggest_port(self, security: QComboBox, port: QSpinBox) -> None:
        if port.value() in _USUAL_PORTS.values():
            port.setValue(_USUAL_PORTS[security.currentData()])

    def _follow_edits(self) -> None:
        for widget in self._fields.values():
            match widget:
                case QLineEdit():
                    widget.textChanged.connect(self.edited)
                case QSpinBox():
                    widget.valueChanged.connect(self.edited)
                case QComboBox():
                    widget.currentIndexChanged.connect(self.edited)
                case SecretField():
                    widget.edited.connect(self.edited)

    # -- in and out ----------------------------------------------------------------------------------------------------

    def _fill(self, channel: SlackChannel | EmailChannel) -> None:
        for field, widget in self._fields.items():
            value = getattr(channel, field)
            match widget:
                case SecretField():
                    widget.set_secret(value)
                case QComboBox():
                    widget.setCurrentIndex(widget.findData(value))
                case QSpinBox():
                    widget.setValue(value)
                case QLineEdit():
                    widget.setText(", ".join(value) if isinstance(value, tuple) else value)

    def value(self, field: str) -> Any:
        """What stands in a field, as the model takes it."""
        match self._fields[field]:
            case SecretField() as widget:
                return widget.secret()
            case QComboBox() as widget:
                return widget.currentData()
            case QSpinBox() as widget:
                return widget.value()
            case QLineEdit() as widget:
                text = widget.text()
                if field == "recipients":
                    return tuple(part.strip() for part in text.split(",") if part.strip())
                return text
        raise AssertionError(field)

    def channel(self) -> Channel | None:
        """The channel as it stands in the form; None where it is not right yet, with the errors shown."""
        values = {field: self.value(field) for field in self._fields}
        try:
            channel = _MODEL.validate_python({"id": self._id, "kind": self.kind, **values})
        except ValidationError as error:
            self.show_errors([self._explained(part) for part in error.errors(include_url=False)])
            return None
        self.show_errors([])
        return channel

    def _explained(self, error: Any) -> FieldError:
        field = next((str(part) for part in error["loc"] if part in self._fields), "")
        if field and not self.value(field):
            return FieldError(field, self.tr("Fill this in."))
        reason = str(error.get("ctx", {}).get("error", "")) or error["msg"]
        return FieldError(field, reason[:1].upper() + reason[1:] + ".")

    def show_errors(self, errors: list[FieldError]) -> None:
        """Each error at its field, those of no field below; the first field in error gets the focus."""
        said: dict[str, list[str]] = {}
        for error in errors:
            parts = error.field.split(".")
            said.setdefault(next((part for part in parts if part in self._fields), ""), []).append(error.message)
        for field, label in {**self._errors, "": self._whole}.items():
            text = " ".join(said.get(field, []))
            label.setText(clean_text(text))
            label.setVisible(bool(text))
        for field, widget in self._fields.items():
            _mark(widget.line if isinstance(widget, SecretField) else widget, field in said)
        first = next((field for field in self._fields if field in said), None)
        if first is not None:
            self._fields[first].setFocus()

    def focus_first(self) -> None:
        self._fields["name"].setFocus()

    def field(self, name: str) -> QWidget:
        return self._fields[name]

    def error(self, name: str) -> str:
        """What is said to be wrong with a field; "" for nothing."""
        label = self._errors[name] if name else self._whole
        return "" if label.isHidden() else label.text()


def _mark(widget: QWidget, invalid: bool) -> None:
    """Let the style sheet show that a field is wrong."""
    widget.setProperty("invalid", "true" if invalid else "false")
    widget.style().unpolish(widget)
    widget.style().polish(widget)
