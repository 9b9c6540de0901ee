"""What a person asserts about an answer beyond its status code, as frozen values; the probes judge them."""

import json
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, StringConstraints, ValidationInfo, field_validator, model_validator

from agent.comparisons import (
    COMPARISONS,
    LENGTH,
    ORDER,
    PATTERN,
    PHASES,
    PRESENCE,
    PROPERTIES,
    TYPES,
    Comparison,
    Subject,
)
from agent.expressions import check_path, expected_json, read_number, read_pattern, read_schema
from agent.fields import Model, clean_text
from agent.headers import is_header_name
from agent.statuses import parse_statuses

_NUMBERS = (Subject.STATUS, Subject.RESPONSE_TIME, Subject.PHASE, Subject.SIZE)


class Assertion(Model):
    """One thing that must be true of an answer.

    ``property`` says which part of the subject is meant: the name of a header, a JSONPath (RFC 9535), or the name of a
    phase. ``expected`` is what a person typed: a number, a text, a regular expression, a JSON value or a JSON Schema.
    """

    subject: Subject
    property: Annotated[str, StringConstraints(max_length=1_000)] = Field(default="", validate_default=True)
    comparison: Comparison = Field(default=Comparison.EQUAL, validate_default=True)
    expected: Annotated[str, StringConstraints(strip_whitespace=False, max_length=100_000)] = Field(
        default="", validate_default=True
    )
    degraded_only: bool = Field(default=False, description="failing it is DEGRADED instead of DOWN")

    @model_validator(mode="before")
    @classmethod
    def _values(cls, data: Any) -> Any:
        """Numbers and JSON values that a file has as such become the text a person would have typed."""
        if not isinstance(data, dict):
            return data
        subject, value = data.get("subject"), data.get("expected")
        if isinstance(value, bool | int | float | list | dict) and subject not in (Subject.HEADER, Subject.BODY):
            data = {**data, "expected": json.dumps(value, ensure_ascii=False)}
        if subject == Subject.SCHEMA and "comparison" not in data:
            data = {**data, "comparison": Comparison.VALID}
        return data

    @field_validator("property")
    @classmethod
    def _property(cls, name: str, info: ValidationInfo) -> str:
        subject = info.data.get("subject")
        if subject is None:  # which is wrong already
            return name
        wanted = PROPERTIES.get(subject)
        if wanted is None and name:
            raise ValueError(f"{subject} has no property, {_came(name)}")
        if wanted is not None and not name:
            raise ValueError(f"{subject} needs {wanted}")
        if subject is Subject.JSON:
            check_path(name)
        elif (subject is Subject.HEADER and not is_header_name(name)) or (
            subject is Subject.PHASE and name not in PHASES
        ):
            raise ValueError(f"expected {wanted}, {_came(name)}")
        return name

    @field_validator("comparison", mode="before")
    @classmethod
    def _spaced(cls, value: Any) -> Any:
        return " ".join(value.lower().split()) if isinstance(value, str) else value

    @field_validator("comparison")
    @classmethod
    def _comparison(cls, comparison: Comparison, info: ValidationInfo) -> Comparison:
        subject = info.data.get("subject")
        if subject is not None and comparison not in COMPARISONS[subject]:
            raise ValueError(f"{subject} is compared by {', '.join(COMPARISONS[subject])}; got {comparison}")
        return comparison

    @field_validator("expected")
    @classmethod
    def _expected(cls, expected: str, info: ValidationInfo) -> str:
        subject, comparison = info.data.get("subject"), info.data.get("comparison")
        if subject is not None and comparison is not None:
            _check(subject, comparison, expected)
        return expected


def _came(text: str) -> str:
    return f"got “{clean_text(text, 80)}”" if text.strip() else "got nothing"


def _check(subject: Subject, comparison: Comparison, expected: str) -> None:
    """ValueError where this cannot be expected of the subject."""
    number = read_number(expected)
    if comparison in PRESENCE:
        if expected:
            raise ValueError(f"{comparison} is compared with nothing, {_came(expected)}")
    elif subject is Subject.SCHEMA:
        read_schema(expected)
    elif comparison in PATTERN:
        read_pattern(expected)
    elif comparison is Comparison.TYPE:
        if expected.strip() not in TYPES:
            raise ValueError(f"expected one of {', '.join(TYPES)}, {_came(expected)}")
    elif comparison in LENGTH:
        if number is None or number < 0 or not number.is_integer():
            raise ValueError(f"expected a length, which is a whole number from 0, {_came(expected)}")
    elif subject is Subject.STATUS and comparison not in ORDER:
        parse_statuses(expected)
    elif subject in _NUMBERS or (subject is Subject.HEADER and comparison in ORDER):
        if number is None:
            raise ValueError(f"expected a number, {_came(expected)}")
    elif comparison in ORDER:  # of JSON
        value = expected_json(expected)
        if isinstance(value, bool) or not isinstance(value, int | float | str) or not expected.strip():
            raise ValueError(f"expected a number or a text to compare with, {_came(expected)}")
    elif comparison in (Comparison.CONTAINS, Comparison.NOT_CONTAINS) and not expected:
        raise ValueError("expected what must be contained, got nothing")


@dataclass(frozen=True, slots=True)
class AssertionResult:
    """What came of one assertion: ``actual`` is the value found, inert and at most 200 characters long; ``message`` is
    a sentence that says what was expected and what came, "" where the assertion holds."""

    assertion: Assertion
    passed: bool
    actual: str
    message: str = ""
