"""What the latency chart holds while new checks come in, and where its ticks stand."""

from datetime import datetime

import pytest
from PySide6.QtCore import QLocale

from agent.model import Cause
from agent.stats import Point
from desktop.charts.series import Series
from desktop.charts.ticks import latency_ticks, time_ticks
from tests.desktop.scenes import HOUR, MINUTE, NOW, bad, good, points


def test_a_new_check_goes_to_the_end_once() -> None:
    series = Series(points(10, NOW - 10 * MINUTE, NOW), interval=60)
    assert series.add(good(at=NOW + MINUTE, latency_ms=90))
    assert not series.add(good(at=NOW + MINUTE, latency_ms=90))
    assert not series.add(good(at=NOW - HOUR))
    assert series.points[-1] == Point(NOW + MINUTE, 90, 90, 1, 0)
    assert len(series.points) == 11


def test_a_failure_has_no_latency_though_an_answer_came() -> None:
    series = Series()
    series.add(bad(at=NOW))
    assert series.points == [Point(NOW, None, None, 1, 1, cause=Cause.UNEXPECTED_STATUS)]


def test_silence_longer_than_a_check_speaks_for_is_a_gap() -> None:
    series = Series(interval=60)
    series.add(good(at=NOW))
    series.add(good(at=NOW + 80_000))
    assert series.gaps(NOW, NOW + 80_000) == []
    series.add(good(at=NOW + 80_000 + HOUR))
    assert series.gaps(NOW, NOW + 80_000 + HOUR) == [(NOW + 170_000, NOW + 80_000 + HOUR)]


def test_what_lies_before_the_first_and_after_the_last_check_was_not_checked() -> None:
    series = Series(interval=60)
    series.add(good(at=NOW))
    assert series.gaps(NOW - HOUR, NOW + HOUR) == [(NOW - HOUR, NOW), (NOW + 90_000, NOW + HOUR)]
    assert series.gaps(NOW - MINUTE, NOW) == [], "an earlier check may speak for the time before the first"
    assert Series().gaps(NOW - HOUR, NOW) == [], "nothing is known yet, so nothing is said"


def test_a_bucket_speaks_for_its_width_too() -> None:
    series = Series(points(24, NOW - 24 * HOUR, NOW, each=60), interval=60, width=HOUR)
    assert series.bucketed
    assert series.middle(series.points[0]) == series.points[0].at + HOUR / 2
    last = series.points[-1].at
    assert series.gaps(series.points[0].at, last + HOUR + 80_000) == []


def test_finer_points_take_the_place_of_what_they_are_of() -> None:
    series = Series(points(24, 0, 24 * HOUR, each=60), interval=60, width=HOUR)
    start, end = series.points[10].at, series.points[12].at
    fine = points(120, start, end)
    merged = series.with_finer(fine, start, end, 0)
    assert merged.points == [*series.points[:10], *fine, *series.points[12:]]
    assert [merged.width_of(merged.points[place]) for place in (9, 10, 129, 130)] == [HOUR, 0, 0, HOUR]
    assert merged.add(good(at=30 * HOUR))
    assert merged.width_of(merged.points[-1]) == 0


def test_a_point_stands_for_its_time_and_for_no_more() -> None:
    series = Series(interval=60)
    for at in (NOW, NOW + 60_000, NOW + HOUR):
        series.add(good(at=at))
    starts, ends, _ = zip(*series.spans(), strict=True)
    assert starts == (NOW, NOW + 60_000, NOW + HOUR)
    assert ends == (NOW + 60_000, NOW + 150_000, NOW + HOUR + 90_000)


def test_old_points_leave_as_the_window_slides() -> None:
    series = Series(points(10, 0, 1_000))
    series.drop_before(500)
    assert [point.at for point in series.points] == [490, 590, 690, 790, 890, 990]
    series.drop_before(10_000)
    assert [point.at for point in series.points] == [990]


def test_the_nearest_point_is_one_with_checks() -> None:
    series = Series([Point(0, 1, 1, 1, 0), Point(100, None, None, 0, 0), Point(300, 2, 2, 1, 0)])
    nearest = series.nearest(110)
    assert nearest is not None
    assert nearest.at == 0
    assert Series().nearest(0) is None


@pytest.mark.parametrize(
    ("top", "labels"),
    [
        (3, ["0", "1 ms", "2 ms", "3 ms"]),
        (118, ["0", "50 ms", "100 ms"]),
        (1_500, ["0", "500 ms", "1000 ms", "1500 ms"]),
        (9_000, ["0", "2 s", "4 s", "6 s", "8 s"]),
        (2_500, ["0", "0.5 s", "1.0 s", "1.5 s", "2.0 s", "2.5 s"]),
    ],
)
def test_latencies_are_round_and_in_one_unit(top: float, labels: list[str]) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale.c())
    try:
        assert [label for _, label in latency_ticks(top, 4)] == labels
    finally:
        QLocale.setDefault(before)


@pytest.mark.parametrize("top", [0.002, 0.7, 1, 7, 99, 100, 101, 4_999, 300_000])
@pytest.mark.parametrize("most", [1, 2, 5, 9])
def test_a_scale_never_goes_without_ticks_nor_crowds(top: float, most: int) -> None:
    assert 2 <= len(latency_ticks(top, most)) <= most * 2 + 2


@pytest.mark.usefixtures("berlin")
def test_ticks_stand_at_local_midnights_across_a_change_of_the_clock() -> None:
    start, end = datetime(2026, 10, 20).astimezone(), datetime(2026, 10, 30).astimezone()
    ticks = time_ticks(start.timestamp(), end.timestamp(), 12)
    local = [datetime.fromtimestamp(at).astimezone() for at, _ in ticks]
    assert [(moment.day, moment.hour, moment.minute) for moment in local] == [(day, 0, 0) for day in range(20, 31)]


@pytest.mark.usefixtures("berlin")
def test_ticks_within_a_day_are_round_local_times() -> None:
    start, end = datetime(2026, 11, 21, 14, 3).astimezone(), datetime(2026, 11, 22, 13, 59).astimezone()
    labels = [label for _, label in time_ticks(start.timestamp(), end.timestamp(), 5)]
    assert labels == ["18:00", f"{QLocale().dayName(7, QLocale.FormatType.ShortFormat)} 22", "06:00", "12:00"]


@pytest.mark.parametrize("hours", [0.01, 0.2, 1, 24, 168, 720, 8_760])
def test_time_ticks_are_few_and_in_order(hours: float) -> None:
    end = NOW / 1_000
    ticks = time_ticks(end - hours * 3_600, end, 6)
    assert 1 <= len(ticks) <= 8
    assert ticks == sorted(ticks)
    assert all(label for _, label in ticks)
