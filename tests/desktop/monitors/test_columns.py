"""Columns of the list: hidden, moved, giving way where it is narrow, and all of it remembered."""

from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from desktop.client import Client
from desktop.monitors.model import Column
from desktop.theme import Theme
from desktop.window import MainWindow
from tests.desktop.fake_agent import FakeAgent, a_dozen
from tests.desktop.window_parts import Desk


def seen(window: MainWindow) -> list[Column]:
    """The columns from left to right."""
    header = window.page.pane.view.horizontalHeader()
    order = [Column(header.logicalIndex(place)) for place in range(header.count())]
    return [column for column in order if not header.isSectionHidden(column)]


def test_hidden_and_moved_columns_are_remembered(
    desk: Desk, qtbot: QtBot, settings: QSettings, one_theme: Theme
) -> None:
    window = desk.window
    window.resize(1_900, 860)
    for one in a_dozen():
        desk.agent.put(one)
    desk.agent.start()
    window.show()
    view = window.page.pane.view
    assert seen(window) == list(Column)
    first = window.menus.columns.actions()[0]
    assert first.text() == view.model().headerData(Column.BEATS, Qt.Orientation.Horizontal)
    view.columns.actions[Column.MONTH].trigger()
    view.horizontalHeader().moveSection(Column.LATENCY, 1)
    wanted = [Column.MONITOR, Column.LATENCY, Column.BEATS, Column.UPTIME, Column.NEXT]
    assert seen(window) == wanted
    window.save()

    client = Client()
    again = MainWindow(client, one_theme, settings)
    qtbot.addWidget(again)
    again.quitting = True
    again.resize(1_900, 860)
    FakeAgent(client, a_dozen()).start()
    again.show()
    assert seen(again) == wanted
    assert not again.page.pane.view.columns.actions[Column.MONTH].isChecked()
    again.page.pane.view.columns.actions[Column.MONTH].trigger()
    assert Column.MONTH in seen(again)


def test_a_narrow_list_leaves_columns_out_and_a_wide_one_brings_back_what_is_wanted(desk: Desk) -> None:
    window = desk.window
    for view in a_dozen():
        desk.agent.put(view)
    desk.agent.start()
    window.show()
    window.page.pane.view.columns.actions[Column.BEATS].trigger()
    window.resize(660, 700)
    narrow = seen(window)
    assert narrow[0] is Column.MONITOR
    assert Column.MONTH not in narrow
    window.resize(1_900, 860)
    assert seen(window) == [column for column in Column if column is not Column.BEATS]
