"""What is asserted of an answer, judged with real servers: outcome, cause and message, and what came of each."""

import json
from collections.abc import AsyncIterator

import pytest

from agent.model import AssertionResult, Cause, HttpTarget, Monitor, Outcome, parse_assertion
from agent.probes import Finding, Probes
from tests.agent.probes.servers import Connection, Server, response, serve

BODY = json.dumps({"status": "degraded", "items": [1, 2, 3], "word": "a" * 40 + "!"}).encode()
ANSWER = response(
    "200 OK", BODY, "Content-Type: application/json", "Set-Cookie: session=hunter2-session", "X-Evil: \x1b[1m"
)


@pytest.fixture
async def probes() -> AsyncIterator[Probes]:
    probes = Probes(online=lambda: True)
    yield probes
    await probes.close()


async def find(probes: Probes, url: str, *lines: str, seconds: float = 30, **more: object) -> Finding:
    fields = {name: more.pop(name) for name in ("expect", "headers", "bearer_token", "max_redirects") if name in more}
    target = HttpTarget.model_validate({"url": url, "assertions": [parse_assertion(line) for line in lines], **fields})
    return await probes.find(Monitor.model_validate({"name": "test", "timeout": seconds, "target": target, **more}))


def shown(results: tuple[AssertionResult, ...]) -> list[tuple[bool, str]]:
    return [(result.passed, result.actual) for result in results]


async def test_all_are_evaluated_and_the_first_that_fails_is_told(probes: Probes) -> None:
    lines = (
        "status == 200",
        "degraded_only size > 1000",
        'json $.status == "ok"',
        "json $.items length == 3",
        "json $.status matches ^down",
        "header content-type contains json",
        'schema valid {"properties": {"items": {"maxItems": 2}}}',
    )
    async with serve(ANSWER) as server:
        found = await find(probes, server.url(), *lines)
    check = found.check
    assert (check.outcome, check.cause, check.status_code) == (Outcome.DOWN, Cause.ASSERTION, 200)
    assert check.message == 'Expected $.status == "ok", got "degraded"; 3 more assertions failed'
    assert check.latency_ms is not None
    assert [result.assertion for result in found.assertions] == [parse_assertion(line) for line in lines]
    assert shown(found.assertions) == [
        (True, "200"),
        (False, str(len(BODY))),
        (False, '"degraded"'),
        (True, "3"),
        (False, '"degraded"'),
        (True, "application/json"),
        (False, "$.items: [1, 2, 3] is too long"),
    ]


async def test_when_all_hold_it_is_up(probes: Probes) -> None:
    async with serve(ANSWER) as server:
        found = await find(probes, server.url(), "status < 300", "response_time < 30000", "body contains degraded")
    assert (found.check.outcome, found.check.message) == (Outcome.UP, "")
    assert all(result.passed and not result.message for result in found.assertions)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("status != 200-299", "Expected status != 200-299, got 200"),
        ("header ETag exists", "Expected header ETag exists, got nothing"),
        ("header Content-Type > 3", "Expected header Content-Type > 3, got application/json, which is not a number"),
        ("body == ok", f"Expected body == ok, got “{BODY.decode()}”"),
        ("body length < 3", f"Expected body length < 3, got {len(BODY)}"),
        ("json $.none == 1", "Expected $.none == 1, got nothing"),
        ("size < 3", f"Expected size < 3, got {len(BODY)}"),
        ('schema valid {"type": "array"}', "Expected a body valid by its JSON Schema, but $: {"),
    ],
)
async def test_the_sentence_says_what_was_expected_and_what_came(probes: Probes, line: str, message: str) -> None:
    async with serve(ANSWER) as server:
        found = await find(probes, server.url(), line)
    assert found.check.message.startswith(message)
    assert (found.check.outcome, found.check.cause) == (Outcome.DOWN, Cause.ASSERTION)


