"""Names and values as rows: query parameters and headers. A secret is masked, and kept unless it is replaced."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import SecretStr
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from agent.model import is_credential
from desktop.labels import error_label, say
from desktop.monitors.errors import mark
from desktop.monitors.forms.completion import offer
from desktop.settings.secret import SecretField
from desktop.theme import Theme


@dataclass(frozen=True)
class RowWords:
    """How rows of one kind are called: what a name and a value are, to add and to remove one. ``names`` and
    ``values_of`` a name are offered while one types."""

    name: str
    value: str
    add: str
    remove: str
    names: Sequence[str] = ()
    values_of: Callable[[str], Iterable[str]] = lambda name: ()


class Row(QWidget):
    """One name and its value, which is masked as soon as the name says that it is a secret."""

    edited = Signal()
    removed = Signal()

    def __init__(self, theme: Theme, words: RowWords, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = words
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Name"))
        self.name.setAccessibleName(words.name)
        self.value = SecretField(words.value, self.tr("Value"), removable=False)
        self.value.set_masked(False)
        self.remove_button = QToolButton()
        self.remove_button.setAccessibleName(words.remove)
        self.remove_button.setToolTip(words.remove)
        self.error = error_label()
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.name, 2)
        line.addWidget(self.value, 3)
        line.addWidget(self.remove_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self.error)
        offer(self.name, words.names)
        self.name.textChanged.connect(self._renamed)
        self.value.edited.connect(self.edited)
        self.remove_button.clicked.connect(self.removed)
        theme.changed.connect(self._paint)
        self._paint()

    @Slot()
    def _paint(self) -> None:
        self.remove_button.setIcon(self._theme.icon("close"))

    @Slot(str)
    def _renamed(self, name: str) -> None:
        secret = is_credential(name)
        self.value.set_masked(secret)
        offer(self.value.line, () if secret else self._words.values_of(name))
        self.edited.emit()

    def show_pair(self, name: str, value: str | SecretStr) -> None:
        self.name.setText(name)
        if isinstance(value, SecretStr):
            self.value.set_secret(value)
        else:
            self.value.line.setText(value)
            self.value.line.setCursorPosition(0)

    def pair(self) -> dict[str, str]:
        return {"name": self.name.text().strip(), "value": self.value.secret()}

    def show_error(self, part: str, message: str) -> None:
        """Say what is wrong with ``part``, name or value; "" for the row as a whole."""
        say(self.error, message)
        mark(self.name, invalid=bool(message) and part != "value")
        mark(self.value.line, invalid=bool(message) and part != "name")


class RowsField(QWidget):
    """Edits pairs of name and value. ``wrong`` is the first field that an error was said of."""

    edited = Signal()

    def __init__(self, theme: Theme, words: RowWords) -> None:
        super().__init__()
        self._theme = theme
        self._words = words
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self.rows: list[Row] = []
        self.wrong: QWidget | None = None
        self.add_button = QPushButton(words.add)
        self.add_button.setAutoDefault(False)
        self.add_button.clicked.connect(self._add_clicked)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        self._layout.addLayout(foot)

    def set_value(self, value: Iterable[Any]) -> None:
        """Show these parameters or headers and no others."""
        for row in list(self.rows):
            self._drop(row)
        for one in value:
            self.add().show_pair(one.name, one.value)

    def value(self) -> Any:
        """The pairs as they stand, without rows that are empty."""
        return [row.pair() for row in self._filled()]

    def _filled(self) -> list[Row]:
        return [row for row in self.rows if any(row.pair().values())]

    def show_errors(self, errors: Mapping[str, str]) -> dict[str, str]:
        """Say what is wrong in each row (``2.name``: in the third of :meth:`value`); returns what fits none."""
        filled = self._filled()
        found: dict[Row, tuple[str, str]] = {}
        rest = {}
        for path, message in errors.items():
            number, part = (*path.split("."), "")[:2]
            if number.isdecimal() and int(number) < len(filled):
                found[filled[int(number)]] = part, message
            else:
                rest[path] = message
        for row in self.rows:
            row.show_error(*found.get(row, ("", "")))
        first = next((row for row in self.rows if row in found), None)
        self.wrong = first and (first.value.line if found[first][0] == "value" else first.name)
        return rest

    def add(self) -> Row:
        """A new row at the end."""
        row = Row(self._theme, self._words, self)
        row.edited.connect(self.edited)
        row.removed.connect(lambda: self._remove(row))
        self.rows.append(row)
        self._layout.insertWidget(len(self.rows) - 1, row)
        return row

    @Slot()
    def _add_clicked(self) -> None:
        row = self.add()
        row.show()
        row.name.setFocus()

    def _remove(self, row: Row) -> None:
        place = self.rows.index(row)
        self._drop(row)
        next_one = self.rows[min(place, len(self.rows) - 1)].name if self.rows else self.add_button
        next_one.setFocus()
        self.edited.emit()

    def _drop(self, row: Row) -> None:
        self.rows.remove(row)
        self._layout.removeWidget(row)
        row.hide()
        row.deleteLater()
