"""The foot of a page that is saved as a whole: what became of it, and its buttons."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.labels import plain, say, set_rank
from desktop.settings.area import INSET


class Foot(QWidget):
    """``save`` and ``revert`` can be used while something is ``dirty``; other buttons stand at the left."""

    def __init__(self, *others: QPushButton) -> None:
        super().__init__()
        self.note = plain()
        self.note.setWordWrap(True)
        self.note.hide()
        self.save, self.revert = QPushButton(self.tr("Save")), QPushButton(self.tr("Revert"))
        self.save.setProperty("primary", "true")
        self.save.setToolTip(self.tr("Save this page (Ctrl+Enter)"))
        self.revert.setToolTip(self.tr("Go back to what is saved"))
        buttons = QHBoxLayout()
        for button in others:
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.revert)
        buttons.addWidget(self.save)
        for button in (*others, self.save, self.revert):
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(INSET, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.note)
        layout.addLayout(buttons)

    def set_dirty(self, dirty: bool) -> None:
        for button in (self.save, self.revert):
            button.setEnabled(dirty)

    def say(self, words: str, *, bad: bool = False) -> None:
        """Say something above the buttons; "" takes it away."""
        set_rank(self.note, "error" if bad else "second")
        say(self.note, words)

    def say_changed_elsewhere(self) -> None:
        """What was entered stays, but it is no longer an answer to what is shown beside it."""
        self.say(
            self.tr(
                "This was changed elsewhere meanwhile. What you entered is still here: Save puts it in place of that, "
                "Revert shows that."
            )
        )
