"""Completion of what is typed in a line, from a list of usual words."""

from collections.abc import Iterable

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit


def offer(line: QLineEdit, words: Iterable[str]) -> None:
    """Offer ``words`` that contain what is typed; none any more for no words."""
    known = list(words)
    old = line.completer()
    if old is not None:
        model = old.model()
        if isinstance(model, QStringListModel) and model.stringList() == known:
            return
    if not known:
        line.setCompleter(None)  # type: ignore[arg-type]  # Qt's way to take it away
        return
    completer = QCompleter(known, line)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    if (popup := completer.popup()) is not None:
        popup.setAccessibleName(line.accessibleName())
    line.setCompleter(completer)
