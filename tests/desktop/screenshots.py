"""Pictures of the window for looking at: ``python -m tests.desktop.screenshots FOLDER [SCALE]``.

Light and dark, with no, a few, twelve and a thousand monitors, wide and narrow, and the dialogs; some in German.
"""

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

folder = Path(sys.argv[1])
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_SCALE_FACTOR"] = sys.argv[2] if len(sys.argv) > 2 else "1"

from PySide6.QtCore import QSettings  # noqa: E402 - the scale is read when Qt starts
from PySide6.QtGui import QFont  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from agent.messages import (  # noqa: E402
    AgentFailed,
    AgentStatus,
    AgentStatusChanged,
    FieldError,
    PlansChanged,
    PlanState,
    SettingsChanged,
)
from agent.model import QuietHours, Report, ReportSchedule, Settings  # noqa: E402
from desktop import language  # noqa: E402
from desktop.client import Client  # noqa: E402
from desktop.clock import now  # noqa: E402
from desktop.monitors.dialog import MonitorDialog  # noqa: E402
from desktop.monitors.evidence.dialog import ExchangeDialog  # noqa: E402
from desktop.monitors.evidence.view import Side  # noqa: E402
from desktop.theme import Mode, Theme  # noqa: E402
from desktop.window import MainWindow  # noqa: E402
from tests.desktop import channel_scenes, chart_scenes, dialog_scenes, settings_scenes  # noqa: E402
from tests.desktop.exchanges import ill, well  # noqa: E402
from tests.desktop.fake_agent import OPS, FakeAgent, a_dozen, many  # noqa: E402
from tests.desktop.scenes import DAY, with_certificates  # noqa: E402

Scene = Callable[[MainWindow, FakeAgent], QWidget]


def plain(window: MainWindow, agent: FakeAgent) -> QWidget:
    return window


def refused(window: MainWindow, agent: FakeAgent) -> QWidget:
    field = window.page.pane.empty.quick_add if window.page.pane.is_empty else window.page.pane.quick_add
    field.field.setText("ftp://files.example.com")
    field.field.returnPressed.emit()
    return window


def inbox(window: MainWindow, agent: FakeAgent) -> QWidget:
    window.sidebar.choose_inbox()
    return window


def reports(window: MainWindow, agent: FakeAgent) -> QWidget:
    window.sidebar.choose_reports()
    window.reports.form.period.setCurrentIndex(window.reports.form.period.count() - 1)
    window.reports.form.monitors.choose((), ("prod",))
    return window


def scheduled_reports(window: MainWindow, agent: FakeAgent) -> QWidget:
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


def schedules_page(window: MainWindow, agent: FakeAgent) -> QWidget:
    scheduled_reports(window, agent)
    return window.dialogs.show_settings("reports")


def report_under_way(window: MainWindow, agent: FakeAgent) -> QWidget:
    window.sidebar.choose_reports()
    agent.hold()
    window.reports.write(Report(), 0, 1, "/home/me/Documents/api-monitor summary 2026-10.csv")
    window.reports.job.progress.emit(412_000, 1_000_000)
    return window


def banners(window: MainWindow, agent: FakeAgent) -> QWidget:
    window.set_demo()
    agent.tell(AgentStatusChanged(AgentStatus(False, 3, "There is no keychain: secrets are kept until you quit.")))
    agent.tell(AgentFailed("database is gone", "Traceback"))
    window.page.pane.view.selectRow(4)
    window.actions_.delete_selected()
    return window


def opened(window: MainWindow, agent: FakeAgent) -> QWidget:
    window.page.open(1)
    return window


def certificates(window: MainWindow, agent: FakeAgent) -> QWidget:
    for number, (key, days) in enumerate(((7, 5.1), (8, 0.3), (9, 60)), 3):
        of = with_certificates(agent.views[key], now() + int(days * DAY), agent.views[key].monitor.target.host)
        agent.put(of)
        agent.warn_of_certificate(number, of)
    window.page.open(7)
    return window


def certificates_inbox(window: MainWindow, agent: FakeAgent) -> QWidget:
    certificates(window, agent)
    return inbox(window, agent)


def no_match(window: MainWindow, agent: FakeAgent) -> QWidget:
    window.page.pane.filter.setText("nothing like it")
    return window


def new_dialog(window: MainWindow, agent: FakeAgent) -> QWidget:
    window.dialogs.new_monitor()
    return dialog_of(window)


def edit_dialog(window: MainWindow, agent: FakeAgent) -> QWidget:
    window.dialogs.edit_monitor(3)
    dialog = dialog_of(window)
    dialog.test()
    return dialog


def test_response(window: MainWindow, agent: FakeAgent) -> QWidget:
    agent.evidence[0] = (well(), None)
    edit_dialog(window, agent)
    QTest.qWait(200)
    answer = dialog_of(window).form.side.answer
    answer.response.click()
    return answer.findChild(ExchangeDialog)


def tested_dialog(window: MainWindow, agent: FakeAgent) -> QWidget:
    agent.evidence[0] = (well(), None)
    return edit_dialog(window, agent)


def wrong_dialog(window: MainWindow, agent: FakeAgent) -> QWidget:
    window.dialogs.edit_monitor(3)
    dialog = dialog_of(window)
    dialog.form.field("interval").setText("soon")
    dialog.form.field("channels").set_value(["ops"])
    agent.refuse = (FieldError("name", "There is a monitor called checkout-eu."),)
    dialog.save()
    return dialog


def palette(query: str) -> Scene:
    def shown(window: MainWindow, agent: FakeAgent) -> QWidget:
        window.menus.palette.trigger()
        window.palette_.field.setText(query)
        return window

    return shown


