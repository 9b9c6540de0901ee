"""Rows as lines of CSV or JSON Lines."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agent.report_words import ReportFormat

Cell = str | int | float | bool | None
Row = Sequence[Cell]

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its ``name``; the numbers in it have so many ``digits`` after the point."""

    name: str
    digits: int | None = None


def inert(text: str) -> str:
    """``text`` so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def head(columns: Sequence[Column], form: ReportFormat, *, bom: bool = False) -> str:
    """What a file begins with."""
    if form is ReportFormat.JSON_LINES:
        return ""
    return ("\ufeff" if bom else "") + csv_line([column.name for column in columns])


def lines(columns: Sequence[Column], rows: Iterable[Row], form: ReportFormat) -> str:
    """Rows as the lines of a file."""
    if form is ReportFormat.CSV:
        return "".join(csv_line(list(map(_csv_cell, columns, row))) for row in rows)
    names = [column.name for column in columns]
    return "".join(
        f"{json.dumps(dict(zip(names, map(_json_cell, columns, row), strict=True)), ensure_ascii=False)}\n"
        for row in rows
    )


def csv_line(cells: Sequence[str]) -> str:
    """Cells as one line that ends with CR and LF; quoted where they must be."""
    file = io.StringIO()
    csv.writer(file).writerow(cells)
    return file.getvalue()


def _csv_cell(column: Column, cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case str():
            return inert(cell)
        case _ if column.digits is not None:
            return f"{cell:.{column.digits}f}"
    return str(cell)


def _json_cell(column: Column, cell: Cell) -> Cell:
    return round(cell, column.digits) if isinstance(cell, float) and column.digits is not None else cell
