"""A field for text that machines read: of equal width, coloured, and returned as it was given."""

from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from desktop.monitors.forms.highlight import Highlighter
from desktop.monitors.forms.json_text import fault, laid_out
from desktop.theme import Theme


class CodeEdit(QPlainTextEdit):
    """``lines`` high. Tab moves on: the keyboard is never caught. ``headed`` as of :class:`Highlighter`."""

    edited = Signal()

    def __init__(self, theme: Theme, lines: int = 6, *, headed: bool = False) -> None:
        super().__init__()
        self._shown, self._given = "", ""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self.font().pointSizeF())
        self.setFont(font)
        self.setTabChangesFocus(True)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * lines + 18)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.highlighter = Highlighter(self.document(), theme, headed=headed)
        self.textChanged.connect(self.edited)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def value(self) -> Any:
        # The editor makes line ends of \r: what was not changed stays. Only the raw text has its non-breaking spaces.
        typed = self._typed()
        return self._given if typed == self._shown else typed

    def set_value(self, value: Any) -> None:
        self.setPlainText(value or "")
        self._shown, self._given = self._typed(), value or ""

    def _typed(self) -> str:
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

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
