"""What a report is of and how it is written: the same from the window, the command line and a plan."""

from collections.abc import Iterable
from typing import Self

from pydantic import Field, field_validator, model_validator

from agent.fields import Model, clean_text
from agent.report_words import FORMATS, ReportFormat, ReportKind
from agent.selection import selects
from agent.zones import ZoneName


class Report(Model):
    """A report of the monitors named and those with one of the tags, or of all where neither is given."""

    kind: ReportKind = ReportKind.SUMMARY
    format: ReportFormat = ReportFormat.CSV
    title: str = Field(default="", max_length=200, description="what stands above a document")
    zone: ZoneName = Field(default="", description="time zone such as Europe/Berlin; empty: this machine's")
    monitors: tuple[str, ...] = Field(default=(), description="names of monitors")
    tags: tuple[str, ...] = Field(default=(), description="tags of monitors")
    bom: bool = Field(default=False, description="whether CSV begins with a byte order mark, for old spreadsheets")

    @field_validator("title")
    @classmethod
    def _one_line(cls, title: str) -> str:
        if title != clean_text(title, 200):
            raise ValueError("must be one line without control characters")
        return title

    @model_validator(mode="after")
    def _fits(self) -> Self:
        able = FORMATS[self.kind]
        if self.format not in able:
            raise ValueError(f"for kind {self.kind} expected format {' or '.join(able)}, got {self.format}")
        return self

    def covers(self, name: str, tags: Iterable[str]) -> bool:
        """Whether a monitor of that name and those tags is in it."""
        return selects(self.monitors, self.tags, name, tags)
