"""Scheduled reports: what is made by itself, when, and where it goes."""

import re
from datetime import date, time, timedelta
from pathlib import PurePath
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from agent.fields import Name
from agent.maintenance import WEEKDAYS, Weekday
from agent.periods import Preset, bounds
from agent.report_model import Report
from agent.report_words import ReportFormat, ReportKind
from agent.selection import renamed
from agent.zones import date_in, in_zone, is_day_of_month, moment, without_zone

__all__ = ["ReportSchedule"]

_FURTHEST = 40
"""Days in which even a monthly report is due once."""
_NO_NAME = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
"""What no system has in the names of its files."""


class ReportSchedule(Report):
    """A report of the last week or month, each week or month, into a folder, by an e-mail channel, or both."""

    name: Name
    on: bool = Field(default=True, description="whether it is made")
    kind: ReportKind = ReportKind.DOCUMENT
    format: ReportFormat = ReportFormat.PDF
    repeat: Literal["weekly", "monthly"] = Field(
        default="monthly", description="weekly: of the last week; monthly: of the last month"
    )
    weekday: Weekday = Field(default="mon", description="the day of a weekly one")
    day: int = Field(default=1, ge=1, le=31, description="the day of a monthly one; in shorter months the last")
    at: time = Field(default=time(8), description="when it is made, by the clock of the time zone")
    folder: str = Field(default="", max_length=4_096, description="an absolute path; empty: none")
    channel: str = Field(default="", description="the name of an e-mail channel that carries it; empty: none")

    @field_validator("at")
    @classmethod
    def _plain_time(cls, at: time) -> time:
        return without_zone(at, "report")

    @field_validator("folder")
    @classmethod
    def _absolute(cls, folder: str) -> str:
        if folder and not PurePath(folder).is_absolute():
            raise ValueError(f"expected an absolute path, got {folder[:80]!r}")
        return folder

    @model_validator(mode="after")
    def _goes_somewhere(self) -> Self:
        if self.on and not self.folder and not self.channel:
            raise ValueError("expected a folder, a channel, or both, got neither")
        return self

    @property
    def timing(self) -> str:
        """When it is due, as a text that is another when that is."""
        return f"{self.repeat} {self.weekday if self.repeat == 'weekly' else self.day} {self.at:%H:%M} {self.zone}"

    def last_due(self, now: int) -> int:
        """When it was due last, at ``now`` or before (ms since 1970)."""
        today = date_in(self.zone, now)
        found = (self._due(today - timedelta(days=back)) for back in range(-1, _FURTHEST))
        return next(at for at in found if at is not None and at <= now)

    def next_due(self, now: int) -> int:
        """When it is due next, after ``now``."""
        today = date_in(self.zone, now)
        found = (self._due(today + timedelta(days=ahead)) for ahead in range(-1, _FURTHEST))
        return next(at for at in found if at is not None and at > now)

    def _due(self, day: date) -> int | None:
        """When on that day it is due, if at all."""
        weekly = self.repeat == "weekly"
        is_it = WEEKDAYS[day.weekday()] == self.weekday if weekly else is_day_of_month(day, self.day)
        return moment(self.zone, day, self.at) if is_it else None

    def period(self, due: int) -> tuple[int, int]:
        """Beginning and end of what the report that was ``due`` then is of, however late it is made."""
        preset = Preset.LAST_WEEK if self.repeat == "weekly" else Preset.LAST_MONTH
        return bounds(preset, self.zone, due)

    def file_name(self, due: int) -> str:
        """How its file is called: by its name and the days of which it is."""
        start, end = self.period(due)
        days = " ".join(f"{in_zone(self.zone, at):%Y-%m-%d}" for at in (start, end - 1))
        safe = _NO_NAME.sub("_", self.name).strip(" .") or "report"
        return f"{safe[:120]} {days}.{self.format}"


def rename_monitor(schedule: ReportSchedule, old: str, new: str) -> ReportSchedule:
    """The schedule with another name for a monitor."""
    if old not in schedule.monitors:
        return schedule
    return schedule.model_copy(update={"monitors": renamed(schedule.monitors, old, new)})


def rename_channel(schedule: ReportSchedule, old: str, new: str | None) -> ReportSchedule:
    """The schedule with another name for a channel; None takes it out, and what goes nowhere then is off."""
    if schedule.channel != old:
        return schedule
    changed = {"channel": new or "", "on": schedule.on and bool(new or schedule.folder)}
    return schedule.model_copy(update=changed)
