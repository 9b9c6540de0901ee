"""What holds of which answer: the comparisons one by one, and any answer whatever."""

import json
import operator
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.asserting.evaluate import _nodes, evaluate, is_quick
from agent.asserting.facts import Facts, Finding, Question
from agent.expressions import plain_path, read_path
from agent.model import Assertion, Comparison, parse_assertion
from tests.agent.test_assertions import assertions

HEADERS = (
    ("Content-Type", "application/json"),
    ("Set-Cookie", "a=1; Secure"),
    ("set-cookie", "b=2"),
    ("X-Left", "12"),
    ("X-Word", "many"),
)
BODY = {
    "status": "ok",
    "count": 3,
    "ratio": 1.0,
    "on": True,
    "none": None,
    "at": "2026-01-31",
    "parts": [{"name": "a", "state": "up"}, {"name": "b", "state": "down"}],
    "tags": ["x", "y", 5],
    "empty": {},
}
ANSWER = Facts(200, HEADERS, json.dumps(BODY).encode(), True, 250, 120.5, {"first_byte": 80.25})


def asked(line: str, facts: Facts = ANSWER) -> Finding:
    return evaluate(question(parse_assertion(line)), facts)


def question(assertion: Assertion) -> Question:
    return Question(assertion.subject, assertion.property, assertion.comparison, assertion.expected)


@pytest.mark.parametrize(
    ("line", "actual"),
    [
        ("status == 200", "200"),
        ("status == 201,100-299", "200"),
        ("status != 400-599", "200"),
        ("status < 300", "200"),
        ("header content-type == application/json", "application/json"),
        ("header SET-COOKIE contains b=", "a=1; Secure, b=2"),
        ("header Set-Cookie matches ^b", "a=1; Secure, b=2"),
        ("header Set-Cookie not contains c=", "a=1; Secure, b=2"),
        ("header X-Left >= 12", "12"),
        ("header ETag not exists", "nothing"),
        ("header X-Left exists", "12"),
        ('body contains "status": "ok"', json.dumps(BODY)),
        ("body not matches (?i)panic", json.dumps(BODY)),
        (f"body length == {len(json.dumps(BODY))}", str(len(json.dumps(BODY)))),
        ('json $.status == "ok"', '"ok"'),
        ("json $.status == ok", '"ok"'),
        ("json $.status != 5", '"ok"'),
        ("json $.count == 3.0", "3"),
        ("json $.ratio == 1", "1.0"),
        ("json $.on == true", "true"),
        ("json $.on != 1", "true"),
        ("json $.none == null", "null"),
        ("json $.none exists", "null"),
        ("json $.count > 2.5", "3"),
        ("json $.at < 2026-02-01", '"2026-01-31"'),
        ("json $.empty == {}", "{}"),
        ('json $.tags == ["x", "y", 5.0]', '["x", "y", 5]'),
        ("json $.tags contains 5", '["x", "y", 5]'),
        ("json $.tags not contains 6", '["x", "y", 5]'),
        ("json $.status contains k", '"ok"'),
        ("json $.parts[0] contains name", '{"name": "a", "state": "up"}'),
        ("json $.count matches ^3$", "3"),
        ("json $.parts[*].name matches ^[ab]$", '"a", "b"'),
        ('json $.parts[?@.state == "down"] exists', '{"name": "b", "state": "down"}'),
        ("json $.missing not exists", "nothing"),
        ("json $.parts length == 2", "2"),
        ("json $.status length < 3", "2"),
        ("json $.count type integer", "number"),
        ("json $.ratio type integer", "number"),
        ("json $.on type boolean", "boolean"),
        ("json $..state type string", "string, string"),
        ('schema valid {"required": ["status"], "properties": {"count": {"type": "integer"}}}', "valid"),
        ("response_time <= 120.5", "120.5"),
        ("phase first_byte < 81", "80.25"),
        ("phase tls < 1", "0"),
        ("size == 250", "250"),
    ],
)
def test_what_holds(line: str, actual: str) -> None:
    assert asked(line) == Finding(True, actual)


