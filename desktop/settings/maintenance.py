"""Maintenance windows: a list of them, and the form of the one that is chosen."""

from datetime import time
from functools import partial
from typing import Any

from agent.model import MaintenanceWindow, Settings
from desktop.monitors.forms.described import choices
from desktop.monitors.forms.editors import Choice, Number, Text, Words
from desktop.monitors.forms.section import Section
from desktop.settings.list_page import Item
from desktop.settings.named_page import NamedPage
from desktop.text import tr

SHOWN = {"date": ("once",), "days": ("weekly",), "day": ("monthly",), "cron": ("cron",)}
"""The fields that matter for some repetitions only."""


class When(Text):
    """A day or a time of day, as it is typed."""

    def set_value(self, value: Any) -> None:
        super().set_value(f"{value:%H:%M}" if isinstance(value, time) else str(value or ""))


class MaintenancePage(NamedPage):
    """Maintenance windows."""

    part, prefix = "maintenance", "window"

    def __init__(self, settings: Settings) -> None:
        intro = tr("Checks go on, but nobody is alerted and nothing enters uptime. Afterwards all is judged anew.")
        super().__init__(settings, intro, tr("Maintenance windows"), tr("New window"))

    def make(self, item: Item | None) -> Section:
        section = Section()
        labels = {
            "once": self.tr("Once"),
            "daily": self.tr("Every day"),
            "weekly": self.tr("Every week"),
            "monthly": self.tr("Every month"),
            "cron": self.tr("By a cron expression"),
        }
        section.add("window.name", self.tr("Name"), Text(self.tr("Deployments")))
        section.add("window.repeat", self.tr("Repeat"), Choice(choices("window.repeat"), labels))
        section.add("window.date", self.tr("Day"), When("2030-01-31"))
        section.add("window.days", self.tr("Weekdays"), Words("mon, tue"))
        section.add("window.day", self.tr("Day of the month"), Number(4, optional=True))
        section.add("window.cron", self.tr("Cron"), Text("0 2 * * 1-5"))
        section.add("window.at", self.tr("Begins at"), When("02:00"), hint="")
        section.add("window.minutes", self.tr("Lasts"), Number(6), hint="", unit=self.tr("min"))
        section.add("window.zone", self.tr("Time zone"), Text("Europe/Berlin"))
        everything = self.tr("Without monitors and tags it is for all.")
        section.add("window.monitors", self.tr("Monitors"), Words("api-prod, web"), more=everything)
        section.add("window.tags", self.tr("Tags"), Words("prod"))
        if item is not None:
            for path, editor in section.editors.items():
                editor.set_value(getattr(item, path.removeprefix("window.")))
        section.edited.connect(partial(_refresh, section))
        _refresh(section)
        return section

    def read(self, key: str, values: dict[str, Any]) -> MaintenanceWindow:
        hidden = {field for field, repeats in SHOWN.items() if values["repeat"] not in repeats}
        kept = {field: value for field, value in values.items() if field not in hidden and value not in ("", None)}
        return MaintenanceWindow.model_validate(kept)

    def culprit(self, values: dict[str, Any]) -> str:
        return next((field for field, repeats in SHOWN.items() if values["repeat"] in repeats), "name")


def _refresh(section: Section) -> None:
    """Show the fields that matter for how often the window is."""
    repeat = section.editors["window.repeat"].value()
    for field, repeats in SHOWN.items():
        section.show_row(f"window.{field}", repeat in repeats)
    section.show_row("window.at", repeat != "cron")
