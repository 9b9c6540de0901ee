"""``api-monitor --self-test``: whether this installation has all its parts, the window's too. Nothing appears on the
screen, nothing of the user's is touched, and nothing leaves this machine."""

import faulthandler
import os
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from agent.selftest import Part, agent_in, agent_parts, every_module, tried

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication

PATIENCE_MS = 30_000
WIDTH = 16
"""Letters of the longest name of a part."""
PLATFORMS = {"linux": ("xcb", "wayland"), "win32": ("windows",), "darwin": ("cocoa",)}
"""The plugins that Qt needs for the screens of each system."""


def main() -> int:
    """Try every part and print a line of it at once: a crash comes after the last. 0 if all work, else 1."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    faulthandler.enable()
    works = True
    for part in _parts():
        sys.stdout.write(f"{part.name:<{WIDTH}}  {'ok' if part.ok else 'FAILED':<6}  {part.detail}\n")
        sys.stdout.flush()
        works = works and part.ok
    return 0 if works else 1


def _parts() -> Iterator[Part]:
    yield from agent_parts()
    modules = tried("window modules", partial(every_module, "desktop"))
    yield modules
    if not modules.ok:
        return
    from desktop.app import make_application

    qt = make_application()
    yield tried("displays", _displays)
    yield tried("icons", _icons)
    yield tried("chart", _chart)
    yield tried("window and agent", partial(_window_and_agent, qt))


def _displays() -> str:
    """Qt's plugins for this system's screens are there. (Whether their libraries are is said when a window opens.)"""
    from PySide6.QtCore import QLibraryInfo

    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath), "platforms")
    names = PLATFORMS.get(sys.platform, ())
    missing = [name for name in names if not any(folder.glob(f"*q{name}.*"))]
    if missing:
        raise RuntimeError(f"{folder} has no plugin for {' and '.join(missing)}")
    return ", ".join(names)


def _icons() -> str:
    """Every icon is drawn, and Qt reads SVG files by itself, as the style sheet needs it to."""
    from PySide6.QtGui import QColor, QImageReader

    from desktop.theme import Theme

    theme = Theme()
    names = [file.name.removesuffix(".svg") for file in files("resources").joinpath("icons").iterdir()]
    blank = [name for name in names if _colours(theme.icon(name, QColor("#c01020")).pixmap(32, 32).toImage()) < 2]
    if blank or not names:
        raise RuntimeError(f"nothing is drawn of {', '.join(blank) or 'any icon'}")
    if "svg" not in [bytes(name.data()).decode() for name in QImageReader.supportedImageFormats()]:
        raise RuntimeError("Qt reads no SVG files")
    return f"{len(names)} drawn"


def _chart() -> str:
    """A latency chart of a thousand points becomes a picture on disk."""
    from PySide6.QtGui import QImage

    from agent.stats import Point
    from desktop.charts.latency import LatencyChart
    from desktop.charts.series import Series
    from desktop.theme import Theme

    theme = Theme()
    chart = LatencyChart(theme)
    chart.resize(600, 300)
    chart.set_window(0, 60_000_000)
    chart.show_series(Series(), None)
    empty = chart.grab().toImage()
    chart.show_series(Series([Point(i * 60_000, 100.0 + i % 50, 160.0, 1, 0) for i in range(1_000)]), None)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "chart.png"))
        if not chart.grab().save(path):
            raise RuntimeError("the picture could not be written")
        picture = QImage(path)
    if picture == empty or _colours(picture) < 3:
        raise RuntimeError(f"nothing is drawn: {_colours(picture)} colours")
    return f"{picture.width()} × {picture.height()} pixels, {_colours(picture)} colours"


def _window_and_agent(qt: "QApplication") -> str:
    """The whole program, in a folder of its own: the window saves a monitor through the agent's thread and shows it."""
    from PySide6.QtCore import QSettings, QTimer

    from agent.messages import AgentFailed, CommandFailed, Event, MonitorSaved, Overview, SaveMonitor
    from agent.model import HttpTarget, Monitor
    from desktop.app import App
    from desktop.garbage import collected_here

    heard: list[Event] = []
    seen = 0

    def follow(event: Event) -> None:
        nonlocal seen
        heard.append(event)
        match event:
            case Overview():
                monitor = Monitor(name="self-test", target=HttpTarget(url="http://localhost"), paused=True)
                app.client.ask(lambda request: SaveMonitor(request, monitor))
            case MonitorSaved():
                seen = _colours(app.window.grab().toImage())
                app.quit()
            case AgentFailed() | CommandFailed():
                app.quit()

    with collected_here(), tempfile.TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder, "window.ini")), QSettings.Format.IniFormat)
        app = App(qt, partial(agent_in, Path(folder)), settings, Path(folder))
        app.client.event.connect(follow)
        limit = QTimer(singleShot=True, interval=PATIENCE_MS)
        limit.timeout.connect(app.quit)
        limit.start()
        app.start()
        qt.exec()
        if not app.close():
            raise RuntimeError("the agent did not end")
    if seen < 3:
        raise RuntimeError(f"heard {[type(event).__name__ for event in heard]} and saw {seen} colours: {heard[-1:]}")
    return f"a monitor was saved and shown, {seen} colours"


def _colours(image: "QImage") -> int:
    """How many colours a picture has, looked at in every third row and column."""
    return len({image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)})
