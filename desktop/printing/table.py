"""A table that goes over pages: its head stands on each of them, and no row is parted."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.printing.sheet import INK, MARGIN, QUIET, Sheet, Text

GAP = 12.0
PAD = 4.0
SIZE = 11.0


@dataclass(frozen=True)
class Column:
    """A column: its head, and which part of the width it takes."""

    head: str
    part: float
    right: bool = False


@dataclass(frozen=True)
class Cell:
    """What stands in a row; ``below`` in quiet letters under it."""

    text: str
    below: str = ""
    color: str = INK


def put_table(sheet: Sheet, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:
    """Put a table below what is there."""
    widths = [sheet.width * column.part - GAP for column in columns]
    widths[-1] += GAP  # the last one ends with the page

    def head() -> None:
        texts = [
            Text.of(column.head, 10, width, bold=True, right=column.right, color=QUIET)
            for column, width in zip(columns, widths, strict=True)
        ]
        _put_row(sheet, widths, [[text] for text in texts])
        sheet.rule()

    first = True
    for row in rows:
        cells = [_laid(cell, column, width) for cell, column, width in zip(row, columns, widths, strict=True)]
        height = max(sum(text.height for text in cell) for cell in cells) + 2 * PAD
        if sheet.need(height + (24 if first else 0)) or first:
            head()
        _put_row(sheet, widths, cells)
        sheet.rule()
        first = False


def _laid(cell: Cell, column: Column, width: float) -> list[Text]:
    texts = [Text.of(cell.text, SIZE, width, right=column.right, color=cell.color)]
    if cell.below:
        texts.append(Text.of(cell.below, SIZE - 1, width, color=QUIET))
    return texts


def _put_row(sheet: Sheet, widths: Sequence[float], cells: Sequence[Sequence[Text]]) -> None:
    x = MARGIN
    for width, cell in zip(widths, cells, strict=True):
        y = sheet.y + PAD
        for text in cell:
            sheet.put(text.at(x, y))
            y += text.height
        x += width + GAP
    sheet.y += max(sum(text.height for text in cell) for cell in cells) + 2 * PAD
