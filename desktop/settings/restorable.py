"""A form of settings: each field says its default, and can go back to it."""

from functools import partial
from typing import Any

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QToolButton

from desktop.monitors.forms.described import default
from desktop.monitors.forms.editors import Choice
from desktop.monitors.forms.section import Editor, Section
from desktop.text import tr


class Restorable(Section):
    """Rows as in any form, with a button on the right where a field does not have its default."""

    def __init__(self, title: str = "") -> None:
        super().__init__(title)
        self._restore: dict[str, QToolButton] = {}
        self._usual: dict[str, Any] = {}
        self.edited.connect(self._compare)

    def add(
        self,
        path: str,
        title: str,
        editor: Editor,
        hint: str | None = None,
        unit: str = "",
        *,
        more: str = "",
        wide: bool = False,
        label: bool = True,
    ) -> None:
        row = self._grid.rowCount() + (1 if wide and label else 0)
        said = said_default(path, editor, unit)
        usual = tr("Default: {value}.").format(value=said) if said else ""
        more = " ".join(part for part in (more, usual) if part)
        super().add(path, title, editor, hint, unit, more=more, wide=wide, label=label)
        button = self._restore[path] = QToolButton()
        button.setObjectName("restore")
        button.setText(tr("Restore default"))
        button.setAccessibleName(tr("Restore the default of {name}").format(name=title))
        button.clicked.connect(partial(self.restore, path))
        self._usual[path] = editor.value()  # as the editor gives the model's default back
        self._grid.addWidget(button, row, 2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._compare()

    def restore(self, path: str) -> None:
        """Put the default into a field."""
        editor = self.editors[path]
        editor.set_value(default(path))
        editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def restore_button(self, path: str) -> QToolButton:
        return self._restore[path]

    def show_row(self, path: str, shown: bool) -> None:
        super().show_row(path, shown)
        self._compare()

    def _compare(self) -> None:
        for path, button in self._restore.items():
            editor = self.editors[path]
            button.setVisible(editor.value() != self._usual[path] and not editor.isHidden())


def said_default(path: str, editor: Editor, unit: str = "") -> str:
    """The default of a field in words; "" where it is to be empty."""
    usual = default(path)
    if isinstance(editor, Choice):
        return f"“{editor.itemText(editor.findData(usual))}”"
    if isinstance(usual, bool):
        return tr("on") if usual else tr("off")
    if isinstance(usual, int | float):
        return f"{QLocale().toString(usual)} {unit}".rstrip()
    return ", ".join(map(str, usual)) if isinstance(usual, tuple) else str(usual or "")
