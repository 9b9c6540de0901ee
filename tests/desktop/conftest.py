"""What the tests of the window share."""

import time
from collections.abc import Iterator
from functools import partialmethod
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.client import Client
from desktop.theme import Theme
from desktop.window import MainWindow
from tests.desktop.fake_agent import OPS, FakeAgent, a_dozen
from tests.desktop.scenes import NOW
from tests.desktop.window_parts import Desk, start

PATIENCE_MS = 60_000


class PatientBot(QtBot):
    """Waits for what has to come however busy the machine is; only what never comes takes so long."""

    waitUntil = partialmethod(QtBot.waitUntil, timeout=PATIENCE_MS)  # noqa: N815 - Qt's way
    waitSignal = partialmethod(QtBot.waitSignal, timeout=PATIENCE_MS)  # noqa: N815 - Qt's way
    waitExposed = partialmethod(QtBot.waitExposed, timeout=PATIENCE_MS)  # noqa: N815 - Qt's way


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)


@pytest.fixture(autouse=True)
def _begins_with_the_scenes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The window's clock goes on from the moment of the scenes' checks, however late in the run a test comes."""
    late = time.time() - NOW / 1_000
    monkeypatch.setattr("desktop.clock.time", SimpleNamespace(time=lambda: time.time() - late))


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture(scope="session")
def one_theme(qapp: QApplication) -> Theme:
    """There is one theme an application, and giving it to every widget takes its time."""
    return Theme(qapp)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """A theme of its own, in light."""
    theme = Theme()
    theme.set_mode("light")
    yield theme
    theme.set_mode("system")


@pytest.fixture
def shown(desk: Desk) -> Desk:
    """The window on a dozen monitors."""
    return start(desk, a_dozen())


@pytest.fixture
def desk(qtbot: QtBot, settings: QSettings, one_theme: Theme) -> Iterator[Desk]:
    """A window that is not shown yet, with an agent without monitors and with one channel."""
    client, theme = Client(), one_theme
    window = MainWindow(client, theme, settings)
    window.resize(1_400, 860)  # a screen that nobody sees is small, and a window begins no larger than the screen
    agent = FakeAgent(client, channels=(OPS,))
    yield Desk(qtbot, client, theme, agent, window)
    theme.set_mode("system")
    window.quitting = True
    window.close()
    window.deleteLater()
