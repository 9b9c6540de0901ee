"""Quiet hours: times in which only critical alerts are told. All others wait, and are one message afterwards.

They begin and end by the clock on the wall, whatever is done to it in that night.
"""

import re
from collections.abc import Iterator
from datetime import date, time, timedelta
from functools import lru_cache
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from agent.fields import Model
from agent.zones import ZoneName, date_in, moment

__all__ = ["QuietHours"]

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = 24 * 60
_WEEK = 7 * _DAY
_LONGEST = 8
"""Days after which quiet hours that follow each other are not looked through further: none are that long."""
_SPAN = re.compile(r"([0-9]{1,2}):([0-9]{2})\s*[-–]\s*([0-9]{1,2}):([0-9]{2})", re.ASCII)


def _plain(text: str) -> str:
    if not text.strip():
        return ""
    found = _SPAN.fullmatch(text.strip())
    hour, minute, to_hour, to_minute = map(int, found.groups()) if found else (24, 0, 0, 0)
    if max(hour, to_hour) > 23 or max(minute, to_minute) > 59:
        raise ValueError(f"expected two times of day such as 22:00-07:00, got {text[:40]!r}")
    return f"{hour:02}:{minute:02}-{to_hour:02}:{to_minute:02}"


Span = Annotated[str, AfterValidator(_plain)]
"""Such as 22:00-07:00, "" for none. An end that is not after the beginning is one of the next day."""


class QuietHours(Model):
    """Each weekday's quiet hours, named by the day on which they begin."""

    on: bool = Field(default=True, description="whether they are kept at all")
    mon: Span = ""
    tue: Span = ""
    wed: Span = ""
    thu: Span = ""
    fri: Span = ""
    sat: Span = ""
    sun: Span = ""
    zone: ZoneName = Field(default="", description="time zone such as Europe/Berlin; empty: this machine's")

    @model_validator(mode="after")
    def _leaves_time(self) -> Self:
        quiet = {
            (_DAY * place + _minutes(begin) + minute) % _WEEK
            for place, name in enumerate(DAYS)
            if (span := _times(getattr(self, name)))
            for begin, end in [span]
            for minute in range((_minutes(end) - _minutes(begin) - 1) % _DAY + 1)
        }
        if len(quiet) == _WEEK:
            raise ValueError("expected some time of the week that is not quiet, got none: nothing would ever be told")
        return self

    def until(self, at: int) -> int | None:
        """When it is quiet no more, if it is at ``at`` (ms since 1970); else None."""
        if not self.on:
            return None
        until = at
        for begin, end in sorted(self._around(at)):
            if begin <= until < end:
                until = end
        return until if until > at else None

    def heard_at(self, at: int) -> int:
        """When people hear of what is told at ``at``."""
        return _heard_at(self, at)

    def _around(self, at: int) -> Iterator[tuple[int, int]]:
        """Beginnings and ends from the day before on, as far as they can follow each other."""
        today = date_in(self.zone, at)
        for ahead in range(-2, _LONGEST + 1):
            try:
                day = today + timedelta(days=ahead)
                if found := _times(getattr(self, DAYS[day.weekday()])):
                    yield self._ms(day, *found)
            except OverflowError:
                continue

    def _ms(self, day: date, begin: time, end: time) -> tuple[int, int]:
        last = day if end > begin else day + timedelta(days=1)
        return moment(self.zone, day, begin), moment(self.zone, last, end)


@lru_cache(4_096)  # asked every second of every open alert, always for the same time
def _heard_at(quiet: QuietHours, at: int) -> int:
    return quiet.until(at) or at


def _times(span: str) -> tuple[time, time] | None:
    begin, _, end = span.partition("-")
    return (time.fromisoformat(begin), time.fromisoformat(end)) if span else None


def _minutes(when: time) -> int:
    return when.hour * 60 + when.minute
