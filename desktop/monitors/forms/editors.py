"""The editors of single fields: each has ``value()``, as the model takes it, ``set_value()`` and ``edited``."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import SecretStr
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop.settings.secret import SecretField


class Text(QLineEdit):
    """One line of text."""

    edited = Signal()

    def __init__(self, example: str = "") -> None:
        super().__init__()
        self.setPlaceholderText(example)
        self.textChanged.connect(self.edited)

    def value(self) -> Any:
        return self.text().strip()

    def set_value(self, value: Any) -> None:
        self.setText(value or "")
        self.setCursorPosition(0)


class Number(QLineEdit):
    """A short field for a number; the model says whether it is one. Empty is None where ``optional``."""

    edited = Signal()

    def __init__(self, digits: int = 10, *, optional: bool = False) -> None:
        super().__init__()
        self._optional = optional
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * digits + 20)
        self.textChanged.connect(self.edited)

    def value(self) -> Any:
        text = self.text().strip()
        return None if self._optional and not text else text

    def set_value(self, value: Any) -> None:
        # repr keeps every digit of a float; a whole one needs no ".0"
        self.setText("" if value is None else repr(value).removesuffix(".0"))


class Words(QLineEdit):
    """Several values with commas between."""

    edited = Signal()

    def __init__(self, example: str = "") -> None:
        super().__init__()
        self._shown, self._given = "", ()
        self.setPlaceholderText(example)
        self.textChanged.connect(self.edited)

    def value(self) -> Any:
        if self.text() == self._shown:  # one of the values may have a comma
            return self._given
        return tuple(part.strip() for part in self.text().split(",") if part.strip())

    def set_value(self, value: Any) -> None:
        self._given = tuple(value)
        self._shown = ", ".join(map(str, value))
        self.setText(self._shown)
        self.setCursorPosition(0)


class Switch(QCheckBox):
    """Yes or no; ``inverted`` where the box says the opposite of the field."""

    edited = Signal()

    def __init__(self, label: str, *, inverted: bool = False) -> None:
        super().__init__(label)
        self._inverted = inverted
        self.toggled.connect(self.edited)

    def value(self) -> Any:
        return self.isChecked() is not self._inverted

    def set_value(self, value: Any) -> None:
        self.setChecked(bool(value) is not self._inverted)


class Choice(QComboBox):
    """One of several; ``labels`` are shown in place of the model's words where there are some."""

    edited = Signal()

    def __init__(self, values: Sequence[str], labels: Mapping[str, str] | None = None) -> None:
        super().__init__()
        for value in values:
            self.addItem((labels or {}).get(value, value), value)
        self.currentIndexChanged.connect(self.edited)

    def value(self) -> Any:
        return self.currentData()

    def set_value(self, value: Any) -> None:
        self.setCurrentIndex(self.findData(value))


class Secret(SecretField):
    """A secret: kept unless it is replaced or removed."""

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__(name, hint, removable=True)

    def value(self) -> Any:
        return self.secret()

    def set_value(self, value: Any) -> None:
        self.set_secret(SecretStr("") if value is None else value)


class File(QWidget):
    """The path of a file, typed or chosen."""

    edited = Signal()

    def __init__(self, name: str, filters: str, example: str = "") -> None:
        super().__init__()
        self._name = name
        self._filters = filters
        self.line = QLineEdit()
        self.line.setPlaceholderText(example)
        self.line.setAccessibleName(name)
        self.line.textChanged.connect(self.edited)
        self.button = QPushButton(self.tr("Choose…"))
        self.button.setAccessibleName(self.tr("Choose a file: {name}").format(name=name))
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._choose)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.button)
        self.setFocusProxy(self.line)

    def value(self) -> Any:
        return self.line.text().strip()

    def set_value(self, value: Any) -> None:
        self.line.setText(value or "")

    @Slot()
    def _choose(self) -> None:
        dialog = QFileDialog(self, self._name, self.value(), self._filters)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.line.setText)
        dialog.open()
