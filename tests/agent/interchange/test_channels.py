"""Every kind of channel in a file: read, refused where it must be, and written so that it is read again."""

import pytest

from agent.interchange import BadFile, read, write
from agent.model import CHANNEL_KINDS, CommandChannel, WebhookChannel
from agent.secret_fields import secrets_of

FILE = """
version: 1
channels:
  - {name: ops, kind: slack, webhook_url: "${env:OPS}", group_seconds: 0}
  - {name: bot, kind: slack_bot, token: "${env:BOT}", channel: "#ops"}
  - {name: mail, kind: email, host: h, sender: a@b, recipients: [c@d]}
  - name: hook
    kind: webhook
    url: "${env:HOOK}"
    method: PUT
    headers: {X-Team: ops, Authorization: "${env:TOKEN}"}
    body: '{"text": "{{title}}"}'
    secret: "${env:SIGN}"
  - {name: push, kind: apprise, url: "${env:PUSH}", service: ntfy}
  - {name: run, kind: command, argv: [/bin/echo, "-n"], timeout: 5}
"""


def test_every_kind_is_read_and_written() -> None:
    bundle = read(FILE.encode(), commands=True)
    assert {channel.kind for channel in bundle.channels} == CHANNEL_KINDS.keys()
    hook = next(channel for channel in bundle.channels if isinstance(channel, WebhookChannel))
    assert [(header.name, header.text) for header in hook.headers] == [
        ("X-Team", "ops"),
        ("Authorization", "${env:TOKEN}"),
    ]
    assert {path for path, _ in secrets_of(hook)} == {"url", "headers.1.value", "secret"}
    again = read(write(bundle.channels, ()).encode(), commands=True)
    assert sorted(again.channels, key=lambda c: c.name) == sorted(bundle.channels, key=lambda c: c.name)


def test_a_file_brings_no_program_to_run_unless_that_is_asked_for() -> None:
    with pytest.raises(BadFile) as caught:
        read(FILE.encode())
    assert [problem.path for problem in caught.value.problems] == ["channels[5].kind"]
    assert "--allow-commands" in str(caught.value)
    assert isinstance(read(FILE.encode(), commands=True).channels[5], CommandChannel)


@pytest.mark.parametrize(
    ("channel", "said"),
    [
        ('kind: webhook, url: "https://h/", body: "{{{{x}}}}"', "channels[0].body: expected JSON"),
        ('kind: webhook, url: "https://h/", headers: {Host-X: 5}', "channels[0].headers.Host-X: expected text"),
        ('kind: webhook, url: "https://h/", method: post', "channels[0].method: "),
        ("kind: slack_bot, token: canary, channel: x", "channels[0].token: expected a bot token"),
        ("kind: apprise, url: canary", "channels[0].url: expected an address of Apprise's"),
        ("kind: pigeon", "channels[0].kind: expected one of slack, slack_bot, email, webhook, apprise, command"),
    ],
)
def test_what_is_wrong_is_said_in_its_place(channel: str, said: str) -> None:
    with pytest.raises(BadFile) as caught:
        read(f"version: 1\nchannels: [{{name: x, {channel}}}]\n".encode())
    assert said in str(caught.value)
    assert "canary" not in str(caught.value)
