"""JSON as a person types it: where it is wrong, and laid out over lines with every figure left as it was typed."""

import json
import re

from desktop.text import tr

_MARK = re.compile(r'"(?:\\.|[^"\\])*"|[\[\]{},:]|[^\s\[\]{},:"]+')


def fault(text: str) -> str:
    """Where ``text`` stops being JSON, as a sentence; "" for JSON and for nothing at all."""
    if not text.strip():
        return ""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return tr("No JSON from line {line}, column {column} on: {why}.").format(
            line=error.lineno, column=error.colno, why=error.msg[:1].lower() + error.msg[1:]
        )
    except (ValueError, RecursionError):
        return tr("This JSON has a number or a depth that cannot be read.")
    return ""


def laid_out(text: str) -> str:
    """JSON with a line for each member, two spaces deeper for each level. Only the space between tokens changes:
    a number stays as precise as it is."""
    parts: list[str] = []
    depth = 0
    marks = _MARK.findall(text)
    for place, mark in enumerate(marks):
        if mark in "]}":
            if marks[place - 1] not in "[{":
                depth -= 1
                parts.append("\n" + "  " * depth)
            parts.append(mark)
        elif mark in "[{":
            parts.append(mark)
            if marks[place + 1] not in "]}":
                depth += 1
                parts.append("\n" + "  " * depth)
        elif mark == ",":
            parts.append(",\n" + "  " * depth)
        else:
            parts.append(": " if mark == ":" else mark)
    return "".join(parts)
