"""What is asserted of an answer: each assertion evaluated, and what the results mean for the check."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import NamedTuple

import httpx

from agent.asserting.evaluate import evaluate, is_quick
from agent.asserting.facts import NOTHING, Facts, Finding, Question
from agent.asserting.values import SHOWN
from agent.asserting.workers import Workers
from agent.comparisons import LENGTH, Subject
from agent.model import Assertion, AssertionResult, Cause, HttpTarget, Outcome, clean_text, describe_assertion
from agent.probes.confidential import redactor_of
from agent.probes.exchange import Exchange
from agent.probes.records import BODY_KEPT, MAX_BODY, Answer
from agent.redaction import REDACTED, Redactor, is_secret_field

_AT_MOST_S = 4.0
"""All that takes long in a check may take so long, if so much is left of the monitor's timeout."""
_AT_LEAST_S = 0.4
"""So much time there always is: a check ends within half a second of its timeout."""
_NO_TIME = Finding(False, "", "but there was no time left to evaluate it")
_OF_THE_BODY = (Subject.BODY, Subject.JSON, Subject.SCHEMA)


def wanted_body(assertions: Sequence[Assertion]) -> int:
    """So many bytes of a body are wanted for what is asserted of it."""
    return MAX_BODY if any(assertion.subject in _OF_THE_BODY for assertion in assertions) else BODY_KEPT


class Asserted:
    """Evaluates assertions for one event loop: what is quick at once, the rest in processes of its own."""

    def __init__(self) -> None:
        self._workers = Workers()

    def close(self) -> None:
        """End those processes."""
        self._workers.close()

    async def results(self, target: HttpTarget, exchange: Exchange, left: float) -> tuple[AssertionResult, ...]:
        """What came of each of the target's assertions, in their order; nothing where no whole answer came. ``left``
        are the seconds until the monitor's timeout."""
        assertions, answer = target.assertions, exchange.answer
        if not assertions or answer is None or not exchange.complete:
            return ()
        facts = _facts(answer, exchange)
        questions = [Question(a.subject, a.property, a.comparison, a.expected) for a in assertions]
        quick = [is_quick(question, len(facts.body)) for question in questions]
        slow = [question for question, now in zip(questions, quick, strict=True) if not now]
        answered = iter(await self._slowly(slow, facts, left))
        found = [evaluate(each, facts) if now else next(answered) for each, now in zip(questions, quick, strict=True)]
        redactor = redactor_of(target, exchange.sent, answer)
        return tuple(_result(a, each, redactor) for a, each in zip(assertions, found, strict=True))

    async def _slowly(self, questions: list[Question], facts: Facts, left: float) -> list[Finding]:
        now = asyncio.get_running_loop().time
        end = now() + min(max(left, _AT_LEAST_S), _AT_MOST_S)
        found: list[Finding] = []
        while len(found) < len(questions) and now() < end:
            found += await self._workers.ask(questions[len(found) :], facts, end)
        return found + [_NO_TIME] * (len(questions) - len(found))


def _facts(answer: Answer, exchange: Exchange) -> Facts:
    phases = exchange.phases
    return Facts(
        status=answer.status_code,
        headers=tuple((name.decode("latin-1"), _text(value)) for name, value in answer.headers),
        body=answer.body,
        whole=answer.whole,
        size=answer.size,
        latency_ms=exchange.latency_ms,
        phases={name: ms for name, ms in asdict(phases).items() if ms is not None} if phases else {},
    )


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _result(assertion: Assertion, found: Finding, redactor: Redactor) -> AssertionResult:
    actual, why = clean_text(_without_secrets(assertion, found.actual, redactor), 200), clean_text(found.why, 200)
    if found.passed:
        return AssertionResult(assertion, True, actual)
    if why.startswith("but "):
        why = redactor.body(why)
    else:
        why = f"got {_quoted(assertion, actual)}{', ' if why else ''}{why}"
    return AssertionResult(assertion, False, actual, f"Expected {_expectation(assertion)}, {why}")


def _without_secrets(assertion: Assertion, actual: str, redactor: Redactor) -> str:
    if assertion.subject is Subject.HEADER and actual != NOTHING:
        return redactor.header(assertion.property, actual)
    names = re.findall(r"[\w-]+", assertion.property)
    if assertion.subject is Subject.JSON and names and is_secret_field(names[-1]) and actual.startswith('"'):
        return REDACTED
    return redactor.body(actual, whole=len(actual) < SHOWN)


def _quoted(assertion: Assertion, actual: str) -> str:
    if assertion.subject is Subject.BODY and assertion.comparison not in LENGTH:
        return f"“{clean_text(actual, 120)}”"
    unit = " ms" if assertion.subject in (Subject.RESPONSE_TIME, Subject.PHASE) else ""
    return f"{actual}{unit}" if actual else "an empty value"


def _expectation(assertion: Assertion) -> str:
    if assertion.subject is Subject.SCHEMA:
        return "a body valid by its JSON Schema"
    text = describe_assertion(assertion)
    if assertion.subject is Subject.JSON:
        text = text.removeprefix("json ")
    if assertion.subject in (Subject.RESPONSE_TIME, Subject.PHASE):
        text += " ms"
    return clean_text(text.replace("_", " ") if assertion.subject is Subject.RESPONSE_TIME else text, 160)


class Verdict(NamedTuple):
    """What failing assertions make of a check, and the sentence that says which."""

    outcome: Outcome
    message: str


def verdict(results: Sequence[AssertionResult]) -> Verdict | None:
    """DOWN or DEGRADED where assertions fail; those that only degrade speak when no other one fails."""
    failed = [result for result in results if not result.passed]
    hard = [result for result in failed if not result.assertion.degraded_only]
    if not failed:
        return None
    more = len(failed) - 1
    rest = f"; {more} more {'assertion' if more == 1 else 'assertions'} failed" if more else ""
    return Verdict(Outcome.DOWN if hard else Outcome.DEGRADED, (hard or failed)[0].message + rest)


def reverse(
    outcome: Outcome, cause: Cause | None, message: str, status: int | None
) -> tuple[Outcome, Cause | None, str]:
    """The outcome, cause and message where a request that fails is the good outcome. What could not be told stays so,
    and a fault of our own is never good."""
    if outcome is Outcome.UNKNOWN or cause is Cause.INTERNAL:
        return outcome, cause, message
    if outcome is Outcome.DOWN:
        return Outcome.UP, None, f"Failed as expected: {message}"
    phrase = httpx.codes.get_reason_phrase(status or 0)
    return Outcome.DOWN, Cause.ASSERTION, f"Expected the request to fail, got {status} {phrase}".rstrip()
