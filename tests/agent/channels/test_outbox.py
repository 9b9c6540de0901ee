"""The outbox over the real store, with Slack and mail as real servers. Time is the tests' own."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from agent.channels.outbox import Outbox, backoff
from agent.model import (
    Alert,
    AlertEvent,
    AlertKind,
    Cause,
    Channel,
    Delivery,
    DeliveryState,
    EmailChannel,
    HttpTarget,
    Monitor,
    Notice,
    SlackChannel,
)
from agent.store import Change, Store
from agent.vault import Vault
from tests.agent.channels.servers import Answer, MailServer, SlackServer, mail_server, slack_server

START = 1_790_000_000_000
HOUR = 3_600
BUSY = Answer(503, "busy")
SECRET = SecretStr("${env:OPS_URL}")
WAITING = (DeliveryState.PENDING, DeliveryState.FAILED)


@dataclass
class Clock:
    """Wall clock (ms) and monotonic clock (s), which go on only when told."""

    wall: int = START
    monotonic: float = 1_000.0

    def advance(self, seconds: float) -> None:
        self.monotonic += seconds
        self.wall += round(seconds * 1_000)


@dataclass
class World:
    """A store, its channels and clocks; :meth:`running` runs an outbox over them."""

    store: Any
    clock: Clock
    channels: dict[str, Channel] = field(default_factory=dict)
    changes: asyncio.Queue[Delivery] = field(default_factory=asyncio.Queue)
    seen: dict[str, list[Delivery]] = field(default_factory=dict)
    chance: float = 1.0
    outbox: Outbox = field(init=False)

    @asynccontextmanager
    async def running(self, channel_of: Callable[[str], Channel | None] | None = None) -> AsyncIterator[Outbox]:
        self.outbox = Outbox(
            self.store,
            Vault(),
            channel_of or self.channels.get,
            self._changed,
            lambda: self.clock.wall,
            clock=lambda: self.clock.monotonic,
            random=lambda: self.chance,
        )
        task = asyncio.create_task(self.outbox.run())
        try:
            yield self.outbox
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    def _changed(self, delivery: Delivery) -> None:
        self.seen.setdefault(delivery.id, []).append(delivery)
        self.changes.put_nowait(delivery)

    def add(self, channel: Channel) -> None:
        self.channels[channel.name] = channel

    async def alert(self, name: str, *told: str, events: Sequence[AlertEvent] = (AlertEvent.OPENED,)) -> list[str]:
        """Open an alert of monitor ``name`` with deliveries to the channels ``told``; returns the deliveries' ids."""
        monitor = await self.store.save_monitor(
            Monitor(name=name, target=HttpTarget(url="https://api.example.org")), self.clock.wall
        )
        alert = Alert(0, monitor.id, AlertKind.DOWN, Cause.TIMEOUT, "No answer", opened_at=self.clock.wall)
        deliveries = []
        for event in events:
            notice = Notice(
                event, AlertKind.DOWN, name, "https://api.example.org", Cause.TIMEOUT, "", self.clock.wall, START
            )
            for channel in told:
                made = (str(uuid.uuid4()), 0, channel, event, notice, DeliveryState.PENDING, self.clock.wall)
                deliveries.append(Delivery(*made, next_at=self.clock.wall))
        await self.store.record(None, [Change(alert, tuple(deliveries))])
        return [delivery.id for delivery in deliveries]

    async def tick_until(self, done: Callable[[], bool], step: float = 0.25) -> None:
        """Let time pass in small steps until ``done``."""
        async with asyncio.timeout(60):
            while not done():
                self.clock.advance(step)
                self.outbox.wake()
                await asyncio.sleep(0.002)

    async def settled(self, key: str) -> Delivery:
        """Follow a delivery to its end, each time jumping to the moment of the next try."""
        async with asyncio.timeout(60):
            while not (seen := self.seen.get(key)) or seen[-1].state in WAITING:
                change = await self.changes.get()
                if change.id == key and change.next_at is not None:
                    self.clock.advance((change.next_at - self.clock.wall) / 1_000)
                    self.outbox.wake()
        return self.seen[key][-1]

    def state(self, key: str) -> DeliveryState:
        return self.seen[key][-1].state if key in self.seen else DeliveryState.PENDING


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    store = await Store.open(tmp_path)
    yield World(store, Clock())
    await store.close()


