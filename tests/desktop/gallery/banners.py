"""What stands above and below the monitors when something is not as it should be."""

from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QWidget

from agent.messages import AgentFailed, AgentStatus, AgentStatusChanged, SettingsChanged, UpdateChecked
from agent.model import QuietHours, Settings
from agent.updates import Release
from desktop.window import MainWindow
from tests.desktop.fake_agent import FakeAgent
from tests.desktop.gallery.stage import SMALL, Picture


def banners(window: MainWindow, agent: FakeAgent) -> QWidget:
    window.set_demo()
    agent.tell(AgentStatusChanged(AgentStatus(False, 3, "There is no keychain: secrets are kept until you quit.")))
    agent.tell(AgentFailed("database is gone", "Traceback"))
    window.page.pane.view.selectRow(4)
    window.actions_.delete_selected()
    return window


def in_quiet_hours(window: MainWindow, agent: FakeAgent) -> QWidget:
    today = datetime.now(UTC)
    day, hour = f"{today:%a}".lower(), timedelta(hours=1)
    quiet = QuietHours.model_validate({day: f"{today - hour:%H:%M}-{today + 9 * hour:%H:%M}", "zone": "UTC"})
    agent.tell(SettingsChanged(0, Settings(quiet=quiet)))
    return window


def newer_version(window: MainWindow, agent: FakeAgent) -> QWidget:
    news = (
        "Charts of a year open in a blink; monitors of gRPC services; Slack threads end with the alert they are about."
    )
    agent.tell(UpdateChecked(0, Release(version="99.1.0", page="https://example.com/download", news=news), True))
    return window


PICTURES = {
    "banners": Picture(banners),
    "quiet": Picture(in_quiet_hours),
    "newer-version": Picture(newer_version, size=SMALL),
}
