"""The command line from outside: what is typed, printed, stored and returned."""

import csv
import json
import re
import stat
import tomllib
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.agent.command import ROOT, run
from tests.agent.probes.authorities import Authority, in_days
from tests.agent.probes.proxies import http_proxy
from tests.agent.probes.servers import response, serve
from tests.agent.probes.servers2 import serve2
from tests.agent.servers import http_server

COMMANDS = [
    "demo",
    "agent",
    "check",
    "import",
    "export",
    "status",
    "show",
    "log",
    "alerts",
    "replay",
    "report",
    "backup",
]
ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
MONITORS = """\
version: 1
channels:
  - {name: ops, kind: slack, webhook_url: "${env:OPS_SLACK_URL}"}
monitors:
  - {name: Zoë's API, url: "https://api.example.com/health?key=1", interval: 30, channels: [ops], tags: [prod]}
  - {name: paused one, url: "http://127.0.0.1:9/", paused: true}
"""


def written(folder: Path, text: str, name: str = "monitors.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


async def test_help_names_every_command_and_shows_how_to_use_it() -> None:
    told = await run("--help")
    assert told.code == 0
    assert [name for name in COMMANDS if re.search(rf"^    {name} ", told.out, re.MULTILINE)] == list(COMMANDS)
    for words in ("examples:", "exit codes:", "API_MONITOR_DATA_DIR"):
        assert words in told.out
    version = await run("--version")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (version.code, version.out) == (0, f"api-monitor {project['version']}\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bogus"], "invalid choice"),
        (["--bogus"], "unrecognized arguments"),
        (["status", "--js"], "unrecognized arguments"),
        (["check"], "URL"),
        (["check", "example.com"], "URL: expected an address that starts with http:// or https://"),
        (["check", "http://x.example", "--expect", "9"], "--expect: expected status codes and ranges"),
        (["check", "http://x.example", "--method", "FETCH"], "--method: expected one of GET, HEAD"),
        (["check", "http://x.example", "--timeout", "soon"], "--timeout: expected a number"),
        (["check", "http://x.example", "-H", "Accept"], "--header: expected a name and a value such as"),
        (["check", "http://x.example", "-H", "X Y: hunter2"], "--header: “X Y” is no name of a header"),
        (["check", "http://x.example", "-d", "a", "--method", "GET"], "--data: a GET request has no body"),
        (["check", "http://x.example", "-H", "X-Key: ${env:NOT_SET_ANYWHERE}"], "NOT_SET_ANYWHERE is not set"),
        (["check", "http://x.example", "--digest"], "--digest: digest needs a user name"),
        (
            ["check", "http://x.example", "-u", "a:hunter2", "--bearer", "hunter2"],
            "--bearer: a bearer token and a user",
        ),
        (["check", "https://x.example", "--pass", "hunter2"], "--pass: there is no client certificate"),
        (["check", "http://x.example", "--oauth2", "x", "me", "hunter2"], "--oauth2: expected an address that starts"),
        (["check", "http://x.example", "--scope", "a"], "--scope: there is no --oauth2"),
        (["check", "http://x.example", "--bearer", "${env:NOT_SET_ANYWHERE}"], "NOT_SET_ANYWHERE is not set"),
        (["check", "http://me:${env:NOT_SET_ANYWHERE}@x.example"], "NOT_SET_ANYWHERE is not set"),
        (["check", "http://x.example", "--assert", "status is 200"], "--assert: expected a comparison after status"),
        (["check", "http://x.example", "--assert", "json $.a[ == 1"], "--assert: expected a JSONPath such as $.status"),
        (["log"], "NAME"),
        (["log", "nothing"], "There is no monitor named 'nothing'"),
        (["log", "nothing", "--limit", "0"], "expected a number from 1"),
        (["import", "not/there.yaml"], "cannot be read"),
        (["report", "--from", "yesterday", "--to", "2026-01-31", "-o", "r.csv"], "--from: expected a day such as"),
        (["report", "--from", "2026-02-30", "--to", "2026-03-31", "-o", "r.csv"], "--from: expected a day such as"),
        (["report", "--from", "2026-02-02", "--to", "2026-02-01", "-o", "r.csv"], "must begin before it ends"),
        (["report", "--from", "2026-02-02", "-o", "r.csv"], "--to"),
        (["report", "--from", "2026-01-01", "--to", "2026-01-01", "-o", "no/such/r.csv"], "There is no folder"),
        (["report", "--period", "last-week", "--from", "2026-02-02", "-o", "r.csv"], "either --period, or --from and"),
        (["report", "--zone", "Europe/Atlantis", "-o", "r.csv"], "--zone: expected the name of a time zone such as"),
        (["report", "--kind", "everything", "-o", "r.csv"], "--kind"),
        (["report", "--monitor", "nothing", "-o", "r.csv"], "There is no monitor named 'nothing'"),
        (["report", "--tag", "nothing", "-o", "r.csv"], "There is no monitor with the tag 'nothing'"),
        (["status", "--data-dir", "pyproject.toml"], "is a file"),
        (["agent", "--data-dir", "pyproject.toml"], "is a file"),
        (["import", "pyproject.toml", "--data-dir", "pyproject.toml/x"], "cannot be used"),
    ],
    ids=lambda value: " ".join(value)[:60] if isinstance(value, list) else "",
)
async def test_wrong_use_ends_with_2_and_says_what_is_wrong(arguments: list[str], said: str, tmp_path: Path) -> None:
    finished = await run(*arguments, API_MONITOR_DATA_DIR=str(tmp_path / "data"))
    assert finished.code == 2
    assert finished.out == ""
    assert said in finished.err
    assert "Traceback" not in finished.err
    assert not (tmp_path / "data").exists()


