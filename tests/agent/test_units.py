"""Hours, days and weeks are those of the calendar, also when the clock is changed."""

from datetime import datetime

import pytest

from agent.messages import Unit
from agent.units import starts

HOUR = 3_600_000


pytestmark = pytest.mark.usefixtures("berlin")


def at(*when: int) -> int:
    return round(datetime(*when).astimezone().timestamp() * 1_000)


def test_a_day_has_25_hours_when_summer_time_ends() -> None:
    days = starts("", at(2026, 10, 24, 15), at(2026, 10, 26, 15), Unit.DAY)
    assert days == [at(2026, 10, day) for day in (24, 25, 26, 27)]
    assert days[2] - days[1] == 25 * HOUR
    assert len(starts("", days[1], days[2], Unit.HOUR)) == 26


def test_a_week_begins_on_monday() -> None:
    assert starts("", at(2026, 10, 25, 15), at(2026, 10, 26), Unit.WEEK) == [at(2026, 10, 19), at(2026, 10, 26)]


def test_the_end_of_a_unit_begins_no_other() -> None:
    assert starts("", at(2026, 10, 1), at(2026, 10, 2), Unit.DAY) == [at(2026, 10, 1), at(2026, 10, 2)]
    assert starts("", 5 * HOUR, 7 * HOUR, Unit.HOUR) == [5 * HOUR, 6 * HOUR, 7 * HOUR]
