"""What is taken from an imported file, and what is said of one that cannot be taken."""

import json

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from agent.interchange import BadFile, Problem, read
from agent.model import ApiKey, EmailChannel, Header, HttpTarget, Monitor, OAuth2, Rule, SlackChannel, format_assertion

EXAMPLE = b"""
version: 1
channels:
  - {name: ops, kind: slack, webhook_url: "${env:OPS_SLACK_URL}"}
  - {name: mail, kind: email, host: 127.0.0.1, port: 2525, security: none, sender: monitor@example.org,
     recipients: [ops@example.org], username: "", password: "${env:SMTP_PASSWORD}"}
monitors:
  - name: api-prod
    kind: http
    url: https://api.example.com/health
    method: POST
    headers: {Accept: application/json, X-API-Key: "${env:API_KEY}"}
    body: '{"ping": 1}'
    expect: "200-299"          # ranges and codes; default 200-399
    interval: 60               # seconds, from 1; default 60
    timeout: 10                # seconds
    latency_threshold_ms: 800  # optional
    rule: {failures: 4, window: 5, hold: 120}
    confirm_every: 15          # seconds, optional
    channels: [ops, mail]      # default: all
    tags: [prod]
    paused: false
"""


def problems(data: str | bytes) -> list[str]:
    with pytest.raises(BadFile) as caught:
        read(data.encode() if isinstance(data, str) else data)
    return [str(problem) for problem in caught.value.problems]


def refusal(data: bytes) -> tuple[Problem, ...]:
    """What is wrong with ``data``: nothing if it is taken. Any other exception than BadFile fails the test."""
    try:
        read(data)
    except BadFile as error:
        return error.problems
    return ()


def one_monitor(fields: str) -> str:
    """A file with a monitor that has the YAML ``fields``, each on its line from line 3 on."""
    return "version: 1\nmonitors:\n  - " + fields.replace("\n", "\n    ")


def test_the_documented_example_is_taken_in_every_field() -> None:
    bundle = read(EXAMPLE)
    ops, mail = bundle.channels
    assert isinstance(ops, SlackChannel)
    assert (ops.name, ops.webhook_url.get_secret_value()) == ("ops", "${env:OPS_SLACK_URL}")
    assert mail == EmailChannel.model_validate(
        {
            "name": "mail",
            "host": "127.0.0.1",
            "port": 2525,
            "security": "none",
            "sender": "monitor@example.org",
            "recipients": ["ops@example.org"],
            "password": "${env:SMTP_PASSWORD}",
        }
    )
    assert bundle.monitors == (
        Monitor(
            name="api-prod",
            target=HttpTarget(
                url="https://api.example.com/health",
                method="POST",
                headers=(
                    Header(name="Accept", value="application/json"),
                    Header(name="X-API-Key", value="${env:API_KEY}"),
                ),
                body='{"ping": 1}',
                expect="200-299",
            ),
            latency_threshold_ms=800,
            rule=Rule(),
            confirm_every=15,
            channels=("ops", "mail"),
            tags=("prod",),
        ),
    )


def test_json_says_the_same_as_yaml() -> None:
    assert read(json.dumps(yaml.safe_load(EXAMPLE)).encode()) == read(EXAMPLE)
    assert (
        read(b'\xef\xbb\xbf{"version": 1, "monitors": [{"name": "\\ud83d\\ude00", "url": "http://x.example"}]}')
        .monitors[0]
        .name
        == "😀"
    )


def test_words_that_only_look_like_something_else_are_text() -> None:
    monitors = read(
        b"version: 1\nmonitors:\n"
        b"  - {name: on, url: 'http://x.example', tags: [no, 12:30, 2026-01-01, 1_000], expect: 204, paused: yes}\n"
    ).monitors
    assert (monitors[0].name, monitors[0].tags) == ("on", ("no", "12:30", "2026-01-01", "1_000"))
    assert monitors[0].target.expect == "204"
    assert monitors[0].paused