@pytest.fixture
async def slack(world: World) -> AsyncIterator[SlackServer]:
    async with slack_server() as server:
        world.add(SlackChannel(name="ops", webhook_url=SecretStr(server.url)))
        yield server


@pytest.fixture
async def mail(world: World) -> AsyncIterator[MailServer]:
    async with mail_server() as server:
        given: dict[str, Any] = {"host": "127.0.0.1", "port": server.port, "security": "none"}
        world.add(EmailChannel(name="mail", sender="a@example.org", recipients=("b@example.org",), **given))
        yield server


def arrivals(world: World, slack: SlackServer, answer: Callable[[str], Answer | None]) -> list[tuple[str, float]]:
    """From now on the (monitor, monotonic time) of each message; ``answer`` says how the monitor's are answered."""
    times: list[tuple[str, float]] = []

    def note(post: dict[str, Any]) -> Answer | None:
        name = str(post["blocks"][0]["text"]["text"]).split()[1]
        times.append((name, world.clock.monotonic))
        return answer(name)

    slack.on_post = note
    return times


def gaps(times: list[tuple[str, float]]) -> list[float]:
    return [later - earlier for (_, earlier), (_, later) in pairwise(times)]


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

        async def save_delivery(self, delivery: Delivery) -> None:
            self.accepted.set()
            await asyncio.Event().wait()

    (key,) = await world.alert("api", "mail")
    world.store = DyingStore()
    async with world.running():
        await asyncio.wait_for(DyingStore.accepted.wait(), 60)
    world.store = store
    async with world.running():
        assert (await world.settled(key)).state is DeliveryState.SENT
    assert [m["Message-ID"] for m in mail.mails] == [f"<{key}@example.org>"] * 2


async def test_a_store_that_fails_ends_nothing_and_nothing_accepted_is_sent_twice(
    world: World, slack: SlackServer, caplog: pytest.LogCaptureFixture
) -> None:
    store = world.store
    failures = {"deliveries_due": 2, "save_delivery": 3}

    class FailingStore:
        async def deliveries_due(self, now: int) -> Sequence[Delivery]:
            self._fail("deliveries_due")
            return await store.deliveries_due(now)  # type: ignore[no-any-return]

        async def save_delivery(self, delivery: Delivery) -> None:
            self._fail("save_delivery")
            await store.save_delivery(delivery)

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
    world.add(SlackChannel(name="ops", webhook_url=SecretStr("${env:OPS_URL}")))
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


async def test_order_is_kept_for_each_alert_and_one_that_fails_holds_up_no_other(
    world: World, slack: SlackServer
) -> None:
    bad = [True]
    times = arrivals(world, slack, lambda name: BUSY if name == "poison" and bad[0] else None)
    opened, closed = await world.alert("poison", "ops", events=(AlertEvent.OPENED, AlertEvent.CLOSED))
    other, also = await world.alert("fine", "ops", events=(AlertEvent.OPENED, AlertEvent.CLOSED))
    async with world.running():
        await world.tick_until(lambda: world.state(other) is world.state(also) is DeliveryState.SENT)
        assert world.state(opened) is DeliveryState.FAILED
        assert world.state(closed) is DeliveryState.PENDING
        bad[0] = False
        await world.tick_until(lambda: world.state(closed) is DeliveryState.SENT)
    assert world.state(opened) is DeliveryState.SENT
    assert times[0][0] == "poison"
    titles = [title for title in slack.titles if "poison" in title]
    assert titles[-2:] == ["🔴 poison is down", "🟢 poison is up again after 0 s"]
    assert "up again" not in "".join(titles[:-1])
    assert [title for title in slack.titles if "fine" in title] == ["🔴 fine is down", "🟢 fine is up again after 0 s"]


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
    world.add(SlackChannel(name="ops", webhook_url=SecretStr(f"http://127.0.0.1:{port}/x")))
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
    await world.store.save_delivery(delivery)
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
