"""Services that cannot take a message now: it is tried again, never sooner than they ask, and delivered once."""

import asyncio
import time
from email.utils import formatdate

import pytest
from pydantic import SecretStr

from agent.model import DeliveryState, WebhookChannel
from tests.agent.channels.hooks import HookServer, Request
from tests.agent.channels.outbox_world import HOUR, World
from tests.agent.channels.servers import OK, Answer, MailServer


@pytest.mark.parametrize("window", [0, 30])
async def test_503_five_times_then_200_is_delivered_once(world: World, hook: HookServer, window: int) -> None:
    world.add(WebhookChannel(name="hook", url=SecretStr(hook.url), group_seconds=window))
    answers = [Answer(503, "busy")] * 5
    hook.answer = lambda request: answers.pop() if answers else OK
    (key,) = await world.alert("api", "hook")
    async with world.running():
        await world.tick_until(lambda: world.state(key) is DeliveryState.SENT)
        await world.pass_time(HOUR, step=60)
    assert len(hook.requests) == 6
    assert {request.headers["x-api-monitor-id"] for request in hook.requests} == {key}
    assert [delivery.attempts for delivery in world.seen[key]] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [
        ("45", 45, 60),
        ("date in 90 s", 80, 120),  # a date is of whole seconds, and of the clock that is on the wall
        ("-5", 0, 10),
        ("Tuesday, perhaps", 0, 10),
        ("86400", HOUR, HOUR + 300),
    ],
)
async def test_retry_after_is_honoured_up_to_an_hour(
    world: World, hook: HookServer, header: str, least: float, most: float
) -> None:
    world.add(WebhookChannel(name="hook", url=SecretStr(hook.url), group_seconds=0))
    times: list[float] = []

    def answer(request: Request) -> Answer:
        times.append(world.clock.monotonic)
        value = formatdate(time.time() + 90, usegmt=True) if header.startswith("date") else header
        return OK if len(times) > 1 else Answer(429, "slow down", {"Retry-After": value})

    hook.answer = answer
    (key,) = await world.alert("api", "hook")
    async with world.running():
        await world.tick_until(lambda: world.state(key) is DeliveryState.SENT, step=max(0.25, least / 100))
    assert least <= times[1] - times[0] <= most
    assert len(times) == 2


async def test_an_answer_that_comes_in_the_moment_of_the_end_is_taken(world: World, mail: MailServer) -> None:
    """The program is left at any moment of a mail's delivery: it ends without an error, and nothing is lost."""

    def told() -> int:
        return len({taken["Message-ID"] for taken in mail.mails})

    for turns in range(16):
        await world.alert(f"api {turns}", "mail")
        async with world.running(), asyncio.timeout(60):
            while told() <= turns:
                mail.arrived.clear()
                await mail.arrived.wait()
            for _ in range(turns):
                await asyncio.sleep(0)
    async with world.running():
        await world.tick_until(world.outbox.resting.is_set)
    assert await world.store.count_waiting() == 0
    assert told() == 16
