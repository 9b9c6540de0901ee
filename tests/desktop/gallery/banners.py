"""What stands above and below the monitors when something is not as it should be."""

from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QWidget

from agent.messages import AgentFailed, AgentStatus, AgentStatusChanged, SettingsChanged
from agent.model import QuietHours, Settings
from desktop.window import MainWindow
from tests.desktop.fake_agent import FakeAgent
from tests.desktop.gallery.stage import Picture


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


PICTURES = {"banners": Picture(banners), "quiet": Picture(in_quiet_hours)}
