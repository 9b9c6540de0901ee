"""Hours, days and weeks as people count them: by the clock and calendar of a time zone."""

from datetime import timedelta

from agent.chart_messages import Unit
from agent.zones import date_in, day_starts, midnight

_HOUR = 3_600_000


def starts(zone: str, start: int, end: int, unit: Unit) -> list[int]:
    """The beginnings of the units that ``start`` to ``end`` touches and, last, the end of the last one. Hours are those
    of UTC, also where the clock is half an hour off: so are the hours that are kept."""
    if unit is Unit.HOUR:
        return list(range(start // _HOUR * _HOUR, -(-end // _HOUR) * _HOUR + 1, _HOUR))
    if unit is Unit.DAY:
        return day_starts(zone, start, end)
    first = date_in(zone, start)
    found = [midnight(zone, first - timedelta(days=first.weekday()))]
    while found[-1] < end:
        found.append(midnight(zone, date_in(zone, found[-1]) + timedelta(days=7)))
    return found
