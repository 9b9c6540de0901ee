"""The one field that a monitor begins with: an address, or a whole curl command; and the name."""

from typing import Any

from PySide6.QtCore import Signal, Slot

from desktop.monitors.address import completed, is_curl
from desktop.monitors.forms.editors import Text


class AddressField(Text):
    """``pasted`` comes with a curl command that was pasted as a whole."""

    pasted = Signal(str)

    def __init__(self) -> None:
        super().__init__("https://api.example.com/health")
        self._before = ""
        self.textEdited.connect(self._look)

    @property
    def is_curl(self) -> bool:
        return is_curl(self.text())

    def value(self) -> Any:
        return completed(super().value())

    def set_value(self, value: Any) -> None:
        super().set_value(value)
        self._before = self.text()

    @Slot(str)
    def _look(self, text: str) -> None:
        whole = len(text) > len(self._before) + 1  # more than one key's worth: not typed
        self._before = text
        if whole and is_curl(text):
            self.pasted.emit(text)
