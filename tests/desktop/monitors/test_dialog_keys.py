"""The dialog of a monitor by keyboard: groups, saving, leaving, and a name for everything one can reach."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QWidget,
)

from agent.messages import SaveMonitor
from agent.model import Monitor
from desktop.monitors.dialog import MonitorDialog
from tests.desktop.fake_agent import a_dozen, standing
from tests.desktop.interactive import nameless, reached
from tests.desktop.monitors.monitors import FULL, TARGET, WAYS
from tests.desktop.window_parts import Desk, start

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def new(desk: Desk) -> MonitorDialog:
    start(desk, a_dozen())
    desk.window.menus.new_detailed.trigger()
    return shown(desk)


def shown(desk: Desk) -> MonitorDialog:
    dialog = desk.dialog()
    dialog.activateWindow()
    desk.qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def edit(desk: Desk, given: dict[str, object] = FULL) -> MonitorDialog:
    start(desk, (standing(Monitor.model_validate(given)),))
    desk.window.dialogs.edit_monitor(1)
    return shown(desk)


def focus(dialog: MonitorDialog) -> QWidget:
    widget = dialog.focusWidget()
    assert widget is not None
    return widget


def test_groups_are_reached_by_keys_alone(desk: Desk) -> None:
    dialog = edit(desk)
    buttons = dialog.form.pages.buttons
    assert buttons.current == 0
    desk.qtbot.keyClick(focus(dialog), Qt.Key.Key_Tab, CONTROL)
    assert buttons.current == 1
    assert focus(dialog) is buttons.buttons[1]
    desk.qtbot.keyClick(focus(dialog), Qt.Key.Key_PageUp, CONTROL)
    desk.qtbot.keyClick(focus(dialog), Qt.Key.Key_PageUp, CONTROL)
    assert buttons.current == 5
    desk.qtbot.keyClick(focus(dialog), Qt.Key.Key_A, ALT)
    desk.wait(lambda: buttons.buttons[buttons.current].name == "Assertions")
    desk.qtbot.keyClick(buttons.buttons[2], Qt.Key.Key_Down)
    assert buttons.buttons[buttons.current].name == "Connection & TLS"
    assert dialog.form.field("timeout").isVisible()


def test_a_key_opens_the_groups_of_a_new_monitor(desk: Desk, new: MonitorDialog) -> None:
    assert not new.form.more
    desk.qtbot.keyClick(focus(new), Qt.Key.Key_Tab, CONTROL)
    assert new.form.more
    assert new.form.pages.isVisible()


@pytest.mark.parametrize("group", range(6))
def test_tab_goes_down_a_group_and_comes_back(desk: Desk, group: int) -> None:
    dialog = edit(desk)
    dialog.form.pages.show_group(group)
    dialog.form.focus_first()
    seen = reached(dialog)
    assert focus(dialog) is seen[0]
    below = [widget.mapTo(dialog, widget.rect().center()).y() for widget in seen]
    assert below[0] < below[-1]


@pytest.mark.parametrize("way", ["digest", "bearer", "oauth2"])
def test_everything_one_can_use_has_a_name(desk: Desk, way: str) -> None:
    dialog = edit(desk, {**FULL, "target": {**TARGET, **WAYS[way]}})
    dialog.form.pages.show_group(1)
    assert nameless(dialog) == []


def test_control_enter_saves_from_anywhere(desk: Desk) -> None:
    dialog = edit(desk)
    body = dialog.form.field("target.body").findChild(QPlainTextEdit)
    body.setFocus()
    desk.qtbot.keyClick(body, Qt.Key.Key_Return)
    desk.qtbot.keyClick(body, Qt.Key.Key_Return, CONTROL)
    desk.wait(lambda: desk.agent.sent(SaveMonitor))


def test_escape_asks_only_where_input_would_be_lost(desk: Desk, new: MonitorDialog) -> None:
    desk.qtbot.keyClick(focus(new), Qt.Key.Key_Escape)
    desk.wait(lambda: not desk.window.findChildren(MonitorDialog))
    desk.window.menus.new_detailed.trigger()
    dialog = shown(desk)
    desk.qtbot.keyClicks(focus(dialog), "example.com")
    desk.qtbot.keyClick(focus(dialog), Qt.Key.Key_Escape)
    box = dialog.findChild(QMessageBox)
    assert box is not None
    desk.qtbot.waitUntil(box.isVisible)
    desk.qtbot.keyClick(box, Qt.Key.Key_Escape)
    desk.wait(lambda: not dialog.findChildren(QMessageBox))
    assert dialog.isVisible()
    desk.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    discard = dialog.findChild(QMessageBox).button(QMessageBox.StandardButton.Discard)
    desk.qtbot.mouseClick(discard, Qt.MouseButton.LeftButton)
    desk.wait(lambda: not desk.window.findChildren(MonitorDialog))
    assert not desk.agent.sent(SaveMonitor)


CURL = """curl -X PUT 'https://api.example.com/v1/items' -H 'Accept: text/plain' \\
  -u ops:s3cret -m 7 --data '{"a": 1}'"""


def test_a_pasted_curl_command_fills_the_form(desk: Desk, new: MonitorDialog) -> None:
    QApplication.clipboard().setText(CURL)
    desk.qtbot.keyClick(focus(new), Qt.Key.Key_V, CONTROL)
    form = new.form
    assert form.more
    assert form.field("target.url").value() == "https://api.example.com/v1/items"
    assert form.values()["name"] == "api.example.com"
    assert "s3cret" not in form.side.preview.code.toPlainText()
    desk.qtbot.keyClick(focus(new), Qt.Key.Key_Return)
    desk.wait(lambda: desk.agent.sent(SaveMonitor))
    (command,) = desk.agent.sent(SaveMonitor)
    assert isinstance(command, SaveMonitor)
    target = command.monitor.target
    assert (target.method, target.body, target.username) == ("PUT", '{"a": 1}', "ops")
    assert target.password.get_secret_value() == "s3cret"
    assert command.monitor.timeout == 7
    assert target.headers[0].name == "Accept"


def test_a_typed_curl_command_is_taken_at_enter_and_a_bad_one_stays(desk: Desk, new: MonitorDialog) -> None:
    line = focus(new)
    desk.qtbot.keyClicks(line, "curl --upload-file x https://example.com")
    desk.qtbot.keyClick(line, Qt.Key.Key_Return)
    assert "cannot be taken over" in new.form.error("target.url")
    assert isinstance(line, QLineEdit)
    assert line.text().startswith("curl --upload-file")
    line.clear()
    desk.qtbot.keyClicks(line, "curl -I example.com/x")
    desk.qtbot.keyClick(line, Qt.Key.Key_Return)
    desk.wait(lambda: desk.agent.sent(SaveMonitor))
    (command,) = desk.agent.sent(SaveMonitor)
    assert isinstance(command, SaveMonitor)
    assert (command.monitor.target.method, command.monitor.target.url) == ("HEAD", "http://example.com/x")
