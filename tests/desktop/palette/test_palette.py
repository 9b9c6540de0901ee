"""The palette as a person uses it: opened, typed into, left by Enter, Escape or a click."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.palette.entries import of_settings
from desktop.palette.model import MOST
from desktop.settings.window import SettingsWindow
from tests.desktop.fake_agent import many
from tests.desktop.window_parts import Desk


def titles(desk: Desk) -> list[str]:
    model = desk.window.palette_.model
    return [model.entry(row).title for row in range(model.rowCount())]


def test_enter_opens_the_monitor_that_was_found(shown: Desk, qtbot: QtBot) -> None:
    palette = shown.window.palette_
    qtbot.keyClick(shown.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(palette.isVisible)
    view = shown.window.model.views()[-1]
    qtbot.keyClicks(palette.field, view.monitor.name)
    assert titles(shown)[0] == view.monitor.name
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown.window.page.shown_id == view.monitor.id)
    assert not palette.isVisible()


def test_commands_are_found_with_their_place_and_done(shown: Desk, qtbot: QtBot) -> None:
    palette = shown.window.palette_
    palette.open()
    qtbot.keyClicks(palette.field, "theme dark")
    assert titles(shown) == ["Dark", "Theme"]
    assert palette.model.entry(0).hint == "View › Theme"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown.theme.mode == "dark")


def test_settings_and_their_pages_are_found_and_opened_there(shown: Desk, qtbot: QtBot) -> None:
    entries = list(of_settings(shown.window.dialogs.show_setting, ()))
    assert {"User agent", "Largest size", "Closing the window", "Quiet hours"} <= {entry.title for entry in entries}
    for entry in entries:
        entry.run()
        settings = shown.window.findChild(SettingsWindow)
        assert settings is not None
        page = next(spec.title for spec in settings.specs if spec.key == settings.key)
        if entry.hint == "Settings":
            assert page == entry.title
        else:
            assert entry.hint == f"Settings › {page}"
            assert settings.focusWidget().accessibleName() == entry.title
    palette = shown.window.palette_
    palette.open()
    qtbot.keyClicks(palette.field, "user agent")
    assert titles(shown) == ["User agent"]


def test_what_cannot_be_done_now_is_not_offered(shown: Desk) -> None:
    shown.window.menus.check_all.setEnabled(False)
    shown.window.palette_.open()
    assert "Check all now" not in titles(shown)
    assert "Find anything…" not in titles(shown)
    assert "New monitor" in titles(shown)


def test_before_anything_is_typed_trouble_comes_first(shown: Desk) -> None:
    shown.window.palette_.open()
    down = [view.monitor.name for view in shown.window.model.views() if view.status.state.value == "DOWN"]
    assert titles(shown)[: len(down)] == down
    assert len(titles(shown)) < 12 + 60


def test_arrows_move_and_escape_gives_the_focus_back(shown: Desk, qtbot: QtBot) -> None:
    palette, list_ = shown.window.palette_, shown.window.page.pane.view
    list_.setFocus()
    palette.open()
    assert palette.field.hasFocus()
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.list.currentIndex().row() == 1
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert list_.hasFocus()


def test_a_click_takes_and_looking_elsewhere_closes(shown: Desk, qtbot: QtBot) -> None:
    palette = shown.window.palette_
    palette.open()
    shown.window.page.pane.filter.setFocus()
    assert not palette.isVisible()
    palette.open()
    palette.field.setText("About API")
    place = palette.list.visualRect(palette.model.index(0)).center()
    qtbot.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not palette.isVisible()


def test_nothing_found_is_said(shown: Desk, qtbot: QtBot) -> None:
    palette = shown.window.palette_
    palette.open()
    qtbot.keyClicks(palette.field, "nothing like it")
    assert palette.nothing.isVisible()
    assert not palette.list.isVisible()
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_the_model_keeps_qts_rules_and_its_bounds(desk: Desk, qtbot: QtBot) -> None:
    for view in many(300):
        desk.agent.put(view)
    desk.agent.start()
    model = desk.window.palette_.model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    desk.window.palette_.open()
    model.search("a")
    assert 0 < model.rowCount() <= MOST
    says = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert isinstance(says, str)
    assert says
    del tester
