"""Quiet hours: each weekday's times."""

from PySide6.QtCore import QLocale, Slot
from PySide6.QtWidgets import QPushButton

from agent.model import Settings
from desktop.monitors.forms.editors import Switch, Text
from desktop.settings.form_page import FormPage
from desktop.settings.restorable import Restorable
from desktop.text import tr

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class QuietPage(FormPage):
    """``spread`` gives every day the times of Monday."""

    def __init__(self, settings: Settings) -> None:
        self.spread = QPushButton(tr("Monday's for every day"))
        intro = tr(
            "Only critical alerts are told. All others wait, and each channel gets one message of them at the end. "
            "Which are critical is said in a monitor's dialog and by tag."
        )
        super().__init__(settings, "quiet", intro, self.spread)
        self.spread.clicked.connect(self._spread)

    def fill(self, section: Restorable) -> None:
        section.add("quiet.on", self.tr("Quiet hours"), Switch(self.tr("Keep quiet hours")), hint="", label=False)
        for number, day in enumerate(DAYS, 1):
            last = self.tr("Empty: none. An end that is not later is one of the next day: 00:00-00:00 is a whole day.")
            hint = last if day == DAYS[-1] else ""
            section.add(f"quiet.{day}", QLocale().standaloneDayName(number), Text("22:00-07:00"), hint=hint)
        section.add("quiet.zone", self.tr("Time zone"), Text("Europe/Berlin"))

    def culprit(self) -> str:
        return DAYS[0]

    @Slot()
    def _spread(self) -> None:
        times = self.section.editors[f"quiet.{DAYS[0]}"].value()
        for day in DAYS[1:]:
            self.section.editors[f"quiet.{day}"].set_value(times)
