"""Assertions as people type them: what is refused and how, and the line of text each one is."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from agent.comparisons import COMPARISONS, PHASES
from agent.model import Assertion, Comparison, Phases, Subject, format_assertion, parse_assertion

LINES = [
    "status < 300",
    "status == 200-299,301",
    "header Content-Type contains json",
    "header X-Left >= 10",
    "header ETag exists",
    "body not matches (?i)error|panic",
    'body contains "status":"ok"',
    'body == ""',
    'body contains " ok "',
    "body length > 10",
    'json $.status == "ok"',
    "json $.status == ok",
    "json $.count >= 3.5",
    "json $.items length == 3",
    "json $.error not exists",
    "json $.error type null",
    'json $.parts[?@.name == "a b]"].state != "down"',
    "json $['a b'] matches ^x",
    'schema valid {"type": "object"}',
    "response_time < 500",
    "phase first_byte <= 250",
    "size > 0",
    "degraded_only response_time < 500",
]


@pytest.mark.parametrize("line", LINES)
def test_a_line_is_read_and_written_the_same(line: str) -> None:
    assert format_assertion(parse_assertion(line)) == line


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("status<300", "status < 300"),
        ("  STATUS   <   300 ", "status < 300"),
        ("json $.a==1", "json $.a == 1"),
        ("json $.a NOT  exists", "json $.a not exists"),
        ('header Server == "nginx"', "header Server == nginx"),
        ('json $.a matches "^[a-z]+$"', "json $.a matches ^[a-z]+$"),
    ],
)
def test_a_line_may_be_typed_loosely(line: str, meant: str) -> None:
    assert format_assertion(parse_assertion(line)) == meant


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "expected an assertion such as status < 300"),
        ("latency < 3", "got “latency < 3”"),
        ("status", "expected a comparison after status: one of ==, !=, <"),
        ("status existsx", "expected a comparison after status"),
        ("status contains 4", "status is compared by ==, !=, <, <=, >, >=; got contains"),
        ("status == 20", "expected status codes and ranges between 100 and 599"),
        ("status < many", "expected a number, got “many”"),
        ("header exists", "expected a comparison after header exists"),
        ("header X:Y exists", "expected the name of a header, got “X:Y”"),
        ("header X > y", "expected a number, got “y”"),
        ("header X exists yes", "exists is compared with nothing, got “yes”"),
        ("body contains", "expected what must be contained, got nothing"),
        ("body matches (", "expected a regular expression: missing )"),
        ("body matches " + "a" * 3_000, "expected a regular expression of at most 2,000 characters"),
        ("body length < -1", "expected a length, which is a whole number from 0, got “-1”"),
        ("json == 1", "json needs a JSONPath such as $.status"),
        ("json status == 1", "expected a JSONPath such as $.status"),
        ("json $.a[ == 1", "expected a JSONPath such as $.status"),
        ("json $.a & == 1", "expected a comparison after json $.a"),
        ("json $.a type text", "expected one of string, number, integer, boolean, array, object, null, got “text”"),
        ("json $.a < true", "expected a number or a text to compare with, got “true”"),
        ("json $.a <", "expected a number or a text to compare with, got nothing"),
        ("schema valid", "expected a JSON Schema: it is not JSON"),
        ("schema valid [1]", "expected a JSON Schema, which is an object"),
        ('schema valid {"type": "objekt"}', "expected a JSON Schema: type: 'objekt' is not valid"),
        ('schema valid {"a": NaN}', "NaN is no value there"),
        ("phase dns == 3", "phase is compared by <, <=, >, >="),
        ("phase lookup < 3", "expected one of dns, connect, tls, first_byte, transfer, got “lookup”"),
        ("size > 1e400", "expected a number, got “1e400”"),
    ],
)
def test_what_cannot_be_is_refused_in_words(line: str, said: str) -> None:
    with pytest.raises(ValueError, match=r"expected|compared|needs") as refused:
        parse_assertion(line)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"subject": "nothing"}, "subject"),
        ({"subject": "json"}, "property"),
        ({"subject": "status", "property": "x", "expected": 200}, "property"),
        ({"subject": "status", "comparison": "is"}, "comparison"),
        ({"subject": "status", "comparison": "matches"}, "comparison"),
        ({"subject": "status"}, "expected"),
        ({"subject": "header", "property": "X", "expected": 5}, "expected"),
        ({"subject": "status", "expected": 200, "bogus": 1}, "bogus"),
    ],
)
def test_an_error_is_at_its_field(fields: dict[str, object], place: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Assertion.model_validate(fields)
    assert [error["loc"] for error in refused.value.errors()] == [(place,)]


@pytest.mark.parametrize(
    ("value", "text"),
    [(5, "5"), (1.5, "1.5"), (True, "true"), ([1, "ä"], '[1, "ä"]'), ({"a": None}, '{"a": null}'), ("x", "x")],
)
def test_values_of_a_file_become_what_would_be_typed(value: object, text: str) -> None:
    assert Assertion.model_validate({"subject": "json", "property": "$", "expected": value}).expected == text


def test_phases_are_those_of_the_model() -> None:
    assert [field.name for field in dataclasses.fields(Phases)] == list(PHASES)
    assert set(COMPARISONS) == set(Subject)
    assert {comparison for allowed in COMPARISONS.values() for comparison in allowed} == set(Comparison)


PATHS = st.sampled_from(["$", "$.a", "$['a b'].c", "$..x[*]", '$[?@.a == "x]"]', "$[?match(@.b, '(a|b)+')]"])
EXPECTED = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ['"ok"', " ", "5", "-1.5e3", "200-299", "string", '{"type": "object"}', "(a+)+$", '"', '""', "\u202e"]
    ),
)


@st.composite
def assertions(draw: st.DrawFn) -> Assertion | None:
    subject = draw(st.sampled_from(Subject))
    names = {Subject.JSON: PATHS, Subject.HEADER: st.sampled_from(["X-A", "="]), Subject.PHASE: st.sampled_from(PHASES)}
    try:
        return Assertion(
            subject=subject,
            property=draw(names.get(subject, st.just(""))),
            comparison=draw(st.sampled_from(COMPARISONS[subject])),
            expected=draw(EXPECTED),
            degraded_only=draw(st.booleans()),
        )
    except ValidationError:
        return None


@given(assertions())
def test_every_line_that_is_written_is_read_back(assertion: Assertion | None) -> None:
    if assertion is not None and (line := format_assertion(assertion)) is not None:
        assert parse_assertion(line) == assertion
        assert line.isprintable()


@given(st.one_of(st.text(max_size=60), st.tuples(st.sampled_from(LINES), st.text(max_size=9)).map("".join)))
def test_any_text_is_an_assertion_or_refused(text: str) -> None:
    try:
        read = parse_assertion(text)
    except ValueError as refused:
        assert str(refused)  # noqa: PT017
    else:
        assert Assertion.model_validate_json(read.model_dump_json()) == read