def test_userinfo_leaves_the_address() -> None:
    target = read(one_monitor("name: a\nurl: https://me:s%65cret@x.example/").encode()).monitors[0].target
    assert (target.url, target.username, target.password.get_secret_value()) == ("https://x.example/", "me", "secret")


def test_channels_that_are_stored_already_count() -> None:
    text = one_monitor("name: a\nurl: http://x.example\nchannels: [ops]")
    assert read(text.encode(), frozenset({"ops"})).monitors[0].channels == ("ops",)
    assert problems(text) == [
        'line 5, monitors[0].channels[0]: expected the name of a channel (there is none), got "ops"'
    ]


def test_what_monitors_depend_on_is_in_the_file_or_stored_and_goes_in_no_circle() -> None:
    text = one_monitor("name: a\nurl: http://x.example\ndepends_on: [b]\nguard: c")
    known = [Monitor.model_validate({"name": name, "target": {"url": "http://x.example"}}) for name in "bc"]
    found = read(text.encode(), frozenset(), known).monitors[0]
    assert (found.depends_on, found.guard) == (("b",), "c")
    assert problems(text) == [
        'line 5, monitors[0].depends_on[0]: expected the name of a monitor in the file or there already, got "b"',
        'line 6, monitors[0].guard: expected the name of a monitor in the file or there already, got "c"',
    ]
    back = known[1].model_copy(update={"depends_on": ("a",)})  # stored, and of a circle only with the file
    with pytest.raises(BadFile) as caught:
        read(text.encode(), frozenset(), [known[0], back])
    assert [str(one) for one in caught.value.problems] == [
        "line 6, monitors[0].guard: would depend on itself: a → c → a"
    ]
    assert problems(one_monitor("name: a\nurl: http://x.example\ndepends_on: [a]"))[0] == (
        "line 5, monitors[0].depends_on: a monitor cannot depend on itself"
    )


