"""Assertions as one line of text, and back: ``json $.status == "ok"``.

``[degraded_only] SUBJECT [PROPERTY] COMPARISON [EXPECTED]``. What is expected goes to the end of the line. Quotation
marks around a text or a pattern, needed where it is empty or has blanks at its ends, are taken off; in them nothing is
escaped. JSON values and schemas stand as they are.
"""

import re

from pydantic import ValidationError

from agent.assertions import Assertion
from agent.comparisons import COMPARISONS, PATTERN, PRESENCE, PROPERTIES, Comparison, Subject
from agent.expressions import check_path
from agent.fields import clean_text

FLAG = "degraded_only"
_EXAMPLE = 'such as status < 300, header Content-Type contains json or json $.status == "ok"'
_SPELLED = {subject.value: subject for subject in Subject}
_WORD = re.compile(r"\s*([A-Za-z_]+)")
_COMPARISONS = [
    (comparison, re.compile(r"\s*" + r"\s+".join(map(_spelled, comparison.value.split())), re.IGNORECASE))
    for _spelled in [lambda part: re.escape(part) + (r"(?![\w-])" if part.isalpha() else "")]
    for comparison in sorted(Comparison, key=lambda comparison: -len(comparison.value))
]
_SIGNS = "=!<>"
_QUOTES = "\"'"


def parse_assertion(text: str) -> Assertion:
    """The assertion that ``text`` spells; ValueError says what is wrong with it."""
    word = _WORD.match(text)
    degraded_only = bool(word) and word[1].lower() == FLAG  # type: ignore[index]
    if degraded_only and word:
        text = text[word.end() :]
        word = _WORD.match(text)
    subject = _SPELLED.get(word[1].lower()) if word else None
    if word is None or subject is None:
        raise ValueError(f"expected an assertion {_EXAMPLE}; got “{clean_text(text, 80)}”")
    rest = text[word.end() :]
    name = ""
    if subject in PROPERTIES:
        rest = rest.lstrip()
        end = _path_end(rest) if subject is Subject.JSON else _word_end(rest)
        name, rest = rest[:end], rest[end:]
        if name and subject is Subject.JSON:
            check_path(name)
    found = next(((c, match) for c, pattern in _COMPARISONS if (match := pattern.match(rest))), None)
    if found is None:
        allowed = ", ".join(COMPARISONS[subject])
        raise ValueError(f"expected a comparison after {text[: len(text) - len(rest)].strip()}: one of {allowed}")
    comparison, match = found
    expected = rest[match.end() :].strip()
    if _quotable(subject, comparison):
        expected = _unquoted(expected)
    return _made(subject, name, comparison, expected, degraded_only)


def format_assertion(assertion: Assertion) -> str | None:
    """The line that :func:`parse_assertion` reads as this assertion; None where there is none."""
    line = f"{FLAG} " if assertion.degraded_only else ""
    line += describe_assertion(assertion)
    try:
        return line if line.isprintable() and parse_assertion(line) == assertion else None
    except ValueError:
        return None


def describe_assertion(assertion: Assertion) -> str:
    """What is asserted, in a line; not whether failing it only degrades."""
    subject, comparison, expected = assertion.subject, assertion.comparison, assertion.expected
    if _quotable(subject, comparison) and (not expected or expected != expected.strip()):
        expected = f'"{expected}"'
    return " ".join(part for part in (subject.value, assertion.property, comparison.value, expected) if part)


def _made(subject: Subject, name: str, comparison: Comparison, expected: str, degraded_only: bool) -> Assertion:
    try:
        return Assertion(
            subject=subject, property=name, comparison=comparison, expected=expected, degraded_only=degraded_only
        )
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        raise ValueError(str(detail["ctx"]["error"]) if "error" in detail.get("ctx", {}) else detail["msg"]) from None


def _quotable(subject: Subject, comparison: Comparison) -> bool:
    """Whether what is expected is a text or a pattern, which may stand in quotation marks."""
    if subject is Subject.JSON:
        return comparison in PATTERN
    return subject in (Subject.HEADER, Subject.BODY) and comparison not in PRESENCE


def _unquoted(text: str) -> str:
    """``text`` without the quotation marks around it; ``"a": "b"`` is in none."""
    whole = len(text) > 1 and text[0] == text[-1] == '"' and '"' not in text[1:-1]
    return text[1:-1] if whole else text


def _word_end(text: str) -> int:
    return next((place for place, char in enumerate(text) if char.isspace()), len(text))


def _path_end(text: str) -> int:
    """Where the JSONPath at the beginning of ``text`` ends: at a blank or a sign outside of brackets."""
    depth, quote, escaped = 0, "", False
    for place, char in enumerate(text):
        if quote:
            quote = "" if char == quote and not escaped else quote
            escaped = char == "\\" and not escaped
        elif depth and char in _QUOTES:
            quote = char
        elif char in "[(":
            depth += 1
        elif char in "])":
            depth -= 1
        elif depth <= 0 and (char.isspace() or char in _SIGNS):
            return place
    return len(text)
