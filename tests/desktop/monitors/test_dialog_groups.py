"""What each group of the monitor dialog is for, by mouse and by keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from agent.evidence import KeptExchange
from agent.messages import SaveMonitor
from agent.model import AssertionResult, Comparison, Monitor, Subject
from desktop.monitors.dialog import MonitorDialog
from desktop.monitors.forms.assertions import AssertionsField
from desktop.monitors.forms.body import BodyField
from desktop.monitors.forms.rows import RowsField
from tests.desktop.fake_agent import a_dozen, standing
from tests.desktop.monitors.monitors import FULL, TARGET, WAYS
from tests.desktop.window_parts import Desk, start

LEFT = Qt.MouseButton.LeftButton
PLAIN = {"id": 1, "name": "api", "target": {"url": "https://example.com"}}


def edit(desk: Desk, given: dict[str, object] = PLAIN, group: int = 0) -> MonitorDialog:
    start(desk, (standing(Monitor.model_validate(given)),))
    desk.window.dialogs.edit_monitor(1)
    dialog = desk.dialog()
    dialog.activateWindow()
    desk.qtbot.waitUntil(dialog.isActiveWindow)
    desk.qtbot.mouseClick(dialog.form.pages.buttons.buttons[group], LEFT)
    return dialog


def saved(desk: Desk, dialog: MonitorDialog) -> Monitor:
    desk.qtbot.mouseClick(dialog.save_button, LEFT)
    desk.wait(lambda: desk.agent.sent(SaveMonitor))
    command = desk.agent.sent(SaveMonitor)[-1]
    assert isinstance(command, SaveMonitor)
    return command.monitor


def choose(desk: Desk, box: QWidget, typed: str) -> None:
    """Choose in a box by typing how its entry begins."""
    assert isinstance(box, QComboBox)
    box.setFocus()
    desk.qtbot.keyClicks(box, typed)


def test_a_request_is_put_together_by_keys(desk: Desk) -> None:
    dialog = edit(desk)
    form = dialog.form
    choose(desk, form.field("target.method"), "PU")
    query = form.field("target.query")
    assert isinstance(query, RowsField)
    desk.qtbot.keyClick(query.add_button, Qt.Key.Key_Space)
    desk.qtbot.keyClicks(dialog.focusWidget(), "access_token")
    desk.qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    desk.qtbot.keyClicks(dialog.focusWidget(), "canary")
    assert "access_token=•••" in form.side.preview.code.toPlainText()
    assert "canary" not in form.side.preview.code.toPlainText()
    choose(desk, form.field("target.body_kind"), "JSON")
    choose(desk, form.field("target.body_kind"), "JSON")
    body = form.field("target.body")
    assert isinstance(body, BodyField)
    desk.qtbot.keyClicks(body.code, '{"a": 1')
    form.field("target.body_kind").set_value("json")
    assert "line 1" in body.fault.text()
    assert not body.format_button.isEnabled()
    desk.qtbot.keyClicks(body.code, ".50}")
    assert body.fault.isHidden()
    desk.qtbot.mouseClick(body.format_button, LEFT)
    target = saved(desk, dialog).target
    assert (target.method, target.body) == ("PUT", '{\n  "a": 1.50\n}')
    assert (target.query[0].name, target.query[0].text) == ("access_token", "canary")
    assert "canary" not in repr(target)


@pytest.mark.qt_log_ignore("does not support", extend=True)  # popups on no screen
def test_names_and_values_of_headers_are_completed(desk: Desk) -> None:
    dialog = edit(desk)
    headers = dialog.form.field("target.headers")
    assert isinstance(headers, RowsField)
    desk.qtbot.mouseClick(headers.add_button, LEFT)
    row = headers.rows[0]
    for line, typed in ((row.name, "cache-c"), (row.value.line, "no-s")):
        line.setFocus()
        desk.qtbot.keyClicks(line, typed)
        completer = line.completer()
        assert completer is not None
        desk.qtbot.waitUntil(completer.popup().isVisible)
        desk.qtbot.keyClick(completer.popup(), Qt.Key.Key_Down)
        desk.qtbot.keyClick(completer.popup(), Qt.Key.Key_Return)
    assert (row.name.text(), row.value.line.text()) == ("Cache-Control", "no-store")
    assert not desk.agent.sent(SaveMonitor)


def test_only_the_fields_of_the_chosen_way_are_shown_and_saved(desk: Desk) -> None:
    dialog = edit(desk, {**PLAIN, "target": {"url": "https://example.com", **WAYS["basic"]}}, group=1)
    form = dialog.form
    assert form.field("target.username").isVisible()
    assert not form.field("target.bearer_token").isVisible()
    scheme = form.pages.groups[1].findChild(QComboBox)
    choose(desk, scheme, "OAuth")
    assert form.field("target.oauth2.token_url").isVisible()
    assert not form.field("target.username").isVisible()
    dialog.save()
    assert form.error("target.oauth2.client_id") == "Fill this in."
    form.field("target.oauth2.token_url").set_value("login")
    form.field("target.oauth2.client_id").set_value("me")
    dialog.save()
    assert "http" in form.error("target.oauth2.token_url")
    assert form.pages.buttons.buttons[1].mark == "!"
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down):
        desk.qtbot.keyClick(scheme, key)
    assert saved(desk, dialog).target.password.get_secret_value() == "${keychain:p}"


def test_a_mistake_opens_its_group_and_is_marked_there(desk: Desk) -> None:
    dialog = edit(desk)
    dialog.form.field("target.proxy").set_value("ftp://x")
    dialog.form.field("target.max_redirects").set_value(11)
    dialog.save()
    buttons = dialog.form.pages.buttons
    assert buttons.buttons[buttons.current].name == "Connection & TLS"
    assert "2 mistakes" in buttons.buttons[3].accessibleName()
    assert dialog.focusWidget() is dialog.form.field("target.max_redirects")
    assert "10 or less" in dialog.form.error("target.max_redirects")
    assert "socks5://" in dialog.form.error("target.proxy")


def test_groups_count_what_differs_from_the_defaults(desk: Desk) -> None:
    dialog = edit(desk, {**FULL, "target": {**TARGET, **WAYS["oauth2"]}})
    assert [button.mark for button in dialog.form.pages.buttons.buttons[2:3]] == ["13"]


@pytest.fixture
def assertions(desk: Desk) -> tuple[MonitorDialog, AssertionsField]:
    dialog = edit(desk, PLAIN, group=2)
    field = dialog.form.field("target.assertions")
    assert isinstance(field, AssertionsField)
    return dialog, field


def test_assertions_begin_with_an_example_and_are_reordered_by_keys(
    desk: Desk, assertions: tuple[MonitorDialog, AssertionsField]
) -> None:
    dialog, field = assertions
    desk.qtbot.mouseClick(field.examples[0], LEFT)
    assert not field.examples[0].isVisible()
    desk.qtbot.keyClick(field.add_button, Qt.Key.Key_Space)
    second = field.rows[1]
    choose(desk, second.subject, "Status")
    assert not second.part.isVisible()
    second.comparison.set_value(Comparison.LESS)
    second.expected.setFocus()
    desk.qtbot.keyClicks(second.expected, "300")
    desk.qtbot.keyClick(second.expected, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert field.rows[0] is second
    assert dialog.focusWidget() is second.expected
    desk.qtbot.keyClick(second.degraded_only, Qt.Key.Key_Space)
    found = saved(desk, dialog).target.assertions
    assert [one.subject for one in found] == [Subject.STATUS, Subject.JSON]
    assert (found[0].comparison, found[0].expected, found[0].degraded_only) == (Comparison.LESS, "300", True)


def test_what_is_wrong_with_an_assertion_stands_at_its_row(
    desk: Desk, assertions: tuple[MonitorDialog, AssertionsField]
) -> None:
    dialog, field = assertions
    desk.qtbot.mouseClick(field.examples[1], LEFT)
    desk.qtbot.mouseClick(field.add_button, LEFT)
    wrong = field.rows[1]
    choose(desk, wrong.subject, "Status")
    desk.qtbot.keyClicks(wrong.expected, "soon")
    dialog.save()
    assert wrong.has_error
    assert "soon" in wrong.said.text()
    assert not field.rows[0].has_error
    assert dialog.focusWidget() is wrong.expected
    desk.qtbot.mouseClick(wrong.remove_button, LEFT)
    assert len(saved(desk, dialog).target.assertions) == 1


def test_a_new_monitor_has_nothing_of_its_own(desk: Desk) -> None:
    start(desk, a_dozen())
    desk.window.menus.new_detailed.trigger()
    dialog = desk.dialog()
    assert [button.mark for button in dialog.form.pages.buttons.buttons] == [""] * 6


def test_a_test_tells_of_each_assertion_until_something_is_edited(desk: Desk) -> None:
    dialog = edit(desk, {**FULL, "target": {**TARGET, "assertions": TARGET["assertions"][:2]}}, group=2)
    monitor = dialog.form.monitor()
    assert monitor is not None
    first, second = monitor.target.assertions
    results = (AssertionResult(first, True, "200"), AssertionResult(second, False, "nginx", "Expected no Server"))
    desk.agent.evidence[0] = (KeptExchange(desk.agent.found, assertions=results), None)
    desk.qtbot.keyClick(dialog, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    desk.wait(lambda: len(dialog.form.side.answer.results) == 2)
    field = dialog.form.field("target.assertions")
    assert isinstance(field, AssertionsField)
    assert [row.said.text() for row in field.rows] == ["✓ 200", "✕ nginx"]
    assert "✕ Header Server is not there (nginx)" in dialog.answer
    dialog.form.field("interval").set_value(7)
    assert [row.said.isHidden() for row in field.rows] == [True, True]
    assert "Of the settings before" in dialog.answer
    assert "✕ Header Server" in dialog.answer


def test_all_of_an_answer_is_seen_below_the_two_fields(desk: Desk) -> None:
    start(desk, a_dozen())
    desk.window.menus.new_detailed.trigger()
    dialog = desk.dialog()
    dialog.form.field("target.url").set_value("example.com")
    desk.qtbot.mouseClick(dialog.test_button, LEFT)
    answer = dialog.form.side.answer
    desk.wait(lambda: answer.said.startswith("Up"))
    desk.wait(lambda: answer.height() >= answer.sizeHint().height() - 4)
    assert not dialog.form.more