def test_every_list_of_channels_is_looked_through() -> None:
    policy = "{slow: [a], remind_every: soon, escalate_after: 5}"
    text = f"version: 1\ntags:\n  - {{name: prod, certificate: [b]}}\nmonitors:\n  - {{name: m, alerts: {policy}}}\n"
    assert [said.partition(", ")[2] for said in problems(text)] == [
        'tags[0].certificate[0]: expected the name of a channel (there is none), got "b"',
        'monitors[0].alerts.remind_every: expected a whole number, got "soon"',
        "monitors[0].alerts.escalate_to: expected at least one channel to tell after that time, got none",
        "monitors[0].url: this field is needed and is not there",
        'monitors[0].alerts.slow[0]: expected the name of a channel (there is none), got "a"',
    ]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("name: a\nurl: x.example", "line 4, monitors[0].url: expected an address that starts with http://"),
        ("name: a\nurl: ftp://x.example", "line 4, monitors[0].url: expected an http:// or https:// address"),
        ("name: a", "line 3, monitors[0].url: this field is needed and is not there"),
        ("name: ''\nurl: http://x.example", "line 3, monitors[0].name: expected text that is not empty"),
        ("name: 5\nurl: http://x.example", "line 3, monitors[0].name: expected text, got the number 5"),
        (
            "name: a\nurl: http://x.example\ninterval: soon",
            'line 5, monitors[0].interval: expected a whole number, got "soon"',
        ),
        (
            "name: a\nurl: http://x.example\ninterval: 0",
            "line 5, monitors[0].interval: expected at least 1, got the number 0",
        ),
        ("name: a\nurl: http://x.example\ninterval: true", "line 5, monitors[0].interval: expected a number, got true"),
        ("name: a\nurl: http://x.example\ntimeout: 301", "line 5, monitors[0].timeout: expected at most 300, got"),
        (
            "name: a\nurl: http://x.example\ntimeout: .nan",
            "line 5, monitors[0].timeout: expected a finite number, got .nan",
        ),
        (
            "name: a\nurl: http://x.example\nuptime_target: 0.999",
            "line 5, monitors[0].uptime_target: expected",
        ),
        (
            "name: a\nurl: http://x.example\nlatency_threshold_ms: 'inf'",
            "line 5, monitors[0].latency_threshold_ms: expected a finite number",
        ),
        ("name: a\nurl: http://x.example\nexpect: 20x", "line 5, monitors[0].expect: expected status codes and ranges"),
        (
            "name: a\nurl: http://x.example\nmethod: FETCH",
            "line 5, monitors[0].method: expected one of GET, HEAD, POST",
        ),
        (
            "name: a\nurl: http://x.example\npaused: maybe",
            'line 5, monitors[0].paused: expected true or false, got "maybe"',
        ),
        ("name: a\nurl: http://x.example\ntags: prod", 'line 5, monitors[0].tags: expected a list, got "prod"'),
        (
            "name: a\nurl: http://x.example\ntags: [a, 1]",
            "line 5, monitors[0].tags[1]: expected text, got the number 1",
        ),
        (
            "name: a\nurl: http://x.example\nintervall: 5",
            "line 5, monitors[0].intervall: unknown field; did you mean interval?",
        ),
        ("name: a\nurl: http://x.example\nid: 5", "line 5, monitors[0].id: unknown field"),
        ("name: a\nurl: http://x.example\nkind: ping", 'line 5, monitors[0].kind: expected one of http; got "ping"'),
        (
            "name: a\nurl: http://x.example\nrule: {hold: x}",
            'line 5, monitors[0].rule.hold: expected a whole number, got "x"',
        ),
        (
            "name: a\nurl: http://x.example\nrule: {failures: 6}",
            "line 5, monitors[0].rule: failures (6) cannot be more than window (5)",
        ),
        (
            "name: a\nurl: http://x.example\nheaders:\n  X-Version: 1.10",
            "line 6, monitors[0].headers.X-Version: expected text (a number in quotation marks), got the number 1.1",
        ),
        (
            "name: a\nurl: http://x.example\nheaders:\n  X-Token: 12345",
            "line 6, monitors[0].headers.X-Token: expected text (a number in quotation marks), got a value that is not",
        ),
        (
            "name: a\nurl: http://x.example\nheaders:\n  Connection: close",
            "line 6, monitors[0].headers.Connection: Connection cannot be set",
        ),
        ("name: a\nurl: http://x.example\nheaders: [a]", "line 5, monitors[0].headers: expected a mapping such as"),
        (
            "name: a\nurl: http://x.example\nheaders: {Accept: a, accept: b}",
            "line 5, monitors[0].headers: accept is there twice",
        ),
        ("name: a\nurl: http://x.example\nbody: ping", "line 5, monitors[0].body: a GET request has no body"),
        ("name: a\nurl: http://x.example\nurl: http://y.example", "line 5, monitors[0].url: this key stands twice"),
    ],
)
def test_an_error_names_its_line_its_path_what_was_expected_and_what_came(fields: str, said: str) -> None:
    found = problems(one_monitor(fields))
    assert len(found) == 1
    assert found[0].startswith(said)