def shortcuts(window: MainWindow, agent: FakeAgent) -> QWidget:
    window.menus.shortcuts.trigger()
    return window.findChildren(QWidget, "shortcutSheet")[-1]


def in_quiet_hours(window: MainWindow, agent: FakeAgent) -> QWidget:
    today = datetime.now(UTC)
    day, hour = f"{today:%a}".lower(), timedelta(hours=1)
    quiet = QuietHours.model_validate({day: f"{today - hour:%H:%M}-{today + 9 * hour:%H:%M}", "zone": "UTC"})
    agent.tell(SettingsChanged(0, Settings(quiet=quiet)))
    return window


def dialog_of(window: MainWindow) -> MonitorDialog:
    return window.findChildren(MonitorDialog)[-1]


def evidence(side: str, tab: int = 0) -> Scene:
    def shown(window: MainWindow, agent: FakeAgent) -> QWidget:
        agent.evidence[1] = (well(), ill())
        window.show_changes(1, 1)
        view = window.page.detail.evidence
        view.sides.button(Side[side]).click()
        view.exchange.tabs.setCurrentIndex(tab)
        return window

    return shown


WIDE, NARROW = (1440, 880), (880, 640)
SCENES: dict[str, tuple[int, tuple[int, int], Scene]] = {
    "empty": (0, WIDE, plain),
    "empty-refused": (0, NARROW, refused),
    "three": (3, WIDE, plain),
    "twelve": (12, WIDE, plain),
    "twelve-refused": (12, WIDE, refused),
    "twelve-1100": (12, (1100, 700), plain),
    "thousand": (1_000, WIDE, plain),
    "narrow": (12, NARROW, plain),
    "narrow-opened": (12, NARROW, opened),
    "inbox": (12, WIDE, inbox),
    "certificates": (12, WIDE, certificates),
    "certificates-inbox": (12, WIDE, certificates_inbox),
    "reports": (12, WIDE, reports),
    "reports-scheduled": (12, WIDE, scheduled_reports),
    "reports-schedules": (12, WIDE, schedules_page),
    "reports-under-way": (12, NARROW, report_under_way),
    "banners": (12, WIDE, banners),
    "evidence-difference": (12, WIDE, evidence("DIFFERENCE")),
    "evidence-failing": (12, WIDE, evidence("FAILING")),
    "evidence-headers": (12, WIDE, evidence("FAILING", 1)),
    "evidence-request": (12, (1100, 700), evidence("GOOD", 2)),
    "evidence-connection": (12, (1100, 700), evidence("GOOD", 3)),
    "evidence-narrow": (12, NARROW, evidence("DIFFERENCE")),
    "no-match": (12, (1100, 700), no_match),
    "dialog-new": (12, WIDE, new_dialog),
    "dialog-edit": (12, WIDE, edit_dialog),
    "dialog-tested": (12, WIDE, tested_dialog),
    "dialog-response": (12, WIDE, test_response),
    "dialog-wrong": (12, WIDE, wrong_dialog),
    "palette": (12, WIDE, palette("")),
    "palette-found": (12, NARROW, palette("ch")),
    "palette-nothing": (1_000, NARROW, palette("no such thing")),
    "shortcuts": (12, WIDE, shortcuts),
    "quiet": (12, WIDE, in_quiet_hours),
    **{name: (12, WIDE, scene) for name, scene in chart_scenes.SCENES.items()},
    **{name: (12, WIDE, scene) for name, scene in dialog_scenes.SCENES.items()},
    **{name: (12, WIDE, scene) for name, scene in channel_scenes.SCENES.items()},
    **{name: (12, WIDE, scene) for name, scene in settings_scenes.SCENES.items()},
}


GERMAN = ("twelve", "narrow-opened", "inbox", "dialog-alerts", "settings-general", "reports", "bulk", "banners")
"""What is seen in the other language too: words are longer there."""


def take(theme: Theme, name: str, count: int, size: tuple[int, int], scene: Scene, settings: str) -> None:
    views = a_dozen()[:count] if count <= 12 else many(count)
    client = Client()
    window = MainWindow(client, theme, QSettings(settings, QSettings.Format.IniFormat))
    window.preferences.put(theme="dark" if name.startswith("dark") else "light")
    agent = FakeAgent(client, views, (OPS,))
    window.resize(*size)
    window.show()
    agent.start()
    if count:
        agent.open_alert(1, 1)
        agent.open_alert(2, 2)
    QTest.qWait(50)
    shown = scene(window, agent)
    if count and not window.page.detail.isHidden():
        chart_scenes.wait_for_charts(window)
    QTest.qWait(400)
    shown.grab().save(str(folder / f"{name}.png"))
    window.quitting = True
    window.close()
    window.deleteLater()
    QTest.qWait(1)


def main() -> None:
    application = QApplication([])
    application.setFont(QFont("Inter", 10))
    theme = Theme()
    folder.mkdir(parents=True, exist_ok=True)
    wanted = set(sys.argv[3:])
    modes: tuple[Mode, ...] = ("light", "dark")
    with TemporaryDirectory() as place:
        for mode in modes:
            for name, (count, size, scene) in SCENES.items():
                if not wanted or name in wanted:
                    take(theme, f"{mode}-{name}", count, size, scene, f"{place}/{mode}-{name}.ini")
        language.speak("de")
        for name in GERMAN:
            if not wanted or f"german-{name}" in wanted:
                take(theme, f"german-{name}", *SCENES[name], f"{place}/german-{name}.ini")


if __name__ == "__main__":
    main()
