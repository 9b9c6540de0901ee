"""One question about an answer, answered. Never raises, whatever the answer is."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from agent.asserting.facts import NOTHING, Facts, Finding, Question
from agent.asserting.values import (
    SHOWN,
    NotComparable,
    json_holds,
    number_holds,
    shown,
    text_holds,
    type_name,
)
from agent.comparisons import LENGTH, OPPOSITES, ORDER, PATTERN, PRESENCE, Comparison, Subject
from agent.expressions import plain_path, read_path, read_schema
from agent.statuses import parse_statuses

QUICK_BYTES = 64 * 1024
"""Questions about larger bodies are not quick."""


def is_quick(question: Question, size: int) -> bool:
    """Whether the answer takes some milliseconds at most, for a body of ``size`` bytes. Patterns may take for ever, and
    schemas and paths that search take as long as the body wants."""
    if question.comparison in PATTERN or question.subject is Subject.SCHEMA:
        return False
    if question.subject is Subject.JSON:
        return size <= QUICK_BYTES and plain_path(question.property) is not None
    return size <= QUICK_BYTES or question.subject is not Subject.BODY


def evaluate(question: Question, facts: Facts) -> Finding:
    """Whether the answer is as the question wants it."""
    if question.subject in _OF_THE_BODY and not facts.whole:
        return Finding(False, "", f"but only the first {len(facts.body):,} bytes of the body were kept, not all of it")
    try:
        return _SUBJECTS[question.subject](question, facts)
    except RecursionError:
        return Finding(False, "", "but the body is nested too deeply")
    except Exception as error:  # noqa: BLE001 - a library that fails at an odd body must not end the check
        return Finding(False, "", f"but it could not be evaluated ({type(error).__name__})")


def _status(question: Question, facts: Facts) -> Finding:
    if question.comparison in ORDER:
        passed = number_holds(question.comparison, facts.status, question.expected)
    else:
        among = any(low <= facts.status <= high for low, high in parse_statuses(question.expected))
        passed = among is (question.comparison is Comparison.EQUAL)
    return Finding(passed, str(facts.status))


def _header(question: Question, facts: Facts) -> Finding:
    values = facts.values(question.property)
    actual = ", ".join(values)[:SHOWN]
    if question.comparison in PRESENCE or not values:
        return _presence(question.comparison, actual if values else None)
    opposite = OPPOSITES.get(question.comparison)
    wanted = opposite or question.comparison
    try:
        found = any(text_holds(wanted, value, question.expected) for value in values)
    except NotComparable as error:
        return Finding(False, actual, str(error))
    return Finding(found is (opposite is None), actual)


def _body(question: Question, facts: Facts) -> Finding:
    passed = text_holds(question.comparison, facts.text, question.expected)
    return Finding(passed, str(len(facts.text)) if question.comparison in LENGTH else facts.text[:SHOWN])


def _json(question: Question, facts: Facts) -> Finding:
    try:
        document = facts.json
    except ValueError as error:
        return Finding(False, facts.text[:SHOWN], f"but {error}")
    try:
        found = list(islice(_nodes(question.property, document), 1 if question.comparison in PRESENCE else None))
    except _NotFollowed as error:
        return Finding(False, "", f"but the path could not be followed: {error}")
    if question.comparison in PRESENCE or not found:
        return _presence(question.comparison, shown(found[0].value) if found else None)
    for node in found:
        place = f" at {node.place}" if len(found) > 1 else ""
        try:
            passed = json_holds(question.comparison, node.value, question.expected)
        except NotComparable as error:
            return Finding(False, _what(question.comparison, node.value) + place, str(error))
        if not passed:
            return Finding(False, _what(question.comparison, node.value) + place)
    return Finding(True, ", ".join(_what(question.comparison, node.value) for node in found[:20]))


class _Node(NamedTuple):
    """A value that a path found, and where."""

    value: Any
    place: str = ""


class _NotFollowed(Exception):
    pass


def _nodes(path: str, document: Any) -> Iterator[_Node]:
    steps = plain_path(path)
    if steps is None:
        yield from _searched(path, document)
        return
    for step in steps:
        if isinstance(step, str):
            there = isinstance(document, dict) and step in document
        else:
            there = isinstance(document, list) and step < len(document)
        if not there:
            return
        document = document[step]
    yield _Node(document)


def _searched(path: str, document: Any) -> Iterator[_Node]:
    from jsonpath import JSONPathError

    try:
        for node in read_path(path).finditer(document):
            yield _Node(node.obj, node.path)
    except JSONPathError as error:
        raise _NotFollowed(error.message) from None


def _presence(comparison: Comparison, actual: str | None) -> Finding:
    """What is not there fails every comparison but one."""
    wanted = comparison is not Comparison.NOT_EXISTS
    return Finding((actual is not None) is wanted, NOTHING if actual is None else actual)


def _what(comparison: Comparison, value: Any) -> str:
    """What of a JSON value the comparison is about."""
    if comparison is Comparison.TYPE:
        return type_name(value)
    return str(len(value)) if comparison in LENGTH and isinstance(value, str | list | dict) else shown(value)


def _schema(question: Question, facts: Facts) -> Finding:
    try:
        document = facts.json
    except ValueError as error:
        return Finding(False, facts.text[:SHOWN], f"but {error}")
    from jsonschema.exceptions import best_match
    from referencing.exceptions import Unresolvable

    try:
        worst = best_match(read_schema(question.expected).iter_errors(document))
    except Unresolvable as error:
        return Finding(False, "", f"but the schema refers to {error.ref}, which is not in it")
    if worst is None:
        return Finding(True, "valid")
    wrong = f"{worst.json_path}: {worst.message}"[:SHOWN]
    return Finding(False, wrong, f"but {wrong}")


def _measured(actual: Callable[[Question, Facts], float]) -> Callable[[Question, Facts], Finding]:
    def answer(question: Question, facts: Facts) -> Finding:
        value = actual(question, facts)
        return Finding(number_holds(question.comparison, value, question.expected), f"{round(value, 2):.12g}")

    return answer


_SUBJECTS: dict[Subject, Callable[[Question, Facts], Finding]] = {
    Subject.STATUS: _status,
    Subject.HEADER: _header,
    Subject.BODY: _body,
    Subject.JSON: _json,
    Subject.SCHEMA: _schema,
    Subject.RESPONSE_TIME: _measured(lambda _, facts: facts.latency_ms),
    Subject.PHASE: _measured(lambda question, facts: facts.phases.get(question.property, 0.0)),
    Subject.SIZE: _measured(lambda _, facts: facts.size),
}
_OF_THE_BODY = (Subject.BODY, Subject.JSON, Subject.SCHEMA)
