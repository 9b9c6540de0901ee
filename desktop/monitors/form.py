"""The form of a monitor: every field of the model, each with its explanation and its error beside it."""

from collections.abc import Collection, Sequence
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from agent.messages import FieldError
from agent.model import HttpTarget, Monitor, Rule
from desktop.labels import plain
from desktop.monitors.address import completed, unused
from desktop.monitors.channels_field import ChannelsField
from desktop.monitors.errors import field_errors
from desktop.monitors.fields import Section, number
from desktop.monitors.headers_field import HeadersField
from desktop.settings.secret import SecretField
from desktop.theme import Theme

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class MonitorForm(QWidget):
    """Edits ``monitor`` (None: a new one). ``edited`` comes with every change, ``grown`` when More opens or closes."""

    edited = Signal()
    grown = Signal()

    def __init__(
        self, theme: Theme, channels: Sequence[str], taken: Collection[str], monitor: Monitor | None = None
    ) -> None:
        super().__init__()
        self._theme = theme
        self._taken = taken
        self._id = monitor.id if monitor else 0
        self._body = "", ""
        self._sections = {
            "main": Section(),
            "check": Section(self.tr("Check")),
            "alerts": Section(self.tr("Alerts")),
            "access": Section(self.tr("Access")),
            "list": Section(self.tr("In the list")),
        }
        self._whole = plain(rank="error")
        self._whole.setWordWrap(True)
        self._whole.hide()
        self._fill_main()
        self._fill_check()
        self._fill_alerts(channels, monitor)
        self._fill_access()
        self._fill_list()
        self._lay_out()
        if monitor is not None:
            self._show(monitor)
        self.set_more(monitor is not None and bool(_beyond_the_usual(monitor)))
        self._url.textChanged.connect(self._suggest_name)
        self._suggest_name()
        for section in self._sections.values():
            section.edited.connect(self.edited)

    # -- fields -------------------------------------------------------------------------------------------------------

    def _fill_main(self) -> None:
        main = self._sections["main"]
        self._url = QLineEdit()
        self._url.setPlaceholderText("https://api.example.com/health")
        main.add("target.url", self.tr("Address"), self._url)
        self._name = QLineEdit()
        main.add("name", self.tr("Name"), self._name)

    def _fill_check(self) -> None:
        check = self._sections["check"]
        method = QComboBox()
        method.addItems(METHODS)
        check.add("target.method", self.tr("Method"), method, short=True)
        body = QPlainTextEdit()
        body.setTabChangesFocus(True)
        body.setFixedHeight(body.fontMetrics().lineSpacing() * 5)
        check.add("target.body", self.tr("Body"), body, _said(HttpTarget, "body"))
        expect = QLineEdit()
        expect.setText(HttpTarget.model_fields["expect"].default)
        check.add("target.expect", self.tr("Expected status"), expect, _said(HttpTarget, "expect"))
        self._number(check, "interval", self.tr("Interval"), self.tr("s"), Monitor)
        self._number(check, "timeout", self.tr("Timeout"), self.tr("s"), Monitor)
        self._number(check, "latency_threshold_ms", self.tr("Latency threshold"), self.tr("ms"), Monitor)

    def _fill_alerts(self, channels: Sequence[str], monitor: Monitor | None) -> None:
        alerts = self._sections["alerts"]
        rule = Rule()
        failures, window = number(str(rule.failures), 4), number(str(rule.window), 4)
        alerts.add_pair(
            ("rule.failures", failures, self.tr("Failures")),
            ("rule.window", window, self.tr("Window")),
            self.tr("Rule"),
            self.tr("of the last"),
            self.tr("checks failed"),
            self.tr("A monitor is down, and an alert opens, when so many of its last checks failed."),
        )
        self._number(alerts, "rule.hold", self.tr("Hold"), self.tr("s"), Rule)
        self._number(alerts, "confirm_every", self.tr("Confirm every"), self.tr("s"), Monitor)
        chosen = monitor.channels if monitor else None
        alerts.add("channels", self.tr("Channels"), ChannelsField(channels, chosen))

    def _fill_access(self) -> None:
        access = self._sections["access"]
        access.add("target.username", self.tr("User name"), QLineEdit(), _said(HttpTarget, "username"))
        access.add(
            "target.password",
            self.tr("Password"),
            SecretField(self.tr("Password"), "", removable=True),
            self.tr("It goes to the keychain. ${env:NAME} works too."),
        )
        headers = HeadersField()
        headers.grown.connect(self.grown)
        hint = self.tr(
            "Sent to the address's own origin only. Authorization, Cookie and their like go to the keychain."
        )
        access.add("target.headers", self.tr("Headers"), headers, hint)
        verify = QCheckBox(self.tr("The certificate must be valid"))
        verify.setChecked(True)
        access.add("target.verify_tls", self.tr("TLS"), verify)
        access.add("target.ca_file", self.tr("CA file"), QLineEdit(), _said(HttpTarget, "ca_file"))

    def _fill_list(self) -> None:
        tags = QLineEdit()
        tags.setPlaceholderText(self.tr("prod, billing"))
        self._sections["list"].add("tags", self.tr("Tags"), tags, self.tr("Several with commas between."))
        self._sections["list"].add("paused", self.tr("Paused"), QCheckBox(self.tr("Do not check for now")))

    def _number(self, section: Section, path: str, title: str, unit: str, model: type[Monitor] | type[Rule]) -> None:
        field = path.rpartition(".")[2]
        default = model.model_fields[field].default
        editor = number("" if default is None else f"{default:g}")
        hints = {
            "latency_threshold_ms": self.tr("Empty: no threshold."),
            "confirm_every": self.tr("Empty: a quarter of the interval, at least 10 s."),
        }
        hint = " ".join(part for part in (_said(model, field), hints.get(path, "")) if part)
        section.add(path, title, editor, hint, unit)

    def _lay_out(self) -> None:
        self._more = QToolButton()
        self._more.setText(self.tr("More"))
        self._more.setObjectName("more")
        self._more.setCheckable(True)
        self._more.toggled.connect(self.set_more)
        self._rest = QWidget()
        rest = QVBoxLayout(self._rest)
        rest.setContentsMargins(0, 0, 0, 0)
        rest.setSpacing(16)
        for name in ("check", "alerts", "access", "list"):
            rest.addWidget(self._sections[name])
        width = max(section.label_width() for section in self._sections.values())
        for section in self._sections.values():
            section.set_label_width(width)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self._whole)
        layout.addWidget(self._sections["main"])
        layout.addWidget(self._more)
        layout.addWidget(self._rest)
        layout.addStretch(1)

    @Slot(bool)
    def set_more(self, shown: bool) -> None:
        """Show or hide everything but address and name."""
        self._more.setChecked(shown)
        self._more.setIcon(self._theme.icon("chevron-down" if shown else "chevron-right"))
        self._more.setToolButtonStyle(self._more.toolButtonStyle().ToolButtonTextBesideIcon)
        self._rest.setVisible(shown)
        self.grown.emit()

    @property
    def more(self) -> bool:
        return self._more.isChecked()

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

    def _fields(self) -> dict[str, QWidget]:
        return {path: editor for section in self._sections.values() for path, editor in section.editors.items()}

    def field(self, path: str) -> QWidget:
        """The editor of a field, by its dotted path in the model."""
        return self._fields()[path]

    def _show(self, monitor: Monitor) -> None:
        for path, editor in self._fields().items():
            value: Any = monitor
            for part in path.split("."):
                value = getattr(value, part)
            match editor:
                case QCheckBox():
                    editor.setChecked(value)
                case QComboBox():
                    editor.setCurrentText(value)
                case SecretField():
                    editor.set_secret(value)
                case HeadersField():
                    editor.set_headers(value)
                case QPlainTextEdit():
                    editor.setPlainText(value)
                    self._body = editor.toPlainText(), value
                case QLineEdit() if isinstance(value, tuple):
                    editor.setText(", ".join(value))
                case QLineEdit():
                    editor.setText("" if value is None else f"{value:g}" if isinstance(value, float) else str(value))

    def _value(self, path: str, editor: QWidget) -> Any:
        match editor:
            case QCheckBox():
                return editor.isChecked()
            case QComboBox():
                return editor.currentText()
            case SecretField():
                return editor.secret()
            case ChannelsField():
                return editor.channels()
            case HeadersField():
                return editor.headers()
            case QPlainTextEdit():
                # The editor makes other characters of \r and non-breaking spaces: what was not changed stays.
                typed = editor.toPlainText()
                return self._body[1] if typed == self._body[0] else typed
            case QLineEdit():
                text = editor.text().strip()
                if path == "tags":
                    return tuple(part.strip() for part in text.split(",") if part.strip())
                if path == "target.url":
                    return completed(text)
                if path == "name":
                    return text or self._suggested()
                return None if not text and path in ("latency_threshold_ms", "confirm_every") else text
        raise AssertionError(path)

    def monitor(self) -> Monitor | None:
        """The monitor as it stands in the form; None where it is not right yet, with the errors shown."""
        values: dict[str, Any] = {"id": self._id, "target": {"kind": "http"}, "rule": {}}
        empty = []
        for path, editor in self._fields().items():
            value = self._value(path, editor)
            if value == "" and isinstance(editor, QLineEdit) and path in _NEEDED:
                empty.append(FieldError(path, self.tr("Fill this in.")))
            group, _, field = path.rpartition(".")
            (values[group] if group else values)[field] = value
        try:
            monitor = Monitor.model_validate(values)
        except ValidationError as error:
            blank = {one.field for one in empty}
            nameless = {"name"} if not self._name.text().strip() else set()
            found = [one for one in field_errors(error) if one.field not in blank | nameless]
            self.show_errors([*empty, *found])
            return None
        self.show_errors([])
        return monitor

    def show_errors(self, errors: Sequence[FieldError]) -> None:
        """Each error at its field, what fits no field above them; the first field in error gets the focus."""
        said: dict[str, list[str]] = {}
        paths = list(self._fields())
        for error in errors:
            said.setdefault(_nearest(error.field, paths), []).append(error.message)
        for section in self._sections.values():
            section.show_errors({path: " ".join(messages) for path, messages in said.items()})
        whole = " ".join(said.get("", []))
        self._whole.setText(whole)
        self._whole.setVisible(bool(whole))
        first = next((path for path in paths if path in said), None)
        if first is not None:
            if first not in self._sections["main"].editors:
                self.set_more(True)
            self.field(first).setFocus()

    def error(self, path: str) -> str:
        """What is said to be wrong with a field; "" for nothing, and for path "" what fits no field."""
        if not path:
            return "" if self._whole.isHidden() else self._whole.text()
        return next(section.error(path) for section in self._sections.values() if path in section.editors)

    def focus_first(self) -> None:
        self._url.setFocus()


_NEEDED = (
    "target.url",
    "target.expect",
    "interval",
    "timeout",
    "rule.failures",
    "rule.window",
    "rule.hold",
)


def _said(model: type[Monitor] | type[HttpTarget] | type[Rule], field: str) -> str:
    """The model's own explanation of a field, as a sentence."""
    text = model.model_fields[field].description or ""
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _nearest(path: str, fields: Sequence[str]) -> str:
    """The field an error is shown at: its own, else one inside it or around it, else none ("")."""
    for field in fields:
        if field == path or (field.startswith(f"{path}.") and path):
            return field
    return next((field for field in fields if path.startswith(f"{field}.")), "")


def _beyond_the_usual(monitor: Monitor) -> dict[str, Any]:
    """What of a monitor stands under More and is not as it is by default."""
    set_fields = monitor.model_dump(
        exclude_defaults=True, exclude={"id": True, "name": True, "target": {"url", "kind"}}
    )
    return {name: value for name, value in set_fields.items() if value}
