"""The window on newer versions: the banner, what asking by hand says, and the page of the settings."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, QSettings, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QToolButton

from agent import __version__
from agent.messages import CheckForUpdates, FieldError, SaveSettings, SettingsChanged, UpdateChecked
from agent.model import Settings
from agent.updates import Release, UpdateCheck
from desktop.banner import Banner
from desktop.settings.window import SettingsWindow
from desktop.updates import Updates
from tests.desktop.window_parts import Desk

NEW = UpdateChecked(0, Release(version="99.1.0", page="https://example.com/new?a=b%20c", news="<b>Faster</b>."), True)
SAID = "API Monitor 99.1.0 is out. <b>Faster</b>."
SET = Settings(updates=UpdateCheck(address="https://example.com/v.json"))


class Browser(QObject):
    """Takes the pages that are opened."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, page: QUrl) -> None:
        self.opened.append(page.toString(QUrl.ComponentFormattingOption.FullyEncoded))


@pytest.fixture
def browser() -> Iterator[Browser]:
    browser = Browser()
    QDesktopServices.setUrlHandler("https", browser, "open")
    yield browser
    QDesktopServices.unsetUrlHandler("https")


def said(desk: Desk) -> str:
    return desk.window.notices.banners.messages().get("update", "")


def banner(desk: Desk) -> Banner:
    (found,) = (one for one in desk.window.findChildren(Banner) if one.label.text() == said(desk) and one.isVisible())
    return found


def press(desk: Desk, name: str) -> None:
    buttons = (*banner(desk).findChildren(QPushButton), *banner(desk).findChildren(QToolButton))
    (button,) = (one for one in buttons if name in (one.text(), one.accessibleName()))
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_newer_version_is_told_of_until_that_is_closed(shown: Desk, settings: QSettings, browser: Browser) -> None:
    shown.agent.tell(NEW)
    assert said(shown) == SAID
    assert banner(shown).label.textFormat() is Qt.TextFormat.PlainText
    press(shown, "Open page")
    assert browser.opened == ["https://example.com/new?a=b%20c"]
    assert said(shown) == SAID
    press(shown, "Close this message")
    assert said(shown) == ""
    shown.agent.tell(NEW)
    assert said(shown) == ""

    window = shown.window  # as after a restart, with what was remembered
    again = Updates(shown.client, window.notices.banners, settings, window)
    again._follow(NEW)
    assert said(shown) == ""
    shown.agent.tell(replace(NEW, release=Release(version="99.2.0", page="https://example.com/")))
    assert said(shown) == "API Monitor 99.2.0 is out."


def test_who_asks_is_answered(shown: Desk) -> None:
    check = shown.window.menus.updates.trigger
    check()
    assert said(shown) == "Set the address to ask for the newest version first."
    press(shown, "Updates…")
    opened = shown.window.findChild(SettingsWindow)
    assert opened is not None
    assert "updates.address" in opened.page.section.editors

    shown.agent.tell(SettingsChanged(0, SET))
    shown.agent.answers[CheckForUpdates] = replace(NEW, newer=False)
    check()
    assert said(shown) == "Asking for the newest version …"
    check()  # once is enough
    shown.wait(lambda: said(shown) == f"API Monitor {__version__} is the newest version.")
    assert len(shown.agent.sent(CheckForUpdates)) == 1

    shown.agent.refuse = (FieldError("", "The answer is no JSON."),)
    check()
    shown.wait(lambda: said(shown) == "Whether there is a newer version is not known. The answer is no JSON.")

    shown.agent.answers[CheckForUpdates] = NEW
    check()
    shown.wait(lambda: said(shown) == SAID)
    press(shown, "Close this message")
    check()  # who asks is told of what was closed, too
    shown.wait(lambda: said(shown) == SAID)


def test_it_is_set_on_a_page_of_its_own(shown: Desk) -> None:
    opened = shown.window.dialogs.show_settings("updates")
    editors = opened.page.section.editors
    assert [editor.value() for editor in editors.values()] == [False, ""]
    editors["updates.on"].set_value(True)
    shown.qtbot.mouseClick(opened.page.foot.save, Qt.MouseButton.LeftButton)
    assert opened.page.section.error("updates.address") == "Expected the https:// address to ask, got none."
    assert not shown.agent.sent(SaveSettings)
    editors["updates.address"].setText("https://example.com/v.json")
    shown.qtbot.mouseClick(opened.page.foot.save, Qt.MouseButton.LeftButton)
    shown.wait(lambda: shown.agent.sent(SaveSettings))
    (saved,) = shown.agent.sent(SaveSettings)
    assert isinstance(saved, SaveSettings)
    assert saved.settings.updates == UpdateCheck(on=True, address="https://example.com/v.json")
