"""Quiet hours: the times of each weekday."""

from pydantic import ValidationError
from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from agent.model import QuietHours, Settings
from desktop.labels import plain
from desktop.monitors.errors import field_errors
from desktop.monitors.forms.editors import Switch, Text
from desktop.monitors.forms.section import Section
from desktop.monitors.forms.values import nearest

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class QuietPage(QWidget):
    """``wanted`` brings the settings as they are to be."""

    wanted = Signal(object)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        intro = plain(
            self.tr(
                "Only critical alerts are told. All others wait, and each channel gets one message of them at the end. "
                "Which are critical is said in a monitor's dialog and by tag."
            ),
            rank="second",
        )
        intro.setWordWrap(True)
        self.section = Section()
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 8, 0)
        inside = QWidget()
        inside.setLayout(self._place)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        self.spread = QPushButton(self.tr("Monday's for every day"))
        self.spread.clicked.connect(self._spread)
        self.save = QPushButton(self.tr("Save"))
        self.save.setProperty("primary", "true")
        self.save.clicked.connect(self._save)
        buttons = QHBoxLayout()
        for button in (self.spread, self.save):
            button.setAutoDefault(False)
            if button is self.save:
                buttons.addStretch(1)
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(intro)
        layout.addWidget(area, 1)
        layout.addLayout(buttons)
        self._place.addWidget(self.section)
        self._place.addStretch(1)
        self._show()

    def set_settings(self, settings: Settings) -> None:
        """Show these; what is being edited stays where the quiet hours did not change."""
        other = settings.quiet != self._settings.quiet
        self._settings = settings
        if other:
            self._show()

    def _show(self) -> None:
        shown, self.section = self.section, Section()
        section = self.section
        section.add("quiet.on", self.tr("Quiet hours"), Switch(self.tr("Keep quiet hours")), hint="", label=False)
        for number, day in enumerate(DAYS, 1):
            last = self.tr("Empty: none. An end that is not later is one of the next day: 00:00-00:00 is a whole day.")
            hint = last if day == DAYS[-1] else ""
            section.add(f"quiet.{day}", QLocale().standaloneDayName(number), Text("22:00-07:00"), hint=hint)
        section.add("quiet.zone", self.tr("Time zone"), Text("Europe/Berlin"))
        for path, editor in section.editors.items():
            editor.set_value(getattr(self._settings.quiet, path.removeprefix("quiet.")))
        self._place.replaceWidget(shown, section, Qt.FindChildOption.FindDirectChildrenOnly)
        shown.deleteLater()
        self.setTabOrder(section.editors["quiet.zone"], self.spread)
        self.setTabOrder(self.spread, self.save)

    @Slot()
    def _spread(self) -> None:
        times = self.section.editors[f"quiet.{DAYS[0]}"].value()
        for day in DAYS[1:]:
            self.section.editors[f"quiet.{day}"].set_value(times)

    @Slot()
    def _save(self) -> None:
        values = {path.removeprefix("quiet."): editor.value() for path, editor in self.section.editors.items()}
        try:
            quiet = QuietHours.model_validate(values)
        except ValidationError as error:
            paths = list(self.section.editors)
            found = {nearest(f"quiet.{one.field or DAYS[0]}", paths): one.message for one in field_errors(error)}
            self.section.show_errors(found)
            return
        self.section.show_errors({})
        self.wanted.emit(self._settings.model_copy(update={"quiet": quiet}))
