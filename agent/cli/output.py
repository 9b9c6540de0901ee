"""What the command line prints: tables and words for people, JSON for programs."""

import json
import os
import shutil
import sys
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from agent.model import AssertionResult, Outcome, State, clean_text, describe_assertion

NARROWEST = 8
"""To so many places a column may be cut."""

_GREEN, _YELLOW, _RED, _FAINT = "32", "33", "31", "2"
_COLOURS = {
    State.UP: _GREEN,
    State.DEGRADED: _YELLOW,
    State.FAILING: _YELLOW,
    State.DOWN: _RED,
}
"""All other states are faint."""


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


def minute(at: int) -> str:
    """A point in time for a person: local, to the minute."""
    return local(at)[:16]


def lasting(ms: int) -> str:
    """A duration for a person, in its two largest units."""
    seconds = max(ms, 0) // 1_000
    if seconds < 60:
        return f"{seconds} s"
    minutes, hours, days = seconds // 60, seconds // 3_600, seconds // 86_400
    if hours == 0:
        return f"{minutes} min"
    return f"{hours} h {minutes % 60} min" if days == 0 else f"{days} d {hours % 24} h"


def latency(ms: float | None) -> str:
    """A latency for a person."""
    if ms is None:
        return ""
    return f"{ms:.1f} ms" if ms < 100 else f"{ms:,.0f} ms"


def percent(ratio: float | None) -> str:
    """A ratio for a person, never rounded up to 100 %."""
    if ratio is None:
        return ""
    return "100 %" if ratio == 1 else f"{int(ratio * 10_000) / 100:.2f} %"


def print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def print_line(text: str = "") -> None:
    sys.stdout.write(text + "\n")


def coloured(text: str, state: State | Outcome) -> str:
    """``text`` in the state's colour, where colours are shown."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return text
    return f"\x1b[{_COLOURS.get(State(state), _FAINT)}m{text}\x1b[0m"


def print_assertions(results: Iterable[AssertionResult]) -> None:
    """A line an assertion: whether it holds, what it says, and what was found."""
    for result in results:
        outcome = Outcome.UP if result.passed else Outcome.DEGRADED if result.assertion.degraded_only else Outcome.DOWN
        sign = coloured("✓" if result.passed else "✕", outcome)
        print_line(f"  {sign} {clean_text(describe_assertion(result.assertion), 200)}: {result.actual or '–'}")


def print_table(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    right: Collection[str] = (),
    cut: Collection[str] = (),
    states: Sequence[State | Outcome] = (),
) -> None:
    """Columns below their heads, those in ``right`` to the right, the first one in the colours of ``states`` (one a
    row). On a terminal that is too narrow the columns in ``cut`` are cut; in a pipe nothing is."""
    table = [list(heads), *([clean_text(cell, 1_000) for cell in row] for row in rows)]
    widths = [max(map(_width, column)) for column in zip(*table, strict=True)]
    if sys.stdout.isatty():
        _narrow(widths, [column for column, head in enumerate(heads) if head in cut])
    for number, row in enumerate(table):
        shown = [_fitted(cell, widths[n], right=heads[n] in right) for n, cell in enumerate(row)]
        if number > 0 and states:
            shown[0] = coloured(shown[0], states[number - 1])
        print_line("  ".join(shown).rstrip())


def _narrow(widths: list[int], able: Sequence[int]) -> None:
    """Take width from the widest of the ``able`` columns until the terminal has room for all, or they are narrow."""
    space = shutil.get_terminal_size().columns - 2 * (len(widths) - 1)
    while sum(widths) > space:
        widest = max(able, key=lambda column: widths[column], default=None)
        if widest is None or widths[widest] <= NARROWEST:
            return
        widths[widest] -= 1


def _width(text: str) -> int:
    """How many places ``text`` takes on a terminal."""
    if text.isascii():
        return len(text)
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
