"""The charts by what they draw and how they answer mouse and keyboard."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from agent.model import State
from agent.stats import Day, Uptime
from desktop.charts.days import color, describe
from desktop.charts.latency import LatencyChart
from desktop.charts.series import Series
from desktop.charts.uptime import UptimeChart
from desktop.theme import Theme
from tests.desktop.scenes import DAY, NOW, days, points


@pytest.fixture
def chart(qtbot: QtBot, theme: Theme) -> LatencyChart:
    chart = LatencyChart(theme)
    qtbot.addWidget(chart)
    chart.resize(420, 220)
    chart.set_window(NOW - DAY, NOW)
    chart.show()
    return chart


def shown(widget: QWidget) -> QImage:
    widget.clearFocus()  # the frame of the focus has the colour of the line
    QApplication.processEvents()
    return widget.grab().toImage()


def has(image: QImage, wanted_color: QColor) -> bool:
    """Whether some pixel is as good as a colour."""
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    wanted = np.array([wanted_color.red(), wanted_color.green(), wanted_color.blue()], int)
    return bool((np.abs(pixels[:, : image.width(), :3].astype(int) - wanted).max(axis=2) <= 12).any())


@pytest.mark.parametrize("count", [0, 1, 2, 40, 2_000])
def test_any_number_of_points_is_drawn(chart: LatencyChart, theme: Theme, count: int) -> None:
    chart.show_series(Series(points(count, NOW - DAY, NOW), interval=3_600), None)
    assert has(shown(chart), theme.accent) == (count > 0)


def test_failures_stand_on_the_time_axis_in_the_colour_of_down(chart: LatencyChart, theme: Theme) -> None:
    series = Series(points(300, NOW - DAY, NOW, failing=True), interval=600)
    chart.show_series(series, None)
    assert chart.failure_times == tuple(point.at / 1_000 for point in series.points if point.failed)
    assert has(shown(chart), theme.color(State.DOWN))


def test_a_new_scheme_is_painted_in_its_own_colours(chart: LatencyChart, theme: Theme) -> None:
    chart.show_series(Series(points(300, NOW - DAY, NOW, failing=True), interval=600), 100)
    light = theme.color(State.DOWN), theme.accent
    theme.set_mode("dark")
    image = shown(chart)
    assert image.pixelColor(1, 1) == chart.palette().window().color()
    for old, key in zip(light, (theme.color(State.DOWN), theme.accent), strict=True):
        assert old != key
        assert has(image, key)
        assert not has(image, old)


def middle(chart: LatencyChart, share: float = 0.5) -> QPoint:
    rect = chart.getPlotItem().getViewBox().sceneBoundingRect()
    return chart.mapFromScene(QPointF(rect.left() + rect.width() * share, rect.center().y()))


def mouse(
    chart: LatencyChart, kind: QEvent.Type, share: float, button: Qt.MouseButton = Qt.MouseButton.LeftButton
) -> None:
    place = QPointF(middle(chart, share))
    down = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else button
    button = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else button
    where = QPointF(chart.viewport().mapToGlobal(place.toPoint()))
    event = QMouseEvent(kind, place, where, button, down, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(chart.viewport(), event)
    QApplication.processEvents()


def wheel(chart: LatencyChart, by: int) -> None:
    place = QPointF(middle(chart))
    event = QWheelEvent(
        place,
        QPointF(chart.mapToGlobal(place.toPoint())),
        QPoint(),
        QPoint(0, by),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(chart.viewport(), event)


def test_the_wheel_zooms_time_only_and_a_double_click_shows_all(chart: LatencyChart, qtbot: QtBot) -> None:
    chart.show_series(Series(points(300, NOW - DAY, NOW), interval=600), None)
    shown(chart)
    floor = chart.getPlotItem().getViewBox().viewRange()[1][0]
    wheel(chart, 120)
    assert chart.is_zoomed
    start, end = chart.shown
    assert NOW - DAY < start < end < NOW
    assert chart.getPlotItem().getViewBox().viewRange()[1][0] == floor == 0
    for _ in range(60):
        wheel(chart, 120)
    assert chart.shown[1] - chart.shown[0] >= 29_000, "a zoom ends before nothing is left"
    clicked, again = QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick
    for kind in (clicked, QEvent.Type.MouseButtonRelease, again, QEvent.Type.MouseButtonRelease):
        mouse(chart, kind, 0.5)
    assert not chart.is_zoomed
    assert chart.shown == (NOW - DAY, NOW)


def test_a_drag_zooms_to_what_it_covers(chart: LatencyChart, qtbot: QtBot) -> None:
    chart.show_series(Series(points(300, NOW - DAY, NOW), interval=600), None)
    shown(chart)
    with qtbot.waitSignal(chart.zoomed):
        mouse(chart, QEvent.Type.MouseButtonPress, 0.25)
        for share in (0.3, 0.4, 0.5):
            mouse(chart, QEvent.Type.MouseMove, share)
        mouse(chart, QEvent.Type.MouseButtonRelease, 0.5)
    start, end = chart.shown
    assert start == pytest.approx(NOW - 0.75 * DAY, abs=0.02 * DAY)
    assert end == pytest.approx(NOW - 0.5 * DAY, abs=0.02 * DAY)


def test_a_zoomed_chart_stays_where_it_is_while_time_goes_on(chart: LatencyChart) -> None:
    chart.show_series(Series(points(300, NOW - DAY, NOW), interval=600), None)
    shown(chart)
    wheel(chart, 240)
    before = chart.shown
    chart.set_window(NOW - DAY + 5_000, NOW + 5_000)
    assert chart.shown == before
    chart.show_all()
    assert chart.shown == (NOW - DAY + 5_000, NOW + 5_000)


def test_the_crosshair_says_what_is_under_it_by_mouse_and_keyboard(chart: LatencyChart, qtbot: QtBot) -> None:
    series = Series(points(24, NOW - DAY, NOW, each=60), interval=60, width=DAY // 24)
    chart.show_series(series, None)
    shown(chart)
    said: list[str] = []
    chart.pointed.connect(said.append)
    chart.point_at(series.points[3].at + DAY // 48)
    median, high = (round(value or 0) for value in (series.points[3].latency_ms, series.points[3].high_ms))
    assert said[-1].endswith(f"median {median} ms · 95 % below {high} ms · 60 checks")
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert said[-1] == chart.describe(series.points[4]) == chart.accessibleDescription()
    qtbot.keyClick(chart, Qt.Key.Key_Plus)
    assert chart.is_zoomed
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert not chart.is_zoomed


@pytest.mark.parametrize(("limit", "drawn"), [(150, True), (20_000, False)])
def test_a_near_threshold_is_in_the_range_and_a_far_one_is_only_told(
    chart: LatencyChart, limit: float, drawn: bool
) -> None:
    chart.show_series(Series(points(300, NOW - DAY, NOW), interval=600), limit)
    top = chart.getPlotItem().getViewBox().viewRange()[1][1]
    assert (top > limit) is drawn
    assert top < 400


def test_there_is_no_foreign_menu_and_no_button(chart: LatencyChart, qtbot: QtBot) -> None:
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        mouse(chart, kind, 0.5, Qt.MouseButton.RightButton)
    assert QApplication.activePopupWidget() is None
    assert not chart.getPlotItem().autoBtn.isVisible()


@pytest.fixture
def bars(qtbot: QtBot, theme: Theme) -> UptimeChart:
    bars = UptimeChart(theme)
    qtbot.addWidget(bars)
    bars.resize(420, 90)
    bars.show()
    return bars


def test_a_day_is_coloured_by_how_bad_it_was(theme: Theme) -> None:
    perfect, poor, bad, empty = (Day(0, Uptime(ratio, 1.0, 0)) for ratio in (1.0, 0.995, 0.9, None))
    assert color(perfect, theme).rgb() == theme.color(State.UP).rgb()
    assert color(poor, theme) == theme.color(State.DEGRADED)
    assert color(bad, theme) == theme.color(State.DOWN)
    assert color(empty, theme).rgb() not in {color(day, theme).rgb() for day in (perfect, poor, bad)}


@pytest.mark.parametrize(
    ("worst", "floor"), [(1.0, 0.98), (0.991, 0.98), (0.95, 0.9), (0.6, 0.5), (0.1, 0.0), (0.0, 0.0)]
)
def test_the_bars_begin_where_the_axis_says(bars: UptimeChart, worst: float, floor: float) -> None:
    bars.show_days([Day(NOW - DAY, Uptime(1.0, 1.0, 0)), Day(NOW, Uptime(worst, 1.0, 0))])
    assert bars.floor == floor
    low, high = bars.getPlotItem().getViewBox().viewRange()[1]
    assert low == pytest.approx(floor)
    assert high > 1


def test_a_day_is_told_in_words_with_its_coverage(bars: UptimeChart, qtbot: QtBot) -> None:
    said: list[str] = []
    bars.pointed.connect(said.append)
    shown_days = days(30)
    bars.show_days(shown_days)
    bars.setFocus()
    for _ in range(30 - 11):
        qtbot.keyClick(bars, Qt.Key.Key_Left)
    assert said[-1].endswith("· 96.42 % up · down 51 min · 97.00 % covered")
    assert describe(shown_days[24]).endswith("not checked")


def test_a_month_without_checks_is_no_green_month(bars: UptimeChart, theme: Theme) -> None:
    bars.show_days([Day(NOW - n * DAY, Uptime(None, 0.0, 0)) for n in range(30, 0, -1)])
    image = shown(bars)
    assert not has(image, theme.color(State.UP))
