"""What a service refuses for good: one try, a flag on the channel, and one word of it through another channel."""

from collections.abc import Callable

import pytest
from pydantic import SecretStr

from agent.channels.trouble import Troubles
from agent.messages import ChannelTroubles
from agent.model import DeliveryState, EmailChannel
from tests.agent.channels.outbox_world import START, World
from tests.agent.channels.servers import OK, Answer, MailServer, SlackServer, mail_server

SENT, GIVEN_UP = DeliveryState.SENT, DeliveryState.UNDELIVERABLE


def stored_all(world: World, keys: list[str]) -> Callable[[], bool]:
    return lambda: all(world.state(key) in (SENT, GIVEN_UP) for key in keys)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(404, "no_service"), "Slack answered 404 Said: no_service"),
        (Answer(403, "invalid_token"), "Slack answered 403 Said: invalid_token"),
        (Answer(302, "", {"Location": "https://elsewhere"}), "Slack answered 302 Said"),
    ],
)
async def test_slack_refuses_and_mail_says_so_once(
    world: World, slack: SlackServer, mail: MailServer, answer: Answer, said: str
) -> None:
    slack.default = answer
    first = (await world.alert("api", "ops"))[0]
    async with world.running():
        await world.tick_until(lambda: len(mail.mails) == 1)
        second = (await world.alert("shop", "ops"))[0]
        world.outbox.wake()
        await world.tick_until(stored_all(world, [first, second]))
        await world.pass_time(600)
    assert [world.seen[key][-1].state for key in (first, second)] == [GIVEN_UP] * 2
    assert [world.seen[key][-1].attempts for key in (first, second)] == [1, 1]
    assert len(slack.posts) == 2
    (told,) = mail.mails
    assert told["Subject"] == "The channel ops does not deliver"
    body = told.get_body(("plain",))
    assert body is not None
    assert said in body.get_content()
    assert "“api is down”" in body.get_content()
    (trouble,) = world.troubles.all
    assert (trouble.channel, trouble.message.startswith(said)) == ("ops", True)


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")
async def test_a_mail_server_refuses_the_login_and_slack_says_so(world: World, slack: SlackServer) -> None:
    async with mail_server(password="right") as server:
        login = {"username": "me", "password": SecretStr("wrong")}
        world.add(
            EmailChannel(
                name="mail",
                host="127.0.0.1",
                port=server.port,
                security="none",
                group_seconds=0,
                sender="a@example.org",
                recipients=("b@example.org",),
                **login,
            )
        )
        (key,) = await world.alert("api", "mail")
        async with world.running():
            await world.tick_until(lambda: len(slack.posts) == 1)
            await world.pass_time(600)
        assert set(server.logins) == {("me", "wrong")}
    assert [(d.state, d.attempts) for d in world.seen[key]] == [(GIVEN_UP, 1)]
    assert slack.titles == ["🟠 The channel mail does not deliver"]
    assert "The mail server refused the login: 535" in slack.posts[0]["text"]
    assert "wrong" not in str(slack.posts)


async def test_a_mail_server_refuses_the_message(world: World, slack: SlackServer, mail: MailServer) -> None:
    mail.data_answer = "554 5.7.1 no"
    (key,) = await world.alert("api", "mail")
    async with world.running():
        await world.tick_until(lambda: len(slack.posts) == 1)
    assert world.seen[key][-1].state is GIVEN_UP
    assert "554 5.7.1 no" in slack.posts[0]["text"]


async def test_without_another_channel_the_window_says_it_alone(world: World, slack: SlackServer) -> None:
    slack.default = Answer(404, "no_service")
    await world.save("ops")
    (key,) = await world.alert("api", "ops")
    async with world.running():
        await world.tick_until(stored_all(world, [key]))
        await world.pass_time(60)
    (said,) = world.published
    assert isinstance(said, ChannelTroubles)
    assert [(t.channel, t.at >= START) for t in said.troubles] == [("ops", True)]
    assert len(slack.posts) == 1
    (view,) = await world.store.alerts()
    assert [delivery.state for delivery in view.deliveries] == [GIVEN_UP]


async def test_after_a_restart_it_is_still_known_and_not_told_again(
    world: World, slack: SlackServer, mail: MailServer
) -> None:
    slack.default = Answer(404, "no_service")
    await world.save("ops")
    (first,) = await world.alert("api", "ops")
    async with world.running():
        await world.tick_until(
            lambda: any(d[-1].channel == "mail" and d[-1].state is SENT for d in world.seen.values())
        )
    (second,) = await world.alert("shop", "ops")
    async with world.running():
        assert [trouble.channel for trouble in world.troubles.all] == ["ops"]
        await world.tick_until(stored_all(world, [first, second]))
        slack.default = OK
        (third,) = await world.alert("web", "ops")
        world.outbox.wake()
        await world.tick_until(lambda: world.state(third) is SENT and world.troubles.all == ())
    assert len(mail.mails) == 1
    assert await world.store.channel_troubles() == []


async def test_a_channel_that_is_changed_starts_anew(world: World, slack: SlackServer) -> None:
    slack.default = Answer(404, "no_service")
    channel = await world.save("ops")
    (key,) = await world.alert("api", "ops")
    async with world.running():
        await world.tick_until(stored_all(world, [key]))
    await world.store.save_channel(channel)
    troubles = Troubles(world.store, world.channels.values, world.published.append)
    await troubles.load()
    assert troubles.all == ()


async def test_24_hours_of_failures_are_told_elsewhere_too(world: World, slack: SlackServer, mail: MailServer) -> None:
    slack.default = Answer(503, "busy")
    (key,) = await world.alert("api", "ops")
    async with world.running():
        given_up = await world.settled(key)
        await world.tick_until(lambda: len(mail.mails) == 1)
    assert given_up.state is GIVEN_UP
    assert "does not deliver" in mail.mails[0]["Subject"]


async def test_two_channels_that_both_fail_tell_of_each_other_no_more(
    world: World, slack: SlackServer, mail: MailServer
) -> None:
    slack.default = Answer(404, "no_service")
    mail.data_answer = "554 no"
    keys = await world.alert("api", "ops", "mail")
    async with world.running():
        await world.tick_until(lambda: len(world.troubles.all) == 2)
        await world.tick_until(stored_all(world, keys))
        await world.pass_time(60)
    assert await world.store.count_waiting() == 0
    assert len(slack.posts) <= 2
