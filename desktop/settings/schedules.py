"""Scheduled reports: a list of them, and the form of the one that is chosen."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QLocale

from agent.model import FORMATS, ReportFormat, ReportKind, ReportSchedule, Settings
from desktop.monitors.forms.described import choices
from desktop.monitors.forms.editors import Choice, Number, Switch, Text, Words
from desktop.monitors.forms.section import Section
from desktop.reports import words
from desktop.settings.list_page import Item
from desktop.settings.maintenance import When
from desktop.settings.named_page import NamedPage
from desktop.text import tr


class SchedulesPage(NamedPage):
    """``channels`` are the names of those by which reports can be mailed."""

    part, prefix = "reports", "plan"

    def __init__(self, settings: Settings, channels: Sequence[str]) -> None:
        self._channels = tuple(channels)
        intro = tr(
            "Reports of the last week or month, made by themselves while the program runs, or as soon as it runs again."
        )
        super().__init__(settings, intro, tr("Scheduled reports"), tr("New report"))

    def make(self, item: Item | None) -> Section:
        section = Section()
        kinds = {kind.value: words.kind_name(kind) for kind in ReportKind}
        forms = {form.value: words.format_name(form) for form in ReportFormat}
        repeats = {"weekly": self.tr("Every week"), "monthly": self.tr("Every month")}
        days = {day: QLocale().standaloneDayName(place) for place, day in enumerate(choices("plan.weekday"), 1)}
        channels = {"": self.tr("None")}
        held = item.channel if isinstance(item, ReportSchedule) else ""
        names = dict.fromkeys(("", *self._channels, held))
        section.add("plan.on", self.tr("Made"), Switch(self.tr("Make this report")), hint="", label=False)
        section.add("plan.name", self.tr("Name"), Text(self.tr("Monthly availability")))
        section.add("plan.kind", self.tr("Report"), Choice(list(kinds), kinds), hint="")
        section.add("plan.format", self.tr("Format"), Choice(list(forms), forms), hint="")
        section.add("plan.title", self.tr("Title"), Text(self.tr("Availability report")), hint="")
        section.add("plan.repeat", self.tr("Repeat"), Choice(choices("plan.repeat"), repeats))
        section.add("plan.weekday", self.tr("Weekday"), Choice(choices("plan.weekday"), days), hint="")
        section.add("plan.day", self.tr("Day of the month"), Number(4))
        section.add("plan.at", self.tr("At"), When("08:00"))
        section.add("plan.zone", self.tr("Time zone"), Text("Europe/Berlin"))
        section.add("plan.folder", self.tr("Into the folder"), Text("/srv/reports"))
        mailed = self.tr("The report is attached.") if self._channels else self.tr("There is no e-mail channel yet.")
        section.add("plan.channel", self.tr("By e-mail"), Choice(list(names), channels), hint=mailed)
        everything = self.tr("Without monitors and tags it is of all.")
        section.add("plan.monitors", self.tr("Monitors"), Words("api-prod, web"), more=everything)
        section.add("plan.tags", self.tr("Tags"), Words("prod"))
        for path, editor in section.editors.items():
            if item is not None:
                editor.set_value(getattr(item, path.removeprefix("plan.")))
        section.edited.connect(partial(_refresh, section))
        _refresh(section)
        return section

    def read(self, key: str, values: dict[str, Any]) -> ReportSchedule:
        return ReportSchedule.model_validate({field: value for field, value in values.items() if value is not None})

    def culprit(self, values: dict[str, Any]) -> str:
        fits = values["format"] in FORMATS[ReportKind(values["kind"])]
        return "folder" if fits else "format"


def _refresh(section: Section) -> None:
    """Show what matters for the kind and for how often the report is made."""
    kind, form = section.editors["plan.kind"], section.editors["plan.format"]
    able = FORMATS[ReportKind(kind.value())]
    if isinstance(form, Choice) and form.value() not in able:
        form.set_value(able[0].value)
    weekly = section.editors["plan.repeat"].value() == "weekly"
    section.show_row("plan.title", kind.value() == ReportKind.DOCUMENT)
    section.show_row("plan.weekday", weekly)
    section.show_row("plan.day", not weekly)
