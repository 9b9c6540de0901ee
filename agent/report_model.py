"""What a report is of and how it is written: the same from the window, the command line and a plan."""

from collections.abc import Iterable

from pydantic import Field

from agent.fields import Model
from agent.report_words import ReportFormat, ReportKind
from agent.selection import selects
from agent.zones import ZoneName


class Report(Model):
    """A report of the monitors named and those with one of the tags, or of all where neither is given."""

    kind: ReportKind = ReportKind.SUMMARY
    format: ReportFormat = ReportFormat.CSV
    zone: ZoneName = Field(default="", description="time zone such as Europe/Berlin; empty: this machine's")
    monitors: tuple[str, ...] = Field(default=(), description="names of monitors")
    tags: tuple[str, ...] = Field(default=(), description="tags of monitors")
    bom: bool = Field(default=False, description="whether CSV begins with a byte order mark, for old spreadsheets")

    def covers(self, name: str, tags: Iterable[str]) -> bool:
        """Whether a monitor of that name and those tags is in it."""
        return selects(self.monitors, self.tags, name, tags)
