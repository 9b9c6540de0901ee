"""A field for a secret: masked, and one that is kept already is not shown and stays unless it is replaced."""

from pydantic import SecretStr
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from agent.model import reference


class SecretField(QWidget):
    """Edits a :data:`~agent.model.Secret`. ``${env:NAME}`` is no secret and is shown as it is."""

    edited = Signal()

    def __init__(self, name: str, hint: str, *, removable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = hint
        self._removable = removable
        self._kept = ""
        self._masked = True
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.textChanged.connect(self._changed)
        self._remove = QPushButton(self.tr("Remove"))
        self._remove.setAccessibleName(self.tr("Remove the kept secret: {name}").format(name=name))
        self._remove.setAutoDefault(False)
        self._remove.clicked.connect(self._forget)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)
        layout.addWidget(self._remove)
        self.setFocusProxy(self.line)
        self.set_secret(SecretStr(""))

    def set_secret(self, secret: SecretStr) -> None:
        """Show what is known of ``secret``: of one that is kept nothing, of one just given so many dots."""
        where = reference(secret)
        self._kept = secret.get_secret_value() if where and where[0] != "env" else ""
        self.line.setText("" if self._kept else secret.get_secret_value())
        self._show_kept(where[0] if where else "")

    def set_masked(self, masked: bool) -> None:
        """Whether what is typed is hidden; else the field is as any other, until the text is a secret."""
        self._masked = masked
        self._mask(self.line.text())

    def secret(self) -> str:
        """What was typed, else the reference to what is kept."""
        return self.line.text().strip() or self._kept

    def _show_kept(self, place: str = "") -> None:
        kept = {
            "keychain": self.tr("In the keychain; type to replace"),
            "session": self.tr("Kept until the program ends; type to replace it"),
        }
        self.line.setPlaceholderText(kept.get(place, self._hint) if self._kept else self._hint)
        self._remove.setVisible(bool(self._kept) and self._removable)

    @Slot()
    def _forget(self) -> None:
        self._kept = ""
        self._show_kept()
        self.line.setFocus()
        self.edited.emit()

    @Slot(str)
    def _changed(self, text: str) -> None:
        self._mask(text)
        self.edited.emit()

    def _mask(self, text: str) -> None:
        mode = QLineEdit.EchoMode
        self.line.setEchoMode(mode.Password if self._masked and not text.startswith("${") else mode.Normal)
