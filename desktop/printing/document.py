"""The pages of a report: title and overview, a part for each monitor, the rules."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QLocale
from PySide6.QtGui import QPageSize

from desktop.printing.sheet import INK, MARGIN, QUIET, Sheet, Text
from desktop.printing.table import Cell, Column, put_table

COLUMNS = 4
"""Figures beside each other; five of them fit, too."""
VERDICTS = {"reached": "#12735b", "missed": "#93161d", "": INK}
SIGNS = {"reached": " ✓", "missed": " ✕", "": ""}
_HEAD_ROOM = 430.0
"""A monitor's head, figures and charts stay together: so much room they take."""

Values = Mapping[str, Any]


def print_document(content: Values, path: str) -> bool:
    """Write the PDF of a report, which is :class:`agent.reports.content.Content` as JSON; whether that worked."""
    imperial = QLocale().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
    sheet = Sheet(QPageSize(QPageSize.PageSizeId.Letter if imperial else QPageSize.PageSizeId.A4))
    _overview(sheet, content)
    for part in content["parts"]:
        _part(sheet, part)
    _rules(sheet, content["rules"])
    return sheet.write(path, f"{content['title']}, {content['period']}", content["program"])


def _overview(sheet: Sheet, content: Values) -> None:
    sheet.text(Text.of(content["title"], 24, sheet.width, bold=True))
    sheet.space(4)
    sheet.text(Text.of(f"{content['period']} ({content['zone']})", 13, sheet.width))
    sheet.text(Text.of(f"Made {content['made']} by {content['program']}", 11, sheet.width, color=QUIET))
    sheet.space(20)
    _facts(sheet, content["facts"])
    sheet.space(14)
    columns = (
        Column("Monitor", 0.31),
        *(Column(head, part, right=True) for head, part in _FIGURES),
    )
    rows = []
    for line in content["lines"]:
        color = VERDICTS[line["verdict"]]
        target = f"{line['target']}{SIGNS[line['verdict']]}"
        figures = [line[name] for name in ("coverage", "downtime", "incidents", "p95")]
        cells = [Cell(line["name"]), Cell(line["uptime"], color=color), Cell(target, color=color)]
        rows.append([*cells, *map(Cell, figures)])
    put_table(sheet, columns, rows)


_FIGURES = (
    ("Uptime", 0.12),
    ("Target", 0.12),
    ("Coverage", 0.11),
    ("Downtime", 0.13),
    ("Incidents", 0.1),
    ("95th p.", 0.11),
)


def _part(sheet: Sheet, part: Values) -> None:
    sheet.space(26)
    if not sheet.need(_HEAD_ROOM) and not sheet.fresh:
        sheet.rule()
        sheet.space(16)
    verdict = part["verdict"]
    room = 110.0 if verdict else 0.0
    if verdict:
        said = "✓ target reached" if verdict == "reached" else "✕ target missed"
        mark = Text.of(said, 11, room, bold=True, right=True, color=VERDICTS[verdict])
        sheet.put(mark.at(MARGIN + sheet.width - room, sheet.y + 3))
    sheet.text(Text.of(part["name"], 17, sheet.width - room, bold=True))
    about = " · ".join(filter(None, (part["address"], part["tags"])))
    sheet.text(Text.of(about, 11, sheet.width, color=QUIET))
    sheet.space(10)
    _facts(sheet, part["facts"])
    for title, chart in (
        ("Uptime by day", part["uptime_chart"]),
        ("Latency: median, up to the 95th percentile; failures below", part["latency_chart"]),
    ):
        sheet.space(10)
        sheet.text(Text.of(title, 10, sheet.width, bold=True, color=QUIET))
        sheet.picture(chart)
    sheet.space(8)
    _incidents(sheet, part)
    sheet.space(8)
    sheet.text(Text.of(part["rule"], 10, sheet.width, color=QUIET))


def _incidents(sheet: Sheet, part: Values) -> None:
    if not part["incidents"]:
        sheet.text(Text.of("No incidents", 10, sheet.width, bold=True, color=QUIET))
        return
    columns = (
        *(Column(head, share) for head, share in (("Opened", 0.17), ("Closed", 0.17))),
        Column("Lasted", 0.13, right=True),
        *(Column(head, share) for head, share in (("Kind", 0.11), ("Cause", 0.42))),
    )
    rows = [
        [
            *(Cell(incident[name]) for name in ("opened", "closed", "lasted", "kind")),
            Cell(incident["cause"], incident["message"]),
        ]
        for incident in part["incidents"]
    ]
    put_table(sheet, columns, rows)
    if part["more"]:
        said = f"and {part['more']} more before these; the report of alerts lists all."
        sheet.space(4)
        sheet.text(Text.of(said, 10, sheet.width, color=QUIET))


def _facts(sheet: Sheet, facts: Sequence[Values]) -> None:
    columns = max(COLUMNS, len(facts) if len(facts) <= COLUMNS + 1 else 0)
    width = sheet.width / columns - 10
    for row in range(0, len(facts), columns):
        laid = [
            (
                Text.of(fact["label"], 10, width, color=QUIET),
                Text.of(fact["value"], 17, width, bold=True, color=VERDICTS[fact["verdict"]]),
                Text.of(fact["note"], 10, width, color=QUIET),
            )
            for fact in facts[row : row + columns]
        ]
        height = max(sum(text.height for text in texts) for texts in laid)
        sheet.need(height)
        for place, texts in enumerate(laid):
            y = sheet.y
            for text in texts:
                sheet.put(text.at(MARGIN + place * (width + 10), y))
                y += text.height
        sheet.y += height + 10


def _rules(sheet: Sheet, rules: Sequence[Sequence[str]]) -> None:
    sheet.space(26)
    if not sheet.need(260) and not sheet.fresh:
        sheet.rule()
        sheet.space(16)
    sheet.text(Text.of("How this is computed", 17, sheet.width, bold=True))
    for name, words in rules:
        sheet.space(8)
        heading, body = Text.of(name, 11, sheet.width, bold=True), Text.of(words, 11, sheet.width, color=QUIET)
        sheet.need(heading.height + body.height)
        sheet.text(heading)
        sheet.text(body)
