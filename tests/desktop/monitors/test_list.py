"""The monitor list as a model: what it follows, how it sorts and filters, and when it stands still."""

from collections.abc import Set
from dataclasses import replace

import pytest
from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPointF, QRect, Qt
from PySide6.QtGui import QEnterEvent, QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from agent.messages import ChecksRecorded, MonitorsDeleted, MonitorView
from agent.model import Check, Outcome, State
from agent.stats import Uptime
from desktop import text
from desktop.client import Client
from desktop.monitors.delegate import MonitorDelegate
from desktop.monitors.model import VIEW_ROLE, Column, MonitorsModel
from desktop.monitors.proxy import Choice, MonitorsProxy
from tests.desktop.fake_agent import FakeAgent, a_dozen, beats, many, monitor, standing
from tests.desktop.window_parts import Desk, start


@pytest.fixture
def agent(qtbot: QtBot) -> FakeAgent:
    return FakeAgent(Client(), a_dozen())


@pytest.fixture
def model(agent: FakeAgent) -> MonitorsModel:
    client = agent.parent()
    assert isinstance(client, Client)
    return MonitorsModel(client)


def names(model: QAbstractItemModel) -> list[str]:
    return [model.index(row, 0).data() for row in range(model.rowCount())]


WORST_FIRST = [
    "billing-api",
    "search.internal",
    "checkout-eu",
    "status-webhook",
    "api-prod",
    "auth-service",
    "cdn.static",
    "docs-site",
    "graphql-gateway",
    "payments-sandbox",
    "postgres-primary",
    "legacy-soap",
]


def test_it_is_a_good_model_whatever_happens(
    qtmodeltester: ModelTester, model: MonitorsModel, agent: FakeAgent
) -> None:
    proxy = MonitorsProxy(model)
    for one in (model, proxy):
        qtmodeltester.check(one)
    agent.start()
    proxy.choose(Choice(tag="prod"))
    agent.put(standing(monitor(99, "new-one", tags=["prod"]), State.DOWN))
    agent.change_state(4, State.DOWN)
    agent.change_state(1, State.UP)
    agent.tell(MonitorsDeleted(0, (5, 99, 1_000)))
    proxy.search("a")
    proxy.sort(Column.LATENCY, Qt.SortOrder.DescendingOrder)
    proxy.hold(True)
    agent.change_state(4, State.UP)
    proxy.choose(Choice())
    proxy.hold(False)
    agent.start()
    for one in (model, proxy):
        qtmodeltester.check(one)


def test_the_worst_comes_first_then_the_name(model: MonitorsModel, agent: FakeAgent) -> None:
    agent.start()
    assert names(model) == WORST_FIRST
    agent.change_state(6, State.DOWN)
    assert names(model)[:2] == ["billing-api", "cdn.static"]
    agent.change_state(1, State.UP)
    agent.change_state(6, State.UP)
    assert names(model)[:3] == ["search.internal", "checkout-eu", "status-webhook"]


def test_what_has_no_figure_comes_last_in_both_directions(model: MonitorsModel, agent: FakeAgent) -> None:
    agent.start()
    model.sort(Column.LATENCY, Qt.SortOrder.AscendingOrder)
    assert names(model)[0] == "postgres-primary"
    without = names(model)[-3:]
    assert without == ["billing-api", "legacy-soap", "status-webhook"]
    model.sort(Column.LATENCY, Qt.SortOrder.DescendingOrder)
    assert names(model)[0] == "search.internal"
    assert names(model)[-3:] == without


