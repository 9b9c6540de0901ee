"""Where no notification daemon is, sound is the system's own beep."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from agent.messages import AlertTold
from agent.model import AlertEvent, AlertKind, Cause, Notice
from desktop.client import Client
from desktop.notifications import Notifier
from desktop.tray import Tray


@pytest.fixture
def client() -> Client:
    return Client()


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What came to the tray and to the ear, in order: neither is there on this screen."""
    heard: list[str] = []
    monkeypatch.setattr("desktop.notifications.sys.platform", "win32")
    monkeypatch.setattr(Tray, "available", True)
    monkeypatch.setattr(Tray, "show_message", lambda self, title, body, critical: heard.append(title))
    monkeypatch.setattr(QApplication, "beep", lambda: heard.append("beep"))
    return heard


@pytest.fixture
def notifier(client: Client, qtbot: QtBot, shown: list[str]) -> Iterator[Notifier]:
    tray = Tray()
    notifier = Notifier(client, tray, lambda alert: False)
    yield notifier
    notifier.close()
    tray.hide()
    tray.deleteLater()


def told(alert: int) -> AlertTold:
    event = AlertEvent.OPENED
    name = f"api-{alert}"
    return AlertTold(alert, event, Notice(event, AlertKind.DOWN, name, "https://x.example/", Cause.TIMEOUT, "", 1, 1))


def test_it_beeps_only_when_that_is_wanted(client: Client, notifier: Notifier, shown: list[str], qtbot: QtBot) -> None:
    client.receive(told(1))
    qtbot.waitUntil(lambda: shown == ["api-1 is down"])
    notifier.set_sound(True)
    client.receive(told(2))
    qtbot.waitUntil(lambda: len(shown) == 3)
    assert shown[1:] == ["api-2 is down", "beep"]
    notifier.inform("Still here", "")
    assert shown[3:] == ["Still here"]
