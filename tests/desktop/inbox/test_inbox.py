"""The inbox by what a person sees and does and what the agent hears."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from agent.lifecycle import Move, Standing, Transition, Who
from agent.messages import (
    AcknowledgeAlerts,
    AlertChanged,
    AlertsDeleted,
    DeleteAlerts,
    MonitorSaved,
    MonitorsDeleted,
    SnoozeAlerts,
)
from agent.model import AlertKind, Cause, DeliveryState
from desktop.client import Client
from desktop.clock import now
from desktop.inbox import words
from desktop.inbox.model import AlertsModel, AlertsProxy, Shown, ViewRole
from desktop.inbox.snooze import tomorrow_morning
from desktop.inbox.view import InboxView
from desktop.theme import Theme
from tests.desktop.scenes import (
    DAY,
    HOUR,
    MINUTE,
    NOW,
    Agent,
    alert,
    alert_view,
    delivery,
    monitor,
    view,
)

Soon = Callable[[Callable[[], bool]], None]

OPEN = alert_view(
    alert(1, 1),
    "billing-api",
    delivery("ops", sent_at=NOW),
    delivery("mail", DeliveryState.FAILED, error="connection refused", next_at=NOW + HOUR, attempts=3),
)
SLOW = alert_view(
    alert(2, 2, NOW - HOUR, kind=AlertKind.SLOW, cause=Cause.LATENCY, message="912 ms, slower than 800 ms"), "checkout"
)
CLOSED = alert_view(
    alert(3, 1, NOW - DAY, closed_at=NOW - DAY + 9 * MINUTE),
    "billing-api",
    delivery("hook", DeliveryState.UNDELIVERABLE, 3, error="404 no_service"),
)


CERTIFICATE = alert_view(
    alert(
        4,
        1,
        kind=AlertKind.CERTIFICATE,
        cause=Cause.EXPIRY,
        message="The certificate of api.example.com ends on 2027-03-03 12:00 UTC; it was issued by R11",
        certificate_expires_at=NOW + 5 * DAY + HOUR,
    ),
    "billing-api",
)


@pytest.fixture
def client(qapp: QApplication) -> Client:
    return Client()


@pytest.fixture
def agent(client: Client) -> Agent:
    return Agent(client)


@pytest.fixture
def inbox(qtbot: QtBot, client: Client, agent: Agent, theme: Theme) -> InboxView:
    inbox = InboxView(client, AlertsModel(client, client), theme)
    qtbot.addWidget(inbox)
    inbox.resize(760, 640)
    inbox.show()
    return inbox


@pytest.fixture
def soon(qtbot: QtBot) -> Soon:
    return lambda condition: qtbot.waitUntil(condition)


def shown(inbox: InboxView) -> list[int]:
    return [inbox.proxy.index(row, 0).data(ViewRole).alert.id for row in range(inbox.proxy.rowCount())]


def select(inbox: InboxView, *ids: int) -> None:
    inbox.list.clearSelection()
    for row in range(inbox.proxy.rowCount()):
        index = inbox.proxy.index(row, 0)
        if index.data(ViewRole).alert.id in ids:
            inbox.list.selectionModel().select(index, inbox.list.selectionModel().SelectionFlag.Select)
            inbox.list.selectionModel().setCurrentIndex(index, inbox.list.selectionModel().SelectionFlag.NoUpdate)


def visible_texts(inbox: InboxView) -> list[str]:
    return [label.text() for label in inbox.findChildren(QLabel) if label.isVisible()]


def test_an_empty_inbox_says_when_something_will_appear(inbox: InboxView) -> None:
    assert "No alerts. When 4 of the last 5 checks of a monitor fail, it appears here." in visible_texts(inbox)


def test_a_certificate_is_told_in_plain_words(inbox: InboxView, agent: Agent) -> None:
    agent.overview(CERTIFICATE)
    select(inbox, 4)
    said = "Expires in 5 days: The certificate of api.example.com ends on 2027-03-03 12:00 UTC; it was issued by R11"
    assert said in visible_texts(inbox)
    assert said in words.spoken(CERTIFICATE, NOW)
    ended = replace(CERTIFICATE.alert, certificate_expires_at=NOW - HOUR)
    assert words.what(ended) == CERTIFICATE.alert.message


def test_one_row_an_alert_newest_first(inbox: InboxView, agent: Agent, client: Client) -> None:
    agent.overview(CLOSED, OPEN, SLOW)
    assert shown(inbox) == [1, 2, 3]
    client.receive(AlertChanged(alert_view(alert(4, 5, NOW), "late")))
    client.receive(AlertChanged(alert_view(alert(2, 2, NOW - HOUR, acknowledged_at=NOW), "checkout")))
    assert shown(inbox) == [4, 1, 2, 3]
    client.receive(AlertsDeleted(0, (3, 99)))
    assert shown(inbox) == [4, 1, 2]


def test_the_filter_leaves_what_is_open(inbox: InboxView, agent: Agent, client: Client, qtbot: QtBot) -> None:
    agent.overview(OPEN, SLOW, CLOSED)
    qtbot.mouseClick(inbox.filters.buttons[Standing.OPEN], Qt.MouseButton.LeftButton)
    assert shown(inbox) == [1, 2]
    for known in (OPEN, SLOW):
        a = known.alert
        client.receive(AlertChanged(alert_view(alert(a.id, a.monitor, a.opened_at, closed_at=NOW), known.monitor_name)))
    assert shown(inbox) == []
    assert "No such alert." in visible_texts(inbox)
    qtbot.mouseClick(inbox.filters.buttons[None], Qt.MouseButton.LeftButton)
    assert shown(inbox) == [1, 2, 3]


def test_the_count_is_of_open_alerts_that_wait_for_somebody(inbox: InboxView, agent: Agent, client: Client) -> None:
    counts: list[int] = []
    inbox.model.unacknowledged_changed.connect(counts.append)
    agent.overview(OPEN, SLOW, CLOSED)
    client.receive(AlertChanged(alert_view(alert(1, 1, acknowledged_at=NOW), "billing-api")))
    client.receive(MonitorsDeleted(0, (2,)))
    assert shown(inbox) == [1, 3]
    client.receive(MonitorSaved(0, view(monitor(2, "checkout-eu"))))
    assert counts == [2, 1, 0, 1]
    assert inbox.model.unacknowledged == 1
    assert inbox.model.view(2).monitor_name == "checkout-eu"


def test_acknowledging_by_key_and_by_button_takes_only_what_waits(
    inbox: InboxView, agent: Agent, qtbot: QtBot, soon: Soon
) -> None:
    agent.overview(OPEN, SLOW, CLOSED)
    select(inbox, 1, 2, 3)
    qtbot.keyClick(inbox.list, Qt.Key.Key_A)
    soon(lambda: len(agent.acknowledged()) == 1)
    assert agent.acknowledged()[0] == AcknowledgeAlerts(agent.acknowledged()[0].request, (1, 2), "")
    select(inbox, 3)
    assert not inbox.ack.isEnabled()
    qtbot.keyClick(inbox.list, Qt.Key.Key_A)
    select(inbox, 2)
    qtbot.mouseClick(inbox.ack, Qt.MouseButton.LeftButton)
    soon(lambda: len(agent.acknowledged()) == 2)
    assert agent.acknowledged()[1].ids == (2,)


def test_each_filter_leaves_its_own(inbox: InboxView, agent: Agent, client: Client, qtbot: QtBot) -> None:
    acknowledged = alert_view(alert(4, 2, acknowledged_at=NOW), "checkout", delivery("mail", alert_id=4))
    snoozed = alert_view(alert(5, 3, snoozed_until=NOW + HOUR), "search")
    agent.overview(OPEN, SLOW, CLOSED, acknowledged, snoozed)
    by_standing = {Standing.OPEN: [1, 2], Standing.ACKNOWLEDGED: [4], Standing.SNOOZED: [5], Standing.CLOSED: [3]}
    for standing, expected in by_standing.items():
        inbox.filters.buttons[standing].click()
        assert sorted(shown(inbox)) == expected
    inbox.filters.show_all()
    inbox.filters.kind.setCurrentIndex(inbox.filters.kind.findData(AlertKind.SLOW))
    assert shown(inbox) == [2]
    inbox.filters.show_all()
    assert [inbox.filters.monitor.itemText(row) for row in range(4)] == [
        "All monitors",
        "billing-api",
        "checkout",
        "search",
    ]
    inbox.filters.monitor.setCurrentText("checkout")
    assert sorted(shown(inbox)) == [2, 4]
    inbox.filters.channel.setCurrentText("mail")
    assert shown(inbox) == [4]
    inbox.show_alert(3)
    assert sorted(shown(inbox)) == [1, 2, 3, 4, 5], "what is asked for is shown, whatever was chosen"
    inbox.filters.channel.setCurrentText("hook")
    client.receive(AlertsDeleted(0, (3,)))
    assert sorted(shown(inbox)) == [1, 2, 4, 5], "a channel that no alert was told to is chosen no more"


def test_snoozing_asks_for_the_open_ones_and_waking_for_those_asleep(
    inbox: InboxView, agent: Agent, client: Client, soon: Soon
) -> None:
    agent.overview(OPEN, SLOW, CLOSED)
    select(inbox, 3)
    assert not inbox.snooze.isEnabled()
    select(inbox, 1, 2, 3)
    actions = {action.text(): action for action in inbox.snooze_menu.actions()}
    assert list(actions)[:4] == ["For 1 hour", "For 4 hours", "For 8 hours", "Until tomorrow, 8:00"]
    assert not actions["Wake now"].isEnabled()
    before = now()
    actions["For 4 hours"].trigger()
    soon(lambda: bool(agent.of(SnoozeAlerts)))
    command = agent.of(SnoozeAlerts)[0]
    assert command.ids == (1, 2)
    assert before + 4 * HOUR <= command.until <= now() + 4 * HOUR
    client.receive(AlertChanged(alert_view(alert(1, 1, snoozed_until=now() + HOUR), "billing-api")))
    assert inbox.model.unacknowledged == 1
    select(inbox, 1)
    actions["Wake now"].trigger()
    soon(lambda: len(agent.of(SnoozeAlerts)) == 2)
    assert agent.of(SnoozeAlerts)[1].until is None


@pytest.mark.parametrize(
    ("moment", "morning"),
    [
        ("2026-03-28T21:00+01:00", "2026-03-29T08:00+02:00"),  # the night in which summer time begins
        ("2026-10-24T09:30+02:00", "2026-10-25T08:00+01:00"),
        ("2026-06-30T00:10+02:00", "2026-07-01T08:00+02:00"),
    ],
)
@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a process cannot be set here")
def test_tomorrow_morning_is_8_o_clock_whatever_the_night_does(
    moment: str, morning: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    try:
        found = tomorrow_morning(round(datetime.fromisoformat(moment).timestamp() * 1_000))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert found == datetime.fromisoformat(morning).timestamp() * 1_000


def test_the_history_of_an_alert_is_shown(inbox: InboxView, agent: Agent) -> None:
    history = (
        Transition(1, NOW - HOUR, Move.OPENED, Who.AGENT, "Expected 200–299, got <b>503</b>"),
        Transition(1, NOW - MINUTE, Move.ACKNOWLEDGED, Who.YOU, "on it"),
    )
    agent.overview(replace(OPEN, history=history))
    inbox.show_alert(1)
    assert inbox.details.past.texts() == [
        ["Opened", "API Monitor", "Expected 200–299, got <b>503</b>"],
        ["Acknowledged", "You", "on it"],
    ]
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in inbox.details.past.findChildren(QLabel))


def test_a_note_goes_with_the_acknowledgement(inbox: InboxView, agent: Agent, qtbot: QtBot, soon: Soon) -> None:
    agent.overview(OPEN)
    select(inbox, 1)
    inbox.note.field.setText("from before")
    qtbot.mouseClick(inbox.with_note, Qt.MouseButton.LeftButton)
    assert inbox.note.isVisible()
    assert inbox.note.field.text() == ""
    qtbot.keyClicks(inbox.note.field, "Marta looks at it")
    qtbot.keyClick(inbox.note.field, Qt.Key.Key_Return)
    soon(lambda: bool(agent.acknowledged()))
    assert agent.acknowledged()[0].note == "Marta looks at it"
    assert not inbox.note.isVisible()
    qtbot.keyClick(inbox.list, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    assert inbox.note.isVisible()
    qtbot.keyClick(inbox.note.field, Qt.Key.Key_Escape)
    assert not inbox.note.isVisible()
    assert len(agent.acknowledged()) == 1


def test_a_refused_command_is_said_in_place(inbox: InboxView, agent: Agent, qtbot: QtBot, soon: Soon) -> None:
    agent.overview(OPEN)
    agent.answers.refuse = "the disk is full"
    select(inbox, 1)
    inbox.acknowledge()
    soon(lambda: "That was not done: the disk is full" in visible_texts(inbox))


def test_enter_and_double_click_open_the_monitor(inbox: InboxView, agent: Agent, qtbot: QtBot) -> None:
    agent.overview(OPEN, SLOW)
    select(inbox, 2)
    with qtbot.waitSignal(inbox.open_monitor) as by_key:
        qtbot.keyClick(inbox.list, Qt.Key.Key_Return)
    with qtbot.waitSignal(inbox.open_monitor) as by_mouse:
        inbox.list.doubleClicked.emit(inbox.proxy.index(0, 0))
    assert (by_key.args, by_mouse.args) == ([2], [1])


def delete_now(inbox: InboxView, qtbot: QtBot) -> str:
    dialog = inbox.findChild(QMessageBox)
    assert dialog is not None
    question = dialog.text()
    button = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Delete")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    return question


def test_deleting_asks_first_and_takes_closed_alerts_only(
    inbox: InboxView, agent: Agent, qtbot: QtBot, soon: Soon
) -> None:
    agent.overview(OPEN, SLOW, CLOSED)
    select(inbox, 1, 3)
    qtbot.keyClick(inbox.list, Qt.Key.Key_Delete)
    assert not agent.of(DeleteAlerts)
    assert delete_now(inbox, qtbot) == "Delete 1 closed alert?"
    soon(lambda: bool(agent.of(DeleteAlerts)))
    assert agent.of(DeleteAlerts)[0].ids == (3,)
    select(inbox, 1)
    qtbot.keyClick(inbox.list, Qt.Key.Key_Delete)
    assert any(said.startswith("Open alerts cannot be deleted.") for said in visible_texts(inbox))


def test_all_closed_alerts_of_a_monitor_or_channel_can_be_deleted(
    inbox: InboxView, agent: Agent, qtbot: QtBot, soon: Soon
) -> None:
    agent.overview(OPEN, CLOSED)
    select(inbox, 3)
    for number, (text, expected) in enumerate(
        (
            ("All closed alerts of billing-api…", {"monitor": 1, "channel": None}),
            ("All closed alerts that hook was told of…", {"monitor": None, "channel": "hook"}),
            ("All closed alerts…", {"monitor": None, "channel": None, "every": True}),
        )
    ):
        action = next(action for action in inbox.delete_actions() if action.text() == text)
        action.trigger()
        delete_now(inbox, qtbot)
        soon(lambda number=number: len(agent.of(DeleteAlerts)) == number + 1)
        command = agent.of(DeleteAlerts)[-1]
        asked = {"monitor": command.monitor, "channel": command.channel, "every": command.every}
        assert asked == {"every": False, **expected}
        assert command.ids == ()
        soon(lambda: inbox.findChild(QMessageBox) is None)


def test_an_alert_is_shown_with_the_fate_of_each_delivery(inbox: InboxView, agent: Agent, theme: Theme) -> None:
    agent.overview(OPEN, CLOSED)
    inbox.show_alert(1)
    rows = {row[0]: row for row in inbox.details.texts()}
    assert rows["ops"][1:3] == ["Opened", "1"]
    assert rows["ops"][4] == "sent"
    assert rows["mail"][2] == "3"
    assert rows["mail"][4].startswith("failed: connection refused, next try in ")
    inbox.filters.buttons[Standing.OPEN].setChecked(True)
    inbox.show_alert(3)
    assert inbox.details.texts()[0][4] == "undeliverable: 404 no_service"
    error = next(label for label in inbox.details.findChildren(QLabel) if label.text().startswith("undeliverable"))
    assert error.property("rank") == "error"
    inbox.show_alert(12345)


def test_details_follow_the_alert(inbox: InboxView, agent: Agent, client: Client) -> None:
    agent.overview(OPEN)
    inbox.show_alert(1)
    client.receive(AlertChanged(alert_view(alert(1, 1, closed_at=NOW, note="fixed"), "billing-api", delivery("ops"))))
    assert [row[0] for row in inbox.details.texts()] == ["ops"]
    assert "Note: fixed" in visible_texts(inbox)
    client.receive(AlertsDeleted(0, (1,)))
    assert not inbox.details.isVisible()


def test_what_became_of_deliveries_in_words() -> None:
    assert words.fate(OPEN.deliveries[1], NOW) == "failed: connection refused, next try in 1 h"
    newest = words.newest_by_channel((delivery("b"), delivery("a"), delivery("c", DeliveryState.UNDELIVERABLE)))
    assert [d.channel for d in newest] == ["c", "a", "b"], "what was not told comes first"
    said = words.spoken(CLOSED, NOW)
    assert said == (
        "billing-api, Down, closed after 9 min, Expected 200–299, got 503 Service Unavailable, "
        "hook undeliverable: 404 no_service"
    )


def test_server_text_is_plain(inbox: InboxView, agent: Agent) -> None:
    evil = "<b>bold</b>"
    failed = delivery("ops", DeliveryState.UNDELIVERABLE, error=evil)
    agent.overview(alert_view(alert(1, 1, message=evil, note=evil), evil, failed))
    inbox.show_alert(1)
    labels = [label for label in inbox.findChildren(QLabel) if evil in label.text()]
    assert len(labels) >= 4
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)
    assert "<b>" not in inbox.proxy.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_the_models_keep_qts_rules(client: Client, agent: Agent, qtmodeltester: ModelTester) -> None:
    model = AlertsModel(client)
    proxy = AlertsProxy(model)
    qtmodeltester.check(model, force_py=True)
    agent.overview(OPEN, SLOW, CLOSED)
    client.receive(AlertChanged(alert_view(alert(9, 1, NOW - 2 * HOUR), "x")))
    proxy.show_only(Shown(Standing.OPEN, monitor=1))
    assert proxy.rowCount() == 2
    client.receive(AlertsDeleted(0, (1, 3)))
    assert proxy.rowCount() == 1
    agent.overview()
    assert proxy.rowCount() == model.rowCount() == 0