async def test_those_that_only_degrade(probes: Probes) -> None:
    async with serve(ANSWER) as server:
        soft = await find(probes, server.url(), "degraded_only size < 3", latency_threshold_ms=0.01)
        both = await find(probes, server.url(), "degraded_only size < 3", "size < 4")
        slow = await find(probes, server.url(), "status == 200", latency_threshold_ms=0.01)
    assert (soft.check.outcome, soft.check.cause) == (Outcome.DEGRADED, Cause.ASSERTION)
    assert soft.check.message == f"Expected size < 3, got {len(BODY)}"
    assert (both.check.outcome, both.check.cause) == (Outcome.DOWN, Cause.ASSERTION)
    assert both.check.message == f"Expected size < 4, got {len(BODY)}; 1 more assertion failed"
    assert (slow.check.outcome, slow.check.cause) == (Outcome.DEGRADED, Cause.LATENCY)


async def test_an_unexpected_status_comes_first_and_the_rest_is_still_evaluated(probes: Probes) -> None:
    async with serve(response("503 Oh", b"{}")) as server:
        found = await find(probes, server.url(), "json $.a exists")
        soft = await find(probes, server.url(), "degraded_only json $.a exists")
    for each in (found, soft):
        assert (each.check.outcome, each.check.cause) == (Outcome.DOWN, Cause.UNEXPECTED_STATUS)
        assert shown(each.assertions) == [(False, "nothing")]


@pytest.mark.parametrize(
    ("line", "expect", "outcome", "cause"),
    [
        ("status == 404", None, Outcome.UP, None),
        ("status == 200", None, Outcome.DOWN, Cause.ASSERTION),
        ("status == 404", "200-299", Outcome.DOWN, Cause.UNEXPECTED_STATUS),
        ("degraded_only status == 404", None, Outcome.DOWN, Cause.UNEXPECTED_STATUS),
    ],
)
async def test_an_assertion_about_the_status_takes_the_place_of_the_usual_codes(
    probes: Probes, line: str, expect: str | None, outcome: Outcome, cause: Cause | None
) -> None:
    async with serve(response("404 Not Found")) as server:
        found = await find(probes, server.url(), line, **({"expect": expect} if expect else {}))
    assert (found.check.outcome, found.check.cause) == (outcome, cause)


async def test_redirects_are_followed_and_the_last_answer_is_asserted(probes: Probes) -> None:
    async def answer(connection: Connection) -> None:
        here = connection.path == "/"
        await connection.send(response("302 Found", b"", "Location: /there") if here else response("200 OK", b"there"))

    async with serve(answer) as server:
        followed = await find(probes, server.url(), "status == 200", "body == there")
        itself = await find(probes, server.url(), "status == 302", "header Location == /there", max_redirects=0)
    assert followed.check.outcome is itself.check.outcome is Outcome.UP


