"""What is exported can be imported again, and is the same."""

from datetime import time
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from agent.defaults import RequestDefaults
from agent.interchange import BadFile, read, write
from agent.model import (
    AlertPolicy,
    ApiKey,
    Assertion,
    Comparison,
    EmailChannel,
    Header,
    HttpTarget,
    MaintenanceWindow,
    Monitor,
    OAuth2,
    Parameter,
    QuietHours,
    ReportSchedule,
    Rule,
    Settings,
    SlackChannel,
    Subject,
    TagPolicy,
    clean_text,
    parse_assertion,
)
from agent.retention import Retention
from tests.agent.test_assertions import assertions

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
WORDS = st.sampled_from(["a", "on", "1e5", "x y", "ü: #"])
KEYS = st.builds(
    ApiKey, name=st.sampled_from(["X-Key", "on"]), value=REFERENCES, place=st.sampled_from(["header", "query"])
)
OAUTH2 = st.builds(
    OAuth2,
    token_url=st.just("https://auth.example/token"),
    client_id=WORDS,
    client_secret=REFERENCES | NO_SECRET,
    scope=WORDS | st.just(""),
    audience=WORDS | st.just(""),
    client_auth=st.sampled_from(["basic", "body"]),
)
WAYS: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.fixed_dictionaries({"username": NAMES, "password": REFERENCES | NO_SECRET}),
    st.fixed_dictionaries({"username": WORDS.filter(lambda w: ":" not in w), "auth": st.just("digest")}),
    st.fixed_dictionaries({"bearer_token": REFERENCES}),
    st.fixed_dictionaries({"oauth2": OAUTH2}),
    st.just({}),
)
"""Ways to say who asks that exclude each other."""
QUERY = st.lists(
    st.builds(
        Parameter, name=st.sampled_from(["page", "on", "ü =", "1"]), value=st.sampled_from(["on", "1.10", "", "a b"])
    )
    | st.builds(Parameter, name=st.sampled_from(["key", "page"]), value=REFERENCES),
    max_size=4,
).map(tuple)
BODIES: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.fixed_dictionaries({"body": st.sampled_from(["", ' {"a": 1}\n', "null", "a\r\nb\tü"])}),
    st.fixed_dictionaries({"body": st.just("[1]"), "body_kind": st.sampled_from(["json", "form", "xml", "text"])}),
    st.just({"body": "{ me }", "body_kind": "graphql", "variables": '{"a": 1}'}),
)
ROUTES: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.fixed_dictionaries(
        {"resolve": st.sampled_from(["", "192.0.2.7"]), "ip": st.sampled_from(["auto", "ipv4_only"])}
    ),
    st.just({"proxy": "system"}),
    st.fixed_dictionaries({"proxy": st.just("http://[::1]:1"), "proxy_username": WORDS, "proxy_password": REFERENCES}),
)
TARGETS = st.builds(
    lambda who, body, route, **given: HttpTarget(**given, **who, **body, **route),
    who=WAYS,
    body=BODIES,
    route=ROUTES,
    query=QUERY,
    http_version=st.sampled_from(["1.1", "2", "auto"]),
    max_redirects=st.integers(0, 10),
    cache_busting=st.booleans(),
    api_key=st.none() | KEYS,
    headers=HEADERS,
    assertions=st.lists(assertions().filter(bool), max_size=3).map(tuple),
    url=st.sampled_from(["https://x.example/", "http://[::1]:8080/a?b=c#d", "https://müller.example/ä"]),
    method=st.sampled_from(["POST", "PUT"]),
    expect=st.sampled_from(["200-399", "204", "200-299,301"]),
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
        uptime_target=st.none() | st.floats(50, 100),
        apdex_ms=st.none() | st.floats(0.001, 1e9),
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


def test_assertions_are_lines_where_they_can_be() -> None:
    asserted = (
        parse_assertion("status < 300"),
        parse_assertion('degraded_only json $.status == "ok"'),
        Assertion(subject=Subject.BODY, comparison=Comparison.EQUAL, expected="two\nlines"),
    )
    monitor = Monitor(name="api", target=HttpTarget(url="https://x.example/", assertions=asserted), reverse=True)
    written = yaml.safe_load(write((), [monitor]))["monitors"][0]
    assert written["reverse"] is True
    assert written["assertions"] == [
        "status < 300",
        'degraded_only json $.status == "ok"',
        {"subject": "body", "expected": "two\nlines"},
    ]


def test_only_what_is_not_the_default_is_written_and_no_ids() -> None:
    monitor = Monitor(id=7, name="api", target=HttpTarget(url="https://x.example/"), timeout=5, rule=Rule(hold=60))
    assert yaml.safe_load(write((), [monitor])) == {
        "version": 1,
        "channels": [],
        "monitors": [{"name": "api", "kind": "http", "url": "https://x.example/", "timeout": 5, "rule": {"hold": 60}}],
    }


def test_versions_are_words_and_parameters_a_mapping_where_they_can_be_one() -> None:
    query = (Parameter(name="page", value="2"), Parameter(name="key", value=SecretStr("${env:K}")))
    target = HttpTarget(url="https://x.example/", http_version="2", query=query)
    text = write((), [Monitor(name="api", target=target)])
    assert 'http_version: "2"' in text
    assert yaml.safe_load(text)["monitors"][0]["query"] == {"page": "2", "key": "${env:K}"}
    twice = target.model_copy(update={"query": query[:1] * 2})
    text = write((), [Monitor(name="api", target=twice)])
    assert yaml.safe_load(text)["monitors"][0]["query"] == [{"name": "page", "value": "2"}] * 2


def test_a_literal_secret_is_never_written() -> None:
    channel = SlackChannel(name="ops", webhook_url=SecretStr("https://hooks.slack.com/services/T/B/hunter2"))
    with pytest.raises(ValueError, match="webhook_url") as caught:
        write([channel], ())
    assert "hunter2" not in str(caught.value)


def test_an_api_key_is_written_with_its_name() -> None:
    given = {"url": "https://x.example/", "api_key": {"value": "${env:KEY}"}}
    target = HttpTarget.model_validate({**given, "client_certificate": "me.p12", "client_key_password": "${env:PW}"})
    [written] = yaml.safe_load(write((), [Monitor(name="api", target=target)]))["monitors"]
    assert written["api_key"] == {"name": "X-API-Key", "value": "${env:KEY}"}
    assert (written["client_certificate"], written["client_key_password"]) == ("me.p12", "${env:PW}")


@pytest.mark.parametrize("field", ["bearer_token", "client_key_password", "api_key.value", "oauth2.client_secret"])
def test_no_literal_secret_of_a_monitor_is_written(field: str) -> None:
    given: dict[str, Any] = {"url": "https://x.example/", "client_certificate": "me.p12"}
    name, _, part = field.partition(".")
    oauth2 = {"token_url": "https://auth.example/", "client_id": "me"} if name == "oauth2" else {}
    given[name] = {**oauth2, part: "hunter2"} if part else "hunter2"
    with pytest.raises(ValueError, match=field) as caught:
        write((), [Monitor(name="api", target=HttpTarget.model_validate(given))])
    assert "hunter2" not in str(caught.value)


def test_what_tags_and_monitors_say_of_alerts_comes_back() -> None:
    policy = {"slow": ("mail",), "certificate": (), "remind_every": 0, "escalate_after": 5, "escalate_to": ("on",)}
    tag = TagPolicy(name="prod", channels=("mail",), **policy)
    target = HttpTarget(url="https://x.example/")
    monitor = Monitor(name="api", target=target, tags=("prod",), alerts=AlertPolicy(**policy))
    back = read(write((), [monitor], Settings(tags=(tag,))).encode(), frozenset({"mail", "on"}))
    assert (back.tags, back.monitors) == ((tag,), (monitor,))


def test_scheduled_reports_come_back() -> None:
    reports = (
        ReportSchedule(name="Monthly", folder="/srv/reports"),
        ReportSchedule(
            name="ops", repeat="weekly", weekday="fri", at=time(17, 30), zone="Europe/Berlin", channel="mail",
            kind="results", format="jsonl", tags=("prod",), monitors=("a",), on=False,
        ),
    )  # fmt: skip
    channel = EmailChannel(name="mail", host="h", sender="a@example.org", recipients=("b@example.org",))
    written = write((channel,), (), Settings(reports=reports))
    assert "- name: Monthly\n    repeat: monthly\n    folder: /srv/reports\n" in written
    assert read(written.encode()).reports == reports
    with pytest.raises(BadFile, match="expected the name of a channel"):
        read(write((), (), Settings(reports=reports)).encode())


def test_maintenance_comes_back() -> None:
    given = [
        {"name": "once", "date": "2030-01-31", "at": "22:15", "zone": "Asia/Kolkata", "monitors": ["on"]},
        {"name": "daily", "repeat": "daily"},
        {"name": "weekly", "repeat": "weekly", "days": ["mon", "sun"], "minutes": 1, "tags": ["no"]},
        {"name": "monthly", "repeat": "monthly", "day": 31},
        {"name": "cron", "repeat": "cron", "cron": "*/5 1-3 * * mon-fri"},
    ]
    windows = tuple(map(MaintenanceWindow.model_validate, given))
    assert read(write((), (), Settings(maintenance=windows)).encode()).maintenance == windows


def test_how_all_monitors_ask_comes_back() -> None:
    asks = RequestDefaults(proxy="socks5h://proxy.example:1080", user_agent="acme/1 (ops)")
    text = write((), (), Settings(requests=asks))
    assert read(text.encode()).requests == asks
    assert "requests" not in write((), (), Settings())
    assert read(b"version: 1").requests is None


def test_quiet_hours_come_back() -> None:
    quiet = QuietHours(mon="22:00-07:00", sat="00:00-00:00", zone="Asia/Kolkata", on=False)
    text = write((), (), Settings(quiet=quiet))
    assert read(text.encode()).quiet == quiet
    assert "quiet" not in write((), (), Settings())
    assert read(b"version: 1").quiet is None
    assert read(b"version: 1\nquiet:\n  fri: 21:00-08:30").quiet == QuietHours(fri="21:00-08:30")


def test_what_monitors_depend_on_comes_back_without_those_that_are_deleted() -> None:
    gateway = Monitor.model_validate({"name": "gateway", "target": {"url": "http://x.example"}})
    child = gateway.model_copy(update={"name": "api", "depends_on": ("gateway", "gone"), "guard": "gateway"})
    found = read(write((), (gateway, child)).encode()).monitors[0]
    assert (found.depends_on, found.guard) == (("gateway",), "gateway")


def test_retention_comes_back_for_ever_too() -> None:
    retention = Retention(results=90, hourly=None, alerts=365, size_mb=2_000)
    text = write((), (), Settings(retention=retention))
    assert read(text.encode()).retention == retention
    assert "hourly: null" in text
    assert "retention" not in write((), (), Settings())
    assert read(b"version: 1").retention is None
