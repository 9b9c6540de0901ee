"""A time zone by its name: this machine's, or any other."""

from zoneinfo import available_timezones

from PySide6.QtCore import Qt, QTimeZone, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget


class ZoneField(QComboBox):
    """Editable, completed as one types; its first entry is this machine's own zone. The others are listed once it is
    shown: that takes longer than a window that opens has."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        own = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
        self._own = self.tr("This machine's ({zone})").format(zone=own)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.addItem(self._own)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        self.setMinimumContentsLength(28)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setAccessibleName(self.tr("Time zone"))
        self.currentTextChanged.connect(self.edited)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.count() == 1:
            self.addItems(sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC"))

    def value(self) -> str:
        """The name as it stands there; "" is this machine's."""
        text = self.currentText().strip()
        return "" if text == self._own else text

    def set_value(self, zone: str) -> None:
        self.setCurrentText(zone or self._own)