A_FILE = (
    "expected a mapping with version, channels, tags, maintenance, quiet, reports, requests, retention, updates, "
    "monitors"
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "",
            f"{A_FILE}, got nothing",
        ),
        (
            "[]",
            f"{A_FILE}, got a list",
        ),
        ("monitors: []", "line 1, version: expected 1, got nothing"),
        ("version: 2", "line 1, version: expected 1, got the number 2"),
        ("version: 1\nmonitor: []", "line 2, monitor: unknown field"),
        ("version: 1\nmonitors: {a: 1}", "line 2, monitors: expected a list, got a mapping"),
        ("version: 1\nmonitors: [7]", "line 2, monitors[0]: expected a mapping of fields, got the number 7"),
        ("a: [", "line 2: this is not YAML"),
        ("version: 1\n---\nversion: 1", "line 2: expected one document"),
        ("a: &x 1", "line 1: anchors (&x) are not taken"),
        ("a: *x", "line 1: aliases (*x) are not taken"),
        ("a: !!python/object/apply:os.system [ls]", "line 1: tags (tag:yaml.org,2002:python/object/apply:os.system)"),
        ("a: ! b", "line 1: tags (!) are not taken"),
        ("? [a]\n: 1", "line 1: expected a word as key"),
        ("a: \x07", "this is not YAML: "),
        ("a: " + "[" * 40, "line 1: expected lists and mappings at most 32 deep"),
        ("a: " + "[" * 500_000, "line 1: expected lists and mappings at most 32 deep"),
        ('{"a":' * 40 + "1" + "}" * 40, "expected lists and mappings at most 32 deep"),
        ('{"a":' * 500_000, "expected lists and mappings at most 32 deep"),
        ('{"version": 1,\n "monitors": [}', "line 2: this is not JSON: Expecting value, at column 15"),
        ('{"version": 1, "version": 1}', "version: this key stands twice"),
        (
            '{"version": 1, "monitors": [{"name": "a", "url": NaN}]}',
            "monitors[0].url: expected a finite number, got NaN",
        ),
        ('{"version": 1e999}', "version: expected a finite number, got 1e999"),
        ('{"version": 1' + "0" * 5_000 + "}", "version: expected a number of at most 40 characters, got 5001"),
        ("version: 1" + "0" * 5_000, "line 1, version: expected a number of at most 40 characters, got 5001"),
        ("x" * 10_000_001, "expected a file of at most 10 MB"),
        ("version: 1\nmonitors:" + "\n- 1" * 10_001, "line 2, monitors: expected at most 10,000, got 10,001"),
        (b"version: 1\nmonitors: \xff", "line 2: expected text in UTF-8"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_file_that_is_none_is_refused_in_words(text: str | bytes, said: str) -> None:
    assert problems(text)[0].startswith(said)


def test_all_errors_come_at_once_in_the_order_of_the_file() -> None:
    found = problems(
        "version: 1\n"
        "channels:\n"
        "  - {name: ops, kind: pigeon}\n"
        "monitors:\n"
        "  - {name: a, url: 'http://x.example', interval: 0, timeout: 0}\n"
        "  - {name: a, url: 'http://y.example', channels: [ops, mail]}\n"
    )
    assert [problem.partition(":")[0] for problem in found] == [
        "line 3, channels[0].kind",
        "line 5, monitors[0].interval",
        "line 5, monitors[0].timeout",
        "line 6, monitors[1].name",
        "line 6, monitors[1].channels[1]",
    ]
    assert '"a" is the name of monitors[0] already' in found[3]


def test_assertions_are_lines_or_mappings() -> None:
    (monitor,) = read(
        b"version: 1\nmonitors:\n  - name: a\n    url: http://x.example\n    assertions:\n"
        b'      - json $.status == "ok"\n'
        b"      - {subject: json, property: $.count, comparison: '>=', expected: 3}\n"
        b"      - {subject: schema, expected: {type: object}, degraded_only: true}\n"
    ).monitors
    lines = ['json $.status == "ok"', "json $.count >= 3", 'degraded_only schema valid {"type": "object"}']
    assert [format_assertion(assertion) for assertion in monitor.target.assertions] == lines


def test_a_wrong_assertion_is_named_with_its_line_and_field() -> None:
    found = problems(
        "version: 1\nmonitors:\n"
        "  - name: a\n    url: http://x.example\n    assertions:\n"
        "      - status << 300\n"
        "      - 7\n"
        "      - {subject: jsn, property: $.a, expected: 5}\n"
        "      - {subject: header, property: A, expected: 5}\n"
        "      - {subject: status, expected: 200, degraded: true}\n"
        "  - {name: b, url: 'http://x.example', assertions: status < 300}\n"
    )
    assert found == [
        "line 6, monitors[0].assertions[0]: expected a number, got “< 300”",
        "line 7, monitors[0].assertions[1]: expected an assertion such as status < 300, got the number 7",
        "line 8, monitors[0].assertions[2].subject: expected one of status, header, body, json, schema, response_time, "
        'phase, size, got "jsn"',
        "line 9, monitors[0].assertions[3].expected: expected text, got the number 5",
        "line 10, monitors[0].assertions[4].degraded: unknown field; did you mean degraded_only?",
        'line 11, monitors[1].assertions: expected a list of assertions, got "status < 300"',
    ]


def test_secrets_are_never_repeated() -> None:
    found = problems(
        "version: 1\nchannels:\n"
        "  - {name: a, kind: slack, webhook_url: hunter2}\n"
        "  - {name: b, kind: email, host: h, sender: a@b.c, recipients: [a@b.c], password: 4711}\n"
    )
    assert len(found) == 2
    assert not any("hunter2" in problem or "4711" in problem for problem in found)


@settings(deadline=None)
@given(
    st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")))
)
def test_anything_at_all_is_taken_or_refused_in_words(data: bytes) -> None:
    assert all(problem.message for problem in refusal(data))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
FIELDS = [*HttpTarget.model_fields, *Monitor.model_fields, *EmailChannel.model_fields, "webhook_url"]


@settings(deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=5), max_size=3), st.booleans())
def test_wrong_values_in_right_places_are_refused_in_words(items: list[dict[str, object]], channels: bool) -> None:
    kinds = [{"kind": "email", **item} if channels else item for item in items]
    data = json.dumps({"version": 1, "channels" if channels else "monitors": kinds}).encode()
    assert all(problem.path.startswith(("channels", "monitors")) for problem in refusal(data))


