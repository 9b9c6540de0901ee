"""The window with an agent that answers, as the tests of the monitor list use them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from agent.messages import MonitorView
from desktop.client import Client
from desktop.monitors.dialog import MonitorDialog
from desktop.monitors.view import MonitorsView
from desktop.theme import Theme
from desktop.window import MainWindow
from tests.desktop.fake_agent import FakeAgent


@dataclass
class Desk:
    """A shown window, its agent, and hands and eyes for it."""

    qtbot: QtBot
    client: Client
    theme: Theme
    agent: FakeAgent
    window: MainWindow

    @property
    def table(self) -> MonitorsView:
        return self.window.page.pane.view

    def names(self) -> list[str]:
        """The names in the list from top to bottom."""
        return [self.table.proxy.index(row, 0).data() for row in range(self.table.proxy.rowCount())]

    def selected(self) -> list[str]:
        return [self.agent.views[one].monitor.name for one in self.table.selected_ids() if one in self.agent.views]

    def click(self, name: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Click the row of a monitor."""
        self.qtbot.mouseClick(self.table.viewport(), Qt.MouseButton.LeftButton, modifier, self.point(name))

    def point(self, name: str) -> QPoint:
        return self.table.visualRect(self.index(name)).center()

    def index(self, name: str) -> QModelIndex:
        return self.table.proxy.index(self.names().index(name), 0)

    def key(self, key: Qt.Key | str, widget: QWidget | None = None) -> None:
        """Press a key where the focus is, or in ``widget``."""
        target = widget or self.window.focusWidget()
        if isinstance(key, str):
            self.qtbot.keyClicks(target, key)
        else:
            self.qtbot.keyClick(target, key)

    def wait(self, condition: Callable[[], object]) -> None:
        """Wait until ``condition`` holds."""
        self.qtbot.waitUntil(lambda: bool(condition()))

    def dialog(self) -> MonitorDialog:
        return self.window.findChildren(MonitorDialog)[-1]


def start(desk: Desk, views: Iterable[MonitorView]) -> Desk:
    """Give the agent ``views`` and show the window on them."""
    desk.agent.views = {view.monitor.id: view for view in views}
    desk.window.resize(1_440, 880)
    with desk.qtbot.waitActive(desk.window, timeout=10_000):
        desk.window.show()
    desk.agent.start()
    return desk
