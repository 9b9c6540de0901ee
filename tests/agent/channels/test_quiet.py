"""Quiet hours in the outbox, over the real store and with Slack as a real server. Time is the tests' own."""

from datetime import UTC, datetime, timedelta

from agent.channels.outbox import GIVE_UP_AFTER
from agent.model import AlertEvent, DeliveryState, QuietHours
from agent.quiet import DAYS
from tests.agent.channels.outbox_world import BUSY, HOUR, START, World
from tests.agent.channels.servers import Answer, SlackServer

BEGIN = datetime.fromtimestamp(START / 1_000, UTC).replace(second=0) - timedelta(hours=1)
END = BEGIN + timedelta(hours=9)
NIGHT = QuietHours(zone="UTC", **{DAYS[BEGIN.weekday()]: f"{BEGIN:%H:%M}-{END:%H:%M}"})
LEFT = END.timestamp() - START / 1_000
"""Seconds from the start of a test to the end of the night."""


def texts(slack: SlackServer) -> str:
    return "\n".join(str(post) for post in slack.posts)


async def test_the_night_is_one_message_over_a_restart_and_what_is_critical_goes_out(
    world: World, slack: SlackServer
) -> None:
    """The channel groups nothing by itself; the summary is one message all the same."""
    world.quiet, world.critical = NIGHT, frozenset({"vital"})
    async with world.running():
        await world.alert("api", "ops")
        await world.alert("web", "ops")
        (vital,) = await world.alert("vital", "ops")
        world.outbox.wake()
        await world.tick_until(lambda: world.state(vital) is DeliveryState.SENT)
        await world.tell("web", "ops", AlertEvent.CLOSED)
        await world.pass_time(2 * HOUR, 60)
    assert slack.titles == ["🔴 vital is down"]
    async with world.running():
        await world.alert("web", "ops")
        await world.tell("web", "ops", AlertEvent.CLOSED)
        await world.pass_time(LEFT - (world.clock.wall - START) / 1_000 - 120, 60)
        assert len(slack.posts) == 1
        await world.tick_until(lambda: len(slack.posts) == 2, step=1)
        assert world.clock.wall >= START + LEFT * 1_000
        await world.pass_time(600)
    assert slack.titles[1:] == ["🔴 1 down, 1 up again"]
    said = texts(slack)
    assert "2 in quiet hours." in said
    assert "2 times" in said
    assert await world.store.count_waiting() == 0


async def test_one_alert_alone_is_told_as_what_it_is(world: World, slack: SlackServer) -> None:
    world.quiet = NIGHT
    await world.alert("api", "ops", events=(AlertEvent.OPENED, AlertEvent.REMINDER))
    async with world.running():
        await world.tick_until(lambda: bool(slack.posts), step=60)
    assert slack.titles == ["🔴 api is still down"]
    assert "It came in quiet hours." in texts(slack)


async def test_a_summary_that_is_not_taken_stays_one(world: World, slack: SlackServer) -> None:
    world.quiet = NIGHT
    slack.script = [BUSY] * 3
    for name in ("api", "web"):
        await world.alert(name, "ops")
    async with world.running():
        await world.tick_until(lambda: len(slack.posts) == 4, step=60)
        await world.pass_time(600)
    assert slack.titles == ["🔴 2 down"] * 4


async def test_what_fails_when_they_begin_waits_and_has_a_day_after_their_end(world: World, slack: SlackServer) -> None:
    slack.default = BUSY
    (early,) = await world.alert("early", "ops")
    async with world.running():
        await world.tick_until(lambda: len(slack.posts) == 2)
        world.quiet = NIGHT
        (late,) = await world.alert("late", "ops")
        posts = len(slack.posts)
        await world.pass_time(LEFT - 60, 60)
        assert len(slack.posts) == posts
        await world.tick_until(lambda: world.state(early) is DeliveryState.UNDELIVERABLE, step=300)
        assert world.state(late) is not DeliveryState.UNDELIVERABLE
        slack.default = Answer(200, "ok")
        world.outbox.retry_now()
        await world.tick_until(lambda: world.state(late) is DeliveryState.SENT, step=5)
    assert world.clock.wall - START > GIVE_UP_AFTER


async def test_with_quiet_hours_turned_off_what_waited_goes_out(world: World, slack: SlackServer) -> None:
    world.quiet = NIGHT
    (key,) = await world.alert("api", "ops")
    async with world.running():
        await world.pass_time(HOUR, 60)
        assert not slack.posts
        world.quiet = NIGHT.model_copy(update={"on": False})
        await world.tick_until(lambda: world.state(key) is DeliveryState.SENT)
