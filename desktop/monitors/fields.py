"""Rows of a form: label, editor, explanation and error, under a heading."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from desktop.labels import plain
from desktop.monitors.channels_field import ChannelsField
from desktop.monitors.errors import mark
from desktop.monitors.headers_field import HeadersField
from desktop.settings.secret import SecretField
from desktop.theme import scaled


def number(text: str = "", digits: int = 10) -> QLineEdit:
    """A short field for a number; the model says whether it is one."""
    line = QLineEdit(text)
    line.setAlignment(Qt.AlignmentFlag.AlignRight)
    line.setFixedWidth(line.fontMetrics().averageCharWidth() * digits + 20)
    return line


class Section(QWidget):
    """Rows under a ``title``. ``editors`` are by the dotted path of their field in the model."""

    edited = Signal()

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.editors: dict[str, QWidget] = {}
        self._errors: dict[str, QLabel] = {}
        self._labels: list[QLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        if title:
            heading = plain(title)
            heading.setFont(scaled(self.font(), 1.0, self.font().Weight.DemiBold))
            self._grid.addWidget(heading, 0, 0, 1, 2)

    def add(
        self, path: str, title: str, editor: QWidget, hint: str = "", unit: str = "", *, short: bool = False
    ) -> None:
        """A row of one field."""
        place = self._beside(editor, plain(unit, rank="second")) if unit or short else editor
        self._row(title, place, editor, hint, (path,))
        self._take(path, title, editor, hint)

    def add_pair(
        self,
        first: tuple[str, QLineEdit, str],
        second: tuple[str, QLineEdit, str],
        title: str,
        between: str,
        after: str,
        hint: str,
    ) -> None:
        """A row of two numbers that make one sentence; each of the two is (path, editor, name)."""
        place = self._beside(first[1], plain(between), second[1], plain(after))
        self._row(title, place, first[1], hint, (first[0], second[0]))
        for path, editor, name in (first, second):
            self._take(path, name, editor, hint)

    def _beside(self, *widgets: QWidget) -> QWidget:
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
        return place

    def _row(self, title: str, place: QWidget, buddy: QWidget, hint: str, paths: tuple[str, ...]) -> None:
        row = self._grid.rowCount()
        label = plain(title)
        label.setBuddy(buddy)
        self._labels.append(label)
        top = isinstance(buddy, ChannelsField | HeadersField | QPlainTextEdit)
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(place, row, 1)
        if hint:
            note = plain(hint, rank="second")
            note.setWordWrap(True)
            note.setFont(scaled(self.font(), 0.92))
            self._grid.addWidget(note, row + 1, 1)
        for offset, path in enumerate(paths):
            error = self._errors[path] = plain(rank="error")
            error.setWordWrap(True)
            error.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            error.hide()
            self._grid.addWidget(error, row + 2 + offset, 1)
        self._grid.setRowMinimumHeight(row + 2 + len(paths), 4)

    def _take(self, path: str, title: str, editor: QWidget, hint: str) -> None:
        self.editors[path] = editor
        editor.setAccessibleName(title)
        editor.setAccessibleDescription(hint)
        match editor:
            case QLineEdit():
                editor.textChanged.connect(self.edited)
            case QComboBox():
                editor.currentIndexChanged.connect(self.edited)
            case QCheckBox():
                editor.toggled.connect(self.edited)
            case QPlainTextEdit():
                editor.textChanged.connect(self.edited)
            case SecretField() | ChannelsField() | HeadersField():
                editor.edited.connect(self.edited)

    def label_width(self) -> int:
        return max((label.sizeHint().width() for label in self._labels), default=0)

    def set_label_width(self, width: int) -> None:
        """Line the fields of several sections up."""
        self._grid.setColumnMinimumWidth(0, width)

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Say what is wrong, by path; the other fields are right."""
        for path, label in self._errors.items():
            message = errors.get(path, "")
            label.setText(message)
            label.setVisible(bool(message))
            editor = self.editors[path]
            mark(editor.line if isinstance(editor, SecretField) else editor, invalid=bool(message))

    def error(self, path: str) -> str:
        label = self._errors[path]
        return "" if label.isHidden() else label.text()