async def test_check_says_what_it_found_and_ends_with_0_or_1() -> None:
    async with http_server() as server:
        good = await run("check", f"{server.url}/health?token=hunter2", "--method", "head", "--json")
        assert server.requests[0][0] == "HEAD /health?token=hunter2 HTTP/1.1"
        server.status = 404
        bad = await run("check", server.url, "--json")
        meant = await run("check", server.url, "--expect", "200-299,404", "--json")
        table = await run("check", f"{server.url}/health?token=hunter2")
    refused = await run("check", server.url, "--json")
    assert (good.code, bad.code, meant.code, table.code, refused.code) == (0, 1, 0, 1, 1)
    assert ISO.fullmatch(good.json.pop("at"))
    assert 0 < good.json["latency_ms"] < 60_000
    fields = ["at", "outcome", "status_code", "latency_ms", "cause", "message", "certificate_expires_at", "phases"]
    fields += ["certificates", "assertions"]
    assert [list(finished.json) for finished in (good, bad, meant, refused)] == [fields] * 4
    assert list(good.json["phases"]) == ["dns", "connect", "tls", "first_byte", "transfer"]
    assert good.json["phases"]["first_byte"] > 0
    assert good.json["phases"]["tls"] is None
    assert (good.json["outcome"], good.json["status_code"], good.json["cause"]) == ("UP", 200, None)
    assert (bad.json["outcome"], bad.json["status_code"], bad.json["cause"]) == ("DOWN", 404, "unexpected_status")
    assert (refused.json["outcome"], refused.json["status_code"], refused.json["cause"]) == ("DOWN", None, "connection")
    assert refused.json["latency_ms"] is None
    assert table.out.startswith("DOWN  http://127.0.0.1")
    assert "Expected 200–399, got 404" in table.out
    assert "hunter2" not in table.out
    assert "\x1b" not in table.out


async def test_check_tells_of_the_certificates(tmp_path: Path) -> None:
    root = Authority.root("Root Authority")
    store = root.write(tmp_path / "store.pem")
    async with serve(response(), tls=root.server(tmp_path, in_days(99.9), "api.example")) as server:
        shown = await run("check", server.url(), SSL_CERT_FILE=store)
        record = (await run("check", server.url(), "--json", SSL_CERT_FILE=store)).json
        refused = await run("check", server.url())
    assert (shown.code, refused.code) == (0, 1)
    line = r"  Certificate valid until \d{4}-\d\d-\d\d \d\d:\d\d UTC \(100 days\), issued by Root Authority"
    assert re.fullmatch(line, shown.out.splitlines()[-1])
    assert re.fullmatch(line, refused.out.splitlines()[-1]), "also of one that was refused"
    own, anchor = record["certificates"]
    assert (own["subject"], own["names"]) == ("The API", ["api.example", "127.0.0.1"])
    assert (anchor["subject"], anchor["issuer"]) == ("Root Authority", "Root Authority")
    assert own["valid_until"] == record["certificate_expires_at"]
    assert ISO.fullmatch(own["valid_from"])


