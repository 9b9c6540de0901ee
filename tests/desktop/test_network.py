"""What Qt says of the network reaches the real agent in its thread, and the window says so."""

from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtNetwork import QNetworkInformation
from pytestqt.qtbot import QtBot

from agent.connectivity import is_online
from agent.core import Agent
from agent.messages import GetOverview, Overview
from desktop.bridge import AgentThread
from desktop.client import Client
from desktop.garbage import collected_here
from desktop.network import NetworkReporter
from desktop.theme import Theme
from desktop.window import MainWindow

LONG = 60_000


def test_no_connection_is_said_at_once_and_taken_back(
    tmp_path: Path, qtbot: QtBot, one_theme: Theme, settings: QSettings
) -> None:
    client = Client()
    window = MainWindow(client, one_theme, settings)
    thread = AgentThread(lambda publish: Agent(tmp_path / "data", publish))
    client.command.connect(thread.post)
    thread.event.connect(client.receive)
    answers: list[object] = []
    with collected_here():
        reporter = NetworkReporter(client, window)
        thread.start()
        client.ask(GetOverview, answers.append)
        qtbot.waitUntil(lambda: bool(answers))
        assert isinstance(answers[0], Overview)
        reporter.tell(QNetworkInformation.Reachability.Disconnected)
        qtbot.waitUntil(lambda: "offline" in window.notices.banners.messages())
        reporter.tell(QNetworkInformation.Reachability.Site)
        if is_online():
            qtbot.waitUntil(lambda: "offline" not in window.notices.banners.messages())
            reporter.tell_portal(True)
            said = window.notices.banners.messages
            qtbot.waitUntil(lambda: "wants somebody to sign in" in said().get("offline", ""))
            reporter.tell_portal(False)
            qtbot.waitUntil(lambda: "offline" not in said())
        assert thread.stop(LONG)
    window.quitting = True
    window.close()
    window.deleteLater()
