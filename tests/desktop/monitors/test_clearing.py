"""Taking history away in the window: single checks in the log, and all or some days of monitors by the menu."""

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QMessageBox

from agent.messages import ClearHistory, DeleteChecks, FieldError, GetHistory, GetLog
from desktop.monitors.clearing import ClearDialog
from tests.desktop.fake_agent import a_dozen
from tests.desktop.window_parts import Desk, start


@pytest.fixture
def desk_(desk: Desk) -> Desk:
    start(desk, a_dozen())
    desk.click("api-prod")
    desk.wait(lambda: desk.window.page.detail.monitor_id == 4)
    return desk


def box_of(desk: Desk) -> QMessageBox:
    desk.wait(lambda: desk.window.findChildren(QMessageBox))
    (box,) = desk.window.findChildren(QMessageBox)
    return box


def test_a_check_is_deleted_with_the_delete_key_once_that_is_confirmed(desk_: Desk) -> None:
    log = desk_.window.page.detail.log
    desk_.window.page.detail.tabs.setCurrentWidget(log)
    desk_.wait(lambda: log.model.rowCount() == 1)
    assert not log.delete.isEnabled()
    log.table.setFocus()
    log.table.setCurrentIndex(log.model.index(0, 0))
    assert log.table.actions() == [log.delete]  # which is the context menu too
    desk_.key(Qt.Key.Key_Delete, log.table)
    box = box_of(desk_)
    assert box.text().startswith("Delete the check of ")
    box.button(QMessageBox.StandardButton.Cancel).click()
    desk_.wait(lambda: not desk_.window.findChildren(QMessageBox))
    assert not desk_.agent.sent(DeleteChecks)

    log.delete.trigger()
    box_of(desk_).button(QMessageBox.StandardButton.Discard).click()
    desk_.wait(lambda: desk_.agent.sent(DeleteChecks))
    last = desk_.agent.views[4].status.last
    assert last is not None
    (command,) = desk_.agent.sent(DeleteChecks)
    assert isinstance(command, DeleteChecks)
    assert (command.monitor, command.ats) == (4, (last.at,))
    desk_.wait(lambda: log.model.rowCount() == 0)
    assert not log.delete.isEnabled()


def test_why_a_check_was_not_deleted_is_said(desk_: Desk) -> None:
    detail = desk_.window.page.detail
    desk_.wait(lambda: detail.log.model.rowCount() == 1)
    detail.log.table.setCurrentIndex(detail.log.model.index(0, 0))
    desk_.agent.refuse = (FieldError("", "The disk is full."),)
    detail.log.delete.trigger()
    box_of(desk_).button(QMessageBox.StandardButton.Discard).click()
    desk_.wait(lambda: detail.problem.isVisible())
    assert detail.problem.text() == "Not deleted: The disk is full."
    assert detail.log.model.rowCount() == 1


def dialog_of(desk: Desk) -> ClearDialog:
    desk.window.actions_.clear.trigger()
    (dialog,) = desk.window.findChildren(ClearDialog)
    return dialog


def test_the_whole_history_goes_and_what_is_shown_is_read_again(desk_: Desk) -> None:
    dialog = dialog_of(desk_)
    assert dialog.question.text() == "Take away the checks of api-prod?"
    assert not dialog.first.isEnabled()
    asked = len(desk_.agent.sent(GetHistory)), len(desk_.agent.sent(GetLog))
    desk_.qtbot.mouseClick(dialog.clear, Qt.MouseButton.LeftButton)
    desk_.wait(lambda: desk_.agent.sent(ClearHistory))
    (command,) = desk_.agent.sent(ClearHistory)
    assert isinstance(command, ClearHistory)
    assert (command.monitors, command.start, command.end) == ((4,), 0, None)
    desk_.wait(lambda: not desk_.window.findChildren(ClearDialog))
    desk_.wait(lambda: len(desk_.agent.sent(GetHistory)) > asked[0] and len(desk_.agent.sent(GetLog)) > asked[1])


def test_the_days_of_a_period_go_of_all_that_are_selected(desk_: Desk) -> None:
    desk_.click("docs-site", Qt.KeyboardModifier.ControlModifier)
    dialog = dialog_of(desk_)
    assert dialog.question.text() == "Take away the checks of 2 monitors?"
    dialog.period.click()
    today = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    first = (today - timedelta(days=3)).date()
    last = (today - timedelta(days=2)).date()
    dialog.first.setDate(QDate(last.year, last.month, last.day))
    dialog.last.setDate(QDate(first.year, first.month, first.day))
    dialog.clear.click()
    assert dialog.said.isVisible()
    assert not desk_.agent.sent(ClearHistory)
    dialog.first.setDate(QDate(first.year, first.month, first.day))
    dialog.last.setDate(QDate(last.year, last.month, last.day))
    desk_.agent.refuse = (FieldError("", "The database is locked."),)
    dialog.clear.click()
    desk_.wait(lambda: dialog.said.text() == "Not cleared: The database is locked.")
    dialog.clear.click()
    desk_.wait(lambda: not desk_.window.findChildren(ClearDialog))
    command = desk_.agent.sent(ClearHistory)[-1]
    assert isinstance(command, ClearHistory)
    assert set(command.monitors) == {4, 7}
    start_day = datetime(first.year, first.month, first.day).astimezone()
    end_day = datetime(last.year, last.month, last.day).astimezone() + timedelta(hours=30)
    assert command.start == round(start_day.timestamp() * 1_000)
    assert command.end == round(datetime(end_day.year, end_day.month, end_day.day).astimezone().timestamp() * 1_000)
