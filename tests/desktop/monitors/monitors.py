"""Monitors with everything set that a person can set, as the store has them: secrets are references."""

from typing import Any

from hypothesis import strategies as st

from agent.model import Monitor

TARGET: dict[str, Any] = {
    "url": "https://api.example.com/health?token=1",
    "method": "POST",
    "expect": "200-299,301",
    "verify_tls": False,
    "ca_file": "/etc/ca.pem",
    "client_certificate": "/etc/client.pem",
    "client_key": "/etc/client.key",
    "client_key_password": "${keychain:key}",
    "query": [
        {"name": "page", "value": "1"},
        {"name": "token", "value": "${keychain:q}"},
        {"name": "flag", "value": ""},
    ],
    "headers": [
        {"name": "Accept", "value": "application/json"},
        {"name": "X-API-Key", "value": "${keychain:def}"},
        {"name": "X-Region", "value": "${env:REGION}"},
    ],
    "body": "query($id: ID!) {\u00a0me }\r\n",
    "body_kind": "graphql",
    "variables": '{"id": "\u00a07"}',
    "http_version": "auto",
    "ip": "ipv6",
    "max_redirects": 3,
    "proxy": "socks5://proxy.example.com:1080",
    "proxy_username": "ops",
    "proxy_password": "${keychain:proxy}",
    "cache_busting": True,
    "certificate_days": [30, 7],
    "assertions": [
        {"subject": "status", "comparison": "<", "expected": "300"},
        {"subject": "header", "property": "Server", "comparison": "not exists", "degraded_only": True},
        {"subject": "body", "comparison": "contains", "expected": " two\nlines "},
        {"subject": "json", "property": "$.items", "comparison": "type", "expected": "array"},
        {"subject": "schema", "comparison": "valid", "expected": '{\r\n"title": "\u00a0", "type": "object"}'},
        {"subject": "response_time", "comparison": "<=", "expected": "500"},
        {"subject": "phase", "property": "first_byte", "comparison": "<", "expected": "200"},
        {"subject": "size", "comparison": ">", "expected": "10"},
    ],
}
API_KEY = {"name": "X-Key", "value": "${keychain:k}", "place": "query"}
OAUTH2 = {
    "token_url": "https://login.example.com/token",
    "client_id": "monitor",
    "client_secret": "${keychain:o}",
    "scope": "read write",
    "audience": "https://api.example.com",
    "client_auth": "body",
}
WAYS: dict[str, dict[str, Any]] = {
    "none": {},
    "basic": {"username": "ops", "password": "${keychain:p}"},
    "password only": {"password": "${session:p}"},
    "digest": {"username": "ops", "password": "${env:PASSWORD}", "auth": "digest", "api_key": API_KEY},
    "bearer": {"bearer_token": "${keychain:b}"},
    "key": {"api_key": {**API_KEY, "place": "header"}},
    "oauth2": {"oauth2": OAUTH2, "api_key": API_KEY},
}
"""Ways to say who asks, which exclude each other."""

FULL: dict[str, Any] = {
    "id": 1,
    "name": "api",
    "target": {**TARGET, **WAYS["basic"]},
    "interval": 30,
    "timeout": 2.5,
    "latency_threshold_ms": 800,
    "uptime_target": 99.9,
    "apdex_ms": 250,
    "rule": {"failures": 3, "window": 7, "hold": 0},
    "confirm_every": 5,
    "channels": ["ops", "gone"],
    "tags": ["prod", "a, b"],
    "depends_on": ["gateway"],
    "guard": "vpn",
    "paused": True,
    "reverse": True,
    "alerts": {
        "slow": ["ops"],
        "certificate": [],
        "remind_every": 30,
        "escalate_after": 60,
        "escalate_to": ["mail"],
    },
}

_words = st.text("abcXYZ019 ._-äß", min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool)
_names = st.text("abcXYZ-", min_size=1, max_size=12)
_references = st.sampled_from(["${env:A}", "${keychain:t}", "${session:t}"])


def _some(strategies: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=strategies)


_targets = st.builds(
    lambda way, some: {"url": "https://example.com", **WAYS[way], **some},
    st.sampled_from(sorted(WAYS)),
    _some(
        {
            "url": st.sampled_from(["http://example.com", "https://[::1]:8443/a?b=c", "https://example.com/a%20b#c"]),
            "expect": st.sampled_from(["200", "200-299,301", "100-599"]),
            "verify_tls": st.booleans(),
            "ca_file": _words,
            "query": st.lists(st.fixed_dictionaries({"name": _words, "value": _words | _references}), max_size=3),
            "headers": st.lists(
                st.fixed_dictionaries({"name": _names.map("X-{}".format), "value": st.just("v") | _references}),
                max_size=3,
                unique_by=lambda header: header["name"].lower(),
            ),
            "http_version": st.sampled_from(["1.1", "2", "auto"]),
            "ip": st.sampled_from(["auto", "ipv4", "ipv6"]),
            "max_redirects": st.integers(0, 10),
            "proxy": st.sampled_from(["", "system", "http://proxy.example.com:3128"]),
            "cache_busting": st.booleans(),
            "certificate_days": st.lists(st.integers(1, 365), max_size=4, unique=True),
            "assertions": st.lists(st.sampled_from(TARGET["assertions"]), max_size=4),
        }
    ),
)
monitors = st.builds(
    lambda target, some: Monitor.model_validate({"name": "api", "target": target, **some}),
    _targets,
    _some(
        {
            "name": _words,
            "interval": st.integers(1, 86_400),
            "timeout": st.floats(0.1, 300),
            "latency_threshold_ms": st.none() | st.floats(0.001, 1e9),
            "uptime_target": st.none() | st.floats(50, 100),
            "apdex_ms": st.none() | st.floats(0.001, 1e9),
            "rule": st.integers(1, 60).flatmap(
                lambda n: st.fixed_dictionaries({"failures": st.integers(1, n), "window": st.just(n)})
            ),
            "confirm_every": st.none() | st.integers(1, 1_000),
            "channels": st.none() | st.just(()) | st.just(("ops",)) | st.just(("ops", "gone")),
            "tags": st.lists(_words, max_size=3),
            "paused": st.booleans(),
            "reverse": st.booleans(),
        }
    ),
)
