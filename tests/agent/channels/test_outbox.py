"""The outbox over the real store, with Slack and mail as real servers: tries, refusals, crashes. Time is the tests'
own."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from pydantic import SecretStr

from agent.channels import outbox
from agent.channels.outbox import backoff
from agent.model import (
    Channel,
    Delivery,
    DeliveryState,
    SlackChannel,
)
from tests.agent.channels.outbox_world import BUSY, HOUR, SECRET, START, WAITING, World, arrivals
from tests.agent.channels.servers import Answer, MailServer, SlackServer


async def test_five_times_503_then_accepted_is_delivered_once(world: World, slack: SlackServer) -> None:
    slack.script = [BUSY] * 5
    (key,) = await world.alert("api", "ops")
    async with world.running():
        sent = await world.settled(key)
        times = world.seen[key]
        assert [d.state for d in times] == [DeliveryState.FAILED] * 5 + [DeliveryState.SENT]
        assert [d.attempts for d in times] == [1, 2, 3, 4, 5, 6]
        assert [d.error for d in times] == ["Slack answered 503 Said: busy"] * 5 + [""]
        assert sent.sent_at == world.clock.wall == START + 31_000  # 1 + 2 + 4 + 8 + 16 s
        await world.tick_until(lambda: world.clock.wall > START + 600_000, step=60)
    assert len(slack.posts) == 6
    assert await world.store.count_waiting() == 0


async def test_the_backoff_doubles_to_five_minutes_and_slack_is_never_asked_twice_a_second(
    world: World, slack: SlackServer
) -> None:
    assert [backoff(n) for n in (1, 2, 3, 9, 10, 5_000)] == [1, 2, 4, 256, 300, 300]
    world.chance = 0.25
    slack.script = [BUSY] * 3
    (key,) = await world.alert("api", "ops")
    async with world.running():
        sent = await world.settled(key)
    # A quarter of 1, 2 and 4 s; but Slack gets at most one message a second.
    assert [(d.next_at or START) - START for d in world.seen[key]] == [1_000, 2_000, 3_000, 0]
    assert sent.attempts == 4


async def test_the_jitter_is_full(world: World, mail: MailServer) -> None:
    world.chance = 0.25
    mail.data_answer = "451 later"
    (key,) = await world.alert("api", "mail")
    async with world.running():
        for waited in (250, 500, 1_000, 2_000):
            failed = await asyncio.wait_for(world.changes.get(), 60)
            assert (failed.next_at or 0) - world.clock.wall == waited
            world.clock.advance(waited / 1_000)
            world.outbox.wake()
        mail.data_answer = ""
        await world.settled(key)


@pytest.mark.parametrize(("header", "least"), [("30", 30), ("86400", HOUR), ("soon", 1)])
async def test_retry_after_is_honoured_by_the_whole_channel(
    world: World, slack: SlackServer, header: str, least: float
) -> None:
    slack.script = [Answer(429, "slow down", {"Retry-After": header})]
    times = arrivals(world, slack, lambda name: None)
    first, second = [(await world.alert(name, "ops"))[0] for name in ("one", "two")]
    async with world.running():
        await world.tick_until(
            lambda: world.state(first) is world.state(second) is DeliveryState.SENT, step=max(0.25, least / 40)
        )
    assert times[1][1] - times[0][1] >= least
    assert times[1][1] - times[0][1] <= least * 1.5 + 10
    assert len(times) == 3


async def test_a_refusal_for_good_is_tried_once_and_other_channels_go_on(
    world: World, slack: SlackServer, mail: MailServer
) -> None:
    slack.default = Answer(404, "no_service")
    to_slack, to_mail = await world.alert("api", "ops", "mail")
    async with world.running():
        refused = await world.settled(to_slack)
        assert (await world.settled(to_mail)).state is DeliveryState.SENT
    assert (refused.state, refused.attempts, refused.next_at) == (DeliveryState.UNDELIVERABLE, 1, None)
    assert refused.error == "Slack answered 404 Said: no_service"
    assert len(slack.posts) == 1


async def test_after_24_hours_it_is_given_up(world: World, slack: SlackServer) -> None:
    slack.default = BUSY
    (key,) = await world.alert("api", "ops")
    async with world.running():
        given_up = await world.settled(key)
    assert given_up.state is DeliveryState.UNDELIVERABLE
    assert given_up.error == "Given up after 24 hours. The last answer: Slack answered 503 Said: busy"
    assert 0 <= world.clock.wall - START - 24 * HOUR * 1_000 <= 1_000
    assert 290 < len(slack.posts) < 310  # every 5 min


async def test_what_waited_behind_it_is_given_up_with_it(world: World, slack: SlackServer) -> None:
    slack.default = BUSY
    old = [(await world.alert(name, "ops"))[0] for name in ("one", "two", "three")]
    world.clock.advance(25 * HOUR)
    (new,) = await world.alert("four", "ops")
    async with world.running():
        await asyncio.gather(*(asyncio.wait_for(world.changes.get(), 60) for _ in old))
    assert {world.state(key) for key in old} == {DeliveryState.UNDELIVERABLE}
    assert world.state(new) in WAITING
    assert len(slack.posts) == 1


async def test_killed_between_acceptance_and_marking_it_repeats_the_same_delivery(
    world: World, mail: MailServer
) -> None:
    """The program dies while it stores that the message was accepted."""
    store = world.store

    class DyingStore:
        accepted = asyncio.Event()

        def __getattr__(self, name: str) -> Any:
            return getattr(store, name)

        async def save_deliveries(self, changed: Sequence[Delivery], **more: Any) -> None:
            if changed[0].state is DeliveryState.SENT:
                self.accepted.set()
                await asyncio.Event().wait()
            await store.save_deliveries(changed, **more)

    (key,) = await world.alert("api", "mail")
    world.store = DyingStore()
    async with world.running():
        await asyncio.wait_for(DyingStore.accepted.wait(), 60)
    world.store = store
    async with world.running():
        assert (await world.settled(key)).state is DeliveryState.SENT
    assert [m["Message-ID"] for m in mail.mails] == [f"<{key}@example.org>"] * 2


async def test_a_store_that_fails_ends_nothing_and_nothing_accepted_is_sent_twice(
    world: World, slack: SlackServer, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "STORE_REST", 0.01)
    store = world.store
    failures = {"deliveries_due": 2, "save_deliveries": 3}

    class FailingStore:
        def __getattr__(self, name: str) -> Any:
            return getattr(store, name)

        async def deliveries_due(self, now: int) -> Sequence[Delivery]:
            self._fail("deliveries_due")
            return await store.deliveries_due(now)  # type: ignore[no-any-return]

        async def save_deliveries(self, changed: Sequence[Delivery], **more: Any) -> None:
            self._fail("save_deliveries")
            await store.save_deliveries(changed, **more)

        def _fail(self, name: str) -> None:
            failures[name] -= 1
            if failures[name] >= 0:
                raise OSError("database or disk is full")

    (key,) = await world.alert("api", "ops")
    world.store = FailingStore()
    async with world.running():
        await world.tick_until(lambda: world.state(key) is DeliveryState.SENT)
    assert len(slack.posts) == 1
    assert await store.count_waiting() == 0
    assert "cannot read what is to be delivered" in caplog.text


async def test_what_is_read_while_it_is_being_sent_is_not_sent_again(world: World, slack: SlackServer) -> None:
    """A look into the store begins before a message is accepted and ends after it was marked."""
    store = world.store
    looks = 0
    read, go_on = asyncio.Event(), asyncio.Event()

    class SlowStore:
        def __getattr__(self, name: str) -> Any:
            return getattr(store, name)

        async def deliveries_due(self, now: int) -> Sequence[Delivery]:
            nonlocal looks
            looks += 1
            found: Sequence[Delivery] = await store.deliveries_due(now)
            if looks == 2:
                read.set()
                await go_on.wait()
            return found

    def look(post: dict[str, Any]) -> None:
        world.outbox.wake()

    slack.on_post = look
    (key,) = await world.alert("api", "ops")
    world.store = SlowStore()
    async with world.running():
        await asyncio.wait_for(read.wait(), 60)
        await world.settled(key)
        go_on.set()
        await world.tick_until(lambda: looks > 5)
    assert len(slack.posts) == 1


async def test_a_channel_that_is_gone_is_said(world: World) -> None:
    (key,) = await world.alert("api", "ops")
    async with world.running():
        await world.tick_until(lambda: world.state(key) is DeliveryState.UNDELIVERABLE)
    gone = world.seen[key][-1]
    assert (gone.state, gone.error) == (DeliveryState.UNDELIVERABLE, "The channel does not exist any more.")


async def test_a_channel_that_is_being_renamed_loses_nothing(world: World, slack: SlackServer) -> None:
    channel = await world.store.save_channel(world.channels["ops"].model_copy(update={"webhook_url": SECRET}))
    old = world.channels.pop("ops")
    (key,) = await world.alert("api", "ops")
    looked = asyncio.Event()

    def channel_of(name: str) -> Channel | None:
        looked.set()
        return world.channels.get(name)

    async with world.running(channel_of):
        await asyncio.wait_for(looked.wait(), 60)
        await world.store.save_channel(channel.model_copy(update={"name": "new"}))
        world.add(old.model_copy(update={"name": "new"}))
        await world.tick_until(lambda: world.state(key) is DeliveryState.SENT)
    assert [delivery.channel for delivery in world.seen[key]] == ["new"]


async def test_an_unset_secret_is_shown_and_tried_again(
    world: World, slack: SlackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPS_URL", raising=False)
    world.add(SlackChannel(name="ops", group_seconds=0, webhook_url=SecretStr("${env:OPS_URL}")))
    (key,) = await world.alert("api", "ops")
    async with world.running() as outbox:
        failed = await asyncio.wait_for(world.changes.get(), 60)
        assert (failed.state, failed.attempts) == (DeliveryState.FAILED, 1)
        assert failed.error == "webhook_url: the environment variable OPS_URL is not set."
        monkeypatch.setenv("OPS_URL", slack.url)
        world.clock.advance(1)  # Slack's second
        outbox.retry_now()
        assert (await asyncio.wait_for(world.changes.get(), 60)).state is DeliveryState.SENT
    assert world.state(key) is DeliveryState.SENT