@pytest.mark.parametrize(
    ("line", "actual", "why"),
    [
        ("status == 400-599", "200", ""),
        ("header ETag == x", "nothing", ""),
        ("header ETag != x", "nothing", ""),
        ("header ETag exists", "nothing", ""),
        ("header X-Left not exists", "12", ""),
        ("header Set-Cookie != b=2", "a=1; Secure, b=2", ""),
        ("header X-Word > 3", "many", "which is not a number"),
        ("body == {}", json.dumps(BODY), ""),
        ('json $.count == "3"', "3", ""),
        ("json $.on == 1", "true", ""),
        ('json $.empty == {"a": 1}', "{}", ""),
        ("json $.missing == 1", "nothing", ""),
        ("json $.missing != 1", "nothing", ""),
        ("json $.status exists", "", None),
        ("json $.parts[*].state == up", "\"down\" at $['parts'][1]['state']", ""),
        ("json $.status > 3", '"ok"', "which is not a number"),
        ("json $.count > x", "3", "which is not text"),
        ("json $.count contains 3", "3", "which contains nothing"),
        ("json $.count length == 1", "3", "which has no length"),
        ("json $.none type object", "null", ""),
        (
            'schema valid {"properties": {"count": {"type": "string"}}}',
            "$.count: 3 is not of type 'string'",
            "but $.count: 3 is not of type 'string'",
        ),
        (
            'schema valid {"$ref": "https://schema.example/x.json"}',
            "",
            "but the schema refers to https://schema.example/x.json, which is not in it",
        ),
        ("response_time < 120.5", "120.5", ""),
    ],
)
def test_what_does_not_hold_and_why(line: str, actual: str, why: str | None) -> None:
    if why is None:
        assert asked(line).passed
    else:
        assert asked(line) == Finding(False, actual, why)


@pytest.mark.parametrize(
    ("body", "line", "finding"),
    [
        (
            b"<html>",
            "json $.a exists",
            Finding(False, "<html>", "but it is not JSON: Expecting value at line 1, column 1"),
        ),
        (b'{"a": NaN}', "json $.a exists", Finding(False, '{"a": NaN}', "but it is not JSON: NaN is no value there")),
        (b"[" * 200_000, "json $[0] exists", Finding(False, "", "but the body is nested too deeply")),
        (b"[" * 300 + b"]" * 300, "json $..a not exists", Finding(True, "nothing")),
        (b'{"a": ' + b"9" * 6_000 + b"}", "json $.a > 1", Finding(True, "Infinity")),
        (b'{"a": 1e999}', "json $.a type number", Finding(True, "number")),
        (b'{"a": 1, "a": 2}', "json $.a == 2", Finding(True, "2")),
        (b'\xef\xbb\xbf{"a": 1}', "json $.a == 1", Finding(True, "1")),
        (b'{"a": "\xff\\ud800"}', "json $.a length == 2", Finding(True, "2")),
        (b"\xff\xfe caf\xc3\xa9", "body contains café", Finding(True, "�� café")),
        (b"  ok\r\n", "body == ok", Finding(True, "  ok\r\n")),
        (b"", 'body == ""', Finding(True, "")),
        (b"", "json $ exists", Finding(False, "", "but it is not JSON: Expecting value at line 1, column 1")),
    ],
)
def test_odd_bodies(body: bytes, line: str, finding: Finding) -> None:
    assert asked(line, Facts(body=body)) == finding


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("text/plain; charset=ISO-8859-15", "5 €".encode("iso8859-15")),
        ('text/plain; Charset="utf-16"', "5 €".encode("utf-16")),
        ("text/plain", "5 €".encode()),
        ("text/plain; charset=no-such", "5 €".encode()),
        ("text/plain; charset=zlib", "5 €".encode()),
        ("text/plain; charset=punycode", "5 €".encode()),
    ],
)
def test_the_charset_of_the_answer(content_type: str, body: bytes) -> None:
    assert asked("body == 5 €", Facts(headers=(("content-type", content_type),), body=body)).passed


def test_a_body_that_did_not_come_whole_is_not_judged() -> None:
    part = Facts(headers=HEADERS, body=b"{}", whole=False)
    for line in ("body contains x", "json $.a not exists", "schema valid {}"):
        assert asked(line, part) == Finding(
            False, "", "but only the first 2 bytes of the body were kept, not all of it"
        )
    assert asked("size == 0", part).passed


