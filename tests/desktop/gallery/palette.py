"""What is opened by a key over the window: the palette and the sheet of shortcuts."""

from PySide6.QtWidgets import QWidget

from desktop.window import MainWindow
from tests.desktop.fake_agent import FakeAgent
from tests.desktop.gallery.stage import NARROW, Picture, Scene


def asked(query: str) -> Scene:
    def shown(window: MainWindow, agent: FakeAgent) -> QWidget:
        window.menus.palette.trigger()
        window.palette_.field.setText(query)
        return window

    return shown


def shortcuts(window: MainWindow, agent: FakeAgent) -> QWidget:
    window.menus.shortcuts.trigger()
    return window.findChildren(QWidget, "shortcutSheet")[-1]


PICTURES = {
    "palette": Picture(asked("")),
    "palette-found": Picture(asked("ch"), size=NARROW),
    "palette-nothing": Picture(asked("no such thing"), 1_000, NARROW),
    "shortcuts": Picture(shortcuts),
}
