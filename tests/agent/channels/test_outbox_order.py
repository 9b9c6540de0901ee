"""The outbox over the real store, with Slack and mail as real servers: who waits for whom. Time is the tests' own."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from pydantic import SecretStr

from agent.model import (
    AlertEvent,
    Delivery,
    DeliveryState,
    SlackChannel,
)
from tests.agent.channels.outbox_world import BUSY, HOUR, World, arrivals, gaps
from tests.agent.channels.servers import Answer, MailServer, SlackServer


async def test_order_is_kept_for_each_alert_and_one_that_fails_holds_up_no_other(
    world: World, slack: SlackServer
) -> None:
    """A gateway's 502 may hide that Slack took it: so it is repeated as it was, and what came after waits for it."""
    unclear = [True]
    times = arrivals(world, slack, lambda name: Answer(502, "bad gateway") if name == "poison" and unclear[0] else None)
    (opened,) = await world.alert("poison", "ops")
    async with world.running():
        await world.tick_until(lambda: world.state(opened) is DeliveryState.FAILED)
        closed = await world.tell("poison", "ops", AlertEvent.CLOSED)
        (other,) = await world.alert("fine", "ops")
        await world.tick_until(lambda: world.state(other) is DeliveryState.SENT)
        assert world.state(opened) is DeliveryState.FAILED
        assert world.state(closed) is DeliveryState.PENDING
        unclear[0] = False
        await world.tick_until(lambda: world.state(closed) is DeliveryState.SENT)
    assert world.state(opened) is DeliveryState.SENT
    assert times[0][0] == "poison"
    titles = [title for title in slack.titles if "poison" in title]
    assert titles[-2] == "🔴 poison is down"
    assert titles[-1].startswith("🟢 poison is up again")
    assert "up again" not in "".join(titles[:-1])
    assert [title for title in slack.titles if "fine" in title] == ["🔴 fine is down"]


async def test_a_message_that_may_have_been_taken_stays_as_it_was_whatever_is_answered_next(
    world: World, slack: SlackServer
) -> None:
    """The first try is unclear, the next is refused for now: the service may still have the first."""
    slack.script = [Answer(502, "bad gateway"), BUSY, BUSY]
    (opened,) = await world.alert("api", "ops")
    async with world.running():
        await world.tick_until(lambda: len(slack.posts) == 1)
        closed = await world.tell("api", "ops", AlertEvent.CLOSED)
        await world.tick_until(lambda: world.state(closed) is DeliveryState.SENT)
    assert [title.partition("again")[0] for title in slack.titles] == ["🔴 api is down"] * 4 + ["🟢 api is up "]
    assert {delivery.message_id for delivery in world.seen[opened]} == {opened}


async def test_what_is_over_before_it_could_be_told_is_one_message(world: World, slack: SlackServer) -> None:
    slack.script = [BUSY] * 3
    opened, closed = await world.alert("api", "ops", events=(AlertEvent.OPENED, AlertEvent.CLOSED))
    async with world.running():
        await world.tick_until(lambda: world.state(opened) is world.state(closed) is DeliveryState.SENT)
    assert slack.titles == ["🟢 api is up again after 0 s"] * 4
    told = [world.seen[key][-1] for key in (opened, closed)]
    assert told[0].message_id == told[1].message_id != ""


async def test_a_service_that_is_down_is_asked_by_one_delivery_at_a_time(world: World, slack: SlackServer) -> None:
    times = arrivals(world, slack, lambda name: BUSY)
    for index in range(20):
        await world.alert(f"api{index}", "ops")
    async with world.running():
        await world.tick_until(lambda: len(times) == 7, step=0.5)
        least = [1, 2, 4, 8, 16, 32]
        assert all(gap >= want for gap, want in zip(gaps(times), least, strict=True))
        slack.on_post = lambda post: None
        posts = len(slack.posts)
        await world.tick_until(lambda: len(slack.posts) == posts + 20, step=2)
        await world.tick_until(lambda: sum(world.state(key) is DeliveryState.SENT for key in world.seen) == 20)