async def test_no_answer_has_no_results(probes: Probes) -> None:
    async with serve(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nab") as server:
        found = await find(probes, server.url(), "body == ab")
    assert found.assertions == ()
    assert found.check.cause is Cause.PROTOCOL


async def test_what_came_is_inert_and_no_secret(probes: Probes) -> None:
    async def echo(connection: Connection) -> None:
        await connection.send(response("200 OK", connection.head.encode()))

    async with serve(ANSWER) as server:
        found = await find(probes, server.url(), "header Set-Cookie == a", "header X-Evil == a", "header X-Evil exists")
    assert shown(found.assertions) == [(False, "session=«redacted»"), (False, "[1m"), (True, "[1m")]
    async with serve(echo) as server:
        found = await find(probes, server.url(), "body matches nothing", bearer_token="hunter2-token")
    assert "authorization: «redacted»" in found.assertions[0].actual.lower()
    assert "hunter2" not in str(found.assertions) + str(found.check)
    assert len(found.assertions[0].actual) <= 200


async def test_a_token_that_the_answer_gives_out_is_not_shown(probes: Probes) -> None:
    answer = response("200 OK", b'{"access_token": "hunter2", "user": {"password": "hunter2"}}')
    lines = ("json $.access_token exists", "json $['access_token'] matches ^x", "json $.user type array", "body == a")
    async with serve(answer) as server:
        found = await find(probes, server.url(), *lines, "json $.user exists", "json $.access_token type string")
    assert found.assertions[0].actual == found.assertions[1].actual == "«redacted»"
    assert found.assertions[4].actual == '{"password": "«redacted»"}'
    assert found.assertions[5].actual == "string"
    assert "hunter2" not in str(found.assertions) + str(found.check)


# -- reverse ---------------------------------------------------------------------------------------------------------


async def test_reversed_a_request_that_fails_is_good(probes: Probes) -> None:
    async with serve(response("503 Oh", b"{}")) as server:
        status = await find(probes, server.url(), reverse=True)
        good = await find(probes, server.url(), reverse=True, expect="500-599")
        slow = await find(probes, server.url(), reverse=True, expect="500-599", latency_threshold_ms=0.01)
        asserted = await find(probes, server.url(), "json $.a exists", reverse=True, expect="503")
    refused = await find(probes, server.url(), reverse=True)
    for each, said in (
        (status, "Failed as expected: Expected 200–399, got 503 Service Unavailable"),
        (asserted, "Failed as expected: Expected $.a exists, got nothing"),
        (refused, "Failed as expected: Connection refused by 127.0.0.1"),
    ):
        assert (each.check.outcome, each.check.cause) == (Outcome.UP, None)
        assert each.check.message.startswith(said)
    for each in (good, slow):
        assert (each.check.outcome, each.check.cause) == (Outcome.DOWN, Cause.ASSERTION)
        assert each.check.message == "Expected the request to fail, got 503 Service Unavailable"


async def test_reversed_what_could_not_be_told_stays_unknown() -> None:
    offline = Probes(online=lambda: False)
    found = await find(offline, "http://no-such-host.invalid/", reverse=True)
    assert (found.check.outcome, found.check.cause) == (Outcome.UNKNOWN, Cause.OFFLINE)


class Broken:
    async def probe(self, target: HttpTarget, exchange: object) -> None:
        raise ZeroDivisionError


async def test_reversed_a_fault_of_our_own_is_not_good(probes: Probes) -> None:
    probes._by_kind["http"] = Broken()
    found = await find(probes, "http://127.0.0.1:9/", reverse=True)
    assert (found.check.outcome, found.check.cause) == (Outcome.DOWN, Cause.INTERNAL)


# -- hostile answers -------------------------------------------------------------------------------------------------

LINES = (
    "json $.word matches ^(a+)+$",
    "json $..word exists",
    "body matches (x+x+)+y",
    "json $[?match(@.word, '(a|a)*b')] not exists",
    'schema valid {"additionalProperties": {"pattern": "^(a|aa)+$"}}',
    "status == 200",
)


async def serving(body: bytes) -> AsyncIterator[Server]:
    async with serve(response("200 OK", body, "Content-Type: application/json")) as server:
        yield server


@pytest.mark.parametrize(
    "body",
    [
        BODY,
        b'{"a": {"word": "' + b"a" * 60 + b'"}, "x": "' + b"x" * 5_000 + b'"}',
        b"[" * 100_000,
        b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
        b"9" * 100_000,
        b'{"word": NaN}',
        b"\xff\xfe\x00" * 1_000,
        b"[" + b"[]," * 200_000 + b"[]]",
        b"",
    ],
    ids=["word", "letters", "deep", "deep-objects", "digits", "nan", "not-text", "wide", "empty"],
)
async def test_hostile_bodies_end_in_time_with_a_result_each(probes: Probes, body: bytes) -> None:
    async for server in serving(body):
        found = await find(probes, server.url(), *LINES, seconds=1)
        assert found.check.cause is not Cause.INTERNAL
        assert len(found.assertions) == len(LINES)
        assert found.assertions[-1] == AssertionResult(parse_assertion("status == 200"), True, "200")
        for result in found.assertions:
            assert bool(result.message) is not result.passed
            assert result.message.isprintable()
            assert len(result.actual) <= 200
