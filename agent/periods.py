"""Periods of reports: presets such as last month, by the calendar and clock of a time zone.

A month, week or day begins at midnight in the zone. "The last 7 days" end now and begin at the same time of day 7 days
ago, also when the clock was changed in between; "the last 24 hours" are 24 real hours. None goes beyond now.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from agent.report_words import Preset as Preset
from agent.zones import date_in, midnight, moment
from agent.zones import in_zone as in_zone

DAY = 86_400_000


class BadPeriod(ValueError):
    """The period cannot be: ``field`` (first, last) and a sentence say why."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def bounds(preset: Preset, zone: str, now: int, first: date | None = None, last: date | None = None) -> tuple[int, int]:
    """Beginning and end (exclusive) of a period in ms since 1970. ``first`` and ``last`` are those of a custom one,
    whose end is now at the latest.

    :raises BadPeriod: a custom period lacks a day, ends before it begins, or has not begun.
    """
    if preset is Preset.CUSTOM:
        return _custom(zone, now, first, last)
    return _BOUNDS[preset](zone, now)


def _custom(zone: str, now: int, first: date | None, last: date | None) -> tuple[int, int]:
    for field, day in (("first", first), ("last", last)):
        if day is None:
            raise BadPeriod(field, "expected a day such as 2026-01-31, got nothing")
        if not 1970 <= day.year <= 9_000:
            raise BadPeriod(field, f"expected a day from 1970 on, got {day}")
    if first is None or last is None or last < first:
        raise BadPeriod("last", f"expected {first} or a day after it, got {last}")
    start = midnight(zone, first)
    if start >= now:
        raise BadPeriod("first", f"expected a day that has begun, got {first}")
    return start, min(midnight(zone, last + timedelta(days=1)), now)


def month(zone: str, now: int, back: int = 0) -> tuple[int, int]:
    """Beginning and end of the calendar month ``back`` months ago; what of it is still to come is in it."""
    first = date_in(zone, now).replace(day=1)
    for _ in range(back):
        first = (first - timedelta(days=1)).replace(day=1)
    return midnight(zone, first), midnight(zone, (first + timedelta(days=32)).replace(day=1))


def _month(zone: str, now: int, back: int) -> tuple[int, int]:
    """That month up to now."""
    start, end = month(zone, now, back)
    return start, min(end, now)


def _week(zone: str, now: int, back: int) -> tuple[int, int]:
    """The week from Monday on ``back`` weeks ago, up to now."""
    today = date_in(zone, now)
    monday = today - timedelta(days=today.weekday() + 7 * back)
    return midnight(zone, monday), min(midnight(zone, monday + timedelta(days=7)), now)


def _year(zone: str, now: int, back: int) -> tuple[int, int]:
    year = date_in(zone, now).year - back
    return midnight(zone, date(year, 1, 1)), min(midnight(zone, date(year + 1, 1, 1)), now)


def _days(zone: str, now: int, number: int) -> tuple[int, int]:
    """From the same time of day ``number`` days ago until now."""
    local: datetime = in_zone(zone, now)
    return moment(zone, local.date() - timedelta(days=number), local.time()), now


_BOUNDS: dict[Preset, Callable[[str, int], tuple[int, int]]] = {
    Preset.THIS_MONTH: lambda zone, now: _month(zone, now, 0),
    Preset.LAST_MONTH: lambda zone, now: _month(zone, now, 1),
    Preset.THIS_WEEK: lambda zone, now: _week(zone, now, 0),
    Preset.LAST_WEEK: lambda zone, now: _week(zone, now, 1),
    Preset.LAST_24_HOURS: lambda zone, now: (now - DAY, now),
    Preset.LAST_7_DAYS: lambda zone, now: _days(zone, now, 7),
    Preset.LAST_30_DAYS: lambda zone, now: _days(zone, now, 30),
    Preset.LAST_90_DAYS: lambda zone, now: _days(zone, now, 90),
    Preset.THIS_YEAR: lambda zone, now: _year(zone, now, 0),
    Preset.LAST_YEAR: lambda zone, now: _year(zone, now, 1),
}
