"""Which other monitors are named: several with commas between, offered while typing, or one of a list."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QCompleter

from desktop.monitors.forms.editors import Choice, Words
from desktop.text import tr


class _NamesCompleter(QCompleter):
    """Completes the name after the last comma."""

    def splitPath(self, path: str) -> list[str]:
        return [path.rpartition(",")[2].strip()]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        line = self.widget()
        before = line.text().rpartition(",")[0] if isinstance(line, MonitorsField) else ""
        name = str(super().pathFromIndex(index))
        return f"{before}, {name}" if before else name


class MonitorsField(Words):
    """``names`` are the monitors there are."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(", ".join(names[:2]))
        completer = _NamesCompleter(list(names), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)


class MonitorChoice(Choice):
    """One of ``names``, or none; ``chosen`` may be gone."""

    def __init__(self, names: Sequence[str], chosen: str | None) -> None:
        there = dict.fromkeys((*names, *((chosen,) if chosen else ())))
        super().__init__(("", *there), {"": tr("None")})
        self.setMinimumContentsLength(16)
        self.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def value(self) -> Any:
        return super().value() or None

    def set_value(self, value: Any) -> None:
        super().set_value(value or "")
