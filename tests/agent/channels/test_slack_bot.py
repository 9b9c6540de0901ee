"""Slack by bot token, against a real server that speaks its Web API."""

import json
from dataclasses import replace
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from agent import channels
from agent.channels import Rejected, Unavailable, parcel, slack_bot
from agent.model import AlertEvent, Delivery, DeliveryState, SlackBotChannel
from tests.agent.channels.hooks import HookServer, Request
from tests.agent.channels.notices import AT, DOWN, told
from tests.agent.channels.outbox_world import World
from tests.agent.channels.servers import Answer

BOT = SlackBotChannel(name="bot", token=SecretStr("xoxb-canary-token"), channel="#ops", group_seconds=0)
UP = replace(DOWN, event=AlertEvent.CLOSED, closed_at=AT + 60_000)


def says(**said: Any) -> Answer:
    return Answer(200, json.dumps(said))


@pytest.fixture
def api(hook: HookServer, monkeypatch: pytest.MonkeyPatch) -> HookServer:
    monkeypatch.setattr(slack_bot, "BASE", f"{hook.url}/api/")
    hook.answer = lambda request: says(ok=True, channel="C0OPS", ts=f"17.{len(hook.requests):06}")
    return hook


def delivery(number: int, event: AlertEvent, reference: str = "", message_id: str = "") -> Delivery:
    notice = DOWN if event is AlertEvent.OPENED else UP
    state = DeliveryState.SENT if reference else DeliveryState.PENDING
    key = f"d{number}{event}"
    return Delivery(key, number, "bot", event, notice, state, AT, message_id=message_id or key, reference=reference)


async def test_a_message_is_posted_with_the_token_and_its_reference_kept(api: HookServer) -> None:
    answer = await channels.send(BOT, told(DOWN))
    assert (answer, answer.reference) == ("ok, in channel C0OPS", "C0OPS:17.000001")
    (request,) = api.requests
    assert request.path == "/api/chat.postMessage"
    assert request.headers["authorization"] == "Bearer xoxb-canary-token"
    assert request.json["channel"] == "#ops"
    assert request.json["blocks"][0]["text"]["text"] == "🔴 api-prod is down"
    assert "thread_ts" not in request.json


async def test_recovery_stands_under_the_first_message_which_says_so_too(api: HookServer) -> None:
    first = delivery(1, AlertEvent.OPENED, "C0OPS:17.000001")
    await channels.send(BOT, parcel("m", [delivery(1, AlertEvent.CLOSED)], [first]))
    post, update = api.requests
    assert (post.json["channel"], post.json["thread_ts"], post.json["reply_broadcast"]) == ("C0OPS", "17.000001", True)
    assert update.path == "/api/chat.update"
    assert (update.json["channel"], update.json["ts"]) == ("C0OPS", "17.000001")
    assert update.json["text"] == "🟢 api-prod is up again after 60 s"


async def test_a_message_about_several_is_not_changed_when_one_of_them_is_over(api: HookServer) -> None:
    first = delivery(1, AlertEvent.OPENED, "C0OPS:17.000001", message_id="group")
    await channels.send(BOT, parcel("m", [delivery(1, AlertEvent.CLOSED)], [first]))
    assert [request.path for request in api.requests] == ["/api/chat.postMessage"]
    assert api.requests[0].json["thread_ts"] == "17.000001"
    several = [delivery(1, AlertEvent.CLOSED), delivery(2, AlertEvent.OPENED)]
    await channels.send(BOT, parcel("m2", several, [first]))
    assert "thread_ts" not in api.requests[1].json


async def test_the_first_message_stays_as_it_is_where_it_cannot_be_changed(api: HookServer) -> None:
    def answer(request: Request) -> Answer:
        return says(ok=False, error="cant_update_message") if "update" in request.path else says(ok=True)

    api.answer = answer
    first = delivery(1, AlertEvent.OPENED, "C0OPS:17.000001")
    await channels.send(BOT, parcel("m", [delivery(1, AlertEvent.CLOSED)], [first]))
    assert len(api.requests) == 2


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("invalid_auth", "Slack answered invalid_auth: the token is not valid"),
        ("channel_not_found", "Slack answered channel_not_found: there is no such channel, or the app is not in it"),
        ("msg_blocks_too_long", "Slack answered msg_blocks_too_long"),
    ],
)
async def test_refused_for_good(api: HookServer, error: str, said: str) -> None:
    api.answer = lambda request: says(ok=False, error=error)
    with pytest.raises(Rejected) as caught:
        await channels.send(BOT, told(DOWN))
    assert str(caught.value) == said


@pytest.mark.parametrize(
    ("answer", "wait"),
    [
        (Answer(429, '{"ok":false,"error":"ratelimited"}', {"Retry-After": "30"}), 30),
        (Answer(200, '{"ok":false,"error":"ratelimited"}', {"Retry-After": "30"}), 30),
        (Answer(200, '{"ok":false,"error":"internal_error"}'), None),
        (Answer(200, "<html>login</html>"), None),
        (Answer(503, "xoxb-canary-token"), None),
    ],
)
async def test_later_perhaps(api: HookServer, answer: Answer, wait: float | None) -> None:
    api.answer = lambda request: answer
    with pytest.raises(Unavailable) as caught:
        await channels.send(BOT, told(DOWN))
    assert caught.value.retry_after == wait
    assert "canary" not in str(caught.value)


async def test_through_the_outbox_the_thread_survives_a_restart(world: World, api: HookServer) -> None:
    world.add(BOT)
    (opened,) = await world.alert("api", "bot")
    async with world.running():
        await world.tick_until(lambda: world.state(opened) is DeliveryState.SENT)
    async with world.running():
        closed = await world.tell("api", "bot", AlertEvent.CLOSED)
        await world.tick_until(lambda: world.state(closed) is DeliveryState.SENT)
    assert world.seen[opened][-1].reference == "C0OPS:17.000001"
    assert [request.json.get("thread_ts") for request in api.requests][1] == "17.000001"


def test_what_is_no_token_is_refused() -> None:
    with pytest.raises(ValidationError, match="expected a bot token"):
        SlackBotChannel(name="bot", token=SecretStr("hello"), channel="#ops")
