"""The charts of a monitor through the whole window: what the agent is asked, what is shown, and what is handed out."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from agent.messages import GetHistory, GetPhases, GetUptime, MonitorsDeleted, Unit
from desktop.charts.commands import Bars
from desktop.charts.compare import CompareDialog
from desktop.charts.looks import MOST
from desktop.charts.periods import DAY_MS, Period
from desktop.clock import now
from desktop.monitors.detail_history import HistorySection
from desktop.theme import DARK
from tests.desktop.fake_agent import a_dozen
from tests.desktop.scenes import MINUTE, history_of
from tests.desktop.window_parts import Desk, start


@pytest.fixture
def shown(desk: Desk, qtbot: QtBot) -> HistorySection:
    """The charts of a monitor that is up, in a window with twelve."""
    start(desk, a_dozen())
    history = desk.window.page.detail.history
    if history.latency is None:
        with qtbot.waitSignal(history.loaded):
            pass
    desk.click("api-prod")
    desk.wait(lambda: history.feed is not None and history.feed.monitor.name == "api-prod" and history.series.points)
    desk.wait(lambda: history.uptimes.parts)
    return history


def asked(desk: Desk, kind: type) -> list:
    return desk.agent.sent(kind)


def test_other_monitors_are_chosen_with_a_filter_and_shown_with_a_legend(
    desk: Desk, shown: HistorySection, qtbot: QtBot
) -> None:
    desk.window.menus.chart.actions()[1].trigger()
    dialog = desk.window.findChildren(CompareDialog)[-1]
    names = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert "api-prod" not in names, "not with itself"
    assert len(names) == 11
    qtbot.keyClicks(dialog.filter, "auth")
    assert [name for row, name in enumerate(names) if not dialog.list.item(row).isHidden()] == ["auth-service"]
    dialog.filter.clear()
    for row in range(MOST):
        dialog.list.item(row).setCheckState(Qt.CheckState.Checked)
    assert not dialog.list.item(MOST).flags() & Qt.ItemFlag.ItemIsEnabled, "no more than can be told apart"
    desk.wait(lambda: all(entry.value for entry in shown.legend.entries) and len(shown.legend.entries) == MOST + 1)
    assert [entry.name for entry in shown.legend.entries] == ["api-prod", *names[:MOST]]
    assert shown.latency is not None
    assert [other.name for other in shown.latency.others] == names[:MOST]
    assert all(other.series.points for other in shown.latency.others)

    shown.commands.compare.trigger()
    again = desk.window.findChildren(CompareDialog)[-1]
    checked = [again.list.item(row).checkState() == Qt.CheckState.Checked for row in range(11)]
    assert checked == [True] * MOST + [False] * (11 - MOST)
    again.close()

    gone = shown.compared.ids[0]
    desk.client.receive(MonitorsDeleted(0, (gone,)))
    shown._draw()
    assert [other.name for other in shown.latency.others] == names[1:MOST]
    dialog.none.click()
    assert not shown.latency.others
    assert not shown.legend.isVisible()
    dialog.close()


def test_phases_are_asked_for_while_they_are_wanted_and_finer_in_a_zoom(
    desk: Desk, shown: HistorySection, qtbot: QtBot
) -> None:
    assert not asked(desk, GetPhases)
    shown.commands.stacked.trigger()
    desk.wait(lambda: shown.latency is not None and shown.latency.phases is not None)
    assert [entry.name for entry in shown.legend.entries] == ["DNS", "TCP", "TLS", "First byte", "Transfer"]
    assert shown.latency is not None
    start_ms, end = shown.feed.window() if shown.feed else (0, 0)
    shown.latency.show_time(start_ms + 6 * 60 * MINUTE, end - 6 * 60 * MINUTE)
    desk.wait(lambda: len(asked(desk, GetPhases)) == 2)
    assert asked(desk, GetPhases)[1].end - asked(desk, GetPhases)[1].start == pytest.approx(DAY_MS / 2, abs=5_000)
    shown.commands.stacked.trigger()
    assert shown.latency.phases is None
    assert not shown.legend.isVisible()


@pytest.mark.parametrize(
    ("bars", "unit", "days"),
    [(Bars.HOURS, Unit.HOUR, 3), (Bars.WEEKS, Unit.WEEK, 364), (Bars.CALENDAR, Unit.DAY, 364)],
)
def test_uptime_is_shown_by_hour_week_or_as_a_calendar(
    desk: Desk, shown: HistorySection, qtbot: QtBot, tmp_path: Path, bars: Bars, unit: Unit, days: int
) -> None:
    qtbot.mouseClick(shown.uptimes.choices[bars], Qt.MouseButton.LeftButton)
    desk.wait(lambda: shown.uptimes.parts)
    last = asked(desk, GetUptime)[-1]
    assert (last.unit, last.end - last.start) == (unit, days * DAY_MS)
    assert shown.uptime is not None
    assert shown.uptimes.calendar.isVisible() is (bars is Bars.CALENDAR)
    assert shown.uptime.isVisible() is (bars is not Bars.CALENDAR)
    other = HistorySection(desk.client, desk.theme)
    settings = QSettings(str(tmp_path / "charts.ini"), QSettings.Format.IniFormat)
    shown.commands.save_to(settings)
    other.commands.restore(settings)
    assert other.uptimes.shown is bars
    other.deleteLater()


def test_a_day_of_the_calendar_is_looked_at_closer(desk: Desk, shown: HistorySection, qtbot: QtBot) -> None:
    shown.commands.bars[Bars.CALENDAR].trigger()
    desk.wait(lambda: shown.uptimes.calendar.days)
    day = shown.uptimes.calendar.days[100]
    place = shown.uptimes.calendar.cell(100).center().toPoint()
    qtbot.mouseClick(shown.uptimes.calendar, Qt.MouseButton.LeftButton, pos=place)
    assert shown.period is Period.YEAR
    assert shown.latency is not None
    assert shown.latency.shown == (day.start, shown.uptimes.calendar.days[101].start)
    desk.wait(lambda: any(c.start <= day.start and c.end - c.start < 3 * DAY_MS for c in asked(desk, GetHistory)))
    desk.wait(lambda: shown.feed is not None and len(shown.feed.series.points) > len(shown.series.points))
    assert shown.latency.is_zoomed, "the finer points do not undo the zoom"


def test_a_young_monitors_chart_begins_where_the_monitor_does(desk: Desk, shown: HistorySection) -> None:
    feed, chart = shown.feed, shown.latency
    assert feed is not None
    assert chart is not None
    request = asked(desk, GetHistory)[-1]
    first = now() - 3 * 60 * MINUTE
    answer = history_of(GetHistory(request.request, request.monitor, first, request.end, 60))
    for told, begins in ((first, first), (request.start - DAY_MS, now() - DAY_MS), (now(), now() - 10 * MINUTE)):
        feed.history = replace(answer, first_at=told)
        shown._draw()
        assert chart.shown[0] == pytest.approx(begins, abs=60_000)


def test_a_picture_says_what_it_shows_in_light_colours_unless_others_are_wanted(
    desk: Desk, shown: HistorySection, tmp_path: Path
) -> None:
    desk.theme.set_mode("dark")
    written: list[str] = []
    shown.pictures.written.connect(lambda said, path: written.append(path))
    png, svg = str(tmp_path / "a.png"), str(tmp_path / "a.svg")
    shown.pictures.write(png)
    shown.pictures.write(svg)
    assert written == [png, svg]
    image = QImage(png)
    assert (image.width(), image.height()) == (2_240, 1_240)
    assert image.pixelColor(3, 3) == QColor("white")
    texts = " ".join(element.text or "" for element in ElementTree.parse(svg).iter() if element.tag.endswith("text"))
    assert "api-prod" in texts
    assert "Latency · " in texts
    assert "UTC" in texts or "+" in texts or any(zone in texts for zone in ("CET", "CEST"))
    assert "Uptime by day" in texts
    assert "<image" not in (tmp_path / "a.svg").read_text(encoding="utf-8"), "all of it is drawn"

    shown.commands.light.trigger()
    shown.commands.copy.trigger()
    assert QGuiApplication.clipboard().image().pixelColor(3, 3) == QColor(DARK.base)


def test_a_picture_that_cannot_be_written_is_told(desk: Desk, shown: HistorySection, tmp_path: Path) -> None:
    shown.pictures.write(str(tmp_path / "nowhere" / "a.png"))
    problem = desk.window.page.detail.problem
    assert problem.isVisible()
    assert problem.text().startswith("The picture was not written: ")


def test_the_charts_commands_are_in_the_menu_and_behind_a_right_click(
    desk: Desk, shown: HistorySection, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles = [action.text().replace("&", "") for action in desk.window.menus.chart.actions()]
    assert titles == [action.text().replace("&", "") for action in shown.bar.menu.actions()]
    assert {"Phases stacked", "Compare with…", "Copy as picture", "Save as picture…"} <= set(titles)
    assert shown.commands.save.isEnabled()
    assert shown.latency is not None
    opened: list[QPoint] = []
    monkeypatch.setattr(shown.bar.menu, "popup", opened.append)  # a screen that nobody sees cannot show it
    middle = shown.latency.rect().center()
    where = shown.latency.mapToGlobal(middle)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, where)
    QApplication.sendEvent(shown.latency.viewport(), event)
    assert opened == [where]
