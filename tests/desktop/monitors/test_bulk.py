"""Several monitors edited at once, by keyboard and by mouse, and taken back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from agent.messages import ChangeMonitors, FieldError
from agent.model import Monitor
from desktop.monitors.bulk import ADD, REMOVE, BulkDialog
from tests.desktop.window_parts import Desk


def opened(desk: Desk, qtbot: QtBot) -> BulkDialog:
    view = desk.window.page.pane.view
    view.setFocus()
    view.selectAll()
    qtbot.keyClick(view, Qt.Key.Key_E)
    return desk.window.findChildren(BulkDialog)[-1]


def line(dialog: BulkDialog, path: str) -> QLineEdit:
    editor = dialog.rows[path].editor
    assert isinstance(editor, QLineEdit)
    return editor


def monitors(desk: Desk) -> list[Monitor]:
    return [view.monitor for view in desk.agent.views.values()]


def test_only_what_was_edited_is_changed_and_undo_takes_it_back(shown: Desk, qtbot: QtBot) -> None:
    before = monitors(shown)
    dialog = opened(shown, qtbot)
    assert "12" in dialog.windowTitle()
    assert not dialog.save_button.isEnabled()
    line(dialog, "interval").clear()
    qtbot.keyClicks(line(dialog, "interval"), "45")
    assert dialog.rows["interval"].box.isChecked()
    assert not dialog.rows["timeout"].box.isChecked()
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: monitors(shown) == [m.model_copy(update={"interval": 45}) for m in before])
    qtbot.waitUntil(lambda: shown.window.page.pane.undo_bar.text == "Changed 12 monitors.")
    shown.window.actions_.undo_stack.undo()
    qtbot.waitUntil(lambda: monitors(shown) == before)
    shown.window.actions_.undo_stack.redo()
    qtbot.waitUntil(lambda: {monitor.interval for monitor in monitors(shown)} == {45})


def test_tags_come_and_go_beside_those_there_are(shown: Desk, qtbot: QtBot) -> None:
    before = {monitor.id: monitor.tags for monitor in monitors(shown)}
    dialog = opened(shown, qtbot)
    qtbot.keyClicks(line(dialog, ADD), "new, prod")
    qtbot.keyClicks(line(dialog, REMOVE), "staging")
    dialog.save()
    qtbot.waitUntil(lambda: all("new" in monitor.tags for monitor in monitors(shown)))
    for monitor in monitors(shown):
        assert set(monitor.tags) == ({*before[monitor.id]} - {"staging"}) | {"new", "prod"}


def test_a_field_that_differs_says_so_and_can_be_left_again(shown: Desk, qtbot: QtBot) -> None:
    one, other = monitors(shown)[:2]
    dialog = BulkDialog(shown.client, [one, other.model_copy(update={"interval": 7})], [], shown.window)
    field = line(dialog, "interval")
    assert (field.text(), field.placeholderText()) == ("", "Different")
    field.setText("9")
    dialog.show()
    qtbot.mouseClick(dialog.rows["interval"].box, Qt.MouseButton.LeftButton)
    assert field.text() == ""
    assert not dialog.save_button.isEnabled()
    dialog.close()


def test_errors_stand_at_their_field_and_nothing_is_lost(shown: Desk, qtbot: QtBot) -> None:
    dialog = opened(shown, qtbot)
    line(dialog, "timeout").setText("soon")
    line(dialog, "rule.failures").setText("9")
    dialog.save()
    assert dialog.rows["timeout"].error.text() == "Enter a number."
    assert "cannot be more than window" in dialog.rows["rule.failures"].error.text()
    assert shown.agent.sent(ChangeMonitors) == []
    line(dialog, "rule.failures").setText("5")
    line(dialog, "timeout").setText("3")
    shown.agent.refuse = (FieldError("", "The disk is full."),)
    dialog.save()
    qtbot.waitUntil(lambda: dialog.problem.text() == "The disk is full.")
    assert line(dialog, "timeout").text() == "3"
    assert dialog.isVisible()
