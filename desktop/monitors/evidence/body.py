"""A text as a server sent it: of equal width, read-only, laid out where it is JSON, to be searched and copied."""

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPalette, QShortcut, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QTextEdit, QToolButton, QVBoxLayout, QWidget

from desktop.labels import plain, say, tooltip
from desktop.monitors.forms.code import CodeEdit
from desktop.monitors.forms.json_text import fault, laid_out
from desktop.theme import Theme

MARKED = 500
"""So many places of what is searched for are marked."""
DEEPEST = 40
"""JSON nested deeper stays as it came: laid out, it would be mostly space."""


class BodyView(QWidget):
    """Shows one text at a time; the search field is above it."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = ""
        self.code = CodeEdit(theme, 4)
        self.code.setReadOnly(True)
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.code.setWordWrapMode(self.code.wordWrapMode().WrapAnywhere)
        self.code.setAccessibleName(name)
        self.note = plain(rank="second")
        self.note.setWordWrap(True)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Find"))
        self.search.setAccessibleName(self.tr("Find in the text"))
        self.search.setClearButtonEnabled(True)
        self.found = plain(rank="second")
        self.previous, self.next = self._button(self.tr("Previous")), self._button(self.tr("Next"))
        self.copy = self._button(self.tr("Copy the text"))
        bar = QHBoxLayout()
        bar.setSpacing(4)
        bar.addWidget(self.search, 1)
        for widget in (self.found, self.previous, self.next, self.copy):
            bar.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(bar)
        layout.addWidget(self.note)
        layout.addWidget(self.code, 1)
        self._connect()
        self._take_icons()

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setAccessibleName(name)
        button.setToolTip(tooltip(name))
        return button

    def _connect(self) -> None:
        self.search.textChanged.connect(self._mark)
        self.search.returnPressed.connect(lambda: self.step(1))
        self.previous.clicked.connect(lambda: self.step(-1))
        self.next.clicked.connect(lambda: self.step(1))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._text))
        self._theme.changed.connect(self._take_icons)
        for widget in (self.code, self.search):
            widget.installEventFilter(self)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.search, context=Qt.ShortcutContext.WidgetShortcut)
        escape.activated.connect(self._leave)

    @Slot()
    def _take_icons(self) -> None:
        for button, icon in ((self.previous, "chevron-up"), (self.next, "chevron-down"), (self.copy, "copy")):
            button.setIcon(self._theme.icon(icon))
        self._mark()

    def show_text(self, text: str, language: str = "", note: str = "") -> None:
        """Show ``text``, as JSON laid out over lines; ``note`` says what of it is missing."""
        say(self.note, note)
        if text == self._text and self.code.toPlainText():
            return
        self._text = text
        self.code.highlighter.set_language(language)
        self.code.setPlainText(laid_out(text) if language == "json" and _readable(text) else text)
        self._mark()

    @property
    def shown(self) -> str:
        return self.code.toPlainText()

    # -- searching ----------------------------------------------------------------------------------------------------

    def step(self, by: int) -> None:
        """Go to the next place (-1: the previous one), around the end."""
        wanted = self.search.text()
        flags = QTextDocument.FindFlag.FindBackward if by < 0 else QTextDocument.FindFlag(0)
        if wanted and not self.code.find(wanted, flags):
            self.code.moveCursor(QTextCursor.MoveOperation.End if by < 0 else QTextCursor.MoveOperation.Start)
            self.code.find(wanted, flags)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Within a text Find is about it, and not about the list of monitors, which has the same shortcut."""
        if isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Find):
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress:
                self._find()
                return True
        return super().eventFilter(watched, event)

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _leave(self) -> None:
        self.search.clear()
        self.code.setFocus()

    def _mark(self) -> None:
        wanted = self.search.text()
        places: list[QTextEdit.ExtraSelection] = []
        cursor = self.code.document().find(wanted) if wanted else QTextCursor()
        while not cursor.isNull() and len(places) < MARKED:
            place = QTextEdit.ExtraSelection()
            place.cursor = cursor
            place.format.setBackground(self._theme.selection)
            place.format.setForeground(self.palette().color(QPalette.ColorRole.Text))
            places.append(place)
            cursor = self.code.document().find(wanted, cursor)
        self.code.setExtraSelections(places)
        more = "+" if len(places) == MARKED else ""
        self.found.setText(self.tr("{n} found").format(n=f"{len(places)}{more}") if wanted else "")
        for button in (self.previous, self.next):
            button.setEnabled(bool(places))


def _readable(text: str) -> bool:
    """Whether JSON can be laid out: it is some, and not nested beyond reason."""
    depth = deepest = 0
    for sign in text:
        if sign in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "]}":
            depth -= 1
    return deepest <= DEEPEST and bool(text.strip()) and not fault(text)
