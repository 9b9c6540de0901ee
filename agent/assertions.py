"""What a person asserts about an answer beyond its status code, as frozen values; they are judged by the probes."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from agent.fields import Model


class Subject(StrEnum):
    """The part of an answer that an assertion is about."""

    STATUS = "status"
    HEADER = "header"
    BODY = "body"
    JSON = "json"
    SCHEMA = "schema"
    RESPONSE_TIME = "response_time"
    PHASE = "phase"
    SIZE = "size"


class Comparison(StrEnum):
    """How the actual value is compared with the expected one."""

    EQUAL = "=="
    NOT_EQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="
    CONTAINS = "contains"
    NOT_CONTAINS = "not contains"
    MATCHES = "matches"
    NOT_MATCHES = "not matches"
    EXISTS = "exists"
    NOT_EXISTS = "not exists"
    TYPE = "type"
    LENGTH_EQUAL = "length =="
    LENGTH_LESS = "length <"
    LENGTH_MORE = "length >"
    VALID = "valid"


class Assertion(Model):
    """One thing that must be true of an answer.

    ``property`` says which part of the subject is meant: the name of a header, a JSONPath (RFC 9535), or the name of a
    phase. ``expected`` is what a person typed: a number, a text, a regular expression, a JSON value or a JSON Schema.
    """

    subject: Subject
    property: Annotated[str, StringConstraints(max_length=1_000)] = ""
    comparison: Comparison = Comparison.EQUAL
    expected: Annotated[str, StringConstraints(strip_whitespace=False, max_length=100_000)] = ""
    degraded_only: bool = Field(default=False, description="failing it is DEGRADED instead of DOWN")


@dataclass(frozen=True, slots=True)
class AssertionResult:
    """What came of one assertion: ``actual`` is the value found, inert and short enough to show."""

    assertion: Assertion
    passed: bool
    actual: str
    message: str = ""
