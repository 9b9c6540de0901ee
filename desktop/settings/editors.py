"""The widgets of a channel's form, each with what stands in it as the model takes it."""

from typing import Any, Protocol, cast

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QSpinBox, QWidget

from desktop.monitors.forms.code import CodeEdit
from desktop.monitors.forms.rows import RowsField, RowWords
from desktop.settings.kinds import FieldSpec
from desktop.settings.secret import SecretField
from desktop.text import tr
from desktop.theme import Theme


class Editor(Protocol):
    """``edited`` is emitted at every change."""

    edited: SignalInstance

    def value(self) -> Any:
        """What stands in the field."""

    def set_value(self, value: Any) -> None:
        """Show what the model has."""


class TextEditor(QLineEdit):
    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.textChanged.connect(self.edited)

    def value(self) -> Any:
        return self.text()

    def set_value(self, value: Any) -> None:
        self.setText(value)


class WordsEditor(TextEditor):
    """Several, with commas between."""

    def value(self) -> Any:
        return tuple(part.strip() for part in self.text().split(",") if part.strip())

    def set_value(self, value: Any) -> None:
        self.setText(", ".join(value))


class LinesEditor(QPlainTextEdit):
    """One a line, as it is typed."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * 4 + 18)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self.edited)

    def value(self) -> Any:
        return tuple(self.toPlainText().rstrip("\n").split("\n")) if self.toPlainText().strip() else ()

    def set_value(self, value: Any) -> None:
        self.setPlainText("\n".join(value))


class SecretEditor(SecretField):
    def value(self) -> Any:
        return self.secret()

    def set_value(self, value: Any) -> None:
        self.set_secret(value)


class ChoiceEditor(QComboBox):
    edited = Signal()

    def __init__(self, choices: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        for value, label in choices:
            self.addItem(label, value)
        self.currentIndexChanged.connect(self.edited)

    def value(self) -> Any:
        return self.currentData()

    def set_value(self, value: Any) -> None:
        if self.findData(value) < 0:  # one that only a file can set
            self.addItem(str(value), value)
        self.setCurrentIndex(self.findData(value))


class NumberEditor(QSpinBox):
    edited = Signal()

    def __init__(self, least: int, most: int, usual: int, suffix: str) -> None:
        super().__init__(minimum=least, maximum=most, value=usual)
        self.setSuffix(suffix)
        self.valueChanged.connect(self.edited)

    def value(self) -> int:
        return super().value()

    def set_value(self, value: Any) -> None:
        self.setValue(value)


def editor_of(spec: FieldSpec, theme: Theme) -> QWidget:
    """The widget for a field; it is an :class:`Editor`."""
    match spec.editor:
        case "secret":
            return SecretEditor(spec.label, spec.example, removable=spec.removable)
        case "choice":
            return ChoiceEditor(spec.choices)
        case "number":
            return NumberEditor(*spec.limits, spec.suffix)
        case "lines":
            lines = LinesEditor()
            lines.setPlaceholderText(spec.example)
            return lines
        case "json":
            code = CodeEdit(theme, lines=5)
            code.setFixedHeight(code.minimumHeight())
            code.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            code.setPlaceholderText(spec.example)
            return code
        case "pairs":
            words = (tr("Name of the header"), tr("Value of the header"), tr("Add header"), tr("Remove this header"))
            return RowsField(theme, RowWords(*words))
    line = WordsEditor() if spec.editor == "words" else TextEditor()
    line.setPlaceholderText(spec.example)
    return line


def as_editor(widget: QWidget) -> Editor:
    """``widget`` by what makes it an editor."""
    return cast(Editor, widget)
