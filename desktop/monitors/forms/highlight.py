"""Light colours for JSON, XML and GraphQL: names, values and signs apart, in the theme's own colours."""

import re

from PySide6.QtCore import Slot
from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from desktop.theme import Theme

_STRING = r'"(?:\\.|[^"\\])*"?'
_NAME = r'"(?:\\.|[^"\\])*"(?=\s*:)'
_PATTERNS: dict[str, re.Pattern[str]] = {
    "json": re.compile(
        rf"(?P<name>{_NAME})|(?P<text>{_STRING})|(?P<value>-?\b\d[\d.eE+-]*|\b(?:true|false|null)\b)"
        r"|(?P<sign>[\[\]{},:])"
    ),
    "xml": re.compile(
        r"(?P<sign><!--.*?(?:-->|$)|<\?.*?(?:\?>|$)|/?>)|(?P<name></?[\w:.-]+)"
        r"""|(?P<value>\s[\w:.-]+(?=\s*=\s*["']))|(?P<text>"[^"]*"|'[^']*')"""
    ),
    "graphql": re.compile(
        rf"(?P<sign>#.*$|[{{}}()\[\]:!=|])|(?P<text>{_STRING})"
        r"|(?P<name>\b(?:query|mutation|subscription|fragment|on)\b)|(?P<value>[$@]\w+|-?\b\d[\d.]*|\b(?:true|false|null)\b)"
    ),
}


_HEAD = re.compile(r"(?P<name>^[A-Z]+(?= )|^[\w-]+(?=:))|(?P<sign>HTTP/.*$)")
_NOTE = re.compile(r"(?P<sign>^# .*$)")
_IN_BODY = 1


class Highlighter(QSyntaxHighlighter):
    """Colours a document as the language last chosen; none for any other. With ``headed`` what stands before the first
    empty line is the head of a request."""

    def __init__(self, document: QTextDocument, theme: Theme, *, headed: bool = False) -> None:
        super().__init__(document)
        self._headed = headed
        self._theme = theme
        self._language = ""
        theme.changed.connect(self._repaint)

    @Slot()
    def _repaint(self) -> None:
        self.rehighlight()

    def set_language(self, language: str) -> None:
        """``json``, ``xml``, ``graphql``, or anything else for plain text."""
        if language != self._language:
            self._language = language
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        pattern = _PATTERNS.get(self._language)
        if self._headed:
            in_body = self.previousBlockState() == _IN_BODY or not text
            self.setCurrentBlockState(_IN_BODY if in_body else 0)
            pattern = _HEAD if not in_body else _NOTE if text.startswith("# ") else pattern
        if pattern is None or len(text) > 20_000:  # one huge line is no reading matter
            return
        for match in pattern.finditer(text):
            found = self._format(match.lastgroup or "")
            if found is not None:
                self.setFormat(match.start(), len(match[0]), found)

    def _format(self, part: str) -> QTextCharFormat | None:
        color: QColor | None = {
            "name": self._theme.accent,
            "value": self._theme.literal,
            "sign": self._theme.faint,
        }.get(part)
        if color is None:
            return None
        made = QTextCharFormat()
        made.setForeground(color)
        return made
