"""How a failing exchange differs from the last good one: told in full, within bounds, and never for nothing."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.difference import LONGEST, MOST, Difference, Part, Turn, differences
from agent.evidence import KeptExchange, KeptTls
from agent.model import Certificate
from tests.agent.evidence.samples import an_exchange

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)
BODIES = JSON.map(json.dumps) | st.text(max_size=200)
HEADERS = st.lists(
    st.tuples(st.sampled_from(["Server", "Date", "Content-Type", "X-Mode", "Age"]), st.text(max_size=20)), max_size=5
).map(tuple)
EXCHANGES = st.builds(
    an_exchange, status=st.sampled_from([200, 204, 404, 503]), body=BODIES, headers=HEADERS
) | st.builds(lambda: an_exchange(answer=None, remote=""))


def told(good: Any, failing: Any) -> list[tuple[str, str, str, str]]:
    """The differences of two JSON bodies."""
    found = differences(an_exchange(body=good), an_exchange(body=failing))
    assert all(difference.part is Part.BODY for difference in found)
    return [(d.place, d.turn.value, d.good, d.failing) for d in found]


@given(EXCHANGES, EXCHANGES)
def test_equal_exchanges_do_not_differ_and_others_are_told_within_bounds(
    good: KeptExchange, failing: KeptExchange
) -> None:
    assert differences(good, good) == ()
    found = differences(good, failing)
    assert len(found) <= MOST
    assert all(len(d.good) <= LONGEST and len(d.failing) <= LONGEST for d in found)
    back = differences(failing, good)
    turned = {Turn.ADDED: Turn.REMOVED, Turn.REMOVED: Turn.ADDED, Turn.CHANGED: Turn.CHANGED}
    if len(found) < MOST and not any(d.place.startswith("line") for d in found):
        assert {(d.part, d.place, turned[d.turn], d.failing, d.good) for d in found} == {
            (d.part, d.place, d.turn, d.good, d.failing) for d in back
        }


@given(JSON, JSON)
def test_json_that_means_the_same_does_not_differ_however_it_is_written(good: Any, failing: Any) -> None:
    again = an_exchange(body=json.dumps(good, indent=3, sort_keys=True))
    assert differences(an_exchange(body=json.dumps(good)), again) == ()
    if json.dumps(good) == json.dumps(failing):
        assert told(json.dumps(good), json.dumps(failing)) == []


def test_json_is_compared_by_path() -> None:
    good = {"status": "ok", "checks": [{"db": "up"}, {"queue": 3}], "a key": {"x": 1}, "gone": None}
    failing = {"status": "failing", "checks": [{"db": "down"}], "a key": {"x": True}, "error": {"code": 7}}
    assert told(good, failing) == [
        ("$.status", "changed", '"ok"', '"failing"'),
        ("$.checks[0].db", "changed", '"up"', '"down"'),
        ("$.checks[1]", "removed", '{"queue": 3}', ""),
        ("$['a key'].x", "changed", "1", "true"),
        ("$.gone", "removed", "null", ""),
        ("$.error", "added", "", '{"code": 7}'),
    ]


def test_what_is_another_with_every_answer_is_passed_over() -> None:
    good = {"generatedAt": "2026-11-24T10:00:00Z", "uptime_s": 1000, "requestId": "a1", "retries": 1, "updates": 2}
    failing = {"generatedAt": "2026-11-24T10:01:00Z", "uptime_s": 1060, "requestId": "b2", "retries": 5, "updates": 3}
    assert [place for place, *_ in told(good, failing)] == ["$.retries", "$.updates"]
    assert told({"generatedAt": "2026-11-24T10:00:00Z"}, {"generatedAt": None})
    volatile = (("Date", "a"), ("Age", "1"), ("CF-RAY", "x"), ("X-Request-Id", "1"), ("Server", "nginx"))
    later = (("date", "b"), ("X-Amzn-RequestId", "3"), ("server", "nginx"), ("Retry-After", "30"))
    assert differences(an_exchange(headers=volatile), an_exchange(headers=later)) == (
        Difference(Part.HEADER, "retry-after", Turn.ADDED, "", "30"),
    )


def test_text_is_compared_by_line() -> None:
    assert [
        (d.place, d.turn.value, d.good, d.failing)
        for d in differences(
            an_exchange(body="<h1>\nWelcome\nbye\n"), an_exchange(body="<h1>\nError\nat db\nbye\nnow\n")
        )
    ] == [
        ("line 2", "changed", "Welcome", "Error"),
        ("line 3", "added", "", "at db"),
        ("line 5", "added", "", "now"),
    ]


def test_another_type_of_body_is_compared_as_text() -> None:
    good = an_exchange(body={"ok": True}, headers=(("Content-Type", "application/json"),))
    failing = an_exchange(status=502, body="<html>\n", headers=(("Content-Type", "text/html"),))
    assert [(d.part.value, d.place, d.good, d.failing) for d in differences(good, failing)] == [
        ("status", "", "200", "502"),
        ("header", "content-type", "application/json", "text/html"),
        ("body", "line 1", '{"ok": true}', "<html>"),
    ]


def test_no_answer_is_told_as_one_difference_and_an_unknown_exchange_as_none() -> None:
    good = an_exchange(body="fine")
    assert differences(good, an_exchange(answer=None)) == (Difference(Part.STATUS, "", Turn.REMOVED, "200", ""),)
    assert differences(None, good) == differences(good, None) == ()


def test_another_certificate_and_another_server_are_told() -> None:
    def tls(issuer: str, until: int, fingerprint: str) -> KeptTls:
        certificate = Certificate("a", issuer, ("a",), 0, until, "1", fingerprint)
        return KeptTls("TLSv1.3", "TLS_AES_256_GCM_SHA384", (b"",), (certificate,))

    good = an_exchange(tls=tls("R11", 1_760_000_000_000, "aa"))
    failing = replace(
        an_exchange(remote="192.0.2.9:443"),
        tls=tls("evil", 1_770_000_000_000, "bb"),
    )
    assert [(d.part.value, d.place) for d in differences(good, failing)] == [
        ("connection", "remote address"),
        ("certificate", "fingerprint"),
        ("certificate", "issued by"),
        ("certificate", "valid until"),
    ]


def test_data_differs_by_its_digest() -> None:
    picture = replace(an_exchange(), answer=replace(an_exchange().answer, digest="ab" * 32, size=9_000))  # type: ignore[type-var]
    found = differences(picture, an_exchange(body="<html>"))
    assert [(d.place, d.failing) for d in found] == [("", "<html>")]
    assert found[0].good == "9,000 bytes of data, SHA-256 abababababababab…"


@pytest.mark.parametrize(
    ("good", "failing"),
    [
        ("[" * 60_000, "[" * 59_999),
        ("a\n" * 3_000 + "b", "a\n" * 3_000 + "c"),
        ("[" * 900 + "]" * 900, "[" * 900 + "1" + "]" * 900),
        ("\n".join(map(str, range(5_000))), "\n".join(map(str, range(5_000, 0, -1)))),
        (json.dumps(list(range(5_000))), json.dumps(list(range(1, 5_001)))),
        ('{"a": ' + "9" * 60_000 + "}", '{"a": NaN}'),
        ("", "\0\ufffe"),
    ],
)
def test_hostile_bodies_are_compared_too(good: str, failing: str) -> None:
    found = differences(an_exchange(body=good), an_exchange(body=failing))
    assert 0 < len(found) <= MOST
    assert all(difference.good != difference.failing for difference in found)
