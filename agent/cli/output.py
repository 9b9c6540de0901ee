"""What the command line prints: tables and words for people, JSON for programs."""

import json
import os
import shutil
import sys
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from agent.model import Outcome, State, clean_text

_COLOURS = {
    "green": "32",
    "yellow": "33",
    "red": "31",
    "faint": "2",
}
_OF_STATE = {
    State.UP: "green",
    State.DEGRADED: "yellow",
    State.FAILING: "yellow",
    State.DOWN: "red",
    State.PAUSED: "faint",
    State.PENDING: "faint",
    State.UNKNOWN: "faint",
    State.MAINTENANCE: "faint",
}


def iso(at: int | None) -> str | None:
    """A point in time as ISO 8601 in UTC with milliseconds and Z."""
    if at is None:
        return None
    return datetime.fromtimestamp(at // 1_000, UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at % 1_000:03d}Z"


def rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def local(at: int | None) -> str:
    """A point in time for a person: local, to the second."""
    return "" if at is None else datetime.fromtimestamp(at / 1_000).astimezone().strftime("%Y-%m-%d %H:%M:%S")


def latency(ms: float | None) -> str:
    """A latency for a person."""
    if ms is None:
        return ""
    return f"{ms:.1f} ms" if ms < 100 else f"{ms:,.0f} ms"


def percent(ratio: float | None) -> str:
    """A ratio for a person, never rounded up to 100 %."""
    if ratio is None:
        return ""
    return "100 %" if ratio == 1 else f"{int(ratio * 100_000) / 1_000:.3f} %"


def print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def print_line(text: str = "") -> None:
    sys.stdout.write(text + "\n")


def coloured(text: str, state: State | Outcome) -> str:
    """``text`` in the state's colour, where colours are shown."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return text
    return f"\x1b[{_COLOURS[_OF_STATE[State(state)]]}m{text}\x1b[0m"


def print_table(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    right: frozenset[str] = frozenset(),
    states: Sequence[State | Outcome] = (),
) -> None:
    """Columns below their heads, those in ``right`` to the right. On a terminal the widest columns are cut to its
    width; in a pipe nothing is cut. ``states`` (one a row) colour the first column."""
    cells = [[clean_text(cell, 1_000) for cell in row] for row in rows]
    columns = range(len(heads))
    widths = [max(_width(row[column]) for row in [list(heads), *cells]) for column in columns]
    if sys.stdout.isatty():
        _narrow(widths, [_width(head) for head in heads], shutil.get_terminal_size().columns)
    for number, row in enumerate([list(heads), *cells]):
        shown = []
        for column, cell in enumerate(row):
            text = _fitted(cell, widths[column], right=heads[column] in right)
            if column == 0 and number > 0 and states:
                text = coloured(text, states[number - 1])
            shown.append(text)
        print_line("  ".join(shown).rstrip())


def _narrow(widths: list[int], least: list[int], space: int) -> None:
    """Take width from the widest column until all fit into ``space``, but not below its head."""
    while sum(widths) + 2 * (len(widths) - 1) > space:
        able = [column for column, width in enumerate(widths) if width > max(least[column], 8)]
        if not able:
            return
        widths[max(able, key=lambda column: widths[column])] -= 1


def _width(text: str) -> int:
    """How many places ``text`` takes on a terminal."""
    return sum(
        0
        if unicodedata.combining(c) or unicodedata.category(c) == "Cf"
        else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )


def _fitted(text: str, width: int, *, right: bool) -> str:
    if _width(text) > width:
        while _width(text) >= width and text:
            text = text[:-1]
        text += "…"
    space = " " * (width - _width(text))
    return space + text if right else text + space
