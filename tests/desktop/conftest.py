"""What the tests of the window share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from desktop.client import Client
from desktop.theme import Theme
from desktop.window import MainWindow
from tests.desktop.fake_agent import OPS, FakeAgent
from tests.desktop.window_parts import Desk


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def desk(qtbot: QtBot, settings: QSettings) -> Iterator[Desk]:
    """A window that is not shown yet, with an agent without monitors and with one channel."""
    client, theme = Client(), Theme()
    window = MainWindow(client, theme, settings)
    agent = FakeAgent(client, channels=(OPS,))
    yield Desk(qtbot, client, theme, agent, window)
    theme.set_mode("system")
    window.quitting = True
    window.close()
    window.deleteLater()
