"""Saved views: made of what is shown, counted, chosen, remembered, deleted and brought back."""

import json

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from agent.model import State
from desktop.monitors.proxy import Choice
from desktop.saved_views import SavedViews
from tests.desktop.window_parts import Desk


def said(desk: Desk) -> list[str]:
    sidebar = desk.window.sidebar
    return [str(sidebar.item(row).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(sidebar.count())]


def test_what_is_shown_is_saved_chosen_deleted_and_brought_back(shown: Desk, qtbot: QtBot) -> None:
    window = shown.window
    assert not window.view_actions.save.isEnabled()
    tags = [row for row in range(window.sidebar.count()) if said(shown)[row].startswith("prod,")]
    window.sidebar.setCurrentRow(tags[0])
    window.page.pane.filter.setText("api")
    found = shown.names()
    assert 0 < len(found) < 6
    window.view_actions.save.trigger()
    (dialog,) = window.findChildren(QInputDialog)
    dialog.setTextValue("My  APIs")
    dialog.accept()
    assert window.page.pane.filter.text() == ""
    assert shown.names() == found
    assert f"My APIs, {len(found)}" in said(shown)
    window.page.pane.filter.setText("billing")
    assert shown.names() == ["billing-api"]
    window.page.pane.filter.clear()
    window.sidebar.choose_all()
    window.palette_.open()
    qtbot.keyClicks(window.palette_.field, "my apis")
    qtbot.keyClick(window.palette_.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown.names() == found)

    window.view_actions.remove.trigger()
    assert not any(one.startswith("My APIs") for one in said(shown))
    assert len(shown.names()) == 12
    assert window.page.pane.undo_bar.text == "Deleted the view My APIs."
    window.actions_.undo_stack.undo()
    assert f"My APIs, {len(found)}" in said(shown)


def test_views_outlive_the_window(settings: QSettings) -> None:
    views = SavedViews(settings)
    down = Choice(State.DOWN, "prod", "api eu", "trouble")
    views.put(down)
    views.put(Choice(words="a", name="A"))
    assert SavedViews(settings).all() == (Choice(words="a", name="A"), down)


@pytest.mark.parametrize("kept", ["nonsense", "[1]", json.dumps([{"name": "a"}]), json.dumps([{"state": "NO"}])])
def test_what_cannot_be_read_is_no_view(settings: QSettings, kept: str) -> None:
    settings.setValue("sidebar/views", kept)
    assert SavedViews(settings).all() == ()
