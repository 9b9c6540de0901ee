"""The tab “Response”: by mouse and keyboard, with the real messages through the real client."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from agent.messages import AlertChanged, GetEvidence
from agent.model import Assertion, AssertionResult, Subject
from desktop.monitors.evidence.dialog import ExchangeDialog
from desktop.monitors.evidence.differences import DifferenceRole
from desktop.monitors.evidence.view import EvidenceView, Side
from tests.desktop.exchanges import an_exchange, ill, well
from tests.desktop.fake_agent import a_dozen
from tests.desktop.scenes import NOW, alert, alert_view, bad, good
from tests.desktop.window_parts import Desk, start


@pytest.fixture
def shown(desk: Desk) -> Desk:
    """The window on a dozen monitors, the first of them down with evidence of it."""
    start(desk, a_dozen())
    desk.agent.evidence[1] = (well(), ill())
    desk.wait(lambda: desk.names())
    desk.click("billing-api")
    return desk


def tab(desk: Desk) -> EvidenceView:
    return desk.window.page.detail.evidence


def open_tab(desk: Desk) -> EvidenceView:
    """Click the tab as a person does."""
    detail = desk.window.page.detail
    bar = detail.tabs.tabBar()
    place = bar.tabRect(detail.tabs.indexOf(detail.evidence)).center()
    desk.qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=place)
    return detail.evidence


def choose(desk: Desk, side: Side) -> None:
    desk.qtbot.mouseClick(tab(desk).sides.button(side), Qt.MouseButton.LeftButton)


def places(view: EvidenceView) -> list[str]:
    model = view.differences.model
    found = (model.index(row, 0).data(DifferenceRole) for row in range(model.rowCount()))
    return [f"{one.part} {one.place} {one.turn}" for one in found]


def asked(desk: Desk) -> list[tuple[int, int | None]]:
    return [(one.monitor, one.alert) for one in desk.agent.sent(GetEvidence)]


def test_the_response_of_a_test_is_a_click_away(shown: Desk) -> None:
    shown.agent.evidence[0] = (well(0), None)
    shown.window.dialogs.edit_monitor(1)
    panel = shown.dialog().form.side.answer
    shown.dialog().test()
    shown.wait(panel.response.isVisible)
    shown.qtbot.mouseClick(panel.response, Qt.MouseButton.LeftButton)
    dialog = panel.findChild(ExchangeDialog)
    shown.wait(dialog.isVisible)
    assert dialog.view.heading.text() == "✓ 200 OK"
    assert '"status": "ok"' in dialog.view.body.shown
    shown.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    shown.wait(lambda: panel.findChild(ExchangeDialog) is None)


def test_nothing_is_asked_before_somebody_looks_and_a_failing_monitor_begins_with_what_changed(shown: Desk) -> None:
    assert not asked(shown)
    view = open_tab(shown)
    shown.wait(lambda: places(view))
    assert asked(shown) == [(1, None)]
    assert view.side is Side.DIFFERENCE
    assert places(view)[:4] == [
        "status  changed",
        "header server changed",
        "header cache-control removed",
        "header retry-after added",
    ]
    assert "body $.error added" in places(view)
    assert "body $.generatedAt changed" not in places(view)
    index = view.differences.model.index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Status changed from 200 to 503"
    shown.click("api-prod")
    shown.wait(lambda: asked(shown)[-1] == (4, None))
    assert tab(shown).side is Side.GOOD


def test_the_failing_response_is_shown_in_full(shown: Desk) -> None:
    view = open_tab(shown)
    shown.wait(lambda: places(view))
    choose(shown, Side.FAILING)
    exchange = view.exchange
    assert exchange.heading.text() == "✕ 503 Service Unavailable"
    assert exchange.message.text() == "Expected 200–399, got 503 Service Unavailable"
    assert exchange.address.text() == "GET https://billing-api.example.com/v1/health?verbose=true"
    assert "203.0.113.7:443 · HTTP/1.1 · TLSv1.3" in exchange.facts.text()
    assert '\n  "status": "failing",\n' in exchange.body.shown
    assert ("Retry-After", "30") in exchange.headers.rows()
    assert "Authorization: Bearer «redacted»" in exchange.request.shown
    rows = dict(exchange.connection.rows())
    assert (rows["Cipher"], rows["Issuer 1"], rows["First byte"]) == ("TLS_AES_256_GCM_SHA384", "R11", "44 ms")
    choose(shown, Side.GOOD)
    assert exchange.heading.text() == "✓ 200 OK"
    assert '"status": "ok"' in exchange.body.shown


def test_what_an_open_alert_began_with_is_shown_first(shown: Desk) -> None:
    shown.agent.open_alert(7, 1)
    view = open_tab(shown)
    shown.wait(lambda: places(view))
    assert asked(shown) == [(1, 7)]
    assert [view.failure.itemText(row).partition(" of ")[0] for row in (0, 1)] == ["Newest failure", "Down alert"]


def test_assertions_are_shown_with_what_was_found(shown: Desk) -> None:
    results = (
        AssertionResult(Assertion(subject=Subject.STATUS, expected="200"), False, "503"),
        AssertionResult(Assertion(subject=Subject.JSON, property="$.status", expected="ok"), True, "ok"),
    )
    shown.agent.evidence[1] = (well(), replace(ill(), assertions=results))
    view = open_tab(shown)
    shown.wait(lambda: places(view))
    choose(shown, Side.FAILING)
    tabs = view.exchange.tabs
    assert tabs.isTabVisible(tabs.indexOf(view.exchange.assertions))
    assert [(name[0], found) for name, found in view.exchange.assertions.rows()] == [("✕", "503"), ("✓", "ok")]
    choose(shown, Side.GOOD)
    assert not tabs.isTabVisible(tabs.indexOf(view.exchange.assertions))


def test_a_body_is_searched_and_copied_by_keyboard(shown: Desk) -> None:
    view = open_tab(shown)
    shown.wait(lambda: places(view))
    choose(shown, Side.FAILING)
    body = view.exchange.body
    body.code.setFocus()
    shown.qtbot.keyClick(body.code, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    shown.wait(body.search.hasFocus)
    shown.qtbot.keyClicks(body.search, "DOWN")
    assert body.found.text() == "1 found"
    shown.qtbot.keyClick(body.search, Qt.Key.Key_Return)
    assert body.code.textCursor().selectedText() == "down"
    shown.qtbot.keyClick(body.search, Qt.Key.Key_Escape)
    assert (body.search.text(), body.code.hasFocus()) == ("", True)
    shown.qtbot.mouseClick(body.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == ill().answer.body


def test_differences_are_copied(shown: Desk) -> None:
    view = open_tab(shown)
    shown.wait(lambda: places(view))
    view.differences.list.setFocus()
    view.differences.list.setCurrentIndex(view.differences.model.index(3, 0))
    shown.qtbot.keyClick(view.differences.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "+ Header retry-after\n    —\n    30"
    shown.qtbot.mouseClick(view.differences.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().startswith("≠ Status\n    200\n    503\n≠ Header server")


def test_an_alert_leads_to_what_changed_from_the_inbox_and_from_its_monitor(shown: Desk) -> None:
    shown.agent.open_alert(7, 1)
    window = shown.window
    window.sidebar.choose_inbox()
    window.inbox.show_alert(7)
    shown.qtbot.mouseClick(window.inbox.changes, Qt.MouseButton.LeftButton)
    shown.wait(lambda: asked(shown)[-1:] == [(1, 7)])
    view = tab(shown)
    shown.wait(view.isVisible)
    assert view.side is Side.DIFFERENCE
    assert view.failure.currentText().startswith("Down alert of ")

    detail = window.page.detail
    detail.tabs.setCurrentIndex(2)
    detail.alert_list.setFocus()
    detail.alert_list.setCurrentIndex(detail.alert_list.model().index(0, 0))
    shown.qtbot.keyClick(detail.alert_list, Qt.Key.Key_Return)
    shown.wait(view.isVisible)
    view.failure.setCurrentIndex(0)
    view.failure.activated.emit(0)
    shown.wait(lambda: asked(shown)[-1] == (1, None))


@pytest.mark.parametrize(
    ("evidence", "side", "said"),
    [
        ((None, None), Side.GOOD, "No response is kept yet. The next check brings one."),
        ((well(), None), Side.FAILING, "No failing response is known."),
        ((None, ill()), Side.DIFFERENCE, "No good response is known yet."),
        (
            (well(), replace(well(), check=bad())),
            Side.DIFFERENCE,
            "Nothing differs but what every response has anew, such as dates and ids of requests.",
        ),
    ],
)
def test_what_is_not_there_is_said(shown: Desk, evidence: tuple, side: Side, said: str) -> None:
    shown.agent.evidence[1] = evidence
    view = open_tab(shown)
    choose(shown, side)
    shown.wait(lambda: view.said == said)
    choose(shown, Side.GOOD if side is not Side.GOOD else Side.FAILING)
    if evidence[0] and side is not Side.GOOD:
        assert view.said == ""


def test_reading_and_failing_are_said_and_tried_again(shown: Desk) -> None:
    shown.agent.hold()
    view = open_tab(shown)
    shown.wait(lambda: view.said == "Reading…")
    shown.agent.release()
    shown.wait(lambda: places(view))
    assert view.said == ""


def test_a_new_failure_is_shown_and_good_checks_leave_the_reader_alone(shown: Desk) -> None:
    view = open_tab(shown)
    shown.wait(lambda: places(view))
    old = shown.agent.views[1]

    def check(found: Callable) -> None:
        shown.agent.put(replace(old, status=replace(old.status, last=found)))

    count = len(asked(shown))
    check(bad(1, at=NOW + 1_000))
    shown.wait(lambda: len(asked(shown)) == count + 1)
    check(good(1, at=NOW + 2_000))
    shown.wait(lambda: len(asked(shown)) == count + 2)
    check(good(1, at=NOW + 3_000))
    shown.agent.tell(AlertChanged(alert_view(alert(9, 1), "billing-api")))
    shown.wait(lambda: view.failure.count() == 2)
    assert len(asked(shown)) == count + 2


def test_what_a_server_says_is_inert_and_a_hostile_body_is_shown_as_it_came(shown: Desk) -> None:
    markup = "<b>bold</b><img src='x'>"
    deep = "[" * 400 + "]" * 400
    failing = an_exchange(1, 503, deep, X_Said=markup)
    shown.agent.evidence[1] = (well(), replace(failing, check=replace(failing.check, message=markup)))
    view = open_tab(shown)
    shown.wait(lambda: places(view))
    choose(shown, Side.FAILING)
    assert view.exchange.body.shown == deep
    assert view.exchange.message.text() == markup
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in view.findChildren(QLabel) if label.text())
    item = view.exchange.headers.findItems("X-Said", Qt.MatchFlag.MatchExactly)[0]
    assert (item.text(1), item.toolTip(1)) == (markup, "<qt>&lt;b&gt;bold&lt;/b&gt;&lt;img src=&#x27;x&#x27;&gt;</qt>")


def test_every_part_is_reached_by_the_keyboard(shown: Desk) -> None:
    view = open_tab(shown)
    shown.wait(lambda: places(view))
    choose(shown, Side.FAILING)
    view.sides.button(Side.DIFFERENCE).setFocus()
    seen = []
    for _ in range(20):
        focus = shown.window.focusWidget()
        seen.append(focus)
        shown.qtbot.keyClick(focus, Qt.Key.Key_Tab)
    body = view.exchange.body
    for widget in (body.search, body.copy, body.code):
        assert widget in seen
