"""The processes that evaluate what may take long: one that hangs is killed, and none stays behind."""

import asyncio
import gc
import json
from collections.abc import AsyncIterator

import psutil
import pytest

from agent.asserting.facts import Facts, Finding, Question
from agent.asserting.workers import Workers
from agent.model import Comparison, Subject

FACTS = Facts(headers=(("X-Word", "ü"),), body=json.dumps({"a": "a" * 40 + "!", "n": [1, 2]}).encode())


def matches(pattern: str) -> Question:
    return Question(Subject.JSON, "$.a", Comparison.MATCHES, pattern)


BOMB = matches("^(a+)+$")
GOOD = matches("^a")


@pytest.fixture
async def workers() -> AsyncIterator[Workers]:
    workers = Workers(longest=60)
    yield workers
    workers.close()


def later(seconds: float) -> float:
    return asyncio.get_running_loop().time() + seconds


def processes() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if "agent.asserting" in " ".join(child.cmdline())]


async def test_questions_are_answered_in_their_order_by_a_process_that_is_kept(workers: Workers) -> None:
    header = Question(Subject.HEADER, "x-word", Comparison.MATCHES, "^ü$")
    search = Question(Subject.JSON, "$..n[?@ > 1]", Comparison.EXISTS, "")
    first = await workers.ask([GOOD, header, search, matches("b")], FACTS, later(30))
    assert [found.passed for found in first] == [True, True, True, False]
    assert first[2] == Finding(True, "2")
    before = processes()
    await workers.ask([GOOD], FACTS, later(30))
    assert processes() == before
    assert len(before) == 1


async def test_one_that_hangs_is_killed_and_said_to_be_so(workers: Workers) -> None:
    found = await workers.ask([GOOD, BOMB, GOOD], FACTS, later(0.2))
    assert [each.passed for each in found] == [True, False]  # what came after it has no answer
    assert found[1].why == "but after 0.2 s it was still being evaluated, and was stopped"
    assert processes() == []
    assert await workers.ask([GOOD], FACTS, later(30)) == [Finding(True, found[0].actual)]


async def test_others_are_answered_while_one_hangs(workers: Workers) -> None:
    hanging = asyncio.create_task(workers.ask([BOMB], FACTS, later(600)))
    await asyncio.sleep(0)
    for _ in range(3):
        assert (await workers.ask([GOOD], FACTS, later(30)))[0].passed
    assert not hanging.done()
    workers.close()
    assert not (await hanging)[0].passed
    assert processes() == []


async def test_a_process_that_died_is_replaced(workers: Workers) -> None:
    await workers.ask([GOOD], FACTS, later(30))
    (process,) = processes()
    process.kill()
    psutil.wait_procs([process])
    assert (await workers.ask([GOOD], FACTS, later(30)))[0].passed


async def test_who_no_longer_waits_leaves_nothing_broken(workers: Workers) -> None:
    asking = asyncio.create_task(workers.ask([BOMB], FACTS, later(0.2)))
    await asyncio.sleep(0)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    for _ in range(3):
        assert (await workers.ask([GOOD], FACTS, later(30)))[0].passed


async def test_forgotten_workers_end_by_themselves() -> None:
    workers = Workers(longest=60)
    await workers.ask([GOOD], FACTS, later(30))
    (process,) = processes()
    del workers
    gc.collect()
    gone, _ = psutil.wait_procs([process], timeout=30)
    assert gone == [process]


async def test_a_body_of_megabytes(workers: Workers) -> None:
    body = b"[" + b'{"a": [1, 2, 3], "b": "some text"},' * 60_000 + b"0]"
    last = Question(Subject.JSON, "$[-1]", Comparison.EQUAL, "0")
    assert await workers.ask([last], Facts(body=bytearray(body)), later(60)) == [Finding(True, "0")]