def test_as_many_monitors_as_allowed_are_read() -> None:
    lines = ["version: 1", "monitors:"]
    lines += [f"  - {{name: 'service {n}', url: 'https://host-{n}.example/', tags: [prod, eu]}}" for n in range(10_000)]
    assert len(read("\n".join(lines).encode()).monitors) == 10_000


AUTHENTICATION = """
version: 1
monitors:
  - name: oauth
    url: https://api.example.com/
    oauth2:
      token_url: https://auth.example.com/token
      client_id: monitor
      client_secret: "${env:SECRET}"
      scope: read
    client_certificate: /etc/me.p12
    client_key_password: hunter2
  - {name: digest, url: https://api.example.com/, username: me, password: hunter2, auth: digest}
  - {name: bearer, url: https://api.example.com/, bearer_token: "${env:TOKEN}"}
  - {name: key, url: https://api.example.com/, api_key: {name: key, value: hunter2, place: query}}
"""


def test_authentication_is_taken() -> None:
    oauth, digest, bearer, key = (monitor.target for monitor in read(AUTHENTICATION.encode()).monitors)
    assert oauth.oauth2 == OAuth2(
        token_url="https://auth.example.com/token",
        client_id="monitor",
        client_secret=SecretStr("${env:SECRET}"),
        scope="read",
    )
    assert (oauth.client_certificate, oauth.client_key_password.get_secret_value()) == ("/etc/me.p12", "hunter2")
    assert (digest.username, digest.password.get_secret_value(), digest.auth) == ("me", "hunter2", "digest")
    assert bearer.bearer_token.get_secret_value() == "${env:TOKEN}"
    assert key.api_key == ApiKey(name="key", value=SecretStr("hunter2"), place="query")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            "api_key:\n  name: a\n  value: 42",
            "line 7, monitors[0].api_key.value: expected text, got a value that is not",
        ),
        (
            "api_key: hunter2",
            "line 5, monitors[0].api_key: expected a mapping of fields, got a value that is not shown",
        ),
        ("api_key:\n  name: X-Key", "line 5, monitors[0].api_key.value: this field is needed and is not there"),
        (
            "api_key:\n  key: hunter2\n  value: a",
            "line 6, monitors[0].api_key.key: unknown field; the fields are name, p",
        ),
        (
            "api_key:\n  value: a\n  place: body",
            'line 7, monitors[0].api_key.place: expected one of header, query, got "',
        ),
        ("api_key:\n  name: X Y\n  value: a", "line 6, monitors[0].api_key.name: “X Y” is no name of a header"),
        ("oauth2:\n  client_id: a", "line 5, monitors[0].oauth2.token_url: this field is needed and is not there"),
        (
            "oauth2:\n  token_ulr: a\n  client_id: a",
            "line 6, monitors[0].oauth2.token_ulr: unknown field; did you mean tok",
        ),
        ("oauth2: [a]", "line 5, monitors[0].oauth2: expected a mapping of fields, got a value that is not shown"),
        ("auth: ntlm", 'line 5, monitors[0].auth: expected one of basic, digest, got "ntlm"'),
        ("auth: digest", "line 5, monitors[0].auth: digest needs a user name"),
        ("bearer_token: 42", "line 5, monitors[0].bearer_token: expected text, got a value that is not shown"),
        ("username: me\nbearer_token: hunter2", "line 6, monitors[0].bearer_token: a bearer token and a user name or"),
        ("client_key: a.pem", "line 5, monitors[0].client_key: there is no client certificate that this belongs to"),
    ],
)
def test_what_is_wrong_with_authentication_is_said_at_its_line(fields: str, said: str) -> None:
    found = problems(one_monitor(f"name: a\nurl: https://x.example\n{fields}"))
    assert any(problem.startswith(said) for problem in found), found
    assert "hunter2" not in "".join(found)


