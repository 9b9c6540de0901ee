"""Maintenance windows: times in which checks go on, but nobody is alerted and nothing enters uptime.

A window is written in the time of a zone and lasts a real time: one of two hours that begins at 1:30 in the night in
which the clock is put forward ends at 4:30. A beginning that the clock skips comes as much later as the clock is moved,
one that comes twice is taken the first time.
"""

from collections.abc import Iterable, Iterator
from datetime import date as Date  # noqa: N812 - a field is called date
from datetime import time, timedelta
from functools import cache
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from agent import cron
from agent.fields import Model, Name
from agent.selection import renamed, selects
from agent.zones import ZoneName, date_in, is_day_of_month, moment, without_zone

__all__ = ["MaintenanceWindow"]

MINUTE = 60_000
DAY = 24 * 60
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NEEDED = {"once": "date", "weekly": "days", "monthly": "day", "cron": "cron"}


class MaintenanceWindow(Model):
    """When, and which monitors: those named, those with one of the tags, or all where neither is given."""

    name: Name
    repeat: Literal["once", "daily", "weekly", "monthly", "cron"] = "once"
    date: Date | None = Field(default=None, description="the day of a window that comes once")
    at: time = Field(default=time(2), description="when it begins; not for cron")
    days: tuple[Weekday, ...] = Field(default=(), description="the days of a weekly window")
    day: int | None = Field(
        default=None, ge=1, le=31, description="the day of a monthly one; in shorter months the last"
    )
    cron: str = Field(default="", description="minute, hour, day of the month, month, day of the week")
    minutes: int = Field(default=60, ge=1, le=7 * DAY, description="how long it lasts, in minutes")
    zone: ZoneName = Field(default="", description="time zone such as Europe/Berlin; empty: this machine's")
    monitors: tuple[str, ...] = Field(default=(), description="names of monitors")
    tags: tuple[str, ...] = Field(default=(), description="tags of monitors")

    @field_validator("cron")
    @classmethod
    def _readable(cls, text: str) -> str:
        if text:
            cron.parse(text)
        return text

    @field_validator("at")
    @classmethod
    def _plain_time(cls, at: time) -> time:
        return without_zone(at, "window")

    @model_validator(mode="after")
    def _whole(self) -> Self:
        field = _NEEDED.get(self.repeat)
        if field and not getattr(self, field):
            raise ValueError(f"for repeat {self.repeat} the field {field} is needed")
        return self

    def covers(self, name: str, tags: Iterable[str]) -> bool:
        """Whether a monitor of that name and those tags is in it."""
        return selects(self.monitors, self.tags, name, tags)

    def until(self, at: int) -> int | None:
        """When it ends, if it is on at ``at`` (ms since 1970); else None."""
        lasts = self.minutes * MINUTE
        begun = next(self._begun(at), None)
        return begun + lasts if begun is not None and at < begun + lasts else None

    def _begun(self, at: int) -> Iterator[int]:
        """The beginnings up to ``at``, the latest of each day, newest day first, as far back as they matter."""
        today = date_in(self.zone, at)
        for back in range(-1, self.minutes // DAY + 3):
            try:
                day = today - timedelta(days=back)
            except OverflowError:
                continue
            if self._has(day):
                starts = (moment(self.zone, day, when) for when in self._times())
                if found := [start for start in starts if start <= at]:
                    yield max(found)

    def _has(self, day: Date) -> bool:
        match self.repeat:
            case "once":
                return day == self.date
            case "daily":
                return True
            case "weekly":
                return WEEKDAYS[day.weekday()] in self.days
            case "monthly":
                return is_day_of_month(day, self.day or 1)
            case "cron":
                return _parsed(self.cron).has(day)

    def _times(self) -> Iterable[time]:
        if self.repeat != "cron":
            return (self.at,)
        fields = _parsed(self.cron)
        return (time(hour, minute) for hour in fields.hours for minute in fields.minutes)


def maintained_until(windows: Iterable[MaintenanceWindow], name: str, tags: Iterable[str], at: int) -> int | None:
    """When the maintenance of a monitor ends, if it is in any at ``at``; where windows overlap, the latest end."""
    tags = tuple(tags)
    ends = (window.until(at) for window in windows if window.covers(name, tags))
    return max((end for end in ends if end is not None), default=None)


def rename_monitor(window: MaintenanceWindow, old: str, new: str) -> MaintenanceWindow:
    """The window with another name for a monitor."""
    return window.model_copy(update={"monitors": renamed(window.monitors, old, new)})


@cache
def _parsed(text: str) -> cron.Cron:
    return cron.parse(text)