async def test_check_sends_headers_and_a_body() -> None:
    async with http_server() as server:
        options = ("-H", "X-API-Key: ${env:THE_KEY}", "--header", "Accept: a/b", "-d", '{"ping": "ü"}')
        finished = await run("check", server.url, *options, THE_KEY="hunter2")
    assert finished.code == 0, finished.err
    assert server.requests == [("POST / HTTP/1.1", '{"ping": "ü"}'.encode())]
    lines = server.heads[0].split("\r\n")
    assert {"X-API-Key: hunter2", "Accept: a/b", "Content-Type: application/json"} <= set(lines)
    assert "hunter2" not in finished.out


async def test_check_says_how_it_is_asked() -> None:
    async with serve2(lambda it: it.answer()) as new, serve(b"HTTP/1.1 302 Go\r\nLocation: /\r\n\r\n") as server:
        second = await run("check", new.url(), "--http2")
        kept = await run(
            "check", server.url(), "--no-redirects", "-4", "-q", "a=b=ü", "-q", "key=${env:K}", K="hunter2"
        )
        await run("check", server.url(), "--no-redirects", "--method", "PUT", "-d", "x=ü\ny=", "--kind", "form")
        named = server.url().replace("127.0.0.1", "api.invalid")
        resolved = await run("check", named, "--no-redirects", "--resolve", "127.0.0.1")
        async with http_proxy(password="hunter2") as proxy:
            way = proxy.url("http").replace("://", "://me:${env:PW}@")
            through = await run("check", server.url(), "--no-redirects", "--proxy", way, PW="hunter2")
    assert [one.code for one in (second, kept, resolved, through)] == [0] * 4, (second, kept, resolved, through)
    assert server.heads[0].startswith("GET /?a=b%3D%C3%BC&key=hunter2 HTTP/1.1")
    assert "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 11\r\n" in server.heads[1]
    assert "\r\nHost: api.invalid:" in server.heads[2]
    assert proxy.credentials == ["me:hunter2"]
    assert "hunter2" not in kept.out + through.out + through.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("-6", "--resolve", "127.0.0.1"), "--resolve: this is an IPv4 address, and only IPv6 is allowed"),
        (("--proxy", "ftp://x"), "--proxy: expected http://"),
        (("--proxy", "http://x:1", "--resolve", "::1"), "--resolve: a proxy looks names up itself"),
        (("-q", "page"), "--query: expected a name and a value"),
        (("-d", "{", "--kind", "json"), "--data: this is not JSON"),
        (("-4", "-6"), "not allowed with argument"),
    ],
)
async def test_what_check_cannot_do_is_said_at_its_option(options: tuple[str, ...], said: str) -> None:
    refused = await run("check", "http://127.0.0.1:9/", *options)
    assert (refused.code, said in refused.err) == (2, True), refused.err


async def test_check_says_who_asks(tmp_path: Path) -> None:
    digest = 'WWW-Authenticate: Digest realm="r", nonce="n", qop="auth"\r\n'
    async with http_server(401) as server, http_server() as tokens:
        server.headers, tokens.body = digest, b'{"access_token": "fetched"}'
        basic = await run("check", server.url, "-u", "me:${env:PW}", PW="hunter2")
        await run("check", server.url, "--user", "me:${env:PW}", "--digest", PW="hunter2")
        await run("check", server.url, "--bearer", "${env:PW}", PW="hunter2")
        await run("check", server.url, "--oauth2", tokens.url, "me", "${env:PW}", "--scope", "read", PW="hunter2")
        lost = await run("check", server.url.replace("http", "https"), "--cert", tmp_path / "no.pem")
    assert "hunter2" not in basic.out + basic.err
    sent = [re.search(r"Authorization: (.*)\r\n", head) for head in server.heads]
    words = [found[1] if found else "" for found in sent]
    assert words[2].startswith('Digest username="me", realm="r", nonce="n"')
    del words[2]
    assert words == [f"Basic {b64encode(b'me:hunter2').decode()}", "", "Bearer hunter2", "Bearer fetched"]
    assert tokens.requests[0][1] == b"grant_type=client_credentials&scope=read"
    assert (lost.code, f"The client certificate, {tmp_path}/no.pem, cannot be read" in lost.out) == (1, True)


