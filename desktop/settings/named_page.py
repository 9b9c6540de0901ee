"""A part of the settings that is a list of items which people name: New begins one, Delete marks one to be gone."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton

from agent.model import Settings
from desktop.settings.list_page import ListPage
from desktop.text import tr


class NamedPage(ListPage):
    """``new`` begins another item, ``delete`` marks the chosen one to be gone. ``fresh`` is what one without a name is
    called."""

    def __init__(self, settings: Settings, intro: str, listed: str, fresh: str) -> None:
        self._fresh = fresh
        self.new, self.delete = QPushButton(tr("New")), QPushButton(tr("Delete"))
        super().__init__(settings, intro, listed, self.new, self.delete)
        self.new.clicked.connect(self._begin)
        self.delete.clicked.connect(self.remove)
        self._fill()

    def keys(self) -> Sequence[str]:
        return [*super().keys(), *([""] if self._is_new else [])]

    @property
    def _is_new(self) -> bool:
        return self.chosen == "" and ("" in self._forms or not self.items())

    def label(self, key: str) -> str:
        return key or self._fresh

    @Slot()
    def _begin(self) -> None:
        self.choose("")
        self.focus_first()

    @Slot()
    def _edited(self) -> None:
        self.delete.setEnabled(self.chosen != "" or self._forms[""].dirty)
        super()._edited()
