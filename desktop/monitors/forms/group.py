"""A group of a form: sections one below the other, on a page of its own."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.monitors.forms.section import Editor, Section


class Group(QWidget):
    """``title`` is the name on its button, with the mnemonic. ``edited`` comes with every change."""

    edited = Signal()

    def __init__(self, title: str, *sections: Section) -> None:
        super().__init__()
        self.title = title
        self.sections = sections
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 16)
        layout.setSpacing(20)
        width = max(section.label_width() for section in sections)
        for section in sections:
            section.set_label_width(width)
            section.edited.connect(self.edited)
            layout.addWidget(section)
        layout.addStretch(1)

    @property
    def editors(self) -> dict[str, Editor]:
        return {path: editor for section in self.sections for path, editor in section.editors.items()}

    def values(self) -> dict[str, Any]:
        """What stands in the group, by path; a path that is shorter than its fields' own takes their place."""
        return {path: editor.value() for path, editor in self.editors.items()}

    def refresh(self) -> None:
        """Show the fields that matter now."""

    def show_errors(self, errors: Mapping[str, str]) -> None:
        for section in self.sections:
            section.show_errors(errors)

    def error(self, path: str) -> str:
        return next(section.error(path) for section in self.sections if path in section.editors)
