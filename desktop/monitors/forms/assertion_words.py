"""How the window says assertions: their subjects, comparisons and examples."""

from dataclasses import dataclass

from agent.model import PRESENCE, Assertion, Comparison, Subject
from desktop.text import tr

C, S = Comparison, Subject

_LENGTH = (C.LENGTH_EQUAL, C.LENGTH_LESS, C.LENGTH_MORE)


def subject_name(subject: Subject) -> str:
    return {
        S.STATUS: tr("Status code"),
        S.HEADER: tr("Header"),
        S.BODY: tr("Body text"),
        S.JSON: tr("JSON"),
        S.SCHEMA: tr("JSON Schema"),
        S.RESPONSE_TIME: tr("Response time"),
        S.PHASE: tr("Phase time"),
        S.SIZE: tr("Body size"),
    }[subject]


def comparison_name(comparison: Comparison) -> str:
    return {
        C.EQUAL: tr("is"),
        C.NOT_EQUAL: tr("is not"),
        C.LESS: tr("is less than"),
        C.AT_MOST: tr("is at most"),
        C.MORE: tr("is more than"),
        C.AT_LEAST: tr("is at least"),
        C.CONTAINS: tr("contains"),
        C.NOT_CONTAINS: tr("does not contain"),
        C.MATCHES: tr("matches"),
        C.NOT_MATCHES: tr("does not match"),
        C.EXISTS: tr("is there"),
        C.NOT_EXISTS: tr("is not there"),
        C.TYPE: tr("is of type"),
        C.LENGTH_EQUAL: tr("has the length"),
        C.LENGTH_LESS: tr("is shorter than"),
        C.LENGTH_MORE: tr("is longer than"),
        C.VALID: tr("is valid by"),
    }[comparison]


def phase_name(phase: str) -> str:
    return {
        "dns": tr("DNS"),
        "connect": tr("TCP"),
        "tls": tr("TLS"),
        "first_byte": tr("First byte"),
        "transfer": tr("Transfer"),
    }.get(phase, phase)


def property_example(subject: Subject) -> str:
    """What could stand in the property of an assertion; "" where there is none."""
    return {S.HEADER: "Content-Type", S.JSON: "$.status"}.get(subject, "")


def expected_example(subject: Subject, comparison: Comparison) -> str:
    """What could be expected."""
    if comparison in (C.MATCHES, C.NOT_MATCHES):
        return "^ok$"
    if comparison is C.TYPE:
        return "string"
    if comparison in _LENGTH:
        return "10"
    return {
        S.STATUS: "200",
        S.HEADER: "application/json",
        S.BODY: "ok",
        S.JSON: '"ok"',
        S.SCHEMA: '{"type": "object"}',
        S.RESPONSE_TIME: "500",
        S.PHASE: "200",
        S.SIZE: "100000",
    }[subject]


def unit(subject: Subject) -> str:
    return {S.RESPONSE_TIME: tr("ms"), S.PHASE: tr("ms"), S.SIZE: tr("bytes")}.get(subject, "")


def sentence(assertion: Assertion) -> str:
    """``JSON $.status is "ok"``: one line for reading."""
    subject = assertion.subject
    named = phase_name(assertion.property) if subject is S.PHASE else assertion.property
    expected = "" if assertion.comparison in PRESENCE else " ".join(assertion.expected.split())
    parts = (subject_name(subject), named, comparison_name(assertion.comparison), expected, expected and unit(subject))
    return " ".join(part for part in parts if part)


@dataclass(frozen=True)
class Example:
    """An assertion to begin with, and what it is good for."""

    title: str
    assertion: Assertion


def examples() -> tuple[Example, ...]:
    """The first assertions that people want."""
    return (
        Example(
            tr("A JSON value is right"),
            Assertion(subject=S.JSON, property="$.status", comparison=C.EQUAL, expected='"ok"'),
        ),
        Example(tr("The body has a text"), Assertion(subject=S.BODY, comparison=C.CONTAINS, expected="ok")),
        Example(
            tr("The answer is JSON"),
            Assertion(subject=S.HEADER, property="Content-Type", comparison=C.CONTAINS, expected="application/json"),
        ),
        Example(
            tr("Slower than 500 ms is DEGRADED"),
            Assertion(subject=S.RESPONSE_TIME, comparison=C.LESS, expected="500", degraded_only=True),
        ),
    )
