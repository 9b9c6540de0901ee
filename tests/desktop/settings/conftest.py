"""What the tests of the settings share."""

from collections.abc import Callable

import pytest

from agent.messages import SaveSettings
from agent.model import Settings
from desktop.settings.window import SettingsWindow
from tests.desktop.fake_agent import OPS, a_dozen
from tests.desktop.window_parts import Desk, start

Open = Callable[[str], SettingsWindow]


@pytest.fixture
def opened(desk: Desk) -> Open:
    """Opens the settings of a window with a dozen monitors and a channel, at a page."""
    desk.agent.channels = (OPS,)
    start(desk, a_dozen())

    def open_at(key: str) -> SettingsWindow:
        desk.window.menus.settings[key].trigger()
        found = desk.window.findChild(SettingsWindow)
        assert found is not None
        desk.qtbot.waitUntil(found.isActiveWindow)
        return found

    return open_at


@pytest.fixture
def wanted(desk: Desk) -> Callable[[], list[Settings]]:
    """All settings that the agent was asked to save."""
    return lambda: [one.settings for one in desk.agent.sent(SaveSettings) if isinstance(one, SaveSettings)]
