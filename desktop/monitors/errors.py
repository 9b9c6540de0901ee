"""What is wrong with a field, in words a person understands."""

from typing import Any

from pydantic import ValidationError
from PySide6.QtWidgets import QWidget

from agent.messages import FieldError
from desktop.text import tr


def field_errors(error: ValidationError) -> tuple[FieldError, ...]:
    """The errors of a model, one a field and rule, by dotted path."""
    return tuple(
        FieldError(".".join(str(part) for part in one["loc"]), _sentence(one))
        for one in error.errors(include_url=False)
    )


def _sentence(error: Any) -> str:
    limits = error.get("ctx", {})
    match error["type"]:
        case "missing" | "string_too_short":
            return tr("Fill this in.")
        case "int_parsing" | "int_type" | "int_from_float":
            return tr("Enter a whole number.")
        case "float_parsing" | "float_type" | "finite_number":
            return tr("Enter a number.")
        case "greater_than_equal":
            return tr("Enter {limit} or more.").format(limit=f"{limits['ge']:g}")
        case "greater_than":
            return tr("Enter more than {limit}.").format(limit=f"{limits['gt']:g}")
        case "less_than_equal":
            return tr("Enter {limit} or less.").format(limit=f"{limits['le']:g}")
    said = str(limits.get("error", "")) or error["msg"]
    return f"{said[:1].upper()}{said[1:]}{'' if said.endswith('.') else '.'}"


def mark(widget: QWidget, *, invalid: bool) -> None:
    """Let the style sheet show whether a field is wrong."""
    if bool(widget.property("invalid")) != invalid:
        widget.setProperty("invalid", invalid)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
