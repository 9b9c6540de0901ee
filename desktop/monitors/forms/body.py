"""The body of a request: coloured by its kind, laid out on demand, with its mistake below while it is typed."""

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.labels import plain, say
from desktop.monitors.errors import mark
from desktop.monitors.forms.code import CodeEdit
from desktop.monitors.forms.json_text import fault
from desktop.theme import Theme

EXAMPLES = {
    "json": '{"ping": 1}',
    "form": "name=value",
    "xml": "<ping/>",
    "graphql": "query { viewer { login } }",
}


class BodyField(QWidget):
    """Edits a body of a ``kind`` of the model, ``json`` from the start."""

    edited = Signal()

    def __init__(self, theme: Theme, name: str, lines: int = 7) -> None:
        super().__init__()
        self._kind = ""
        self.code = CodeEdit(theme, lines)
        self.code.setAccessibleName(name)
        self.fault = plain(rank="error")
        self.fault.setWordWrap(True)
        self.format_button = QPushButton(self.tr("Format"))
        self.format_button.setAccessibleName(self.tr("Format: {name}").format(name=name))
        self.format_button.setToolTip(self.tr("Lay the JSON out over lines"))
        self.format_button.setAutoDefault(False)
        self.format_button.clicked.connect(self.code.format_json)
        foot = QHBoxLayout()
        foot.addWidget(self.fault, 1)
        foot.addStretch(0)
        foot.addWidget(self.format_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.code)
        layout.addLayout(foot)
        self.setFocusProxy(self.code)
        self.code.edited.connect(self._judge)
        self.code.edited.connect(self.edited)
        self.set_kind("json")

    def value(self) -> Any:
        return self.code.value()

    def set_value(self, value: Any) -> None:
        self.code.set_value(value)

    def set_kind(self, kind: str) -> None:
        """``auto`` counts as JSON while it looks like it."""
        self._kind = kind
        self.code.setPlaceholderText(EXAMPLES.get(kind, ""))
        self._judge()

    @Slot()
    def _judge(self) -> None:
        text = self.code.toPlainText()
        looks = text.lstrip()[:1] in ("{", "[")
        is_json = self._kind == "json" or (self._kind == "auto" and looks)
        self.code.highlighter.set_language("json" if is_json else self._kind)
        said = fault(text) if self._kind == "json" else ""
        say(self.fault, said)
        mark(self.code, invalid=bool(said))
        self.format_button.setVisible(is_json)
        self.format_button.setEnabled(bool(text.strip()) and not fault(text))
