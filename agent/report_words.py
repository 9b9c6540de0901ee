"""The words in which reports are asked for."""

from enum import StrEnum


class ReportKind(StrEnum):
    """What the rows of a report are."""

    SUMMARY = "summary"
    RESULTS = "results"
    ALERTS = "alerts"
    UPTIME = "uptime"


class ReportFormat(StrEnum):
    CSV = "csv"
    JSON_LINES = "jsonl"


TABLES = (ReportFormat.CSV, ReportFormat.JSON_LINES)
FORMATS = dict.fromkeys(ReportKind, TABLES)
"""In which formats each kind can be written; the first unless one is chosen."""


class Preset(StrEnum):
    """A period by its name. ``CUSTOM`` is from a first to a last day, that included."""

    THIS_MONTH = "this-month"
    LAST_MONTH = "last-month"
    THIS_WEEK = "this-week"
    LAST_WEEK = "last-week"
    LAST_24_HOURS = "last-24-hours"
    LAST_7_DAYS = "last-7-days"
    LAST_30_DAYS = "last-30-days"
    LAST_90_DAYS = "last-90-days"
    THIS_YEAR = "this-year"
    LAST_YEAR = "last-year"
    CUSTOM = "custom"
