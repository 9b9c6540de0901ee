"""The headers of a request as rows of name and value; what is a secret is masked, and kept unless it is replaced."""

from collections.abc import Iterable

from pydantic import SecretStr
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from agent.model import Header, is_credential
from desktop.settings.secret import SecretField


class _Row(QWidget):
    """One header. Its value is masked as soon as its name says that it is a secret."""

    edited = Signal()
    removed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Name"))
        self.name.setAccessibleName(self.tr("Name of the header"))
        self.value = SecretField(self.tr("Value of the header"), self.tr("Value"), removable=False)
        self.value.set_masked(False)
        remove = QPushButton(self.tr("Remove"))
        remove.setAccessibleName(self.tr("Remove this header"))
        remove.setAutoDefault(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.name, 2)
        layout.addWidget(self.value, 3)
        layout.addWidget(remove)
        self.name.textChanged.connect(self._renamed)
        self.value.edited.connect(self.edited)
        remove.clicked.connect(self.removed)

    @Slot(str)
    def _renamed(self, name: str) -> None:
        self.value.set_masked(is_credential(name))
        self.edited.emit()

    def show_header(self, header: Header) -> None:
        self.name.setText(header.name)
        if isinstance(header.value, SecretStr):
            self.value.set_secret(header.value)
        else:
            self.value.line.setText(header.value)


class HeadersField(QWidget):
    """Edits the headers of a target."""

    edited = Signal()
    grown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self.rows: list[_Row] = []
        self.add_button = QPushButton(self.tr("Add header"))
        self.add_button.setAutoDefault(False)
        self.add_button.clicked.connect(self._add_clicked)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        self._layout.addLayout(foot)
        self.setFocusProxy(self.add_button)

    def set_headers(self, headers: Iterable[Header]) -> None:
        """Show ``headers``."""
        for header in headers:
            self.add().show_header(header)

    def headers(self) -> list[dict[str, str]]:
        """The headers as they stand, without rows that are empty."""
        given = [{"name": row.name.text().strip(), "value": row.value.secret()} for row in self.rows]
        return [one for one in given if any(one.values())]

    def add(self) -> _Row:
        """A new row at the end."""
        row = _Row(self)
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
        self.grown.emit()

    def _remove(self, row: _Row) -> None:
        self.rows.remove(row)
        self._layout.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.add_button.setFocus()
        self.edited.emit()
