"""Slack by webhook, against a real HTTP server that answers as Slack does."""

import json
import logging
import socket
from collections.abc import AsyncIterator
from dataclasses import replace
from email.utils import formatdate

import pytest
from pydantic import SecretStr

from agent import channels
from agent.channels import Rejected, Unavailable
from agent.channels.http import parse_retry_after
from agent.channels.wording import timestamp
from agent.model import AlertEvent, AlertKind, SlackChannel
from tests.agent.channels.notices import AT, DOWN, told
from tests.agent.channels.servers import Answer, SlackServer, slack_server


@pytest.fixture
async def slack() -> AsyncIterator[SlackServer]:
    async with slack_server() as server:
        yield server


def channel(url: str) -> SlackChannel:
    return SlackChannel(name="ops", webhook_url=SecretStr(url))


def texts(post: dict[str, object]) -> list[str]:
    """Every text in a message, in reading order."""

    def walk(value: object) -> list[str]:
        if isinstance(value, dict):
            own = [value["text"]] if isinstance(value.get("text"), str) else []
            return own + [text for part in value.values() for text in walk(part)]
        return [text for part in value for text in walk(part)] if isinstance(value, list) else []

    return walk(post["blocks"])


async def test_a_down_message_says_everything(slack: SlackServer) -> None:
    assert await channels.send(channel(slack.url), told(DOWN)) == "ok"
    (post,) = slack.posts
    assert post["text"] == "api-prod is down: Expected 200–299, got 503 Service Unavailable."
    assert [block["type"] for block in post["blocks"]] == ["header", "section", "section", "section"]
    assert texts(post) == [
        "🔴 api-prod is down",
        "Expected 200–299, got 503 Service Unavailable.",
        *("*Monitor*", "api-prod"),
        *("*Address*", "https://api.example.com/health"),
        *("*Cause*", "Unexpected status"),
        *("*Since*", timestamp(AT)),
        *("*Last status*", "503 Service Unavailable"),
        *("*Latency*", "42 ms"),
        *("*Checks*", "4 of the last 5 failed (alerts at 4 of 5)"),
    ]


async def test_nobody_is_pinged_and_nothing_is_formatted(slack: SlackServer) -> None:
    nasty = "<!channel> *b* <https://evil|x> & \u202e@here\x07"
    notice = replace(DOWN, monitor=nasty, message=nasty, target=f"https://h/{nasty}", rule=nasty)
    await channels.send(channel(slack.url), told(notice))
    (post,) = slack.posts
    inert = "&lt;!channel&gt; *b* &lt;https://evil|x&gt; &amp; @here"
    assert [text for text in texts(post) if inert in text][:3] == [
        f"🔴 {inert} is down",
        f"{inert}.",
        inert,
    ]
    raw = json.dumps(post, ensure_ascii=False)
    assert not set("<>\x07\u202e") & set(raw)

    def formatted(value: object) -> list[str]:
        if isinstance(value, dict):
            own = [value["text"]] if value.get("type") == "mrkdwn" else []
            return own + [text for part in value.values() for text in formatted(part)]
        return [text for part in value for text in formatted(part)] if isinstance(value, list) else []

    assert all("channel" not in text and "evil" not in text for text in formatted(post["blocks"]))


async def test_the_longest_texts_stay_within_slacks_limits(slack: SlackServer) -> None:
    notice = replace(DOWN, monitor="&" * 200, message="<" * 3_000, target="https://h/" + ">" * 3_000)
    await channels.send(channel(slack.url), told(notice))
    header, section, *groups = slack.posts[0]["blocks"]
    assert len(header["text"]["text"]) <= 150
    assert header["text"]["text"].endswith("&amp;…")
    assert len(section["text"]["text"]) <= 3_000
    assert all(len(group["fields"]) <= 10 for group in groups)
    assert all(0 < len(field["text"]) <= 2_000 for group in groups for field in group["fields"])


@pytest.mark.parametrize(
    ("event", "kind", "title"),
    [
        (AlertEvent.CLOSED, AlertKind.DOWN, "🟢 api-prod is up again after 6 min"),
        (AlertEvent.CLOSED, AlertKind.SLOW, "🟢 api-prod is fast again after 6 min"),
        (AlertEvent.FLAPPING, AlertKind.DOWN, "🟠 api-prod is flapping"),
        (AlertEvent.OPENED, AlertKind.SLOW, "🟠 api-prod is slow"),
        (AlertEvent.OPENED, AlertKind.CERTIFICATE, "🟠 The certificate of api-prod needs attention"),
    ],
)
async def test_titles(slack: SlackServer, event: AlertEvent, kind: AlertKind, title: str) -> None:
    notice = replace(DOWN, event=event, kind=kind, closed_at=AT + 370_000 if event is AlertEvent.CLOSED else None)
    await channels.send(channel(slack.url), told(notice))
    assert slack.titles == [title]


