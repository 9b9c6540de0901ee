"""Newer versions of this program: what may be set and answered, how a real server is asked, and how often."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from agent import messages
from agent.interchange import read as read_file
from agent.interchange import write
from agent.messages import CheckForUpdates, CommandFailed, UpdateChecked
from agent.model import Settings
from agent.store import Store
from agent.update_desk import EVERY, MOST_BYTES, MOST_REDIRECTS, RETRY, NoAnswer, UpdateDesk, fetch, read
from agent.updates import NEWS_SHOWN, Release, UpdateCheck, is_newer
from tests.agent.channels.hooks import HookServer, Request, hook_server
from tests.agent.channels.servers import Answer, listening
from tests.agent.test_core import running

PAGE = "https://example.com/download"
NEW = Release(version="99.1.0", page=PAGE, news="Faster.")
START = 1_700_000_000_000


def answer(**fields: Any) -> str:
    return json.dumps({"version": "99.1.0", "page": PAGE, "news": "Faster.", **fields})


@pytest.fixture
async def server() -> AsyncIterator[HookServer]:
    async with hook_server() as server:
        server.answer = lambda request: Answer(200, answer())
        yield server


@pytest.mark.parametrize(
    ("offered", "own", "newer"),
    [
        ("1.2.0", "1.1.9", True),
        ("1.10.0", "1.9.0", True),
        ("1.2", "1.2.0", False),
        ("1.2.0.1", "1.2.0", True),
        ("2", "1.99.99", True),
        ("1.2.0", "1.2.0", False),
        ("1.1.0", "1.2.0", False),
        ("1.3.0rc1", "1.2.0", False),
        ("1.3.0-beta.2", "1.2.0", False),
        ("1.3.0.dev4", "1.2.0", False),
        ("1.2.0", "1.2.0rc1", True),
        ("1.1.0", "1.2.0rc1", False),
        ("1.2.0+build.7", "1.2.0", False),
        ("1.2.1+build.7", "1.2.0", True),
    ],
)
def test_which_version_is_newer(offered: str, own: str, newer: bool) -> None:
    assert is_newer(offered, own) is newer


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"on": True}, "expected the https:// address to ask, got none"),
        (
            {"address": "http://example.com/v.json"},
            "expected a whole https:// address, got 'http://example.com/v.json'",
        ),
        ({"address": "http://127.evil.example/v.json"}, "expected a whole https:// address"),
        ({"address": "file:///etc/passwd"}, "expected a whole https:// address"),
        ({"address": "https://"}, "expected a whole https:// address"),
        ({"address": "https://example.com:port/"}, "expected a whole https:// address"),
        ({"address": "https://exa mple.com/"}, "expected a whole https:// address"),
        ({"address": "https://me:secret@example.com/"}, "expected an address without user name and password"),
    ],
)
def test_what_cannot_be_asked_is_said(values: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        UpdateCheck.model_validate(values)
    (error,) = caught.value.errors()
    assert error["loc"] == ("address",)
    assert said in error["msg"]
    assert "secret" not in str(caught.value)


def test_it_is_off_and_a_file_can_set_it() -> None:
    assert UpdateCheck() == UpdateCheck(on=False, address="")
    wanted = UpdateCheck(on=True, address="https://example.com/v.json")
    assert UpdateCheck(on=True, address="http://[::1]:80/v.json").address == "http://[::1]:80/v.json"
    text = write((), (), Settings(updates=wanted))
    assert read_file(text.encode()).updates == wanted
    assert "updates" not in write((), (), Settings())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<html>", "The answer is no JSON."),
        ("", "The answer is no JSON."),
        ("[" * 60_000, "The answer is no JSON."),
        ("[]", "The answer is not right: it: expected a mapping of fields, got a list."),
        (json.dumps({"page": PAGE}), "The answer is not right: version: this field is needed and is not there."),
        (answer(version=1.2), "The answer is not right: version: expected text, got the number 1.2."),
        (answer(version="new"), "The answer is not right: version: expected a version such as 1.2.0, got 'new'."),
        (answer(page="http://example.com"), "page: expected a whole https:// address, got 'http://example.com'."),
        (answer(page="javascript:alert(1)"), "page: expected a whole https:// address, got 'javascript:alert(1)'."),
        (answer(news=["a"]), "The answer is not right: news: expected text, got a list."),
    ],
)
def test_an_answer_that_is_not_right_is_none(text: str, said: str) -> None:
    with pytest.raises(NoAnswer) as caught:
        read(text)
    assert str(caught.value).endswith(said)


def test_the_news_are_inert_and_short_and_further_fields_are_let_be() -> None:
    release = read("\ufeff" + answer(news="\u202ea\x1b[31m\n<b>b</b>" + "x" * 1_000, later={"size": 5}))
    assert release.news.startswith("a[31m <b>b</b>xxx")
    assert len(release.news) == NEWS_SHOWN


async def test_a_server_is_asked_and_learns_nothing(server: HookServer) -> None:
    assert await fetch(f"{server.url}/v.json") == NEW
    (request,) = server.requests
    assert (request.method, request.path, request.body) == ("GET", "/v.json", b"")
    assert request.headers["user-agent"] == "API-Monitor"
    assert not {"cookie", "authorization", "referer"} & request.headers.keys()


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Answer(404, "gone"), "The address answered 404 Said: gone."),
        (Answer(302), "The address answered 302 Said: ok."),
        (Answer(200, " " * MOST_BYTES + "{"), "The answer is larger than 64 KiB."),
        (
            Answer(302, "", {"Location": "http://example.com/"}),
            "The address leads elsewhere: expected a whole https://",
        ),
        (Answer(302, "", {"Location": "/other"}), "The address leads elsewhere: expected a whole https://"),
        (Answer(302, "", {"Location": "file:///etc/passwd"}), "The address leads elsewhere: expected a whole https://"),
    ],
)
async def test_what_is_not_taken_from_a_server(server: HookServer, reply: Answer, said: str) -> None:
    server.answer = lambda request: reply
    with pytest.raises(NoAnswer) as caught:
        await fetch(f"{server.url}/v.json")
    assert str(caught.value).startswith(said)
    assert len(server.requests) == 1


async def test_https_is_followed_so_many_times(server_tls: ssl.SSLContext) -> None:
    def redirect(request: Request) -> Answer:
        left = int(request.path.strip("/"))
        return Answer(307, "", {"Location": f"/{left - 1}"}) if left else Answer(200, answer())

    server = HookServer(answer=redirect)
    async with listening(server.handle, server_tls) as server.port:
        assert await fetch(f"https://localhost:{server.port}/{MOST_REDIRECTS}") == NEW
        with pytest.raises(NoAnswer, match=f"leads elsewhere more than {MOST_REDIRECTS} times"):
            await fetch(f"https://localhost:{server.port}/{MOST_REDIRECTS + 1}")
        with pytest.raises(NoAnswer, match="cannot be reached"):  # the certificate is of another name
            await fetch(f"https://127.0.0.1:{server.port}/0")


class Desk:
    """A desk over a real store, with a clock, a network and settings that a test changes."""

    def __init__(self, store: Store, updates: UpdateCheck) -> None:
        self.settings = Settings(updates=updates)
        self.now, self.online = START, True
        self.said: list[messages.Event] = []
        self.heard = asyncio.Event()
        self.desk = UpdateDesk(store, lambda: self.settings, lambda: self.online, self._hear, lambda: self.now)

    def _hear(self, event: messages.Event) -> None:
        self.said.append(event)
        self.heard.set()

    def set(self, **changes: Any) -> None:
        values = {**self.settings.updates.model_dump(), **changes}
        self.settings = Settings(updates=UpdateCheck.model_validate(values))


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:9", "foo://127.0.0.1:9", "http://127.0.0.1:port"])
async def test_a_proxy_that_cannot_be_used_is_said(
    server: HookServer, monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    for name in ("all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy)
    with pytest.raises(NoAnswer, match="The environment names a proxy that cannot be used here"):
        await fetch(server.url)
    assert server.requests == []


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = await Store.open(tmp_path / "data")
    yield store
    await store.close()


async def test_it_is_asked_once_a_day_over_restarts_where_it_is_wanted(server: HookServer, store: Store) -> None:
    wanted = UpdateCheck(on=False, address=f"{server.url}/v.json")
    desk = Desk(store, wanted)
    await desk.desk.look()
    assert (server.requests, desk.said) == ([], [])

    desk.set(on=True)
    desk.online = False
    await desk.desk.look()
    assert server.requests == []

    desk.online = True
    await desk.desk.look()
    await desk.desk.look()
    assert (len(server.requests), desk.said) == (1, [UpdateChecked(0, NEW, True)])

    again = Desk(store, desk.settings.updates)  # the program was started anew
    again.now = START + EVERY - 1
    await again.desk.tell_again()
    await again.desk.look()
    assert (len(server.requests), again.said) == (1, [UpdateChecked(0, NEW, True)])
    again.now += 1
    await again.desk.look()
    assert len(server.requests) == 2
    again.set(address=f"{server.url}/other.json")
    await again.desk.look()
    assert [request.path for request in server.requests] == ["/v.json", "/v.json", "/other.json"]
    again.set(on=False)
    again.said.clear()
    await again.desk.tell_again()
    assert again.said == []


async def test_what_failed_is_tried_again_after_an_hour_and_bothers_nobody(server: HookServer, store: Store) -> None:
    server.answer = lambda request: Answer(503, "later")
    desk = Desk(store, UpdateCheck(on=True, address=server.url))
    await desk.desk.look()
    desk.now += RETRY - 1
    await desk.desk.look()
    assert (len(server.requests), desk.said) == (1, [])
    desk.now += 1
    server.answer = lambda request: Answer(200, answer(version="0.0.1"))  # older than this one: nothing to tell
    await desk.desk.look()
    assert (len(server.requests), desk.said) == (2, [])
    asked = await desk.desk.asked(CheckForUpdates(7))
    assert isinstance(asked, UpdateChecked)
    assert (asked.request, asked.newer, len(server.requests)) == (7, False, 3)


async def test_when_it_is_switched_on_it_is_asked_at_once(server: HookServer, store: Store) -> None:
    desk = Desk(store, UpdateCheck())
    work = asyncio.create_task(desk.desk.run())
    try:
        desk.set(on=True, address=server.url)
        desk.desk.wake()
        async with asyncio.timeout(60):
            await desk.heard.wait()
    finally:
        work.cancel()
        with suppress(asyncio.CancelledError):
            await work
    assert desk.said == [UpdateChecked(0, NEW, True)]


async def test_the_agent_answers_who_asks(server: HookServer, tmp_path: Path) -> None:
    async with running(tmp_path) as asked:
        refused = await asked.ask(CheckForUpdates)
        assert isinstance(refused, CommandFailed)
        assert refused.message.startswith("No address is set")
        settings = Settings(updates=UpdateCheck(address=server.url))  # asked by hand it need not be on
        await asked.ask(lambda request: messages.SaveSettings(request, settings))
        found = await asked.ask(CheckForUpdates)
        assert (found.release, found.newer) == (NEW, True)
        server.answer = lambda request: Answer(200, "soon")
        refused = await asked.ask(CheckForUpdates)
        assert refused.message == "The answer is no JSON."
