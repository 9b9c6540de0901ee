"""The reports page: choosing, under way, and with reports that are made on a schedule."""

from PySide6.QtWidgets import QWidget

from agent.messages import PlansChanged, PlanState, SettingsChanged
from agent.model import Report, ReportSchedule, Settings
from desktop.clock import now
from desktop.window import MainWindow
from tests.desktop.fake_agent import FakeAgent
from tests.desktop.gallery.stage import FULL, NARROW, Picture
from tests.desktop.scenes import DAY


def chosen(window: MainWindow, agent: FakeAgent) -> QWidget:
    window.sidebar.choose_reports()
    window.reports.form.period.setCurrentIndex(window.reports.form.period.count() - 1)
    window.reports.form.monitors.choose((), ("prod",))
    return window


def scheduled(window: MainWindow, agent: FakeAgent) -> QWidget:
    reports = (
        ReportSchedule(name="Availability", channel="mail", zone="Europe/Berlin", tags=("prod",)),
        ReportSchedule(name="raw results for the warehouse", repeat="weekly", folder="/srv/reports"),
        ReportSchedule(name="old", folder="/srv/reports", on=False),
    )
    agent.tell(SettingsChanged(0, Settings(reports=reports)))
    made = PlanState("Availability", "", 0, made_at=now() - DAY, went="mail (ops@example.org)")
    failed = PlanState(reports[1].name, "", 0, next_at=now() + 60_000, trouble="There is no folder /srv/reports.")
    agent.tell(PlansChanged((made, failed)))
    window.sidebar.choose_reports()
    return window


def schedules(window: MainWindow, agent: FakeAgent) -> QWidget:
    scheduled(window, agent)
    return window.dialogs.show_settings("reports")


def under_way(window: MainWindow, agent: FakeAgent) -> QWidget:
    window.sidebar.choose_reports()
    agent.hold()
    window.reports.write(Report(), 0, 1, "/home/me/Documents/api-monitor summary 2026-10.csv")
    window.reports.job.progress.emit(412_000, 1_000_000)
    return window


PICTURES = {
    "reports": Picture(chosen),
    "reports-1920": Picture(chosen, size=FULL),
    "reports-scheduled": Picture(scheduled),
    "reports-schedules": Picture(schedules),
    "reports-under-way": Picture(under_way, size=NARROW),
}
