"""The place of reports: what is chosen is what the agent is asked, and what becomes of it is said."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from agent.messages import (
    FieldError,
    MakePlanned,
    PlansChanged,
    PlanState,
    ReportProgress,
    ReportStopped,
    SettingsChanged,
    StopReport,
    WriteReport,
)
from agent.model import Report, ReportFormat, ReportKind, ReportSchedule, Settings
from agent.periods import Preset
from desktop.client import Client
from desktop.monitors.model import MonitorsModel
from desktop.reports.page import ReportsPage
from desktop.reports.plans import trouble_said
from tests.desktop.fake_agent import FakeAgent, a_dozen


class Place:
    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.client = Client()
        self.page = ReportsPage(self.client, MonitorsModel(self.client))
        qtbot.addWidget(self.page)
        self.agent = FakeAgent(self.client, a_dozen())
        self.agent.start()
        self.page.show()

    def choose(self, kind: ReportKind, form: ReportFormat, preset: Preset, zone: str = "UTC") -> None:
        form_ = self.page.form
        for box, value in ((form_.kind, kind), (form_.format, form), (form_.period, preset)):
            box.setCurrentIndex(box.findData(value))
        form_.zone.set_value(zone)

    def write(self, path: Path) -> WriteReport:
        wanted = self.page.form.wanted()
        assert wanted is not None
        before = len(self.agent.sent(WriteReport))
        self.page.write(*wanted, str(path))
        self.wait(lambda: len(self.agent.sent(WriteReport)) > before)
        if self.agent.held is None:
            self.wait(lambda: not self.page.job.busy)
        command = self.agent.sent(WriteReport)[-1]
        assert isinstance(command, WriteReport)
        return command

    def wait(self, until: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(until)


@pytest.fixture
def place(qtbot: QtBot) -> Place:
    return Place(qtbot)


def test_what_is_chosen_is_asked_for(place: Place, tmp_path: Path) -> None:
    form = place.page.form
    place.choose(ReportKind.UPTIME, ReportFormat.JSON_LINES, Preset.CUSTOM, "Europe/Berlin")
    form.first.setDate(QDate(2026, 3, 1))
    form.last.setDate(QDate(2026, 3, 31))
    form.monitors.choose(("billing-api",), ("prod",))
    command = place.write(tmp_path / "r.jsonl")
    berlin = ZoneInfo("Europe/Berlin")
    assert command.report == Report(
        kind="uptime", format="jsonl", zone="Europe/Berlin", monitors=("billing-api",), tags=("prod",)
    )
    assert command.start == datetime(2026, 3, 1, tzinfo=berlin).timestamp() * 1_000
    assert command.end == datetime(2026, 4, 1, tzinfo=berlin).timestamp() * 1_000
    assert "2026-03-01 00:00 – 2026-04-01 00:00" in form._span.text()
    assert place.page.said.text() == f"Report of 12 rows written to {tmp_path / 'r.jsonl'}"
    assert place.page.open_folder.isVisible()


def test_a_byte_order_mark_is_for_csv_only(place: Place, tmp_path: Path) -> None:
    place.choose(ReportKind.SUMMARY, ReportFormat.CSV, Preset.LAST_MONTH)
    place.page.form.bom.setChecked(True)
    assert place.write(tmp_path / "r.csv").report.bom
    place.choose(ReportKind.SUMMARY, ReportFormat.JSON_LINES, Preset.LAST_MONTH)
    assert not place.page.form.bom.isVisible()
    assert not place.write(tmp_path / "r.jsonl").report.bom


def test_what_is_wrong_is_said_at_its_field(place: Place) -> None:
    form = place.page.form
    place.choose(ReportKind.SUMMARY, ReportFormat.CSV, Preset.CUSTOM, "Europe/Atlantis")
    form.first.setDate(QDate(2026, 3, 2))
    form.last.setDate(QDate(2026, 3, 1))
    assert form.wanted() is None
    assert form.error("zone").startswith("Expected the name of a time zone")
    form.zone.set_value("")
    assert form.wanted() is None
    assert (form.error("zone"), form.error("period")) == ("", "Expected 2026-03-02 or a day after it, got 2026-03-01.")
    form.period.setCurrentIndex(0)
    form.monitors.which.setCurrentIndex(1)
    assert form.wanted() is None
    assert form.error("monitors") == "Tick at least one monitor or tag."


def test_it_shows_how_far_it_is_and_can_be_cancelled(place: Place, tmp_path: Path) -> None:
    page = place.page
    place.agent.hold()
    request = place.write(tmp_path / "r.csv").request
    assert page.cancel.isVisible()
    assert not page.form.isEnabled()
    place.client.receive(ReportProgress(request + 1, 1, 2))  # of another one
    place.client.receive(ReportProgress(request, 3_000_000_000, 4_000_000_000))
    assert page.said.text().replace(page.locale().groupSeparator(), "") == "3000000000 of 4000000000"
    assert page.bar.value() * 4 == page.bar.maximum() * 3
    page.cancel.click()
    place.wait(lambda: place.agent.sent(StopReport) == [StopReport(request)])
    place.client.receive(ReportStopped(request))
    assert (page.said.text(), page.save.isVisible()) == ("Cancelled. Nothing was written.", True)


def test_a_refusal_is_shown_and_the_input_stays(place: Place, tmp_path: Path) -> None:
    place.choose(ReportKind.ALERTS, ReportFormat.CSV, Preset.LAST_7_DAYS)
    place.agent.refuse = (FieldError("", "The report cannot be written: No space left on device."),)
    place.write(tmp_path / "r.csv")
    assert "No space left on device" in place.page.said.text()
    assert place.page.form.kind.currentData() == ReportKind.ALERTS
    assert place.page.form.isEnabled()


def test_monitors_and_tags_are_offered_and_filtered(place: Place) -> None:
    choice = place.page.form.monitors
    choice.which.setCurrentIndex(1)
    choice.filter.setText("prod")
    shown = [choice.list.item(row) for row in range(choice.list.count()) if not choice.list.item(row).isHidden()]
    assert "Tag: prod" in [item.text() for item in shown]
    assert all("prod" in item.text() for item in shown)
    shown[0].setCheckState(Qt.CheckState.Checked)
    place.agent.put(next(iter(place.agent.views.values())))  # a check does not untick
    assert choice.chosen == ((), ("prod",))


def test_scheduled_reports_say_how_they_stand_and_are_made_at_once(place: Place) -> None:
    plans = place.page.plans
    assert "each week or month" in plans.said.text()
    reports = (ReportSchedule(name="Weekly", folder="/r"), ReportSchedule(name="Off", folder="/r", on=False))
    place.client.receive(SettingsChanged(0, Settings(reports=reports)))
    place.client.receive(PlansChanged((PlanState("Weekly", "", 0, made_at=0, went="/r/Weekly.pdf"),)))
    texts = [label.text() for label in plans.findChildren(QLabel)]
    assert any(text.startswith("Last made 1970-01-01 ") and "/r/Weekly.pdf. Next: " in text for text in texts)
    assert [button.isEnabled() for button in plans.buttons.values()] == [True, False]
    plans.buttons["Weekly"].click()
    place.wait(lambda: [command.name for command in place.agent.sent(MakePlanned)] == ["Weekly"])
    place.wait(lambda: plans.buttons["Weekly"].isEnabled())
    place.agent.refuse = (FieldError("", "There is no folder /r."),)
    plans.buttons["Weekly"].click()
    place.wait(lambda: plans.said.text() == "Not made: There is no folder /r.")
    place.client.receive(PlansChanged((PlanState("Weekly", "", 0, trouble="There is no folder /r."),)))
    assert trouble_said(place.client.plans) == "A scheduled report could not be made. Weekly: There is no folder /r."
    assert trouble_said(()) == ""
