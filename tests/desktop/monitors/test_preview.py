"""The request that the dialog shows is the one that the probe makes, but for its secrets."""

import json
from urllib.parse import unquote

import httpx
import pytest
from hypothesis import given, settings

from agent.model import HttpTarget, Monitor
from agent.probes.request import address, build
from desktop.monitors.forms.json_text import fault, laid_out
from desktop.monitors.forms.preview import DOTS, preview
from tests.desktop.monitors.monitors import FULL, TARGET, WAYS, monitors

OWN = {"user-agent", "connection", "content-length", "accept-encoding", "authorization"}
"""What the probe says on its own, or makes only as it asks."""


def sent(target: HttpTarget) -> tuple[str, dict[str, str], str]:
    url = address(target, httpx.URL(target.url), own=True, first=True)
    made = build(target, target.method, url, own=True)
    headers = {name.decode().lower(): value.decode() for name, value in made.headers}
    return str(url), {name: value for name, value in headers.items() if name not in OWN}, made.body.decode()


def shown(target: HttpTarget) -> tuple[str, dict[str, str], str]:
    made = preview(target)
    first, *lines = made.head.split("\n")
    headers = dict(line.split(": ", 1) if ": " in line else (line.rstrip(":"), "") for line in lines)
    url = first.split(" ")[1]
    headers = {name.lower(): value for name, value in headers.items() if name.lower() not in OWN}
    return url, headers, made.body


def check(target: HttpTarget) -> None:
    """Compare both, where references to secrets are not resolved and dots stand for them in the window."""
    url, headers, body = sent(target)
    shown_url, shown_headers, shown_body = shown(target)
    assert shown_body == body
    assert list(shown_headers) == list(headers)
    for name, value in headers.items():
        assert shown_headers[name] in (value, DOTS)
    parts, shown_parts = _parts(url), _parts(shown_url)
    assert len(parts) == len(shown_parts)
    for part, other in zip(parts, shown_parts, strict=True):
        assert other == part or other.endswith(f"={DOTS}") or other == "_api_monitor=…"


def _parts(url: str) -> list[str]:
    path, _, query = url.partition("?")
    return [unquote(part) for part in (path.partition("#")[0].rstrip("/"), *query.partition("#")[0].split("&"))]


@settings(max_examples=100, deadline=None)
@given(monitor=monitors)
def test_any_request_is_shown_as_it_is_sent(monitor: Monitor) -> None:
    check(monitor.target)


BODIES = [
    ("form", "a=1 2\n\nname=ä&b\nflag", ""),
    ("graphql", "{ me }", '{"id": 7}'),
    ("graphql", "{ me }", ""),
    ("json", '{"a": [1.50]}', ""),
    ("xml", "<a/>", ""),
    ("text", "x", ""),
    ("auto", "[1]", ""),
    ("auto", "x=1", ""),
]


@pytest.mark.parametrize(("kind", "body", "variables"), BODIES)
@pytest.mark.parametrize("headers", [[], [{"name": "content-type", "value": "application/vnd.x"}]])
def test_bodies_of_every_kind_are_shown_as_they_are_sent(
    kind: str, body: str, variables: str, headers: list[dict[str, str]]
) -> None:
    given_ = {"body_kind": kind, "body": body, "variables": variables, "headers": headers}
    check(HttpTarget.model_validate({"url": "https://example.com", "method": "PUT", **given_}))


@pytest.mark.parametrize("way", WAYS)
def test_no_secret_is_shown(way: str) -> None:
    text = json.dumps({**TARGET, **WAYS[way]}).replace("${keychain:", "canary-").replace("${session:", "canary-")
    target = HttpTarget.model_validate_json(text)
    assert "canary" not in preview(target).text
    assert DOTS in preview(target).text


def test_what_is_special_about_the_way_is_said() -> None:
    notes = preview(Monitor.model_validate(FULL).target).notes
    assert any("socks5://proxy.example.com:1080" in note for note in notes)
    assert any("not verified" in note for note in notes)
    assert any("At most 3 redirects" in note for note in notes)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            '{"a":[1.50,{}],"b":{"c":[]}}',
            ["{", '  "a": [', "    1.50,", "    {}", "  ],", '  "b": {', '    "c": []', "  }", "}"],
        ),
        ("[[],[1e400]]", ["[", "  [],", "  [", "    1e400", "  ]", "]"]),
        ('"a, [b] : \\" c"', ['"a, [b] : \\" c"']),
    ],
)
def test_json_is_laid_out_with_its_figures_as_typed(text: str, lines: list[str]) -> None:
    assert laid_out(text).split("\n") == lines
    assert laid_out(laid_out(text)) == laid_out(text)


def test_a_fault_in_json_is_placed() -> None:
    assert fault("") == ""
    assert fault("[1, 2]") == ""
    assert "line 2, column 3" in fault("{\n  a: 1}")