@pytest.mark.parametrize(
    ("status", "body"),
    [(400, "invalid_payload"), (403, "invalid_token"), (404, "no_service"), (410, "channel_is_archived")],
)
async def test_permanent_refusals_come_in_slacks_words(slack: SlackServer, status: int, body: str) -> None:
    slack.default = Answer(status, body)
    with pytest.raises(Rejected, match=f"Slack answered {status} Said: {body}"):
        await channels.send(channel(slack.url), told(DOWN))


@pytest.mark.parametrize("status", [429, 500, 502, 503, 408])
async def test_passing_trouble_is_worth_another_try(slack: SlackServer, status: int) -> None:
    slack.default = Answer(status, "busy", {"Retry-After": "7"})
    with pytest.raises(Unavailable, match=f"{status} Said: busy") as caught:
        await channels.send(channel(slack.url), told(DOWN))
    assert caught.value.retry_after == 7


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("30", 30),
        ("0", 0),
        ("1.5", 1.5),
        ("86400", 86_400),
        (formatdate(1_000_090, usegmt=True), 90),
        (formatdate(999_000, usegmt=True), 0),
        ("soon", None),
        ("-5", None),
        ("1e9", None),
        ("", None),
    ],
)
def test_retry_after(header: str, seconds: float | None) -> None:
    assert parse_retry_after(header, 1_000_000) == seconds


async def test_a_login_page_in_between_is_not_taken_for_acceptance(slack: SlackServer) -> None:
    slack.default = Answer(200, "<!DOCTYPE html><title>Hotel</title>")
    with pytest.raises(Unavailable, match="web page"):
        await channels.send(channel(slack.url), told(DOWN))


async def test_redirects_are_not_followed(slack: SlackServer) -> None:
    slack.default = Answer(302, "", {"Location": slack.url})
    with pytest.raises(Rejected, match="leads elsewhere"):
        await channels.send(channel(slack.url), told(DOWN))
    assert len(slack.posts) == 1


async def test_the_address_appears_in_no_error_and_no_log(slack: SlackServer, caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("agent").setLevel(logging.DEBUG)
    caplog.set_level(logging.WARNING, "httpx")
    path = slack.url.partition("127.0.0.1")[2].partition("/")[2]
    slack.script = [
        Answer(404, f"The requested URL /{path} was not found"),
        Answer(503, "for " + "/".join(reversed(path.split("/")))),
    ]
    errors = []
    for url in (
        slack.url,
        slack.url,
        slack.url.replace("127.0.0.1", "127.0.0.1:x"),
        f"ftp://h/{path}",
        f"http:///{path}",
    ):
        with pytest.raises((Rejected, Unavailable)) as caught:
            await channels.send(channel("https://h").model_copy(update={"webhook_url": SecretStr(url)}), told(DOWN))
        errors.append(str(caught.value))
    assert errors[0] == "Slack answered 404 Said: The requested URL … was not found"
    for secret in ("CANARY", "secretwebhookpath"):
        assert secret not in "".join(errors) + caplog.text


async def test_refused_connections_are_unavailable() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        with pytest.raises(Unavailable, match=r"127\.0\.0\.1 cannot be reached"):
            await channels.send(channel(f"http://127.0.0.1:{port}/services/x"), told(DOWN))


async def test_proxies_of_the_environment_are_used_but_not_for_this_machine(
    slack: SlackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{slack.port}")
    assert await channels.send(channel("http://hooks.invalid/services/x"), told(DOWN)) == "ok"
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert await channels.send(channel(slack.url), told(DOWN)) == "ok"
    assert len(slack.posts) == 2


async def test_the_test_message_says_that_the_channel_works(slack: SlackServer) -> None:
    assert await channels.send_test(channel(slack.url)) == "ok"
    assert slack.titles == ["🔵 Test message from API Monitor"]
    assert slack.posts[0]["text"].endswith("The channel ops works: alerts will arrive here.")
