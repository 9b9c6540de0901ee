"""Webhooks against a real server: what is sent, how it is signed, and what its answers mean."""

import hashlib
import hmac
import json
import time
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr, ValidationError

from agent import channels, placeholders
from agent.channels import Rejected, Unavailable
from agent.channels.payload import values
from agent.channels.webhook import body
from agent.model import Header, WebhookChannel
from tests.agent.channels.hooks import HookServer
from tests.agent.channels.notices import AT, DOWN, told
from tests.agent.channels.servers import Answer


def channel(url: str = "https://h/", **changes: Any) -> WebhookChannel:
    return WebhookChannel(name="hook", url=SecretStr(url), **changes)


async def test_all_there_is_to_tell_is_posted_as_json(hook: HookServer) -> None:
    hook.answer = lambda request: Answer(202, "taken")
    said = await channels.send(channel(f"{hook.url}/in?key=canary-key"), told(DOWN, message_id="m-1"))
    assert said == "202 Said: taken"
    (request,) = hook.requests
    assert (request.method, request.path) == ("POST", "/in?key=canary-key")
    assert request.headers["content-type"] == "application/json"
    assert request.headers["x-api-monitor-id"] == "m-1"
    assert "x-api-monitor-signature" not in request.headers
    assert request.json == {
        "id": "m-1",
        "title": "api-prod is down",
        "text": "Expected 200–299, got 503 Service Unavailable.",
        "level": "bad",
        "at": "2026-09-21T14:14:05.000Z",
        "alerts": [
            {
                "delivery": "d0",
                "alert": 0,
                "event": "opened",
                "kind": "down",
                "monitor": "api-prod",
                "target": "https://api.example.com/health",
                "cause": "unexpected_status",
                "message": "Expected 200–299, got 503 Service Unavailable",
                "at": "2026-09-21T14:14:05.000Z",
                "opened_at": "2026-09-21T14:13:20.000Z",
                "closed_at": None,
                "status_code": 503,
                "latency_ms": 41.7,
            }
        ],
    }


async def test_method_headers_and_body_are_the_users_own(hook: HookServer) -> None:
    template = json.dumps(
        {
            "summary": "{{title}} ({{count}})",
            "code": "{{status_code}}",
            "closed": "{{closed_at}}",
            "who": "{{ monitors }}",
            "{{kind}}": [1, True, None, "plain"],
            "all": "{{alerts}}",
        }
    )
    headers = (Header(name="Authorization", value="Bearer canary-token"), Header(name="content-type", value="text/x"))
    given = channel(hook.url, method="PUT", headers=headers, body=template)
    await channels.send(given, told(replace(DOWN, monitor="shop"), DOWN))
    (request,) = hook.requests
    assert request.method == "PUT"
    assert request.headers["authorization"] == "Bearer canary-token"
    assert request.headers["content-type"] == "text/x"
    sent = request.json
    assert [alert["monitor"] for alert in sent.pop("all")] == ["shop", "api-prod"]
    assert sent == {
        "summary": "2 down (2)",
        "code": 503,
        "closed": None,
        "who": "shop, api-prod",
        "down": [1, True, None, "plain"],
    }


async def test_get_has_no_body(hook: HookServer) -> None:
    await channels.send(channel(f"{hook.url}/ping", method="GET"), told(DOWN))
    assert (hook.requests[0].method, hook.requests[0].body) == ("GET", b"")


async def test_the_signature_proves_time_and_body(hook: HookServer) -> None:
    before = int(time.time())
    await channels.send(channel(hook.url, secret=SecretStr("sésame")), told(DOWN))
    (request,) = hook.requests
    stamp = request.headers["x-api-monitor-timestamp"]
    assert before <= int(stamp) <= time.time()
    expected = hmac.new("sésame".encode(), stamp.encode() + b"." + request.body, hashlib.sha256).hexdigest()
    assert request.headers["x-api-monitor-signature"] == f"sha256={expected}"


@pytest.mark.parametrize("status", [400, 401, 404, 410, 301])
async def test_refused_for_good(hook: HookServer, status: int) -> None:
    hook.answer = lambda request: Answer(status, "canary-token canary-key no", {"Location": "https://elsewhere"})
    given = channel(f"{hook.url}/?k=canary-key", headers=(Header(name="X-Token", value="canary-token"),))
    with pytest.raises(Rejected, match=f"The webhook answered {status} Said") as caught:
        await channels.send(given, told(DOWN))
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize(("status", "unsure"), [(408, False), (429, False), (500, False), (502, True), (504, True)])
async def test_later_perhaps(hook: HookServer, status: int, unsure: bool) -> None:
    hook.answer = lambda request: Answer(status, "", {"Retry-After": "7"})
    with pytest.raises(Unavailable) as caught:
        await channels.send(channel(hook.url), told(DOWN))
    assert (caught.value.retry_after, caught.value.unsure) == (7, unsure)


async def test_a_test_message_has_every_placeholder(hook: HookServer) -> None:
    template = json.dumps({name: f"{{{{{name}}}}}" for name in placeholders.PLACEHOLDERS})
    await channels.send_test(channel(hook.url, body=template))
    sent = hook.requests[0].json
    assert sent.keys() == placeholders.PLACEHOLDERS.keys()
    assert (sent["event"], sent["level"], sent["alerts"], sent["count"]) == ("test", "neutral", [], 0)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "expected JSON; "),
        ('{"a": "{{tittle}}"}', "{{tittle}} is no placeholder; there are id, title"),
        ("[NaN]", "expected JSON, which has no NaN"),
        ("[" * 3_000, "expected JSON"),
        (f'"{"x" * 20_001}"', "expected at most 20,000 characters"),
    ],
)
def test_a_body_that_cannot_be_is_refused_where_it_is_typed(text: str, said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        channel(body=text)
    assert said in str(caught.value.errors()[0]["ctx"]["error"])


@given(monitor=st.text(max_size=50), message=st.text(max_size=50))
def test_no_text_breaks_out_of_its_place(monitor: str, message: str) -> None:
    parcel = told(replace(DOWN, monitor=monitor, message=message))
    template = '{"a": "x {{monitor}} y", "b": ["{{message}}"], "{{cause}}": "{{at}}"}'
    sent = json.loads(body(channel(body=template), parcel).decode())
    shown = values(parcel)
    assert sent.keys() == {"a", "b", "unexpected_status"}
    assert sent["a"].encode("utf-8", "replace") == f"x {shown['monitor']} y".encode("utf-8", "replace")
    assert len(sent["b"]) == 1
    assert AT  # the notice is the shared one