async def test_slack_gets_at_most_one_message_a_second(world: World, slack: SlackServer) -> None:
    times = arrivals(world, slack, lambda name: None)
    for index in range(6):
        await world.alert(f"api{index}", "ops")
    async with world.running():
        await world.tick_until(lambda: len(times) == 6, step=0.125)
    assert min(gaps(times)) >= 1
    assert [name for name, _ in times] == [f"api{index}" for index in range(6)]


async def test_a_channel_that_hangs_holds_up_no_other(world: World, mail: MailServer) -> None:
    connected, release = asyncio.Event(), asyncio.Event()

    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connected.set()
        await release.wait()
        writer.close()

    server = await asyncio.start_server(hang, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    world.add(SlackChannel(name="ops", group_seconds=0, webhook_url=SecretStr(f"http://127.0.0.1:{port}/x")))
    async with server, world.running():
        hung, _ = await world.alert("one", "ops", "mail")
        world.outbox.wake()
        await asyncio.wait_for(connected.wait(), 60)
        _, passed = await world.alert("two", "ops", "mail")
        world.outbox.wake()
        assert (await world.settled(passed)).state is DeliveryState.SENT
        assert world.state(hung) is DeliveryState.PENDING
        release.set()
        async with asyncio.timeout(60):
            while (await world.changes.get()).id != hung:
                pass


async def test_a_wall_clock_that_is_set_back_stalls_nothing(world: World, slack: SlackServer) -> None:
    slack.script = [BUSY] * 2
    (key,) = await world.alert("api", "ops")
    async with world.running():
        await asyncio.wait_for(world.changes.get(), 60)
        world.clock.wall -= HOUR * 1_000
        await world.tick_until(lambda: world.state(key) is DeliveryState.SENT)
    assert world.clock.monotonic < 1_000 + 60


async def test_a_next_try_far_ahead_is_not_believed_after_a_restart(world: World, slack: SlackServer) -> None:
    """As the program finds it that was ended while the wall clock was wrong by a day."""
    (key,) = await world.alert("api", "ops")
    (delivery,) = await world.store.deliveries_due(world.clock.wall)
    world.clock.wall -= 24 * HOUR * 1_000
    await world.store.save_deliveries([delivery])
    async with world.running():
        await world.tick_until(lambda: world.state(key) is DeliveryState.SENT, step=60)
    assert world.clock.monotonic < 1_000 + 3 * HOUR


async def test_an_error_of_our_own_is_shown_and_tried_again(
    world: World, mail: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    good = world.channels["mail"]
    world.add(good.model_copy(update={"host": "canary\r\nhost"}))  # which makes aiosmtplib raise a ValueError
    (key,) = await world.alert("api", "mail")
    async with world.running():
        failed = await asyncio.wait_for(world.changes.get(), 60)
        assert failed.state is DeliveryState.FAILED
        assert failed.error == "An error inside API Monitor (ValueError): see its log."
        assert "ValueError" in caplog.text
        world.add(good)
        await world.tick_until(lambda: world.state(key) is DeliveryState.SENT)


async def test_recipients_that_were_refused_are_named_on_the_sent_delivery(world: World, mail: MailServer) -> None:
    given = world.channels["mail"].model_copy(update={"recipients": ("b@example.org", "gone@example.org")})
    world.add(given)
    mail.refusals = {"gone@example.org": "550 No such user"}
    (key,) = await world.alert("api", "mail")
    async with world.running():
        sent = await world.settled(key)
    assert sent.state is DeliveryState.SENT
    assert sent.error == "The mail server refused these recipients: gone@example.org (No such user)."


async def test_it_sleeps_when_nothing_is_to_do(world: World) -> None:
    store = world.store
    looks = 0

    class CountingStore:
        def __getattr__(self, name: str) -> Any:
            return getattr(store, name)

        async def deliveries_due(self, now: int) -> Sequence[Delivery]:
            nonlocal looks
            looks += 1
            found: Sequence[Delivery] = await store.deliveries_due(now)
            return found

    world.store = CountingStore()
    async with world.running() as outbox:
        for _ in range(200):
            await store.count_waiting()
        assert looks == 1
        outbox.wake()
        for _ in range(200):
            await store.count_waiting()
        assert looks == 2
