"""The words in which reports are asked for."""

from enum import StrEnum

PRINT = "--print-report"
"""Makes the program print a report, which comes as JSON on its input, as PDF to the file that is named next."""


class ReportKind(StrEnum):
    """``DOCUMENT`` is for reading, with charts; of the others this is what their rows are."""

    DOCUMENT = "document"
    SUMMARY = "summary"
    RESULTS = "results"
    ALERTS = "alerts"
    UPTIME = "uptime"


class ReportFormat(StrEnum):
    CSV = "csv"
    JSON_LINES = "jsonl"
    HTML = "html"
    PDF = "pdf"


TABLES = (ReportFormat.CSV, ReportFormat.JSON_LINES)
DOCUMENTS = (ReportFormat.PDF, ReportFormat.HTML)
FORMATS = {kind: DOCUMENTS if kind is ReportKind.DOCUMENT else TABLES for kind in ReportKind}
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
