"""A field for text that machines read: of equal width, coloured, and returned as it was given."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QPlainTextEdit

from desktop.monitors.forms.highlight import Highlighter
from desktop.monitors.forms.json_text import fault, laid_out
from desktop.theme import Theme


class CodeEdit(QPlainTextEdit):
    """``lines`` high. Tab moves on: the keyboard is never caught."""

    edited = Signal()

    def __init__(self, theme: Theme, lines: int = 6) -> None:
        super().__init__()
        self._shown, self._given = "", ""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self.font().pointSizeF())
        self.setFont(font)
        self.setTabChangesFocus(True)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * lines + 18)
        self.highlighter = Highlighter(self.document(), theme)
        self.textChanged.connect(self.edited)

    def value(self) -> Any:
        # The editor makes other characters of \r and non-breaking spaces: what was not changed stays.
        typed = self.toPlainText()
        return self._given if typed == self._shown else typed

    def set_value(self, value: Any) -> None:
        self.setPlainText(value or "")
        self._shown, self._given = self.toPlainText(), value or ""

    def format_json(self) -> bool:
        """Lay JSON out over lines; False where it is none. It can be undone."""
        text = self.toPlainText()
        if fault(text):
            return False
        if (made := laid_out(text)) != text:
            cursor = self.textCursor()
            cursor.select(cursor.SelectionType.Document)
            cursor.insertText(made)
        return True
