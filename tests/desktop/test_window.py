"""The window by keyboard and mouse: adding, watching, changing and deleting monitors."""

import pytest
from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from agent.messages import (
    AcknowledgeAlerts,
    AgentFailed,
    AgentStatus,
    AgentStatusChanged,
    ChannelTroubles,
    CheckNow,
    CommandFailed,
    DeleteMonitors,
    FieldError,
    PauseMonitors,
    RestoreMonitors,
    SaveMonitor,
)
from agent.model import ChannelTrouble, State
from desktop.client import Client
from desktop.liveness import Liveness
from desktop.window import MainWindow
from tests.desktop.fake_agent import FakeAgent, a_dozen, beats, monitor, standing
from tests.desktop.window_parts import Desk, start

Key = Qt.Key


def test_an_empty_window_takes_an_address_and_checks_it_at_once(desk: Desk) -> None:
    start(desk, ())
    pane = desk.window.page.pane
    assert pane.is_empty
    assert desk.window.focusWidget() is pane.empty.quick_add.field

    desk.key("example.com/health")
    desk.key(Key.Key_Return)
    desk.wait(lambda: desk.agent.sent(SaveMonitor))

    (saved,) = desk.agent.sent(SaveMonitor)
    assert isinstance(saved, SaveMonitor)
    new = saved.monitor
    assert (new.name, new.target.url) == ("example.com", "https://example.com/health")
    assert (new.target.method, new.interval, new.target.expect) == ("GET", 60, "200-399")
    desk.wait(lambda: not pane.is_empty)
    assert desk.names() == ["example.com"]
    assert desk.selected() == ["example.com"]
    desk.wait(lambda: desk.window.model.summary.up == 1)
    assert desk.window.status.shown().startswith("1 up · checked ")

    assert desk.window.focusWidget() is pane.quick_add.field
    desk.key("example.com/other")
    desk.key(Key.Key_Return)
    desk.wait(lambda: len(desk.names()) == 2)
    assert desk.names() == ["example.com", "example.com 2"]
    assert pane.quick_add.field.text() == ""


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("ftp://example.com", "http:// or https://"),
        ("https://exa mple.com", "no spaces"),
        ("https://", "http:// or https://"),
    ],
)
def test_a_wrong_address_is_refused_at_its_field_and_stays(desk: Desk, typed: str, said: str) -> None:
    start(desk, a_dozen())
    quick_add = desk.window.page.pane.quick_add
    desk.window.menus.new.trigger()
    desk.key(typed)
    desk.key(Key.Key_Return)
    assert said in quick_add.error.text()
    assert quick_add.error.isVisible()
    assert quick_add.error.textFormat() is Qt.TextFormat.PlainText
    assert quick_add.field.text() == typed
    assert not desk.agent.sent(SaveMonitor)
    desk.key("x")
    assert not quick_add.error.isVisible()


def test_a_pasted_curl_command_becomes_a_monitor_and_back(desk: Desk) -> None:
    start(desk, ())
    field = desk.window.page.pane.empty.quick_add.field
    QGuiApplication.clipboard().setText(
        "curl https://api.example.com/x \\\n  -H 'X-API-Key: canary' \\\n  --data '{\"a\": 1}' -m 3\n"
    )
    field.paste()
    desk.key(Key.Key_Return)
    desk.wait(lambda: desk.names() == ["api.example.com"])
    desk.wait(lambda: desk.selected() == ["api.example.com"])
    made = desk.agent.views[1].monitor
    assert (made.target.method, made.target.body, made.timeout) == ("POST", '{"a": 1}', 3)
    assert (made.target.headers[0].name, made.target.headers[0].text) == ("X-API-Key", "canary")
    desk.window.actions_.copy.trigger()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("curl -H 'X-API-Key: '\"$API_MONITOR_SECRET\" ")
    assert "canary" not in copied


def test_a_curl_command_that_cannot_be_taken_stays(desk: Desk) -> None:
    start(desk, ())
    quick_add = desk.window.page.pane.empty.quick_add
    typed = "curl -F a=b https://example.com"
    desk.key(typed)
    desk.key(Key.Key_Return)
    assert "The option -F of curl cannot be taken over" in quick_add.error.text()
    assert quick_add.field.text() == typed
    assert not desk.agent.sent(SaveMonitor)


