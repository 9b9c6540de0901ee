"""What a page of the settings is, and what pages have in common."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from agent.messages import CommandFailed
from agent.model import Settings
from desktop.labels import plain
from desktop.monitors.forms.section import Section
from desktop.settings.area import INSET


class Page(QWidget):
    """Shows some of the settings. ``wanted`` brings all settings as they are to be; ``edited`` comes when
    :attr:`dirty` may be another, and when other fields are shown.

    A page whose fields apply at once is never dirty. The window calls :meth:`set_settings` whenever they change,
    whoever changed them, and :meth:`refuse` where what the page wanted was not taken.
    """

    wanted = Signal(object)
    edited = Signal()

    def __init__(self, intro: str = "") -> None:
        super().__init__()
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(12)
        if intro:
            words = plain(intro, rank="second")
            words.setWordWrap(True)
            words.setContentsMargins(INSET, 0, 0, 0)
            self._body.addWidget(words)

    @property
    def dirty(self) -> bool:
        """Whether something was entered that is not saved yet."""
        return False

    def set_settings(self, settings: Settings) -> None:
        """Show these; what was entered and is not saved stays."""

    def refresh(self) -> None:
        """Take in what else changed meanwhile; the page comes into sight."""

    def refuse(self, failure: CommandFailed) -> None:
        """Say why what was wanted is not saved."""

    def save(self) -> None:
        """Ask for what was entered; what is wrong with it is shown instead."""

    def leave(self) -> None:
        """The window closes: nobody waits for answers any more."""

    def sections(self) -> Iterable[Section]:
        """The forms in which the search looks for settings."""
        return self.findChildren(Section)

    def back(self) -> bool:
        """Go one step back within the page, as Escape does; False where there is none."""
        return False

    def focus_first(self) -> None:
        """Give the focus to the first field."""
        editors = (editor for section in self.sections() for editor in section.editors.values())
        first = next((editor for editor in editors if editor.isVisibleTo(self) and editor.isEnabled()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)
