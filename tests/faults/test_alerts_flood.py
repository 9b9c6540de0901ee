"""Many alerts at once, and alerts that are over before they could be told: few messages, and nobody is left out."""

import random
import re
from typing import Any

import pytest

from agent.model import AlertEvent, DeliveryState
from tests.agent.channels.outbox_world import BUSY, HOUR, START, World, arrivals, gaps
from tests.agent.channels.servers import OK, SlackServer

MONITORS = 500


def grouped(world: World) -> None:
    """The channel as it is by default."""
    world.add(world.channels["ops"].model_copy(update={"group_seconds": 30}))


def fields(post: dict[str, Any]) -> list[tuple[str, str]]:
    """The facts of a message: label and value."""
    texts = [field["text"] for block in post["blocks"] for field in block.get("fields", ())]
    return list(zip(texts[::2], texts[1::2], strict=True))


async def test_500_monitors_that_go_down_within_5_seconds_are_at_most_3_messages(
    world: World, slack: SlackServer
) -> None:
    grouped(world)
    chance = random.Random(4)
    moments = sorted(chance.uniform(0, 5) for _ in range(MONITORS))
    times = arrivals(world, slack, lambda name: None)
    keys: list[str] = []
    async with world.running():
        for number, moment in enumerate(moments):
            world.clock.advance(max(0.0, moment - (world.clock.wall - START) / 1_000))
            keys += await world.alert(f"api{number:03}", "ops")
            world.outbox.wake()
        await world.tick_until(lambda: all(world.state(key) is DeliveryState.SENT for key in keys))
    assert 1 <= len(slack.posts) <= 3
    assert min(gaps(times), default=30) >= 1
    told = named = 0
    for title, post in zip(slack.titles, slack.posts, strict=True):
        match = re.fullmatch(r"🔴 (?:(\d+) down|api\d+ is down)", title)
        assert match is not None, title
        told += int(match[1] or 1)
        facts = fields(post)
        more = sum(int(label.split()[1]) for label, _ in facts if "more" in label)
        shown = [label for label, _ in facts if re.fullmatch(r"\*api\d+\*", label)] if match[1] else [title]
        assert len(shown) + more == int(match[1] or 1)
        named += len(shown) + more
    assert told == named == MONITORS


async def test_the_first_alert_is_not_kept_waiting(world: World, slack: SlackServer) -> None:
    grouped(world)
    times = arrivals(world, slack, lambda name: None)
    (key,) = await world.alert("api", "ops")
    async with world.running():
        await world.tick_until(lambda: world.state(key) is DeliveryState.SENT, step=0.02)
    assert slack.titles == ["🔴 api is down"]
    assert times[0][1] - 1_000 < 5


@pytest.mark.parametrize("window", [30, 0])
async def test_slack_is_unreachable_for_an_hour_over_20_flaps_and_then_tells_it_in_one_message(
    world: World, slack: SlackServer, window: int
) -> None:
    world.add(world.channels["ops"].model_copy(update={"group_seconds": window}))
    slack.default = BUSY
    chance = random.Random(20)
    keys: list[str] = []
    async with world.running():
        for _ in range(20):
            keys += await world.alert("api", "ops")
            await world.pass_time(chance.uniform(30, 150))
            keys.append(await world.tell("api", "ops", AlertEvent.CLOSED))
            await world.pass_time(chance.uniform(30, 150))
        refused = len(slack.posts)
        assert refused > 10
        slack.default = OK
        await world.tick_until(lambda: all(world.state(key) is DeliveryState.SENT for key in keys), step=5)
    (summary,) = slack.posts[refused:]
    assert len(keys) == 40
    assert "20 times since" in summary["text"]
    assert "up again" in slack.titles[-1]
    assert len({world.seen[key][-1].message_id for key in keys}) == 1


async def test_after_an_outage_of_slack_each_monitor_is_told_once(world: World, slack: SlackServer) -> None:
    grouped(world)
    slack.default = BUSY
    keys: list[str] = []
    async with world.running():
        for number in range(60):
            keys += await world.alert(f"api{number}", "ops")
            await world.pass_time(HOUR / 60)
        refused = len(slack.posts)
        slack.default = OK
        await world.tick_until(lambda: all(world.state(key) is DeliveryState.SENT for key in keys), step=5)
    told = slack.titles[refused:]
    assert len(told) == 2  # the one that found it back, and all others
    assert told[1] == "🔴 59 down"