async def test_check_judges_what_is_asserted_and_shows_each() -> None:
    lines = ("status < 300", "body matches ^o", "degraded_only header ETag exists", "json $.a == 1")
    options = [option for line in lines for option in ("--assert", line)]
    async with http_server() as server:
        down = await run("check", server.url, *options)
        told = await run("check", server.url, *options, "--json")
        degraded = await run("check", server.url, *options[:6])
        reverse = await run("check", server.url, "--reverse")
    failed = await run("check", server.url, "--reverse")
    assert (down.code, told.code, degraded.code, reverse.code, failed.code) == (1, 1, 0, 1, 0)
    assert down.out.splitlines()[1] == (
        "  Expected $.a == 1, but it is not JSON: Expecting value at line 1, column 1; 1 more assertion failed"
    )
    assert down.out.splitlines()[-4:] == [
        "  ✓ status < 300: 200",
        "  ✓ body matches ^o: ok",
        "  ✕ header ETag exists: nothing",
        "  ✕ json $.a == 1: ok",
    ]
    assert told.json["cause"] == "assertion"
    assert told.json["assertions"][2:] == [
        {"assertion": "header ETag exists", "degraded_only": True, "passed": False, "actual": "nothing"},
        {"assertion": "json $.a == 1", "degraded_only": False, "passed": False, "actual": "ok"},
    ]
    assert degraded.out.startswith("DEGRADED  ")
    assert "Expected the request to fail, got 200 OK" in reverse.out
    assert "Failed as expected: Connection refused" in failed.out


async def test_import_takes_a_program_to_run_only_where_that_is_asked_for(tmp_path: Path) -> None:
    text = "version: 1\nchannels:\n  - {name: run, kind: command, argv: [/bin/echo]}\n"
    file, data = written(tmp_path, text), ("--data-dir", tmp_path / "data")
    refused = await run("import", file, *data)
    assert (refused.code, "--allow-commands" in refused.err) == (2, True)
    taken = await run("import", file, "--allow-commands", *data)
    assert (taken.code, "+ channel run: added" in taken.out) == (0, True)
    assert "argv:" in (await run("export", *data)).out


async def test_import_adds_updates_and_is_undone_by_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "data of Zoë"
    data = ("--data-dir", folder)
    file = written(tmp_path, MONITORS)

    dry = await run("import", file, "--dry-run", *data)
    assert (dry.code, dry.out.count("would be added\n")) == (0, 3)
    assert "this was a dry run" in dry.out
    assert not folder.exists()

    first = await run("import", file, *data)
    assert first.code == 0
    assert "+ monitor Zoë's API: added" in first.out
    assert "3 added, 0 changed, 0 unchanged." in first.out
    assert stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0
    again = await run("import", file, *data)
    assert again.out == "0 added, 0 changed, 3 unchanged.\n"

    exported = await run("export", *data)
    assert yaml.safe_load(exported.out)["monitors"][1] == {
        "name": "Zoë's API",
        "kind": "http",
        "url": "https://api.example.com/health?key=1",
        "interval": 30,
        "channels": ["ops"],
        "tags": ["prod"],
    }
    assert (await run("import", "-", "--dry-run", *data, stdin=exported.out)).out.startswith(
        "0 would be added, 0 would"
    )

    changed = MONITORS.replace("interval: 30", "interval: 20").replace("paused: true", "paused: false")
    preview = await run("import", "-", "--dry-run", *data, stdin=changed)
    assert "~ monitor Zoë's API: would be changed (interval)" in preview.out
    assert (await run("export", *data)).out == exported.out
    update = await run("import", "-", *data, stdin=changed)
    assert "~ monitor paused one: changed (paused)" in update.out
    states = {row["name"]: row["state"] for row in (await run("status", "--json", *data)).json}
    assert states == {"Zoë's API": "PENDING", "paused one": "PENDING"}