WAY = """name: a
url: https://x.example
query: {page: "2", token: "${env:TOKEN}", q: ""}
method: POST
body_kind: graphql
body: "{ me }"
variables: '{"a": 1}'
http_version: 2
ip: ipv6
max_redirects: 0
proxy: socks5h://me:${env:PW}@proxy.example:1080
cache_busting: true"""


def test_how_it_is_asked_is_taken() -> None:
    target = read(one_monitor(WAY).encode()).monitors[0].target
    assert [(item.name, item.text) for item in target.query] == [("page", "2"), ("token", "${env:TOKEN}"), ("q", "")]
    assert (target.http_version, target.ip, target.max_redirects, target.cache_busting) == ("2", "ipv6", 0, True)
    assert (target.proxy, target.proxy_username) == ("socks5h://proxy.example:1080", "me")
    assert target.proxy_password == SecretStr("${env:PW}")
    assert target.payload == b'{"query":"{ me }","variables":{"a":1}}'
    listed = WAY.replace('{page: "2", token: "${env:TOKEN}", q: ""}', "[{name: a, value: x}, {name: a, value: y}]")
    target = read(one_monitor(listed.replace("http_version: 2", "http_version: 1.1")).encode()).monitors[0].target
    assert [(item.name, item.text) for item in target.query] == [("a", "x"), ("a", "y")]
    assert target.http_version == "1.1"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("query: page", 'monitors[0].query: expected a mapping such as {page: "2"}, got "page"'),
        ("query: {page: 2}", "monitors[0].query.page: expected text (a number in quotation marks), got the number 2"),
        ("query: {token: 2}", "monitors[0].query.token: expected text (a number in quotation marks), got a value that"),
        ("http_version: 3", "monitors[0].http_version: expected one of 1.1, 2, auto"),
        ("http_version: true", "monitors[0].http_version: expected one of 1.1, 2, auto"),
        ("ip: ipv5", "monitors[0].ip: expected one of auto, ipv4"),
        ("max_redirects: 11", "monitors[0].max_redirects: expected at most 10, got the number 11"),
        ("proxy: proxy.example:3128", "monitors[0].proxy: expected http://, https://, socks5:// or socks5h://"),
        ("resolve: example.com", "monitors[0].resolve: expected an IP address"),
        ("variables: '{}'", "monitors[0].variables: only a GraphQL query has variables"),
        ("method: POST\nbody_kind: json\nbody: '{'", "monitors[0].body: this is not JSON"),
    ],
)
def test_what_is_wrong_with_how_it_is_asked_is_said_in_its_place(fields: str, said: str) -> None:
    found = problems(one_monitor(f"name: a\nurl: https://x.example\n{fields}"))
    assert len(found) == 1
    assert said in found[0]
