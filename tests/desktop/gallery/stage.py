"""The stage of the pictures: a window on an agent with so many monitors, and what is done before one looks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.client import Client
from desktop.theme import Theme
from desktop.window import MainWindow
from tests.desktop.fake_agent import OPS, FakeAgent, a_dozen, many

Scene = Callable[[MainWindow, FakeAgent], QWidget]
"""Brings the window where it should be and returns what is looked at: the window, or a dialog of it."""

FULL, WIDE, SMALL, NARROW = (1920, 1080), (1440, 880), (1100, 700), (880, 640)


@dataclass(frozen=True)
class Picture:
    """A scene with ``count`` monitors (the first of a dozen, or many) in a window of ``size``."""

    scene: Scene
    count: int = 12
    size: tuple[int, int] = WIDE


@contextmanager
def stage(theme: Theme, settings: QSettings, picture: Picture) -> Iterator[tuple[MainWindow, FakeAgent]]:
    """A window as ``picture`` wants it before its scene; it goes in the end."""
    views = a_dozen()[: picture.count] if picture.count <= 12 else many(picture.count)
    client = Client()
    window = MainWindow(client, theme, settings)
    agent = FakeAgent(client, views, (OPS,))
    window.resize(*picture.size)
    window.show()
    agent.start()
    if picture.count:
        agent.open_alert(1, 1)
        agent.open_alert(2, 2)
    QTest.qWait(50)
    try:
        yield window, agent
    finally:
        window.quitting = True
        window.close()
        window.deleteLater()
        QTest.qWait(1)


def play(picture: Picture, window: MainWindow, agent: FakeAgent) -> QWidget:
    """What is looked at, complete."""
    shown = picture.scene(window, agent)
    QTest.qWait(50)
    if picture.count and window.page.detail.isVisible():
        wait_for_charts(window)
    return shown


def wait_for_charts(window: MainWindow) -> None:
    """They come some time after the window."""
    for _ in range(1_200):
        if window.page.detail.history.latency is not None:
            return
        QTest.qWait(50)
    raise TimeoutError("The charts did not come within a minute.")


def plain(window: MainWindow, agent: FakeAgent) -> QWidget:
    return window


def inbox(window: MainWindow, agent: FakeAgent) -> QWidget:
    window.sidebar.choose_inbox()
    return window