async def test_a_bad_file_changes_nothing_and_every_error_is_told(tmp_path: Path) -> None:
    data = ("--data-dir", tmp_path / "data")
    await run("import", written(tmp_path, MONITORS), *data)
    before = (await run("export", *data)).out
    bad = written(
        tmp_path,
        "version: 1\nmonitors:\n  - {name: new, url: 'http://x.example'}\n  - {name: b, url: x, interval: 0}\n",
    )
    refused = await run("import", bad, *data)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.splitlines()[0] == "Nothing was imported:"
    assert "  line 4, monitors[1].interval: expected at least 1, got the number 0" in refused.err
    assert "  line 4, monitors[1].url: expected an address" in refused.err
    assert (await run("export", *data)).out == before


async def test_the_file_that_help_shows_can_be_imported(tmp_path: Path) -> None:
    shown = (await run("import", "--help")).out
    lines = shown[shown.index("  version: 1") : shown.index("\nA secret")].splitlines()
    finished = await run("import", "-", "--data-dir", tmp_path / "data", stdin="\n".join(line[2:] for line in lines))
    assert (finished.code, finished.out.splitlines()[-1]) == (0, "13 added, 4 changed, 0 unchanged.")


async def test_without_a_keychain_a_literal_secret_is_refused(tmp_path: Path) -> None:
    data = ("--data-dir", tmp_path / "data")
    text = MONITORS.replace("${env:OPS_SLACK_URL}", "https://hooks.example/hunter2")
    refused = await run("import", written(tmp_path, text), *data)
    assert refused.code == 2
    assert "ops: webhook_url: the secret cannot be kept" in refused.err
    assert "${env:NAME}" in refused.err
    assert "hunter2" not in refused.err
    assert (await run("status", "--json", *data)).json == []
    assert not [path for path in (tmp_path / "data").rglob("*") if b"hunter2" in path.read_bytes()]


KEYCHAIN = """
import json, os, pathlib
from keyring.backend import KeyringBackend
from keyring.errors import PasswordSetError

class Keychain(KeyringBackend):
    priority = 9
    path = pathlib.Path(os.environ["TEST_KEYCHAIN"])

    def _all(self):
        return json.loads(self.path.read_text()) if self.path.exists() else {}

    def get_password(self, service, username):
        return self._all().get(username)

    def set_password(self, service, username, password):
        if "too much" in password:
            raise PasswordSetError("full")
        self.path.write_text(json.dumps({**self._all(), username: password}))

    def delete_password(self, service, username):
        left = self._all()
        del left[username]
        self.path.write_text(json.dumps(left))
"""


