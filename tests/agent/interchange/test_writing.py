"""What is exported can be imported again, and is the same."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from agent.interchange import read, write
from agent.model import EmailChannel, Header, HttpTarget, Monitor, Rule, SlackChannel, clean_text

NAMES = st.text(min_size=1, max_size=30).map(lambda text: clean_text(text, 200).strip()).filter(bool) | st.sampled_from(
    [
        "on",
        "no",
        "~",
        "null",
        "True",
        "0x1F",
        "0o17",
        "089",
        "1e5",
        "12:30",
        "1_0",
        ".inf",
        "=",
        "<<",
        "- a",
        "a: b",
        "#",
        "…",
    ]
)
REFERENCES = st.builds(
    lambda kind, name: SecretStr(f"${{{kind}:{name}}}"),
    st.sampled_from(["env", "keychain"]),
    st.from_regex(r"[A-Za-z_][A-Za-z0-9_-]{0,15}", fullmatch=True),
)
NO_SECRET = st.just(SecretStr(""))
HEADERS = st.lists(
    st.builds(
        Header, name=st.sampled_from(["Accept", "X-N", "Host"]), value=st.sampled_from(["on", "1.10", "", "a: b"])
    )
    | st.builds(Header, name=st.sampled_from(["Authorization-Token", "cookie", "X-Other"]), value=REFERENCES),
    unique_by=lambda header: header.name,
    max_size=4,
).map(tuple)
TARGETS = st.builds(
    HttpTarget,
    headers=HEADERS,
    url=st.sampled_from(["https://x.example/", "http://[::1]:8080/a?b=c#d", "https://müller.example/ä"]),
    method=st.sampled_from(["POST", "PUT"]),
    body=st.sampled_from(["", ' {"a": 1}\n', "null", "a\r\nb\tü"]),
    expect=st.sampled_from(["200-399", "204", "200-299,301"]),
    username=NAMES,
    password=REFERENCES | NO_SECRET,
    verify_tls=st.booleans(),
    ca_file=st.sampled_from(["", "/etc/ssl/own ca.pem", "C:\\ca.pem"]),
)
RULES = st.integers(1, 60).flatmap(
    lambda window: st.builds(Rule, failures=st.integers(1, window), window=st.just(window), hold=st.integers(0, 86_400))
)
SLACK = st.builds(SlackChannel, name=NAMES, webhook_url=REFERENCES)
EMAIL = st.builds(
    EmailChannel,
    name=NAMES,
    host=NAMES,
    port=st.integers(1, 65_535),
    security=st.sampled_from(["none", "starttls", "tls"]),
    sender=st.sampled_from(["a@b.example", "Jörg <j@b.example>"]),
    recipients=st.lists(st.sampled_from(["a@b.example", "c@d.example"]), min_size=1, max_size=3).map(tuple),
    username=NAMES | st.just(""),
    password=REFERENCES | NO_SECRET,
)
CHANNELS = st.lists(SLACK | EMAIL, max_size=4, unique_by=lambda channel: channel.name)


@st.composite
def bundles(draw: st.DrawFn) -> tuple[list[SlackChannel | EmailChannel], list[Monitor]]:
    channels = draw(CHANNELS)
    names = [channel.name for channel in channels]
    told = st.none() | (st.lists(st.sampled_from(names), unique=True).map(tuple) if names else st.just(()))
    monitor = st.builds(
        Monitor,
        name=NAMES,
        target=TARGETS,
        interval=st.integers(1, 86_400),
        timeout=st.floats(0.1, 300),
        latency_threshold_ms=st.none() | st.floats(min_value=0, exclude_min=True, allow_infinity=False),
        rule=RULES,
        confirm_every=st.none() | st.integers(1, 1_000),
        channels=told,
        tags=st.lists(NAMES, max_size=3).map(tuple),
        paused=st.booleans(),
    )
    return channels, draw(st.lists(monitor, max_size=4, unique_by=lambda monitor: monitor.name))


@settings(deadline=None)
@given(bundles())
def test_what_is_written_is_read_back_the_same(
    bundle: tuple[list[SlackChannel | EmailChannel], list[Monitor]],
) -> None:
    channels, monitors = bundle
    text = write(channels, monitors)
    back = read(text.encode())
    assert {channel.name: channel for channel in back.channels} == {channel.name: channel for channel in channels}
    assert {monitor.name: monitor for monitor in back.monitors} == {monitor.name: monitor for monitor in monitors}
    assert write(reversed(channels), reversed(monitors)) == text


def test_only_what_is_not_the_default_is_written_and_no_ids() -> None:
    monitor = Monitor(id=7, name="api", target=HttpTarget(url="https://x.example/"), timeout=5, rule=Rule(hold=60))
    assert yaml.safe_load(write((), [monitor])) == {
        "version": 1,
        "channels": [],
        "monitors": [{"name": "api", "kind": "http", "url": "https://x.example/", "timeout": 5, "rule": {"hold": 60}}],
    }


def test_a_literal_secret_is_never_written() -> None:
    channel = SlackChannel(name="ops", webhook_url=SecretStr("https://hooks.slack.com/services/T/B/hunter2"))
    with pytest.raises(ValueError, match="webhook_url") as caught:
        write([channel], ())
    assert "hunter2" not in str(caught.value)
