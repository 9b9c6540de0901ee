"""All that can be used, in every window: it has a name, the keyboard reaches it, and it is large enough to hit."""

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from desktop.settings.window import SettingsWindow
from desktop.theme import Theme
from desktop.window import MainWindow
from tests.desktop.fake_agent import FakeAgent
from tests.desktop.gallery import PICTURES, banners, channels, charts, dialogs, evidence, monitors, palette, reports
from tests.desktop.gallery import settings as settings_pictures
from tests.desktop.gallery.stage import play, stage
from tests.desktop.interactive import name_of, nameless, small, unreached

COUNT = 12
SEEN = {"dialog-wrong", "dialog-mistakes", "dialog-narrow", "dialog-new-tested", "dialog-curl", "dialog-tested"}
"""Pictures in which nothing can be used that is not in another one."""
EMPTY = tuple(name for name in settings_pictures.PICTURES if "-empty-" in name)
WALKS = {
    "monitors": (*monitors.PICTURES, *evidence.PICTURES, *palette.PICTURES),
    "charts": (*charts.PICTURES, *reports.PICTURES, *banners.PICTURES),
    "dialogs": tuple(name for name in dialogs.PICTURES if name not in SEEN),
    "settings": tuple(name for name in (*channels.PICTURES, *settings_pictures.PICTURES) if name not in EMPTY),
    "settings without anything": EMPTY,
}
"""Which pictures are looked at one after another in the same window."""


@pytest.mark.parametrize("walk", WALKS)
def test_what_can_be_used_has_a_name_and_is_reached_and_is_hit(
    walk: str, settings: QSettings, one_theme: Theme
) -> None:
    names = [name for name in WALKS[walk] if PICTURES[name].count == COUNT]
    wrong: dict[str, list[str]] = {}
    with stage(one_theme, settings, PICTURES[names[0]]) as (window, agent):
        for name in names:
            window.resize(*PICTURES[name].size)
            shown = play(PICTURES[name], window, agent)
            found = [f"has no name: {described(one)}" for one in nameless(shown)]
            found += [f"is {size.width()} × {size.height()}: {described(one)}" for one, size in small(shown)]
            found += [f"is not reached: {described(one)}" for one in unreached(shown)]
            wrong |= {name: found} if found else {}
            tidy(window, agent, shown)
    assert wrong == {}


def described(widget: QWidget) -> str:
    return f"{type(widget).__name__} “{name_of(widget)}” in {type(widget.parentWidget()).__name__}"


def tidy(window: MainWindow, agent: FakeAgent, shown: QWidget) -> None:
    """Leave the window as the next picture wants it."""
    if shown is not window:
        shown.hide()
    if not isinstance(shown, SettingsWindow | MainWindow):  # the settings are made once
        shown.deleteLater()
    if agent.held is not None:
        agent.release()
    window.activateWindow()
    window.palette_.shut()
    window.page.pane.filter.clear()
    window.sidebar.choose_all()
