"""The detail pane by what a person sees and the agent hears: real messages through the real client."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from agent.messages import AlertChanged, ChecksRecorded, GetHistory, GetLog, GetUptime, SettingsChanged
from agent.model import Check, HttpTarget, Outcome, Settings, State, TagPolicy
from desktop.charts.periods import Period
from desktop.client import Client
from desktop.inbox.model import ViewRole
from desktop.monitors import certificate
from desktop.monitors.detail import DetailPane
from desktop.monitors.log import Column, LogModel
from desktop.theme import Theme
from tests.desktop.scenes import (
    DAY,
    HOUR,
    MINUTE,
    NOW,
    Agent,
    alert,
    alert_view,
    bad,
    good,
    monitor,
    status,
    view,
    with_certificates,
)


@pytest.fixture
def client(qapp: QApplication) -> Client:
    return Client()


@pytest.fixture
def agent(client: Client) -> Agent:
    return Agent(client)


@pytest.fixture
def pane(qtbot: QtBot, client: Client, agent: Agent, theme: Theme) -> DetailPane:
    pane = DetailPane(client, theme)
    qtbot.addWidget(pane)
    pane.resize(440, 830)
    pane.show()
    with qtbot.waitSignal(pane.history.loaded):
        pass
    return pane


@pytest.fixture
def soon(qtbot: QtBot) -> Callable[[Callable[[], bool]], None]:
    return lambda condition: qtbot.waitUntil(condition)


def test_nothing_selected_says_so(pane: DetailPane, agent: Agent) -> None:
    texts = [label.text() for label in pane.findChildren(QLabel) if label.isVisible()]
    assert "Select a monitor to see its latency, uptime, checks and alerts." in texts
    assert not agent.heard


def test_badges_say_what_deviates(pane: DetailPane) -> None:
    target = HttpTarget.model_validate(
        {"url": "https://api.example.com", "proxy": "socks5://ops:canary@proxy.example:1080"}
    )
    pane.show_monitor(view(monitor(1, "billing-api", target=target, reverse=True), bad(1), State.UP))
    shown = [badge for badge in pane.header.badges if badge.isVisible()]
    assert [badge.text() for badge in shown] == ["Reverse", "Proxy"]
    assert "socks5://proxy.example:1080" in shown[1].toolTip()
    pane.show_monitor(view(monitor(2, "api-prod")))
    assert not any(badge.isVisible() for badge in pane.header.badges)


def test_the_header_says_how_the_monitor_stands_and_why(pane: DetailPane) -> None:
    target = HttpTarget(url="https://api.example.com/health?token=secret", verify_tls=False)
    of = monitor(1, "billing-api", target=target, channels=("ops", "mail"), interval=30)
    pane.show_monitor(view(of, bad(1), State.DOWN, failed=5))
    header = pane.header
    assert header.name.text() == "billing-api"
    assert header.state.text() == "Down for 6 min"
    assert header.reason.text() == "Expected 200–299, got 503 Service Unavailable"
    assert header.target.text() == "GET https://api.example.com/health?…"
    assert header.facts.text() == "every 30 s · 4 of 5 · ops, mail"
    assert [badge.text() for badge in header.badges if badge.isVisible()] == ["TLS not verified"]
    assert header.certificate.text().endswith("(41 days)")
    assert "secret" not in " ".join(label.text() + label.toolTip() for label in pane.findChildren(QLabel))


@pytest.mark.parametrize(
    ("left", "said", "rank"),
    [
        (41 * DAY, "Certificate valid until {day} (41 days), issued by R11", "second"),
        (21 * DAY - HOUR, "▲ Certificate valid until {day} (21 days), issued by R11", ""),
        (5 * DAY + HOUR, "▲ Certificate valid until {day} (5 days), issued by R11", ""),
        (DAY - HOUR, "▲ Certificate valid until {day} (1 day), issued by R11", "error"),
        (7 * HOUR, "▲ Certificate valid until {day} (7 hours), issued by R11", "error"),
        (-2 * DAY, "▲ Certificate expired on {day}, issued by R11", "error"),
    ],
)
def test_a_certificate_is_told_with_its_issuer_and_marked_when_it_ends_soon(
    pane: DetailPane, left: int, said: str, rank: str
) -> None:
    ends = NOW + left + 5 * MINUTE
    pane.show_monitor(with_certificates(view(), ends))
    shown = pane.header.certificate
    assert shown.text() == said.format(day=certificate.day(ends))
    assert (shown.property("rank") or "") == rank
    assert bool(shown.styleSheet()) is (rank != "second")


def test_the_chain_stands_in_the_tooltip_as_plain_text(pane: DetailPane) -> None:
    pane.show_monitor(with_certificates(view(), NOW + 41 * DAY, subject="<b>api</b>"))
    tip = pane.header.certificate.toolTip()
    assert "1. &lt;b&gt;api&lt;/b&gt;" in tip
    assert "issued by R11" in tip
    assert "2. R11" in tip
    assert "issued by ISRG Root X1" in tip
    assert "3. ISRG Root X1" in tip
    assert "a root, which this machine judges by its own copy" in tip
    assert pane.header.certificate.accessibleDescription().startswith("1. <b>api</b>")


def test_one_that_the_certificate_rests_on_is_named_when_it_ends_first(pane: DetailPane) -> None:
    ends = NOW + 9_000 * DAY
    pane.show_monitor(with_certificates(view(), ends))
    middle = NOW + 3_000 * DAY
    said = f"Certificate rests on R11, valid until {certificate.day(middle)} (3000 days), issued by R11"
    assert pane.header.certificate.text().replace(",000", "000") == said


def test_without_tls_nothing_is_said_of_certificates(pane: DetailPane) -> None:
    pane.show_monitor(view(check=Check(1, NOW, Outcome.UP, 5.0, 200)))
    assert not pane.header.certificate.isVisible()


def test_long_names_are_cut_and_whole_in_the_tooltip(pane: DetailPane) -> None:
    name = "x<b>y</b>" * 20
    pane.resize(380, 700)
    pane.show_monitor(view(monitor(1, name)))
    QApplication.processEvents()
    assert pane.header.name.shown.endswith("…")
    assert "&lt;b&gt;" in pane.header.name.toolTip()
    for button in (pane.header.check, pane.header.pause, pane.header.edit, pane.header.delete):
        assert pane.header.rect().contains(button.geometry().translated(button.parentWidget().pos()).topLeft())
        assert button.width() >= button.sizeHint().width()
        assert button.mapTo(pane, button.rect().bottomRight()).x() < pane.width()


def test_server_text_is_plain_everywhere(pane: DetailPane, qtbot: QtBot, agent: Agent, soon) -> None:
    evil = "<img src=x>503 <b>bold</b>"
    agent.answers.checks[1] = [bad(1, NOW, evil)]
    agent.overview(alert_view(alert(1, 1, message=evil)))
    pane.show_monitor(view(monitor(1), bad(1, NOW, evil), State.DOWN))
    soon(lambda: pane.log.model.rowCount() == 1)
    labels = [label for label in pane.findChildren(QLabel) if label.text()]
    assert any(evil in label.text() for label in labels)
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)
    hints = [label.toolTip() for label in labels] + [
        pane.log.model.index(0, Column.MESSAGE).data(Qt.ItemDataRole.ToolTipRole),
        pane.alerts.index(0).data(Qt.ItemDataRole.ToolTipRole),
    ]
    assert not any("<img" in hint or "<b>" in hint for hint in hints)


def test_buttons_tell_what_is_wanted_of_the_monitor_shown(pane: DetailPane, qtbot: QtBot) -> None:
    pane.show_monitor(view(monitor(7)))
    said: list[tuple[object, ...]] = []
    pane.check_requested.connect(lambda *a: said.append(("check", *a)))
    pane.pause_requested.connect(lambda *a: said.append(("pause", *a)))
    pane.edit_requested.connect(lambda *a: said.append(("edit", *a)))
    pane.delete_requested.connect(lambda *a: said.append(("delete", *a)))
    for button in (pane.header.check, pane.header.pause, pane.header.edit, pane.header.delete):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    pane.show_monitor(view(monitor(7, paused=True), state=State.PAUSED))
    assert pane.header.pause.text() == "Resume"
    qtbot.mouseClick(pane.header.pause, Qt.MouseButton.LeftButton)
    assert said == [("check", 7), ("pause", 7, True), ("edit", 7), ("delete", 7), ("pause", 7, False)]


def test_history_is_asked_for_and_shown(pane: DetailPane, agent: Agent, soon) -> None:
    agent.answers.count, agent.answers.each = 40, 1
    pane.show_monitor(view(monitor(1, latency_threshold_ms=250)))
    soon(lambda: pane.history.figures.texts()[0] != "—")
    assert pane.history.figures.pairs() == [
        ("Uptime", "98.71 %"),
        ("Coverage", "94.00 %"),
        ("Downtime", "18 min"),
        ("MTTR", "11 min"),
        ("MTBF", "11 h 31 min"),
        ("p50", "84 ms"),
        ("p95", "131 ms"),
        ("p99", "204 ms"),
        ("Apdex", "0.93"),
        ("Incidents", "2"),
    ]
    assert pane.history.figures.budget.said == ""
    asked = agent.of(GetHistory)
    assert [command.end - command.start for command in asked] == [Period.DAY.value]
    assert [command.end - command.start for command in agent.of(GetUptime)] == [Period.MONTH.value]
    assert all(command.points <= 600 for command in asked)


def test_a_new_check_appears_in_chart_log_and_nowhere_twice(pane: DetailPane, agent: Agent, client, soon) -> None:
    agent.answers.count, agent.answers.each, agent.answers.failing = 40, 1, False
    agent.answers.checks[1] = [good(1, NOW - 2 * MINUTE)]
    pane.show_monitor(view(monitor(1)))
    soon(lambda: len(pane.history.series.points) == 40 and pane.log.model.rowCount() == 1)
    newest = bad(1, NOW + 1_000)
    for _ in range(2):
        client.receive(ChecksRecorded((status(newest, State.FAILING), status(good(2, NOW + 1_000)))))
    assert pane.log.model.rowCount() == 2
    assert pane.log.model.index(0, Column.OUTCOME).data() == "DOWN"
    assert pane.log.model.index(0, Column.CAUSE).data() == "Unexpected status"
    chart = pane.history.latency
    assert chart is not None
    soon(lambda: (NOW + 1_000) / 1_000 in chart.failure_times)
    assert [p.at for p in pane.history.series.points].count(newest.at) == 1


def test_a_check_recorded_while_history_is_on_its_way_is_not_lost(
    pane: DetailPane, agent: Agent, client: Client, soon
) -> None:
    agent.answers.count, agent.answers.each, agent.answers.hold = 40, 1, True
    pane.show_monitor(view(monitor(1)))
    soon(lambda: len(agent.held) == 3)
    newest = good(1, NOW + 2_000)
    client.receive(ChecksRecorded((status(newest),)))
    agent.release()
    soon(lambda: len(pane.history.series.points) > 40)
    assert pane.history.series.points[-1].at == newest.at
    assert pane.log.model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_answers_for_another_monitor_are_ignored(pane: DetailPane, agent: Agent, soon) -> None:
    agent.answers.checks = {1: [bad(1, NOW - i * MINUTE) for i in range(5)], 2: [good(2, NOW)]}
    agent.answers.hold = True
    pane.show_monitor(view(monitor(1)))
    soon(lambda: len(agent.held) == 3)
    late, agent.held = agent.held, []
    agent.answers.hold = False
    agent.answers.count = 0
    pane.show_monitor(view(monitor(2, "other")))
    soon(lambda: pane.log.model.rowCount() == 1)
    for answer in late:
        pane._client.receive(answer)
    assert pane.log.model.rowCount() == 1
    assert pane.log.model.index(0, Column.OUTCOME).data() == "UP"
    assert not pane.history.series.points


def test_a_refusal_is_said_in_place_and_can_be_tried_again(pane: DetailPane, agent: Agent, qtbot: QtBot, soon) -> None:
    agent.answers.refuse = "the database is locked"
    pane.show_monitor(view(monitor(1)))
    said = "The history could not be read: the database is locked"
    soon(lambda: pane.history.notice == said)
    agent.answers.refuse = ""
    pane.history.retry()
    soon(lambda: pane.history.notice == "" and bool(pane.history.series.points))


def test_a_slow_answer_shows_that_it_is_being_read(pane: DetailPane, agent: Agent, soon) -> None:
    agent.answers.hold = True
    pane.show_monitor(view(monitor(1)))
    soon(lambda: pane.history.notice == "Reading…")
    agent.answers.count = 0
    agent.release()
    soon(lambda: pane.history.notice != "Reading…")


def test_another_period_asks_again(pane: DetailPane, agent: Agent, qtbot: QtBot, soon) -> None:
    pane.show_monitor(view(monitor(1)))
    soon(lambda: bool(pane.history.series.points))
    for period in (Period.HOUR, Period.YEAR):
        agent.heard.clear()
        button = pane.history.periods.button(list(Period).index(period))
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        soon(lambda: bool(agent.of(GetHistory)) and bool(pane.history.series.points))
        assert period.value in {command.end - command.start for command in agent.of(GetHistory)}
        assert button.isChecked()


def test_the_log_reads_older_pages_as_one_scrolls(pane: DetailPane, agent: Agent, soon) -> None:
    agent.answers.checks[1] = [good(1, NOW - i * MINUTE) for i in range(250)]
    pane.show_monitor(view(monitor(1)))
    pane.tabs.setCurrentIndex(1)
    soon(lambda: pane.log.model.rowCount() == 100)
    asked = len(agent.of(GetLog))
    table = pane.log.table
    table.scrollToBottom()
    soon(lambda: pane.log.model.rowCount() == 200)
    assert len(agent.of(GetLog)) == asked + 1
    table.scrollToBottom()
    soon(lambda: pane.log.model.rowCount() == 250)
    times = [pane.log.model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole) for row in range(250)]
    assert times == sorted(times, reverse=True)
    assert len(set(times)) == 250
    asked = len(agent.of(GetLog))
    table.viewport().repaint()
    assert len(agent.of(GetLog)) == asked


def test_the_log_reads_no_page_that_nobody_sees(pane: DetailPane, agent: Agent, qtbot: QtBot, soon) -> None:
    """A tree asks for more whenever it arranges its rows: once all results of a monitor were read, page by page."""
    agent.answers.checks[1] = [good(1, NOW - i * MINUTE) for i in range(400)]
    pane.show_monitor(view(monitor(1)))
    log = pane.log
    soon(lambda: log.model.rowCount() == 100)
    log.table.doItemsLayout()
    with qtbot.waitSignal(pane.history.feed.told):
        pane.history.retry()  # its answer comes after that to any page asked for before
    pane.tabs.setCurrentIndex(1)
    log.table.doItemsLayout()
    log.table.viewport().repaint()
    assert (log.model.rowCount(), len(agent.of(GetLog))) == (100, 1)


def test_who_reads_older_checks_keeps_them_in_view(pane: DetailPane, agent: Agent, client: Client, soon) -> None:
    agent.answers.checks[1] = [good(1, NOW - i * MINUTE) for i in range(90)]
    pane.show_monitor(view(monitor(1)))
    pane.tabs.setCurrentIndex(1)
    soon(lambda: pane.log.model.rowCount() == 90)
    table = pane.log.table
    table.scrollTo(pane.log.model.index(60, 0), table.ScrollHint.PositionAtTop)
    before = table.indexAt(table.viewport().rect().topLeft()).data(Qt.ItemDataRole.ToolTipRole)
    for i in range(1, 4):
        client.receive(ChecksRecorded((status(good(1, NOW + i * MINUTE)),)))
    assert table.indexAt(table.viewport().rect().topLeft()).data(Qt.ItemDataRole.ToolTipRole) == before
    table.scrollToTop()
    client.receive(ChecksRecorded((status(good(1, NOW + 5 * MINUTE)),)))
    assert table.indexAt(table.viewport().rect().topLeft()).row() == 0


def test_a_flood_of_checks_asks_for_no_flood_of_history(pane: DetailPane, agent: Agent, client: Client, soon) -> None:
    pane.show_monitor(view(monitor(1)))
    soon(lambda: bool(pane.history.series.points))
    for i in range(1, 200):
        client.receive(ChecksRecorded((status(good(1, NOW + i)),)))
        QApplication.processEvents()
    assert (len(agent.of(GetHistory)), len(agent.of(GetUptime))) == (1, 1)


def test_a_zoom_into_buckets_asks_for_what_they_hide(pane: DetailPane, agent: Agent, qtbot: QtBot, soon) -> None:
    pane.show_monitor(view(monitor(1)))
    soon(lambda: pane.history.series.bucketed)
    agent.heard.clear()
    chart = pane.history.latency
    assert chart is not None
    chart.setFocus()
    for _ in range(5):
        qtbot.keyClick(chart, Qt.Key.Key_Plus)
    soon(lambda: bool(agent.of(GetHistory)))
    asked, (start, end) = agent.of(GetHistory)[-1], chart.shown
    assert asked.start <= start < end <= asked.end
    assert asked.end - asked.start < Period.DAY.value


def test_the_selected_check_is_shown_in_full(pane: DetailPane, agent: Agent, soon) -> None:
    agent.answers.checks[1] = [good(1, NOW), bad(1, NOW - MINUTE)]
    pane.show_monitor(view(monitor(1)))
    pane.tabs.setCurrentIndex(1)
    soon(lambda: pane.log.model.rowCount() == 2)
    pane.log.table.setCurrentIndex(pane.log.model.index(1, 0))
    assert "DOWN" in pane.log.details.heading.text()
    assert pane.log.details.message.text() == "Unexpected status: Expected 200–299, got 503 Service Unavailable"
    assert dict(pane.log.details.waterfall.rows())["First byte"] == 40.0


def test_acknowledge_only_while_an_alert_waits_for_it(
    pane: DetailPane, agent: Agent, client: Client, qtbot: QtBot, soon
) -> None:
    agent.overview(alert_view(alert(5, 1)), alert_view(alert(6, 2)))
    pane.show_monitor(view(monitor(1), bad(1), State.DOWN))
    assert pane.header.acknowledge.isVisible()
    qtbot.mouseClick(pane.header.acknowledge, Qt.MouseButton.LeftButton)
    soon(lambda: bool(agent.acknowledged()))
    assert agent.acknowledged()[0].ids == (5,)
    client.receive(AlertChanged(alert_view(alert(5, 1, acknowledged_at=NOW))))
    assert not pane.header.acknowledge.isVisible()
    shown = [pane.alert_list.model().index(row, 0).data(ViewRole) for row in range(pane.alert_list.model().rowCount())]
    assert [v.alert.id for v in shown] == [5]


def test_a_refused_acknowledgement_is_said(pane: DetailPane, agent: Agent, soon) -> None:
    agent.overview(alert_view(alert(5, 1)))
    pane.show_monitor(view(monitor(1), bad(1), State.DOWN))
    agent.answers.refuse = "the disk is full"
    pane.acknowledge()
    soon(lambda: pane.problem.isVisible())
    assert pane.problem.text() == "Not acknowledged: the disk is full"


def test_the_heartbeat_bar_is_walked_by_keyboard(pane: DetailPane, qtbot: QtBot) -> None:
    pane.show_monitor(view(monitor(1)))
    bar = pane.header.beats
    said: list[str] = []
    bar.pointed.connect(said.append)
    bar.setFocus()
    qtbot.keyClick(bar, Qt.Key.Key_Left)
    qtbot.keyClick(bar, Qt.Key.Key_Left)
    assert said[0].endswith("UP · 119 ms")
    assert said[1].endswith("UP · 118 ms")
    assert bar.accessibleDescription() == pane.header.facts.text() == said[1]
    pane.header.check.setFocus()
    assert pane.header.facts.text() == "every 1 min · 4 of 5 · all channels"


def test_the_log_model_keeps_qts_rules(client: Client, agent: Agent, qtmodeltester: ModelTester, soon) -> None:
    agent.answers.checks[1] = [good(1, NOW - i * MINUTE) for i in range(150)]
    model = LogModel(client)
    qtmodeltester.check(model, force_py=True)
    model.show_monitor(1)
    soon(lambda: model.rowCount() == 100)
    model.add(bad(1, NOW + MINUTE))
    model.read_on()
    soon(lambda: model.rowCount() == 151)
    model.show_monitor(None)
    assert model.rowCount() == 0


def test_days_that_come_before_the_chart_are_shown(
    qtbot: QtBot, client: Client, agent: Agent, theme: Theme, soon
) -> None:
    pane = DetailPane(client, theme)
    qtbot.addWidget(pane)
    pane.show_monitor(view())
    soon(lambda: pane.history.figures.texts()[0] != "—")
    pane.history.load()
    chart = pane.history.uptime
    assert chart is not None
    soon(lambda: len(chart.days) == 31)


def test_who_is_told_is_said_as_the_tags_have_it(pane: DetailPane, client: Client) -> None:
    tags = (TagPolicy(name="prod", channels=("ops", "mail")),)
    client.receive(SettingsChanged(0, Settings(tags=tags)))
    pane.show_monitor(view(monitor(tags=("prod",))))
    assert "ops, mail" in pane.header.facts.shown
    pane.show_monitor(view(monitor(tags=("staging",))))
    assert "all channels" in pane.header.facts.shown