def test_what_the_agent_refuses_is_said_at_the_field(desk: Desk) -> None:
    start(desk, ())
    quick_add = desk.window.page.pane.empty.quick_add
    desk.agent.refuse = (FieldError("name", "There is a monitor called example.com."),)
    desk.key("example.com")
    desk.key(Key.Key_Return)
    desk.wait(lambda: quick_add.error.isVisible())
    assert quick_add.error.text() == "There is a monitor called example.com."
    assert quick_add.field.text() == "example.com"
    desk.key(Key.Key_Return)
    desk.wait(lambda: desk.names() == ["example.com"])


def test_the_list_is_worked_by_single_keys(desk: Desk) -> None:
    start(desk, a_dozen())
    desk.agent.open_alert(7, 1)
    assert desk.window.focusWidget() is desk.table
    assert desk.selected() == ["billing-api"]

    desk.key(Key.Key_A)
    desk.wait(lambda: desk.agent.sent(AcknowledgeAlerts))
    assert desk.agent.sent(AcknowledgeAlerts)[0].ids == (7,)  # type: ignore[union-attr] # it is one
    desk.wait(lambda: not desk.window.actions_.acknowledge.isEnabled())

    desk.key(Key.Key_J)
    assert desk.selected() == ["search.internal"]
    desk.key(Key.Key_K)
    desk.key(Key.Key_Down)
    desk.key(Key.Key_Down)
    assert desk.selected() == ["checkout-eu"]

    desk.key(Key.Key_R)
    desk.wait(lambda: desk.agent.sent(CheckNow))
    desk.key(Key.Key_Space)
    desk.wait(lambda: desk.agent.views[3].status.state is State.PAUSED)
    assert desk.window.actions_.pause.text() == "Resume"
    desk.key(Key.Key_Space)
    desk.wait(lambda: desk.agent.views[3].status.state is State.UP)
    assert [command.paused for command in desk.agent.sent(PauseMonitors)] == [True, False]  # type: ignore[union-attr]

    desk.key(Key.Key_E)
    assert desk.dialog().form.field("name").text() == "checkout-eu"  # type: ignore[attr-defined] # a line edit


def test_letters_are_text_where_the_list_has_no_focus(desk: Desk) -> None:
    start(desk, a_dozen())
    desk.key("/")
    assert desk.window.focusWidget() is desk.window.page.pane.filter
    desk.key("rea")
    assert desk.window.page.pane.filter.text() == "rea"
    assert not desk.agent.sent(CheckNow)
    desk.key(Key.Key_Escape)
    assert desk.window.focusWidget() is desk.table
    assert len(desk.names()) == 12


def test_deleting_is_at_once_and_can_be_undone_twice_over(desk: Desk) -> None:
    start(desk, a_dozen())
    bar = desk.window.page.pane.undo_bar
    desk.click("api-prod")
    desk.key(Key.Key_Delete)
    desk.wait(lambda: "api-prod" not in desk.names())
    assert bar.isVisible()
    assert bar.text == "Deleted api-prod."
    assert desk.selected() == ["auth-service"]

    desk.qtbot.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    desk.wait(lambda: "api-prod" in desk.names())
    assert not bar.isVisible()

    desk.window.actions_.undo_stack.redo()
    desk.wait(lambda: "api-prod" not in desk.names())
    desk.table.setFocus()
    desk.qtbot.keyClick(desk.window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.wait(lambda: "api-prod" in desk.names())
    assert len(desk.agent.sent(DeleteMonitors)) == len(desk.agent.sent(RestoreMonitors)) == 2


def test_several_are_deleted_together(desk: Desk) -> None:
    start(desk, a_dozen())
    desk.click("api-prod")
    desk.click("cdn.static", Qt.KeyboardModifier.ShiftModifier)
    assert desk.selected() == ["api-prod", "auth-service", "cdn.static"]
    assert not desk.window.actions_.copy.isEnabled()
    desk.key(Key.Key_Delete)
    desk.wait(lambda: len(desk.names()) == 9)
    assert desk.window.page.pane.undo_bar.text == "Deleted 3 monitors."
    desk.window.actions_.undo_stack.undo()
    desk.wait(lambda: len(desk.names()) == 12)


def test_a_refused_deletion_is_said_and_leaves_nothing_to_undo(desk: Desk) -> None:
    start(desk, a_dozen())
    desk.agent.refuse = (FieldError("", "The disk is full."),)
    desk.key(Key.Key_Delete)
    desk.wait(lambda: "problem" in desk.window.notices.banners.messages())
    assert desk.window.notices.banners.messages()["problem"] == "The disk is full."
    assert "billing-api" in desk.names()
    desk.window.actions_.undo_stack.undo()
    assert not desk.agent.sent(RestoreMonitors)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("prod", ["billing-api", "checkout-eu", "api-prod", "auth-service", "cdn.static", "graphql-gateway"]),
        ("prod API", ["billing-api", "api-prod"]),
        ("postgres.internal", ["postgres-primary"]),
        ("paused", ["legacy-soap"]),
        ("<b>", []),
    ],
)
def test_the_filter_finds_names_addresses_tags_and_states(desk: Desk, words: str, names: list[str]) -> None:
    start(desk, a_dozen())
    desk.window.page.pane.filter.setText(words)
    found = [name for name in desk.names() if name != "graphql-gateway" or "API" not in words]
    assert found == names


