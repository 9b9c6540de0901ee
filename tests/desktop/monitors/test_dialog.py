"""The dialog of a monitor: every field, every error at its place, testing and saving."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from agent.messages import AgentFailed, FieldError, ReplayRule, SaveMonitor, TestMonitor
from agent.model import Cause, Check, Monitor, Outcome
from desktop.monitors.dialog import MonitorDialog
from desktop.monitors.forms.body import BodyField
from desktop.monitors.forms.rows import RowsField
from tests.desktop.fake_agent import a_dozen, monitor, standing
from tests.desktop.window_parts import Desk, start

FULL = {
    "id": 1,
    "name": "api",
    "target": {
        "url": "https://api.example.com/health?token=1",
        "method": "POST",
        "expect": "200-299,301",
        "username": "ops",
        "password": "${keychain:abc}",
        "verify_tls": False,
        "ca_file": "/etc/ca.pem",
        "headers": [
            {"name": "Accept", "value": "application/json"},
            {"name": "X-API-Key", "value": "${keychain:def}"},
            {"name": "X-Token", "value": "${env:TOKEN}"},
        ],
        "body": ' {"ping":\u00a01}\r\n',
    },
    "interval": 30,
    "timeout": 2.5,
    "latency_threshold_ms": 800,
    "uptime_target": 99.9,
    "apdex_ms": 250,
    "rule": {"failures": 3, "window": 7, "hold": 0},
    "confirm_every": 5,
    "channels": ["ops", "gone"],
    "alerts": {
        "slow": [],
        "certificate": ["ops"],
        "remind_every": 30,
        "escalate_after": 10,
        "escalate_to": ["gone"],
    },
    "tags": ["prod", "billing"],
    "paused": True,
}


def put(dialog: MonitorDialog, path: str, typed: str) -> None:
    field = dialog.form.field(path)
    line = field if isinstance(field, QLineEdit) else field.findChild(QLineEdit)
    line.setText(typed)


def saved(desk: Desk) -> list[Monitor]:
    return [command.monitor for command in desk.agent.sent(SaveMonitor) if isinstance(command, SaveMonitor)]


@pytest.fixture
def new(desk: Desk) -> MonitorDialog:
    start(desk, a_dozen())
    desk.window.menus.new_detailed.trigger()
    return desk.dialog()


def edit(desk: Desk, given: dict[str, Any]) -> MonitorDialog:
    start(desk, (standing(Monitor.model_validate(given)),))
    desk.window.dialogs.edit_monitor(1)
    return desk.dialog()


def test_a_monitor_passes_through_unchanged(desk: Desk) -> None:
    dialog = edit(desk, FULL)
    assert dialog.form.more
    desk.qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    desk.wait(lambda: saved(desk))
    assert saved(desk) == [Monitor.model_validate(FULL)]


def test_the_usual_monitor_shows_two_fields_and_saves_by_enter(desk: Desk, new: MonitorDialog) -> None:
    assert not new.form.more
    assert not new.isModal() or new.windowModality() is not Qt.WindowModality.ApplicationModal
    desk.qtbot.waitUntil(new.isVisible)
    put(new, "target.url", "api-prod.example.com")
    desk.qtbot.keyClick(new.form.field("target.url"), Qt.Key.Key_Return)
    desk.wait(lambda: saved(desk))
    (monitor_,) = saved(desk)
    assert (monitor_.name, monitor_.target.url) == ("api-prod.example.com", "https://api-prod.example.com")
    desk.wait(lambda: "api-prod.example.com" in desk.names())
    desk.wait(lambda: desk.selected() == ["api-prod.example.com"])


@pytest.mark.parametrize(
    ("path", "typed", "said"),
    [
        ("target.url", "ftp://x", "http:// or https://"),
        ("target.url", "", "Fill this in."),
        ("name", "a\u202eb", "one line"),
        ("interval", "soon", "Enter a whole number."),
        ("interval", "0", "Enter 1 or more."),
        ("interval", "", "Fill this in."),
        ("timeout", "301", "Enter 300 or less."),
        ("latency_threshold_ms", "0", "Enter more than 0"),
        ("uptime_target", "0.999", "Enter 50 or more."),
        ("target.expect", "2xx", "expected status codes"),
        ("rule.failures", "9", "cannot be more than window"),
        ("confirm_every", "-1", "Enter 1 or more."),
    ],
)
def test_what_is_wrong_stands_at_its_field(desk: Desk, new: MonitorDialog, path: str, typed: str, said: str) -> None:
    put(new, "target.url", "https://example.com")
    put(new, path, typed)
    new.save()
    assert said.casefold() in new.form.error(path).casefold()
    assert new.form.field(path).isVisible()
    assert not saved(desk)
    wrong = [other for other in new.form.editors() if new.form.error(other)]
    assert wrong == [path]
    right = {"target.url": "https://example.com", "name": "x", "target.expect": "204", "uptime_target": "99.9"}
    put(new, path, right.get(path, "4"))
    new.save()
    desk.wait(lambda: saved(desk))


def test_what_the_agent_refuses_stands_at_its_field_and_nothing_is_lost(desk: Desk, new: MonitorDialog) -> None:
    put(new, "target.url", "https://example.com")
    put(new, "name", "api-prod")
    new.save()
    desk.wait(lambda: new.form.error("name"))
    assert new.form.error("name") == "There is a monitor called api-prod."
    assert new.isVisible()
    assert new.form.editable
    desk.agent.refuse = (FieldError("target.password", "There is no keychain."), FieldError("", "The disk is full."))
    put(new, "name", "other")
    new.save()
    desk.wait(lambda: new.form.error("target.password"))
    assert new.form.more
    assert new.form.error("") == "The disk is full."
    assert new.form.error("name") == ""


def test_a_kept_password_is_not_shown_and_stays_until_it_is_replaced(desk: Desk) -> None:
    dialog = edit(desk, FULL)
    line = dialog.form.field("target.password").findChild(QLineEdit)
    assert line.text() == ""
    assert "abc" not in line.placeholderText()
    put(dialog, "target.password", "s3cret")
    assert line.echoMode() is QLineEdit.EchoMode.Password
    dialog.save()
    desk.wait(lambda: saved(desk))
    assert saved(desk)[0].target.password.get_secret_value() == "s3cret"


def test_headers_are_added_changed_and_removed(desk: Desk) -> None:
    dialog = edit(desk, FULL)
    field = dialog.form.field("target.headers")
    assert isinstance(field, RowsField)
    accept, key, token = field.rows
    assert (accept.value.line.text(), key.value.line.text()) == ("application/json", "")
    assert accept.value.line.echoMode() is QLineEdit.EchoMode.Normal
    assert token.value.line.text() == "${env:TOKEN}"
    key.value.line.setText("canary")
    assert key.value.line.echoMode() is QLineEdit.EchoMode.Password
    desk.qtbot.mouseClick(token.remove_button, Qt.MouseButton.LeftButton)
    desk.qtbot.mouseClick(field.add_button, Qt.MouseButton.LeftButton)
    field.rows[-1].name.setText("Host:")
    field.rows[-1].value.line.setText("other.example")
    dialog.save()
    assert "“Host:” is no name of a header" in field.rows[-1].error.text()
    assert dialog.focusWidget() is field.rows[-1].name
    assert not saved(desk)
    field.rows[-1].name.setText("Host")
    dialog.save()
    desk.wait(lambda: saved(desk))
    headers = saved(desk)[0].target.headers
    assert [(one.name, one.text) for one in headers] == [
        ("Accept", "application/json"),
        ("X-API-Key", "canary"),
        ("Host", "other.example"),
    ]
    assert "canary" not in repr(headers)


def test_a_body_needs_a_method_that_has_one(desk: Desk, new: MonitorDialog) -> None:
    put(new, "target.url", "https://example.com")
    body, method = new.form.field("target.body"), new.form.field("target.method")
    assert isinstance(body, BodyField)
    assert isinstance(method, QComboBox)
    body.code.setPlainText("ping")
    new.save()
    assert "A GET request has no body" in new.form.error("target.body")
    method.setCurrentText("PUT")
    new.save()
    desk.wait(lambda: saved(desk))
    assert (saved(desk)[0].target.method, saved(desk)[0].target.body) == ("PUT", "ping")


@pytest.mark.parametrize(
    ("check", "lines"),
    [
        (None, ["Up · 200 · 84 ms"]),
        (
            Check(0, 0, Outcome.DOWN, None, None, Cause.DNS, "No such name: <b>x</b>"),
            ["Down", "No such name: <b>x</b>"],
        ),
    ],
)
def test_a_test_shows_its_answer_and_saves_nothing(
    desk: Desk, new: MonitorDialog, check: Check | None, lines: list[str]
) -> None:
    if check is not None:
        desk.agent.found = check
    put(new, "target.url", "https://example.com")
    desk.agent.hold()
    desk.qtbot.mouseClick(new.test_button, Qt.MouseButton.LeftButton)
    desk.wait(lambda: desk.agent.sent(TestMonitor))
    assert new.answer == "Testing…"
    assert not new.save_button.isEnabled()
    desk.agent.release()
    desk.wait(lambda: new.save_button.isEnabled())
    assert new.answer.split("\n") == lines
    assert not saved(desk)
    put(new, "target.url", "https://example.org")
    assert new.answer.split("\n") == [lines[0], "Of the settings before: test again to see.", *lines[1:]]


def test_a_dialog_that_was_closed_does_not_mind_a_late_answer(desk: Desk, new: MonitorDialog) -> None:
    put(new, "target.url", "https://example.com")
    desk.agent.hold()
    new.save()
    desk.wait(lambda: saved(desk))
    new.reject()
    desk.wait(lambda: not desk.window.findChildren(MonitorDialog))
    desk.agent.release()
    assert "example.com" in desk.names()


def test_nothing_waits_for_an_agent_that_is_dead(desk: Desk, new: MonitorDialog) -> None:
    put(new, "target.url", "https://example.com")
    desk.agent.hold()
    new.save()
    desk.wait(lambda: saved(desk))
    desk.client.receive(AgentFailed("the loop broke", ""))
    assert "The agent has stopped" in new.form.error("")
    assert new.form.editable
    new.save()
    assert not new.form.editable
    desk.wait(lambda: new.form.editable)
    assert "The agent has stopped" in new.form.error("")
    assert len(saved(desk)) == 1


def test_channels_are_all_or_chosen_ones(desk: Desk) -> None:
    dialog = edit(desk, {"id": 1, "name": "api", "target": monitor(1, "api").target})
    field = dialog.form.field("channels")
    assert field.value() is None
    field.set_value(["ops"])
    dialog.save()
    desk.wait(lambda: saved(desk))
    assert saved(desk)[0].channels == ("ops",)


def test_the_rule_is_rehearsed_on_the_past_while_it_is_edited(desk: Desk) -> None:
    dialog = edit(desk, FULL | {"rule": {"failures": 3, "window": 7}})
    label = dialog.form.pages.rehearsal
    desk.wait(label.text)
    assert label.text() == (
        "This rule would have alerted 5 times in the last 30 days (the longest 14 min, 2 messages)."
    )
    asked = len(desk.agent.sent(ReplayRule))
    put(dialog, "rule.failures", "9")
    assert label.text() == ""
    put(dialog, "rule.failures", "7")
    desk.wait(label.text)
    assert label.text() == (
        "This rule would have alerted once in the last 30 days (14 min, 2 messages); as it is now: 5 times."
    )
    last = desk.agent.sent(ReplayRule)[asked:]
    assert [(one.rule.failures, one.rule.window) for one in last if isinstance(one, ReplayRule)] == [(7, 7)]


def test_a_new_monitor_has_no_past_to_rehearse(desk: Desk, new: MonitorDialog) -> None:
    put(new, "rule.failures", "3")
    assert new.form.pages.rehearsal.isHidden()
    assert not desk.agent.sent(ReplayRule)
