"""Times of day in a zone as points in time, over every change of the clock.

A time that the clock skips comes as much later as the clock is moved, one that comes twice is taken the first time.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator


def _known(name: str) -> str:
    if name:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"expected the name of a time zone such as Europe/Berlin, got {name[:80]!r}") from None
    return name


ZoneName = Annotated[str, AfterValidator(_known)]
"""The name of a time zone; "" is this machine's own."""


def without_zone(at: time, whose: str) -> time:
    """A time of day as it was typed, which is one of the zone that the window or report, ``whose`` it is, has."""
    if at.tzinfo is not None:
        raise ValueError(f"expected a time of day without a zone: the {whose} has one of its own")
    return at


def is_day_of_month(day: date, number: int) -> bool:
    """Whether ``day`` is the one of that number in its month; in shorter months the last."""
    last = (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return day.day == min(number, last.day)


@cache
def _zone(name: str) -> ZoneInfo | None:
    """None is this machine's own."""
    return ZoneInfo(name) if name else None


def in_zone(zone: str, at: int) -> datetime:
    """What the clocks of the zone show at ``at`` (ms since 1970), to the millisecond."""
    return (datetime.fromtimestamp(at // 1_000, UTC) + timedelta(milliseconds=at % 1_000)).astimezone(_zone(zone))


def date_in(zone: str, at: int) -> date:
    """The day that it is in the zone at ``at`` (ms since 1970)."""
    return in_zone(zone, at).date()


def moment(zone: str, day: date, when: time) -> int:
    """That time of that day, in ms since 1970."""
    known = _zone(zone)
    found = datetime.combine(day, when, known) if known else datetime.combine(day, when).astimezone()
    return round(found.timestamp() * 1_000)


def midnight(zone: str, day: date) -> int:
    """When that day begins, in ms since 1970; not at midnight where the clock skips that."""
    return moment(zone, day, time())


def day_starts(zone: str, start: int, end: int) -> list[int]:
    """The beginnings of the days that ``start`` to ``end`` touches and, last, the end of the last one."""
    day = date_in(zone, start)
    starts = [midnight(zone, day)]
    while starts[-1] < end:
        day += timedelta(days=1)
        if (begin := midnight(zone, day)) > starts[-1]:  # a day may be skipped whole, as where the date line moved
            starts.append(begin)
    return starts