def test_the_sidebar_counts_and_chooses(desk: Desk) -> None:
    start(desk, a_dozen())
    sidebar = desk.window.sidebar
    said = [sidebar.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(sidebar.count())]
    assert said[1:5] == ["All, 12", "Down, 1", "Degraded, 1", "Paused, 1"]
    assert said[7:] == ["internal, 2", "prod, 6", "staging, 3"]

    desk.qtbot.keyClick(desk.window, Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert desk.names() == ["billing-api"]
    sidebar.setCurrentRow(9)
    assert desk.names() == ["status-webhook", "payments-sandbox", "legacy-soap"]

    desk.agent.open_alert(7, 1)
    assert sidebar.item(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Inbox, 1"
    desk.window.show_alert(7)
    assert desk.window.inbox.isVisible()
    assert desk.window.is_showing_alert(7)
    desk.qtbot.keyClick(desk.window, Key.Key_Escape)
    assert desk.table.isVisible()
    assert len(desk.names()) == 12


def test_a_narrow_window_shows_the_detail_in_place_of_the_list(desk: Desk) -> None:
    start(desk, a_dozen())
    page = desk.window.page
    assert page.detail.isVisible()
    desk.window.resize(QSize(880, 640))
    desk.wait(lambda: not page.detail.isVisible())
    desk.click("api-prod")
    desk.wait(lambda: page.detail.isVisible())
    assert not page.pane.isVisible()
    assert page.shown_id == 4
    desk.qtbot.keyClick(desk.window, Key.Key_Escape)
    assert page.pane.isVisible()
    assert not page.detail.isVisible()
    desk.key(Key.Key_Return, desk.table)
    assert page.detail.isVisible()
    desk.window.resize(QSize(1200, 640))
    desk.wait(lambda: page.pane.isVisible() and page.detail.isVisible())


def test_the_theme_changes_while_it_is_looked_at_and_is_remembered(desk: Desk, settings: QSettings) -> None:
    start(desk, a_dozen())
    light = desk.window.grab().toImage()
    desk.window.menus.modes["dark"].trigger()
    assert desk.theme.dark
    assert desk.window.palette().base().color().lightness() < 64
    dark = desk.window.grab().toImage()
    corner = (desk.window.width() // 3, desk.window.height() - 60)
    assert light.pixelColor(*corner).lightness() > 200
    assert dark.pixelColor(*corner).lightness() < 64
    desk.window.save()
    desk.theme.set_mode("light")
    other = MainWindow(Client(), desk.theme, settings)
    assert desk.theme.dark
    assert other.menus.modes["dark"].isChecked()
    other.deleteLater()


def test_the_window_comes_back_as_it_was_left(desk: Desk, settings: QSettings) -> None:
    start(desk, a_dozen())
    desk.window.resize(790, 700)
    desk.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    desk.table.horizontalHeader().resizeSection(2, 140)
    desk.window.menus.sidebar.trigger()
    assert not desk.window.menus.sound.isChecked()
    desk.window.menus.sound.trigger()
    desk.window.close()
    client = Client()
    other = MainWindow(client, desk.theme, settings)
    agent = FakeAgent(client, a_dozen())
    other.show()
    agent.start()
    view = other.page.pane.view
    assert (other.width(), other.height()) == (790, 700)
    assert not other.sidebar.isVisible()
    assert other.menus.sound.isChecked()
    assert view.columnWidth(2) == 140
    assert agent.views[view.shown_ids()[0]].monitor.name == "search.internal"  # the slowest that has a latency
    other.quitting = True
    other.close()
    other.deleteLater()


@pytest.mark.qt_log_ignore("raise", extend=True)  # there is no screen to raise it on
@pytest.mark.parametrize("hides", [True, False])
def test_closing_hides_where_a_tray_is_and_minimises_elsewhere(desk: Desk, hides: bool) -> None:
    start(desk, ())
    desk.window.hide_to_tray = lambda: hides
    desk.window.close()
    assert desk.window.isVisible() is not hides
    assert desk.window.isMinimized() is not hides
    desk.window.bring_up()
    assert desk.window.isVisible()
    assert not desk.window.isMinimized()


def test_the_window_says_what_keeps_it_from_knowing(desk: Desk) -> None:
    start(desk, a_dozen())
    banners = desk.window.notices.banners
    assert banners.messages() == {}
    assert not banners.isVisible()
    desk.agent.tell(AgentStatusChanged(AgentStatus(online=False, deliveries_waiting=1, trouble="The disk is full.")))
    assert set(banners.messages()) == {"offline", "trouble"}
    assert "offline · 1 alert waiting" in desk.window.status.shown()
    desk.agent.tell(AgentStatusChanged(AgentStatus()))
    assert banners.messages() == {}
    desk.agent.tell(ChannelTroubles((ChannelTrouble("ops", "404 no_service", 1),)))
    assert banners.messages() == {"channels": "The channel ops does not deliver: 404 no_service"}
    desk.agent.tell(ChannelTroubles(()))
    desk.agent.tell(CommandFailed(0, (FieldError("", "<b>No.</b>"),)))
    assert banners.messages() == {"problem": "<b>No.</b>"}
    desk.agent.tell(AgentFailed("the loop broke", "Traceback …"))
    assert "Nothing is checked any more: the loop broke" in banners.messages()["agent"]
    assert "not checking" in desk.window.status.shown()
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in banners.findChildren(QLabel) if label.text())


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(("interval", "quiet_s"), [(5, 30), (60, 120)])
def test_silence_of_twice_the_shortest_interval_is_said(desk: Desk, interval: int, quiet_s: int) -> None:
    clock, heard = Clock(), []
    liveness = Liveness(desk.client, desk.window.model, clock)
    liveness.stalled.connect(heard.append)
    shortest = standing(monitor(1, "api", interval=interval))
    paused = standing(monitor(2, "old", interval=1), State.PAUSED)
    start(desk, (shortest, paused, standing(monitor(3, "slow", interval=3_600))))
    liveness.look()
    clock.now += quiet_s
    liveness.look()
    assert heard == []
    clock.now += 1
    liveness.look()
    assert heard == [quiet_s + 1]
    desk.agent.put(shortest)
    assert heard == [quiet_s + 1, 0]


def test_nothing_paused_is_missed(desk: Desk) -> None:
    clock, heard = Clock(), []
    liveness = Liveness(desk.client, desk.window.model, clock)
    liveness.stalled.connect(heard.append)
    start(desk, (standing(monitor(1, "old"), State.PAUSED),))
    clock.now += 10_000
    liveness.look()
    desk.agent.change_state(1, State.UP)
    liveness.look()
    clock.now += 100
    liveness.look()
    assert heard == []


def test_every_command_has_its_place_in_a_menu(desk: Desk) -> None:
    commands = desk.window.menus.commands()
    for action in desk.table.actions():
        assert action.isSeparator() or action in commands
    keys = [key.toString() for action in commands for key in action.shortcuts()]
    assert len(keys) == len(set(keys))
    assert {"R", "Space", "A", "E", "Del", "/", "F1", "Ctrl+N", "Ctrl+Z", "Ctrl+1", "Ctrl+5", "Esc"} <= set(keys)


def test_a_monitor_down_shows_why_in_its_row(desk: Desk) -> None:
    view = standing(monitor(1, "api"), State.DOWN, beats("dddd"), message="<img src=x> & more", latency=None)
    start(desk, (view,))
    said = desk.index("api").data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "api, down for 6 minutes, 4 of last 5 failed"
    assert "<img" not in desk.index("api").data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;img src=x&gt; &amp; more" in desk.index("api").data(Qt.ItemDataRole.ToolTipRole)