async def test_secrets_go_to_the_keychain_and_out_of_it_when_the_import_fails(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    keychain = tmp_path / "keychain.json"
    written(tmp_path, KEYCHAIN, "own_keychain.py")
    environment = {
        "PYTHONPATH": str(tmp_path),
        "PYTHON_KEYRING_BACKEND": "own_keychain.Keychain",
        "TEST_KEYCHAIN": str(keychain),
    }
    text = MONITORS.replace("${env:OPS_SLACK_URL}", "https://hooks.example/hunter2").replace(
        "https://api", "https://me:hunter3@api"
    )

    worse = text.replace("127.0.0.1:9", "me:too%20much@127.0.0.1:9")
    failed = await run("import", written(tmp_path, worse), "--data-dir", folder, **environment)
    assert failed.code == 2
    assert "paused one: target.password" in failed.err
    assert json.loads(keychain.read_text()) == {}

    assert (await run("import", written(tmp_path, text), "--data-dir", folder, **environment)).code == 0
    kept: dict[str, str] = json.loads(keychain.read_text())
    assert sorted(kept.values()) == ["https://hooks.example/hunter2", "hunter3"]
    exported = (await run("export", "--data-dir", folder)).out
    assert all(f"${{keychain:{token}}}" in exported for token in kept)
    assert not [path for path in folder.rglob("*") if re.search(rb"hunter[23]", path.read_bytes())]

    # A copy refers to the same secret; what is replaced takes its own secrets along, but none that the copy needs.
    token = next(token for token, secret in kept.items() if secret == "hunter3")
    copy = f"""  - {{name: copy, url: "https://x.example", username: me, password: "${{keychain:{token}}}"}}\n"""
    newer = text.replace("hunter2", "hunter4").replace("hunter3", "hunter5") + copy
    assert (await run("import", written(tmp_path, newer), "--data-dir", folder, **environment)).code == 0
    left = json.loads(keychain.read_text())
    assert sorted(left.values()) == ["https://hooks.example/hunter4", "hunter3", "hunter5"]
    assert left[token] == "hunter3"


async def test_an_empty_folder_reads_as_nothing_and_is_not_made(tmp_path: Path) -> None:
    data = ("--data-dir", tmp_path / "none")
    assert [(await run(name, "--json", *data)).json for name in ("status", "alerts")] == [[], []]
    assert "no monitors yet" in (await run("status", *data)).out
    assert (await run("export", *data)).out == "version: 1\nchannels: []\nmonitors: []\n"
    assert not (tmp_path / "none").exists()


async def test_status_of_monitors_that_were_never_checked(tmp_path: Path) -> None:
    await run("import", written(tmp_path, MONITORS), "--data-dir", tmp_path / "data")
    rows: list[dict[str, Any]] = (await run("--data-dir", tmp_path / "data", "status", "--json")).json
    assert ISO.fullmatch(rows[0].pop("since"))
    assert ISO.fullmatch(rows[1].pop("since"))
    nothing = {"kind": "http", "last_outcome": None, "latency_ms": None, "uptime_24h": None, "checks": 0}
    month = rows[0].pop("last_30_days")
    assert (month["uptime"], month["checks"], month["mttr_s"], month["apdex"]) == (None, 0, None, None)
    assert rows[1].pop("last_30_days") == month
    nothing |= {"uptime_target": None, "verify_tls": True, "certificate_expires_at": None, "certificates": []}
    assert rows == [
        {**nothing, "name": "paused one", "target": "http://127.0.0.1:9/", "state": "PAUSED"},
        {**nothing, "name": "Zoë's API", "target": "https://api.example.com/health", "state": "PENDING"},
    ]
    table = (await run("status", API_MONITOR_DATA_DIR=str(tmp_path / "data"))).out.splitlines()
    assert [line.index("http") for line in table[1:]] == [table[0].index("TARGET")] * 2


async def test_report_writes_what_is_asked_for(tmp_path: Path) -> None:
    data = ("--data-dir", tmp_path / "data")
    await run("import", written(tmp_path, MONITORS), *data)
    finished = await run("report", "--from", "2026-01-01", "--to", "2026-01-31", "-o", tmp_path / "r.csv", *data)
    assert finished.code == 0
    assert finished.out.startswith("Monitors: 2, from 2026-01-01 00:00:00 to 2026-02-01 00:00:00")
    with (tmp_path / "r.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sorted(row["name"] for row in rows) == ["Zoë's API", "paused one"]
    chosen = ("--kind", "uptime", "--monitor", "PAUSED one", "--zone", "Asia/Kolkata", "--period", "last-week")
    finished = await run("report", *chosen, "-o", tmp_path / "days.jsonl", *data)
    assert (finished.code, finished.err) == (0, "")
    days = [json.loads(line) for line in (tmp_path / "days.jsonl").read_text("utf-8").splitlines()]
    assert finished.out.startswith(f"Days: 7, from {days[0]['day']} 00:00:00 to ")
    assert {(day["name"], day["from"][10:], day["coverage"]) for day in days} == {
        ("paused one", "T00:00:00.000+05:30", 0.0)
    }
    for name, begins in (("r.html", b"<!DOCTYPE html>"), ("r.pdf", b"%PDF-")):
        finished = await run("report", "--title", "March", "-o", tmp_path / name, *data)
        assert (finished.code, finished.err) == (0, "")
        assert finished.out.startswith("Monitors: 2, from ")
        assert (tmp_path / name).read_bytes().startswith(begins)
