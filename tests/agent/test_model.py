"""What a person types is understood or refused at its field, and no secret slips out of its place."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr, TypeAdapter, ValidationError

from agent.model import Channel, EmailChannel, HttpTarget, Monitor, Rule, SlackChannel, clean_text, reference

CANARY = "canary-7f3a"
CHANNEL: TypeAdapter[Channel] = TypeAdapter(Channel)


def faults(make: object, **fields: object) -> dict[str, str]:
    """What is wrong with each field, by its dotted path."""
    with pytest.raises(ValidationError) as caught:
        make(**fields)  # type: ignore[operator]
    assert CANARY not in str(caught.value)
    return {".".join(map(str, error["loc"])): error["msg"] for error in caught.value.errors()}


# -- targets ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "host", "label"),
    [
        ("https://api.example.com/health", "api.example.com", "https://api.example.com/health"),
        ("HTTP://API.example.com", "api.example.com", "http://API.example.com"),
        ("http://127.0.0.1:8080/a?token=x#y", "127.0.0.1", "http://127.0.0.1:8080/a"),
        ("http://[::1]:8080/", "::1", "http://[::1]:8080/"),
        ("https://bücher.example/straße", "bücher.example", "https://bücher.example/straße"),
        ("  https://api.example.com/  ", "api.example.com", "https://api.example.com/"),
    ],
)
def test_an_address_is_kept_as_typed(url: str, host: str, label: str) -> None:
    target = HttpTarget(url=url)
    assert (target.url, target.host, target.label) == (url.strip(), host, label)


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("api.example.com", "starts with http:// or https://"),
        ("", "starts with http:// or https://"),
        ("ftp://api.example.com", "http"),
        ("file:///etc/passwd", "http"),
        ("http://", "http"),
        ("https://api.example.com/a b", "no spaces"),
        ("https://api.example.com/\r\nX: y", "no spaces"),
        ("http://[::1", "http"),
        ("http://api.example.com:99999/", "port"),
    ],
)
def test_no_address(url: str, complaint: str) -> None:
    assert complaint in faults(HttpTarget, url=url)["url"]


@pytest.mark.parametrize(
    ("url", "rest", "username", "password"),
    [
        (f"https://me:{CANARY}@api.example.com/x", "https://api.example.com/x", "me", CANARY),
        (f"https://:{CANARY}@api.example.com", "https://api.example.com", "", CANARY),
        ("https://me@api.example.com:8443/?a=b", "https://api.example.com:8443/?a=b", "me", ""),
        (f"https://m%40e:{CANARY}%2F@[::1]:1/", "https://[::1]:1/", "m@e", f"{CANARY}/"),
    ],
)
def test_a_password_in_the_address_becomes_the_password(url: str, rest: str, username: str, password: str) -> None:
    target = HttpTarget(url=url)
    assert (target.url, target.username, target.password.get_secret_value()) == (rest, username, password)
    assert CANARY not in repr(target)
    assert CANARY not in str(target)


def test_headers_that_carry_credentials_are_secrets() -> None:
    given = {
        "Authorization": CANARY,
        "X-API-Key": CANARY,
        "cookie": CANARY,
        "My-Token": "${env:TOKEN}",
        "X-Plain": "${keychain:abc}",
        "Accept": "text/plain",
        "Host": "",
    }
    target = HttpTarget.model_validate(
        {"url": "https://x.example", "headers": [{"name": name, "value": value} for name, value in given.items()]}
    )
    plain = {header.name: header.value for header in target.headers if isinstance(header.value, str)}
    assert plain == {"Accept": "text/plain", "Host": ""}
    assert {header.name: header.text for header in target.headers} == given
    assert CANARY not in repr(target)
    assert HttpTarget.model_validate_json(target.model_dump_json()) == target
    assert target.header("HOST") == target.headers[-1]


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("", "a", "needs a name"),
        ("X Y", "a", "“X Y” is no name"),
        ("X-Ü", "a", "“X-Ü” is no name"),
        ("Content-Length", "1", "Content-Length cannot be set"),
        ("transfer-encoding", "chunked", "transfer-encoding cannot be set"),
        ("Connection", "close", "Connection cannot be set"),
        ("X-Note", "a\r\nX-Evil: 1", "X-Note: a header can have ASCII"),
        ("X-Note", "Zoë", "X-Note: a header can have ASCII"),
        ("X-API-Key", f"{CANARY}ß", "X-API-Key: a header can have ASCII"),
        ("Authorization", "Bearer ${env:TOKEN}", "must be the whole value"),
    ],
)
def test_no_header(name: str, value: str, complaint: str) -> None:
    found = faults(HttpTarget, url="https://x.example", headers=[{"name": name, "value": value}])
    assert complaint in " ".join(found.values())
    assert all(path.startswith("headers.0") for path in found)


def test_headers_and_body_that_do_not_fit_the_rest() -> None:
    one, two = {"name": "Accept", "value": "a"}, {"name": "accept", "value": "b"}
    assert "there twice" in faults(HttpTarget, url="https://x.example", headers=[one, two])["headers"]
    basic = {"name": "Authorization", "value": CANARY}
    assert "exclude each other" in faults(HttpTarget, url="https://me@x.example", headers=[basic])["headers"]
    assert "a HEAD request has no body" in faults(HttpTarget, url="https://x.example", method="HEAD", body="a")["body"]
    assert HttpTarget(url="https://x.example", method="PUT", body=" a\n").body == " a\n"


def test_a_user_given_apart_stands() -> None:
    target = HttpTarget(url="https://me:a@api.example.com", username="you", password="${env:P}")
    assert (target.username, target.password.get_secret_value()) == ("you", "${env:P}")


@pytest.mark.parametrize(
    "url", [f"https://me:{CANARY}@", f"ftp://me:{CANARY}@host", f"me:{CANARY}@host", f"http://{CANARY}@[::1"]
)
def test_complaints_about_an_address_do_not_repeat_its_password(url: str) -> None:
    assert "url" in faults(HttpTarget, url=url)


@pytest.mark.parametrize(
    ("expect", "good", "bad"),
    [
        ("200-399", [200, 302, 399], [199, 400, 503]),
        ("200", [200], [199, 201]),
        (" 200-299 , 301,404 ", [204, 301, 404], [300, 302, 403]),
        ("100-599", [100, 599], [600]),
    ],
)
def test_expected_statuses(expect: str, good: list[int], bad: list[int]) -> None:
    target = HttpTarget(url="http://localhost", expect=expect)
    assert all(target.accepts(status) for status in good)
    assert not any(target.accepts(status) for status in bad)


@pytest.mark.parametrize(
    "expect", ["", "abc", "200-", "-299", "200,,301", "99", "600", "200-700", "299-200", "2xx", "200 299"]
)
def test_no_statuses(expect: str) -> None:
    assert faults(HttpTarget, url="http://localhost", expect=expect)["expect"]


def test_a_method_in_any_case() -> None:
    assert HttpTarget(url="http://localhost", method=" post ").method == "POST"
    assert "method" in faults(HttpTarget, url="http://localhost", method="BREW")


# -- monitors --------------------------------------------------------------------------------------------------------


def test_defaults() -> None:
    monitor = Monitor(name="api", target={"url": "http://localhost"})
    assert (monitor.interval, monitor.timeout, monitor.rule) == (60, 10, Rule(failures=4, window=5, hold=120))
    assert (monitor.target.method, monitor.target.expect, monitor.target.verify_tls) == ("GET", "200-399", True)
    assert (monitor.channels, monitor.tags, monitor.paused, monitor.latency_threshold_ms) == (None, (), False, None)


@pytest.mark.parametrize(
    ("field", "value", "place"),
    [
        ("name", "", "name"),
        ("name", "   ", "name"),
        ("name", "two\nlines", "name"),
        ("name", "api\u202eexe", "name"),
        ("name", "x" * 201, "name"),
        ("interval", 0, "interval"),
        ("interval", 86_401, "interval"),
        ("interval", "soon", "interval"),
        ("timeout", 0, "timeout"),
        ("timeout", float("nan"), "timeout"),
        ("timeout", float("inf"), "timeout"),
        ("latency_threshold_ms", 0, "latency_threshold_ms"),
        ("uptime_target", 0.999, "uptime_target"),
        ("uptime_target", 100.1, "uptime_target"),
        ("apdex_ms", 0, "apdex_ms"),
        ("confirm_every", 0, "confirm_every"),
        ("rule", {"failures": 6}, "rule"),
        ("rule", {"failures": 0}, "rule.failures"),
        ("rule", {"window": 61}, "rule.window"),
        ("rule", {"hold": -1}, "rule.hold"),
        ("target", {"url": "nowhere"}, "target.url"),
        ("target", {}, "target.url"),
        ("tags", [""], "tags.0"),
        ("colour", "red", "colour"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(field: str, value: object, place: str) -> None:
    fields = {"name": "api", "target": {"url": "http://localhost"}, field: value}
    assert list(faults(Monitor, **fields)) == [place]


def test_models_cannot_be_changed() -> None:
    monitor = Monitor(name="api", target={"url": "http://localhost"})
    with pytest.raises(ValidationError):
        monitor.name = "other"


# -- channels and secrets --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("${env:OPS_SLACK_URL}", ("env", "OPS_SLACK_URL")),
        ("${keychain:0123-ab}", ("keychain", "0123-ab")),
        ("${session:7}", ("session", "7")),
        ("", None),
        ("plain", None),
        ("${env:}", None),
        ("${file:/etc/passwd}", None),
        ("a${env:X}", None),
        ("${env:X}b", None),
        ("${env:X}${env:Y}", None),
    ],
)
def test_references(text: str, expected: tuple[str, str] | None) -> None:
    assert reference(SecretStr(text)) == expected


def test_channels_by_their_kind() -> None:
    slack = CHANNEL.validate_python({"name": "ops", "kind": "slack", "webhook_url": "${env:OPS_SLACK_URL}"})
    assert isinstance(slack, SlackChannel)
    mail = CHANNEL.validate_python(
        {"name": "mail", "kind": "email", "host": "127.0.0.1", "sender": "API <m@example.org>", "recipients": ["a@b.c"]}
    )
    assert isinstance(mail, EmailChannel)
    assert (mail.port, mail.security) == (587, "starttls")
    with pytest.raises(ValidationError, match="pigeon"):
        CHANNEL.validate_python({"name": "x", "kind": "pigeon"})


@pytest.mark.parametrize("webhook", ["", CANARY, "ftp://hooks.slack.com/x", "https://", "${file:x}"])
def test_no_webhook(webhook: str) -> None:
    assert "webhook" in faults(SlackChannel, name="ops", webhook_url=webhook)["webhook_url"]


@pytest.mark.parametrize("address", ["", "nobody", "a b@c", "a@b\r\nBcc: x@y", "<a@b", "a@b, c@d"])
def test_no_mail_address(address: str) -> None:
    fields = {"name": "mail", "host": "localhost", "sender": "a@b.c", "recipients": ["a@b.c"]}
    assert "sender" in faults(EmailChannel, **{**fields, "sender": address})
    assert "recipients" in faults(EmailChannel, **{**fields, "recipients": [address]})


def test_secrets_show_only_where_they_are_asked_for() -> None:
    channel = SlackChannel(name="ops", webhook_url=f"https://hooks.slack.com/services/{CANARY}")
    assert CANARY not in f"{channel!r} {channel} {channel.model_dump()}"
    stored = json.loads(channel.model_dump_json())  # the form that is stored, once it holds a reference
    assert SlackChannel.model_validate(stored) == channel


# -- text ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        (" a \t b\r\n\x0b c ", "a b c"),
        ("a \x00 b", "a b"),
        ("a\x1b[31mb", "a[31mb"),
        ("\u202egnp.exe\u2066", "gnp.exe"),
        ("half \ud800 pair", "half pair"),
        ("äöü 漢字 🙂", "äöü 漢字 🙂"),
        ("x" * 501, "x" * 499 + "…"),
    ],
)
def test_clean_text(text: str, expected: str) -> None:
    assert clean_text(text) == expected


@given(st.text(st.characters() | st.sampled_from("\x00\x1b \n\u202e\u2066\u200e")), st.integers(1, 40))
def test_clean_text_is_one_harmless_line(text: str, limit: int) -> None:
    clean = clean_text(text, limit)
    assert len(clean) <= limit
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in clean)
    assert not set(clean) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
    assert clean_text(clean, limit) == clean
