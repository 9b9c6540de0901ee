"""Qt objects of the GUI thread are destroyed in it, whatever other threads do meanwhile."""

import threading

from PySide6.QtCore import QObject, Qt, QTimer
from pytestqt.qtbot import QtBot

from desktop.garbage import collected_here


class Knot(QObject):
    """Held by nobody but itself, with a running timer, which only its own thread may stop."""

    def __init__(self, seen: list[int]) -> None:
        super().__init__()
        self.me = self
        timer = QTimer(self, interval=1_000)
        timer.start()
        self.destroyed.connect(lambda: seen.append(threading.get_ident()), Qt.ConnectionType.DirectConnection)


def tie_and_untie(stop: threading.Event) -> None:
    """Make garbage as fast as it goes; where it may, Python's collector runs here."""
    while not stop.is_set():
        for _ in range(1_000):
            knot: list[object] = []
            knot.append(knot)


def test_garbage_of_this_thread_is_collected_in_it(qtbot: QtBot) -> None:
    destroyed: list[int] = []
    stop = threading.Event()
    with collected_here():
        other = threading.Thread(target=tie_and_untie, args=(stop,))
        other.start()
        for _ in range(20):
            Knot(destroyed)
        qtbot.waitUntil(lambda: len(destroyed) == 20)
        stop.set()
        other.join()
    assert set(destroyed) == {threading.get_ident()}
