"""The channels in the settings: the list, the choice, and every form."""

from functools import partial

from PySide6.QtWidgets import QWidget

from agent.messages import ChannelTroubles
from agent.model import ChannelTrouble
from desktop.clock import now
from desktop.settings.channels import ChannelsPage
from desktop.settings.kinds import kinds
from desktop.window import MainWindow
from tests.desktop.fake_agent import OPS, FakeAgent
from tests.desktop.gallery.stage import Picture


def page(window: MainWindow) -> ChannelsPage:
    found = window.dialogs.show_settings("channels").page
    assert isinstance(found, ChannelsPage)
    return found


def trouble(window: MainWindow, agent: FakeAgent) -> QWidget:
    agent.tell(ChannelTroubles((ChannelTrouble(OPS.name, "Slack answered 404 Not Found: no_service", now() - 90_000),)))
    return window


def in_list(window: MainWindow, agent: FakeAgent) -> QWidget:
    trouble(window, agent)
    return page(window).window()


def choice(window: MainWindow, agent: FakeAgent) -> QWidget:
    shown = page(window)
    shown.choose()
    return shown.window()


def form(key: str, window: MainWindow, agent: FakeAgent) -> QWidget:
    shown = page(window)
    shown.add(key)
    return shown.window()


PICTURES = {
    "channel-trouble": Picture(trouble),
    "channels": Picture(in_list),
    "channel-kinds": Picture(choice),
    **{f"channel-{key}": Picture(partial(form, key)) for key in kinds()},
}