def test_one_check_changes_one_row_and_its_newest_beat(model: MonitorsModel, agent: FakeAgent, qtbot: QtBot) -> None:
    agent.start()
    seen: list[tuple[int, int]] = []
    changed: list[Set[int]] = []
    listed: list[None] = []
    model.dataChanged.connect(lambda first, last: seen.append((first.row(), last.row())))
    model.changed.connect(changed.append)
    model.listed.connect(lambda: listed.append(None))
    view = model.view(4)
    assert view is not None
    check = Check(4, view.beats[-1].at + 60_000, Outcome.DOWN, message="Connection refused")
    agent.tell(ChecksRecorded((replace(view.status, last=check, state=State.FAILING, failed=1),)))
    assert seen == [(4, 4)]
    assert changed == [{4}]
    assert not listed  # the reports' choice of monitors is none of a check's business
    after = model.view(4)
    assert after is not None
    assert len(after.beats) == 40
    assert after.beats[-1].outcome is Outcome.DOWN
    assert after.beats[:-1] == view.beats[1:]
    agent.tell(ChecksRecorded((replace(after.status, next_at=1),)))
    again = model.view(4)
    assert again is not None
    assert again.beats == after.beats  # the same check told again is not another beat


def test_checks_of_deleted_monitors_are_let_pass(model: MonitorsModel, agent: FakeAgent) -> None:
    agent.start()
    status = agent.views[4].status
    agent.tell(MonitorsDeleted(0, (4,)))
    agent.tell(ChecksRecorded((status,)))
    assert model.view(4) is None
    assert model.summary.total == 11


def test_the_summary_counts_and_names(model: MonitorsModel, agent: FakeAgent) -> None:
    agent.start()
    summary = model.summary
    assert (summary.up, summary.down, summary.failing, summary.degraded) == (6, 1, 1, 1)
    assert (summary.unknown, summary.maintenance, summary.paused, summary.total) == (1, 1, 1, 12)
    assert summary.down_names == ("billing-api",)
    assert summary.last_at == max(view.status.last.at for view in agent.views.values() if view.status.last)


def point_at(desk: Desk, inside: bool) -> None:
    """The pointer enters or leaves the list, as the system tells a widget."""
    point = QPointF(10, 10)
    event = QEnterEvent(point, point, point) if inside else QEvent(QEvent.Type.Leave)
    QApplication.sendEvent(desk.table, event)


@pytest.mark.parametrize("by", ["pointer", "focus"])
def test_nothing_moves_while_somebody_is_at_the_list(desk: Desk, by: str) -> None:
    start(desk, a_dozen())
    if by == "pointer":
        desk.window.page.pane.filter.setFocus()
        point_at(desk, True)
    else:
        desk.table.setFocus()
    desk.window.sidebar.setCurrentRow(1)
    desk.agent.change_state(8, State.DOWN)
    desk.agent.change_state(1, State.UP)
    assert desk.names() == WORST_FIRST
    assert desk.index("graphql-gateway").data(VIEW_ROLE).status.state is State.DOWN
    if by == "pointer":
        point_at(desk, False)
    else:
        desk.window.page.pane.filter.setFocus()
    assert desk.names()[:2] == ["graphql-gateway", "search.internal"]


def test_a_row_that_no_longer_fits_the_choice_stays_while_somebody_is_at_the_list(desk: Desk) -> None:
    start(desk, a_dozen())
    desk.window.sidebar.setCurrentRow(2)
    point_at(desk, True)
    desk.agent.change_state(1, State.UP)
    assert desk.names() == ["billing-api"]
    point_at(desk, False)
    desk.window.page.pane.filter.setFocus()
    assert desk.names() == []


def test_the_selection_stays_with_its_monitor(desk: Desk) -> None:
    start(desk, a_dozen())
    desk.click("cdn.static")
    desk.window.page.pane.filter.setFocus()
    desk.agent.change_state(6, State.DOWN)
    assert desk.names()[1] == "cdn.static"
    assert desk.selected() == ["cdn.static"]
    assert desk.window.page.shown_id == 6


def test_a_thousand_monitors_are_listed_filtered_and_kept_up_to_date(desk: Desk) -> None:
    start(desk, many(1_000))
    assert desk.table.proxy.rowCount() == 1_000
    assert desk.names()[:5] == ["service-0007", "service-0218", "service-0429", "service-0640", "service-0851"]
    desk.window.page.pane.filter.setText("team-3 09")
    assert desk.names()[0] == "service-0093"
    assert all(view.monitor.tags == ("team-3",) for view in shown(desk))
    desk.window.page.pane.filter.clear()
    desk.agent.tell(ChecksRecorded(tuple(view.status for view in desk.agent.views.values())))
    assert desk.window.model.summary.total == 1_000
    desk.window.grab()