@pytest.mark.parametrize(
    ("line", "size", "quick"),
    [
        ("status == 200", 10**7, True),
        ("header X matches a", 0, False),
        ("body contains a", 65_536, True),
        ("body contains a", 65_537, False),
        ("json $.a[0].b == 1", 65_536, True),
        ("json $.a[0]['b'] == 1", 1, False),
        ("json $.a == 1", 65_537, False),
        ("json $..a == 1", 1, False),
        ("json $[?match(@.a, '(a+)+b')] exists", 1, False),
        ("json $.a not matches a", 1, False),
        ("schema valid {}", 1, False),
    ],
)
def test_what_may_take_long_is_not_quick(line: str, size: int, quick: bool) -> None:
    assert is_quick(question(parse_assertion(line)), size) is quick


SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=5)
)
VALUES = st.recursive(
    SCALARS, lambda v: st.lists(v, max_size=4) | st.dictionaries(st.sampled_from("abc x"), v), max_leaves=12
)
BODIES = st.one_of(st.binary(max_size=80), VALUES.map(lambda v: json.dumps(v).encode()))
SLOW = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


@SLOW
@given(
    assertions(),
    BODIES,
    st.lists(st.tuples(st.sampled_from(["X-A", "content-type"]), st.text(max_size=9))),
    st.booleans(),
)
def test_any_question_about_any_answer_is_answered(
    assertion: Assertion | None, body: bytes, headers: list[tuple[str, str]], whole: bool
) -> None:
    if assertion is not None:
        found = evaluate(question(assertion), Facts(200, tuple(headers), body, whole))
        assert len(found.actual) <= 2_000
        assert "could not be evaluated" not in found.why


@SLOW
@given(VALUES, VALUES)
def test_json_is_equal_where_its_canonical_text_is(one: object, other: object) -> None:
    """The naive way: both as canonical text, whole floats as integers."""

    def canonical(value: object) -> str:
        plain = json.loads(
            json.dumps(value), parse_float=lambda t: int(float(t)) if float(t).is_integer() else float(t)
        )
        return json.dumps(plain, sort_keys=True)

    expected = Assertion.model_validate({"subject": "json", "property": "$", "expected": json.dumps(other)})
    found = evaluate(question(expected), Facts(body=json.dumps(one).encode()))
    assert found.passed is (canonical(one) == canonical(other))


@given(st.text(max_size=12), st.text(alphabet="ab.* ", min_size=1, max_size=3))
def test_texts_compare_as_texts_do(text: str, part: str) -> None:
    facts = Facts(body=text.encode("utf-8", "surrogatepass"))
    shown = facts.text
    for comparison, naive in (
        (Comparison.CONTAINS, part in shown),
        (Comparison.NOT_CONTAINS, part not in shown),
        (Comparison.EQUAL, part.strip() == shown.strip()),
        (Comparison.MATCHES, bool(re.search(re.escape(part), shown))),
    ):
        expected = re.escape(part) if comparison is Comparison.MATCHES else part
        asserted = Assertion.model_validate({"subject": "body", "comparison": comparison, "expected": expected})
        assert evaluate(question(asserted), facts).passed is naive


@given(st.integers(100, 599), st.integers(100, 599))
def test_numbers_compare_as_numbers_do(status: int, limit: int) -> None:
    for sign, naive in (
        ("<", operator.lt), ("<=", operator.le), (">", operator.gt), (">=", operator.ge), ("==", operator.eq),
        ("!=", operator.ne),
    ):  # fmt: skip
        assert asked(f"status {sign} {limit}", Facts(status)).passed is naive(status, limit)


STEPS = st.lists(st.sampled_from([".a", ".b", ".x", "[0]", "[1]", "[3]"]), max_size=4).map("".join)


@SLOW
@given(VALUES, STEPS)
def test_a_plain_path_finds_what_the_library_finds(document: object, steps: str) -> None:
    assert plain_path(f"${steps}") is not None
    found = [node.value for node in _nodes(f"${steps}", document)]
    assert found == read_path(f"${steps}").findall(document)


@pytest.mark.parametrize(
    "path", ["$.", "$.a-b", "$.1", "$[01]", "$[-1]", "$ .a", "$.a ", "$..a", "$['a']", "$.*", "$.é"]
)
def test_other_paths_are_the_librarys(path: str) -> None:
    assert plain_path(path) is None
