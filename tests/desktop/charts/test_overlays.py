"""What is laid over the latency chart and stands beside it: alerts, phases, other monitors, heartbeats, the year."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from agent.messages import AlertSpan, GetPhases, Unit
from agent.model import AlertKind, Cause, Outcome, Phases
from agent.stats import Day, PhasePoint, Point, Uptime
from desktop.charts import words
from desktop.charts.areas import area, stack
from desktop.charts.days import describe
from desktop.charts.heatmap import HeatMap
from desktop.charts.latency import LatencyChart
from desktop.charts.looks import MOST, Look, Other, look_of
from desktop.charts.series import Series
from desktop.theme import DARK, LIGHT, Colors, Theme
from tests.desktop.scenes import DAY, HOUR, NOW, phases_of, points


@pytest.fixture
def chart(qtbot: QtBot, theme: Theme) -> LatencyChart:
    chart = LatencyChart(theme)
    qtbot.addWidget(chart)
    chart.resize(420, 240)
    chart.set_window(NOW - DAY, NOW)
    chart.show()
    chart.show_series(Series(points(24, NOW - DAY, NOW, each=60), 60, HOUR, NOW), None)
    return chart


def top(chart: LatencyChart) -> float:
    return float(chart.getPlotItem().getViewBox().viewRange()[1][1])


def at(chart: LatencyChart, share: float) -> QPoint:
    """A place of the chart that far to the right."""
    box = chart.getPlotItem().getViewBox().sceneBoundingRect()
    return chart.mapFromScene(box.left() + box.width() * share, box.center().y())


def test_alerts_are_shaded_while_they_are_open(chart: LatencyChart, theme: Theme) -> None:
    before = chart.grab().toImage()
    down = AlertSpan(AlertKind.DOWN, NOW - 12 * HOUR, NOW - 6 * HOUR)
    open_still = AlertSpan(AlertKind.SLOW, NOW - 2 * HOUR, None)
    chart.show_series(Series(points(24, NOW - DAY, NOW, each=60), 60, HOUR, NOW), None, (down, open_still))
    image = chart.grab().toImage()
    changed = [image.pixelColor(at(chart, n)) != before.pixelColor(at(chart, n)) for n in (0.25, 0.6, 0.8, 0.97)]
    assert changed == [False, True, False, True]


def test_phases_take_the_place_of_the_line_where_they_are_known(chart: LatencyChart) -> None:
    full = top(chart)
    history = phases_of(GetPhases(1, 1, NOW - DAY, NOW, 60))
    chart.show_phases(history)
    chart.show_series(Series(points(24, NOW - DAY, NOW, each=60), 60, HOUR, NOW), None)
    wholes = [sum((p.phases.dns or 0, p.phases.connect or 0, p.phases.tls or 0, p.phases.first_byte or 0, 2.0))
              for p in history.points]  # fmt: skip
    assert top(chart) == pytest.approx(max(wholes) * 1.18)
    said: list[str] = []
    chart.pointed.connect(said.append)
    chart.point_at(NOW - HOUR)
    assert "DNS" in said[-1]
    assert "First byte" in said[-1]
    chart.show_phases(None)
    chart.show_series(Series(points(24, NOW - DAY, NOW, each=60), 60, HOUR, NOW), None)
    assert top(chart) == full
    chart.point_at(NOW - HOUR)
    assert "median" in said[-1]


def test_phases_stand_on_each_other_and_gaps_stay_open() -> None:
    one, two = Phases(1, 2, None, 4, 5), Phases(10, 20, 30, 40, 50)
    times, tops = stack([PhasePoint(0, one, 1), PhasePoint(1_000, two, 1), PhasePoint(9_000, one, 1)], 0, 2_000)
    assert times.tolist() == [0, 1, 5, 9]
    assert tops[:, 0].tolist() == [1, 3, 3, 7, 12]
    assert tops[:, 1].tolist() == [10, 30, 60, 100, 150]
    assert np.isnan(tops[:, 2]).all()
    (polygon,) = area(times, np.zeros(4), tops[-1])
    assert [(p.x(), p.y()) for p in polygon] == [(0, 12), (1, 150), (1, 0), (0, 0)]


def test_a_slower_monitor_laid_over_it_fits_into_the_chart(chart: LatencyChart, theme: Theme) -> None:
    slow = [replace(p, latency_ms=5_000.0) for p in points(24, NOW - DAY, NOW, each=60)]
    chart.show_others([Other("slow", Series(slow, 60, HOUR, NOW), look_of(0, theme))])
    assert top(chart) == pytest.approx(5_900)
    chart.show_others([])
    assert top(chart) < 400


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_no_two_monitors_look_alike_in_grey(scheme: object) -> None:
    colors = Colors(scheme)  # type: ignore[arg-type]
    looks = [Look(colors.accent), *(look_of(place, colors) for place in range(MOST))]
    assert len({look.dashes for look in looks}) == MOST + 1, "dashes alone tell them apart"
    assert len({look.color.name() for look in looks}) == MOST + 1


def test_the_heartbeat_bar_tells_the_worst_and_its_part(chart: LatencyChart) -> None:
    mixed = [Point(NOW - 3 * HOUR, 80, 90, 60, 6), Point(NOW - 2 * HOUR, 80, 90, 60, 0, 30)]
    mixed += [Point(NOW - HOUR, None, None, 60, 0, 0, 60)]
    chart.show_series(Series(mixed, 60, HOUR, NOW), None)
    hour = HOUR / 1_000
    assert chart.strip.cells == [
        (NOW / 1_000 - 3 * hour, NOW / 1_000 - 2 * hour, Outcome.DOWN, 0.1),
        (NOW / 1_000 - 2 * hour, NOW / 1_000 - hour, Outcome.DEGRADED, 0.5),
        (NOW / 1_000 - hour, NOW / 1_000 + 90, Outcome.UNKNOWN, 1),
    ]


def test_the_keyboard_pans_zooms_and_goes_back(chart: LatencyChart, qtbot: QtBot) -> None:
    chart.setFocus()
    for _ in range(3):
        qtbot.keyClick(chart, Qt.Key.Key_Plus)
    start, end = chart.shown
    qtbot.keyClick(chart, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    moved = start - chart.shown[0]
    assert moved == pytest.approx((end - start) * 0.2, abs=5)
    qtbot.keyClick(chart, Qt.Key.Key_PageUp)
    assert chart.shown[0] < start - moved
    for _ in range(30):
        qtbot.keyClick(chart, Qt.Key.Key_Right)
    at_ms = chart.pointed_at
    assert at_ms is not None
    assert chart.shown[0] <= at_ms <= chart.shown[1], "the view goes with the crosshair"
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert not chart.is_zoomed


def test_a_single_check_is_told_with_its_outcome_and_cause() -> None:
    assert words.point(Point(NOW, 84, 84, 1, 0), 0).endswith("✓ Up · 84 ms")
    assert words.point(Point(NOW, None, None, 1, 1, cause=Cause.TIMEOUT), 0).endswith("✕ Down · Timeout")
    said = words.point(Point(NOW, 84, 90, 60, 2, 1), HOUR)
    assert said.endswith("median 84 ms · 95 % below 90 ms · 60 checks · 2 failed · 1 slow")
    assert " – " in said


@pytest.fixture
def year(qtbot: QtBot, theme: Theme) -> HeatMap:
    year = HeatMap(theme)
    qtbot.addWidget(year)
    year.resize(420, 92)
    days = [Day(NOW // DAY * DAY - (364 - n) * DAY, Uptime(0.9 if n == 300 else 1.0, 0.97, 0)) for n in range(365)]
    year.show_days(days)
    year.show()
    return year


def test_every_day_of_a_year_has_its_place(year: HeatMap) -> None:
    centers = [year.cell(index).center() for index in range(365)]
    assert [year.index_at(center) for center in centers] == list(range(365))
    assert all(year.rect().contains(center.toPoint()) for center in centers)
    assert year.index_at(centers[0].__class__(1, 1)) == -1


def test_days_of_a_year_are_reached_and_chosen_by_mouse_and_keyboard(year: HeatMap, qtbot: QtBot) -> None:
    said: list[str] = []
    chosen: list[Day] = []
    year.pointed.connect(said.append)
    year.chosen.connect(chosen.append)
    qtbot.mouseClick(year, Qt.MouseButton.LeftButton, pos=year.cell(300).center().toPoint())
    year.setFocus()
    keys = (Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Return)
    for key in keys:
        qtbot.keyClick(year, key)
    assert [year.days.index(day) for day in chosen] == [300, 364 - 7 - 1]
    assert said[-1] == year.accessibleDescription() == describe(chosen[-1], Unit.DAY)
    assert describe(chosen[0]).endswith("90.00 % up · 97.00 % covered")
