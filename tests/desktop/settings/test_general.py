"""The page General: what it sets holds at once, and it says where everything is."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication

from agent.messages import GetPlaces
from desktop.preferences import PreferenceStore
from desktop.settings.general import GeneralPage
from desktop.startup import AtLogin, DesktopFile
from tests.desktop.settings.conftest import Open
from tests.desktop.window_parts import Desk, start

COMMAND = ("/usr/bin/api-monitor", "--hidden")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "autostart" / "api-monitor.desktop"


@pytest.fixture
def page(desk: Desk, opened: Open, file: Path) -> GeneralPage:
    desk.window.dialogs.at_login = AtLogin(DesktopFile(file), COMMAND)
    window = opened("")
    window.show_page("general")
    assert isinstance(window.page, GeneralPage)
    return window.page


def test_looks_and_habits_hold_at_once_and_are_kept(desk: Desk, page: GeneralPage, settings: QSettings) -> None:
    theme = page.look.editors["here.theme"]
    assert "Default: “Like the system”." in theme.accessibleDescription()
    desk.key(Qt.Key.Key_End, theme)
    assert desk.theme.dark
    assert desk.window.menus.modes["dark"].isChecked()
    restore = page.look.restore_button("here.theme")
    assert restore.isVisible()
    page.told.editors["here.sound"].click()
    assert desk.window.menus.sound.isChecked()
    page.window_.editors["here.closing"].set_value("quit")
    kept = PreferenceStore(settings).now
    assert (kept.theme, kept.sound, kept.closing, kept.notifications) == ("dark", True, "quit", True)
    desk.qtbot.mouseClick(restore, Qt.MouseButton.LeftButton)
    assert desk.window.preferences.now.theme == "system"
    assert not page.dirty


def test_what_the_menus_change_is_shown(desk: Desk, page: GeneralPage) -> None:
    desk.window.menus.modes["light"].trigger()
    desk.window.menus.sound.trigger()
    assert page.look.editors["here.theme"].value() == "light"
    assert page.told.editors["here.sound"].isChecked()


def test_start_at_login_is_the_desktops_own_file(desk: Desk, page: GeneralPage, file: Path) -> None:
    assert not page.at_login.isChecked()
    assert str(file) in page.at_login.accessibleDescription()
    page.at_login.click()
    assert "Exec=/usr/bin/api-monitor --hidden" in file.read_text(encoding="utf-8").splitlines()
    file.unlink()  # with the desktop's own tools
    page.refresh()
    assert not page.at_login.isChecked()
    page.at_login.click()
    page.at_login.click()
    assert not file.exists()


def test_where_it_cannot_be_set_it_says_why(desk: Desk, page: GeneralPage, file: Path) -> None:
    file.parent.touch()
    page.at_login.click()
    assert page.window_.error("here.at_login").startswith("This cannot be set: ")
    assert not page.at_login.isChecked()
    file.parent.unlink()
    page.at_login.click()
    assert page.window_.error("here.at_login") == ""
    assert page.at_login.isChecked()


def test_a_demo_is_not_started_at_login(desk: Desk) -> None:
    start(desk, ())
    page = desk.window.dialogs.show_settings("general").page
    assert isinstance(page, GeneralPage)
    assert not page.at_login.isEnabled()


def test_it_says_where_data_and_secrets_are(desk: Desk, page: GeneralPage) -> None:
    places = page.places
    desk.wait(places.folder.text)
    assert places.folder.text() == desk.agent.places.folder
    assert places.taken.text() == "46.00 MiB"
    assert "Secret Service" in places.secrets.text()
    places.copy.click()
    assert QGuiApplication.clipboard().text() == desk.agent.places.folder
    window = page.window()
    asked = len(desk.agent.sent(GetPlaces))
    window.show_page("quiet")
    window.show_page("general")
    desk.wait(lambda: len(desk.agent.sent(GetPlaces)) == asked + 1)  # it is read anew whenever it is looked at


@pytest.mark.parametrize(("closing", "hidden", "minimised"), [("hide", 1, 0), ("minimise", 0, 1), ("quit", 0, 0)])
def test_closing_the_window_does_what_is_preferred(desk: Desk, closing: str, hidden: int, minimised: int) -> None:
    start(desk, ())
    asked: list[bool] = []
    desk.window.quit_requested.connect(lambda: asked.append(True))
    desk.window.hide_to_tray = lambda: True
    desk.window.preferences.put(closing=closing)
    desk.window.close()
    assert (desk.window.isHidden(), desk.window.isMinimized()) == (bool(hidden), bool(minimised))
    assert asked == ([True] if closing == "quit" else [])


@pytest.mark.parametrize("tray", [True, False])
def test_a_minimised_window_goes_to_the_tray_where_that_is_preferred(desk: Desk, tray: bool) -> None:
    start(desk, ())
    desk.window.hide_to_tray = desk.window.has_tray = lambda: tray
    desk.window.showMinimized()
    desk.qtbot.wait(1)
    assert desk.window.isVisible(), "not unless it is preferred"
    desk.window.showNormal()
    desk.window.preferences.put(minimise_to_tray=True)
    desk.window.showMinimized()
    desk.wait(lambda: desk.window.isVisible() is not tray)


def test_a_kept_value_that_is_none_any_more_gives_way_to_the_default(settings: QSettings) -> None:
    for name, value in (("theme", "mauve"), ("sound", "true"), ("closing", 7), ("notifications", "false")):
        settings.setValue(f"window/{name}", value)
    now = PreferenceStore(settings).now
    assert (now.theme, now.sound, now.closing, now.notifications) == ("system", True, "hide", False)