def shown(desk: Desk) -> list[MonitorView]:
    return [desk.table.proxy.index(row, 0).data(VIEW_ROLE) for row in range(desk.table.proxy.rowCount())]


def test_every_cell_says_what_it_shows(desk: Desk) -> None:
    view = standing(monitor(1, "api"), State.UP, beats("dgn"), latency=1_840.0, uptime=0.99996)
    start(desk, (view,))
    role = Qt.ItemDataRole.AccessibleTextRole
    row = [desk.table.proxy.index(0, column).data(role) for column in Column]
    assert row[0] == "api, up for 6 minutes, 1.84 s"
    assert row[1] == "Last 40 checks: 37 up, 1 degraded, 1 down, 1 unknown"
    assert row[2] == "Latency: 1.84 s"
    assert row[3] == "24 h: 99.99 %"
    assert row[4] == "30 d: 99.95 %"
    assert row[5].startswith("Next: in 1")
    assert Uptime(1.0, 0.98, 0).coverage == 0.98
    assert "98.00 %" in desk.table.proxy.index(0, Column.UPTIME).data(Qt.ItemDataRole.ToolTipRole)
    assert "91.00 %" in desk.table.proxy.index(0, Column.MONTH).data(Qt.ItemDataRole.ToolTipRole)


def test_a_beat_says_when_and_what_it_was(desk: Desk) -> None:
    start(desk, (standing(monitor(1, "api"), State.FAILING, beats("ud")),))
    delegate = desk.table.itemDelegate()
    assert isinstance(delegate, MonitorDelegate)
    cell: QRect = desk.table.visualRect(desk.table.proxy.index(0, Column.BEATS))
    bar = delegate.bar(cell)
    view = shown(desk)[0]
    newest = delegate.beat_text(cell, int(bar.right()) - 2, view)
    assert newest == f"{text.timestamp(view.beats[-1].at)}\nDown · Unexpected status"
    before = delegate.beat_text(cell, int(bar.right() - bar.width() / 40) - 2, view)
    assert before.endswith("Up · 83 ms")
    assert delegate.beat_text(cell, int(bar.left()) - 3, view) == ""


class Painted(QObject):
    """What was painted of a widget, each time."""

    def __init__(self) -> None:
        super().__init__()
        self.regions: list[QRegion] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.regions.append(QRegion(event.region()))
        return False


def test_while_nothing_happens_only_what_counts_seconds_is_painted_again(desk: Desk) -> None:
    start(
        desk,
        (
            standing(monitor(1, "down"), State.DOWN, beats("ddddd"), since=0, next_s=7_200),
            standing(monitor(2, "up"), State.UP, beats("u"), next_s=59),
            standing(monitor(3, "later"), State.UP, beats("u"), next_s=7_200),
        ),
    )
    painted = Painted()
    desk.table.viewport().installEventFilter(painted)

    def counting() -> QRegion:
        cells = (desk.index("down"), desk.index("up").siblingAtColumn(Column.NEXT))
        return QRegion(desk.table.visualRect(cells[0])) + QRegion(desk.table.visualRect(cells[1]))

    desk.wait(lambda: counting() in painted.regions)


def test_columns_give_way_so_that_names_keep_their_room(desk: Desk) -> None:
    start(desk, a_dozen())
    desk.window.resize(1_440, 600)
    desk.wait(lambda: not desk.table.isColumnHidden(Column.NEXT))
    desk.window.resize(1_000, 600)
    desk.wait(lambda: desk.table.isColumnHidden(Column.NEXT))
    assert not desk.table.isColumnHidden(Column.MONITOR)
    assert desk.table.columnWidth(Column.MONITOR) >= 22 * desk.table.fontMetrics().averageCharWidth()
    desk.wait(lambda: not desk.table.horizontalScrollBar().isVisible())
    assert desk.table.indexAt(desk.point("api-prod")) != QModelIndex()
