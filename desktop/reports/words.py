"""The names of what a report can be, in the language of the moment."""

from agent.model import ReportFormat, ReportKind
from agent.periods import Preset, in_zone
from desktop.text import tr


def kind_name(kind: ReportKind) -> str:
    return {
        ReportKind.DOCUMENT: tr("Report with charts"),
        ReportKind.SUMMARY: tr("Summary"),
        ReportKind.RESULTS: tr("Single results"),
        ReportKind.ALERTS: tr("Alerts"),
        ReportKind.UPTIME: tr("Uptime by day"),
    }[kind]


def kind_said(kind: ReportKind) -> str:
    """What a row of it is."""
    return {
        ReportKind.DOCUMENT: tr("For reading: uptime, targets, latency, charts, incidents, and the rules used."),
        ReportKind.SUMMARY: tr("A row a monitor: uptime, coverage, checks, failures, alerts, downtime, latencies."),
        ReportKind.RESULTS: tr("A row a check: time, outcome, latency, status code, cause, message, phases."),
        ReportKind.ALERTS: tr("A row an alert that was open at some time of the period."),
        ReportKind.UPTIME: tr("A row a monitor and day: uptime, coverage, downtime, checks, failures."),
    }[kind]


def format_name(form: ReportFormat) -> str:
    return {
        ReportFormat.PDF: tr("PDF"),
        ReportFormat.HTML: tr("HTML, one file"),
        ReportFormat.CSV: tr("CSV, for spreadsheets"),
        ReportFormat.JSON_LINES: tr("JSON Lines, for programs"),
    }[form]


def preset_name(preset: Preset) -> str:
    return {
        Preset.THIS_MONTH: tr("This month"),
        Preset.LAST_MONTH: tr("Last month"),
        Preset.THIS_WEEK: tr("This week"),
        Preset.LAST_WEEK: tr("Last week"),
        Preset.LAST_24_HOURS: tr("Last 24 hours"),
        Preset.LAST_7_DAYS: tr("Last 7 days"),
        Preset.LAST_30_DAYS: tr("Last 30 days"),
        Preset.LAST_90_DAYS: tr("Last 90 days"),
        Preset.THIS_YEAR: tr("This year"),
        Preset.LAST_YEAR: tr("Last year"),
        Preset.CUSTOM: tr("From … to …"),
    }[preset]


def span(start: int, end: int, zone: str) -> str:
    """From when to when, by the clock of the zone."""
    return f"{moment(start, zone)} – {moment(end, zone)}"


def moment(at: int, zone: str) -> str:
    """A point in time by the clock of the zone."""
    return f"{in_zone(zone, at):%Y-%m-%d %H:%M}"
