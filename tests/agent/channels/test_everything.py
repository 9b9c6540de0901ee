"""What goes through Apprise, to real servers on this machine; and the addresses that fields become."""

import logging
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from pydantic import SecretStr, ValidationError

from agent import channels
from agent.channel_services import SERVICES, WrongPart, address
from agent.channels import Rejected, Unavailable
from agent.channels.everything import inert, services
from agent.model import AppriseChannel
from tests.agent.channels.hooks import HookServer
from tests.agent.channels.notices import DOWN, told
from tests.agent.channels.servers import Answer


def channel(url: str, **changes: str) -> AppriseChannel:
    return AppriseChannel(name="all", url=SecretStr(url), **changes)


async def test_json_gets_title_type_and_text(hook: HookServer) -> None:
    said = await channels.send(channel(f"json://127.0.0.1:{hook.port}/canary-path"), told(DOWN))
    (request,) = hook.requests
    assert request.path == "/canary-path"
    assert (request.json["title"], request.json["type"]) == ("api-prod is down", "failure")
    assert "Expected 200–299, got 503" in request.json["message"]
    assert "Last status: 503 Service Unavailable" in request.json["message"]
    assert "canary" not in said


async def test_ntfy_made_of_fields(hook: HookServer) -> None:
    url = address("ntfy", {"server": hook.url, "topic": "alerts", "token": "tk_canary123"})
    await channels.send(channel(url, service="ntfy"), told(DOWN))
    (request,) = hook.requests
    assert request.headers["authorization"] == "Bearer tk_canary123"
    assert request.json["topic"] == "alerts"


class Lines(logging.Handler):
    """What reaches our own log, down to the smallest of it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@pytest.fixture
def log() -> Iterator[Lines]:
    root, handler = logging.getLogger(), Lines()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler
    root.removeHandler(handler)
    root.setLevel(before)


@pytest.mark.parametrize(
    ("status", "error"), [(404, Rejected), (401, Rejected), (503, Unavailable), (429, Unavailable)]
)
async def test_what_a_service_refuses(hook: HookServer, status: int, error: type[Exception], log: Lines) -> None:
    hook.answer = lambda request: Answer(status, "no")
    with pytest.raises(error, match=f"error={status}") as caught:
        await channels.send(channel(f"json://user:canary-pass@127.0.0.1:{hook.port}/canary-path"), told(DOWN))
    assert "canary" not in str(caught.value)
    assert not [line for line in log.lines if "canary" in line]


async def test_a_service_that_is_not_there(unused_tcp_port: int) -> None:
    with pytest.raises(Unavailable):
        await channels.send(channel(f"json://127.0.0.1:{unused_tcp_port}/"), told(DOWN))


async def test_an_address_that_apprise_does_not_know() -> None:
    with pytest.raises(Rejected, match="Apprise cannot read this address"):
        await channels.send(channel("nosuchthing://canary"), told(DOWN))
    with pytest.raises(ValidationError, match="expected an address of Apprise's"):
        channel("not an address")


async def test_nobody_is_mentioned(hook: HookServer) -> None:
    nasty = replace(DOWN, monitor="@everyone <@123> <!channel>", message="a@b @here")
    await channels.send(channel(f"json://127.0.0.1:{hook.port}/"), told(nasty))
    text = hook.requests[0].json["title"] + hook.requests[0].json["message"]
    assert not re.search(r"@(everyone|here|123)|<!channel|<@", text)
    assert inert("5 < 6 @ noon") == "5 < 6 @ noon"


TWILIO = {"account": "AC" + "0" * 32, "secret": "a" * 32, "sender": "+1 (555) 123-4567", "recipient": "+49 170 1234567"}
VONAGE = {"account": "abcd1234", "secret": "0123456789abcdef", "sender": "+15551234567", "recipient": "49 170 1234567"}
TEAMS = (
    "https://prod-1.westus.logic.azure.com:443/workflows/abc123/triggers/manual/paths/invoke"
    "?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=s3cr3t"
)


@pytest.mark.parametrize(
    ("service", "parts", "expected"),
    [
        ("discord", {"webhook": "https://discord.com/api/webhooks/1234567890/abc-DEF_1"}, "discord://1234567890/"),
        ("teams", {"webhook": TEAMS}, "workflow://prod-1.westus.logic.azure.com"),
        ("telegram", {"token": "123456:ABC-def_ghijklmnopqrstu", "chat": "-1001234567890"}, "tgram://"),
        ("telegram", {"token": "123456:ABC-def_ghijklmnopqrstu", "chat": "mychannel"}, "tgram://"),
        ("pagerduty", {"integration_key": "a" * 32, "api_key": "u+abcdefghijk"}, "pagerduty://"),
        ("ntfy", {"topic": "alerts"}, "ntfys://ntfy.sh/alerts"),
        ("twilio", TWILIO, "twilio://"),
        ("vonage", VONAGE, "vonage://"),
    ],
)
def test_fields_become_an_address_that_apprise_reads(service: str, parts: dict[str, str], expected: str) -> None:
    import apprise

    url = address(service, parts)
    assert channel(url, service=service).url.get_secret_value() == url
    made = apprise.Apprise.instantiate(url, suppress_exceptions=False)
    assert made is not None
    assert made.url(privacy=True).startswith(expected.split("://")[0])
    if service in ("twilio", "vonage"):
        assert [re.sub(r"\D", "", str(target)) for target in made.targets] == ["491701234567"]
    if service == "telegram":
        assert str(made.targets[0]).find(parts["chat"].lstrip("@")) >= 0 or parts["chat"] in str(made.targets)


@pytest.mark.parametrize(
    ("service", "changes", "part"),
    [
        ("discord", {"webhook": "https://evil.example/api/webhooks/1/x"}, "webhook"),
        ("teams", {"webhook": "https://outlook.office.com/webhook/old"}, "webhook"),
        ("telegram", {"token": "nope", "chat": "1"}, "token"),
        ("telegram", {"token": "123456:ABC-def_ghijklmnopqrstu", "chat": "a b"}, "chat"),
        ("pagerduty", {"integration_key": "a" * 32, "api_key": "a/b?c=d"}, "api_key"),
        ("ntfy", {"topic": "a/b"}, "topic"),
        ("ntfy", {"topic": "a", "server": "ftp://x"}, "server"),
        ("ntfy", {"topic": "a", "token": "x@evil"}, "token"),
        ("twilio", {**TWILIO, "recipient": "me"}, "recipient"),
        ("twilio", {**TWILIO, "account": ""}, "account"),
        ("vonage", {**VONAGE, "secret": "short"}, "secret"),
    ],
)
def test_a_field_that_is_wrong_is_named(service: str, changes: dict[str, str], part: str) -> None:
    with pytest.raises(WrongPart) as caught:
        address(service, changes)
    assert caught.value.part == part


def test_apprise_brings_its_services() -> None:
    assert services() > 100
    assert set(SERVICES) == {"discord", "teams", "telegram", "pagerduty", "ntfy", "twilio", "vonage"}
