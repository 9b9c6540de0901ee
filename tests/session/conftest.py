"""The real desktop session that these tests share, and the program in it."""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.session.desk import Desk, end
from tests.session.target import Target

if not sys.platform.startswith("linux"):
    collect_ignore_glob = ["*"]  # the session is made of Linux programs

Program = subprocess.Popen[str]
Starter = Callable[..., Program]


def _session(**parts: bool) -> Iterator[Desk]:
    with tempfile.TemporaryDirectory(prefix="desk-") as folder:  # short: sockets live in it
        desk = Desk(Path(folder), **parts)
        try:
            desk.start()
            yield desk
        finally:
            desk.stop()


@pytest.fixture(scope="session")
def whole_desk() -> Iterator[Desk]:
    yield from _session()


@pytest.fixture
def desk(whole_desk: Desk) -> Desk:
    """Panel with tray, notification daemon, unlocked keyring; no toast was seen yet."""
    assert whole_desk.notifications is not None
    whole_desk.notifications.shown.clear()
    return whole_desk


@pytest.fixture
def bare_desk() -> Iterator[Desk]:
    """Only a window manager: no tray, no notifications, no keyring."""
    yield from _session(tray=False, notifications=False, keyring=False)


@pytest.fixture
def spoken_desk() -> Iterator[Desk]:
    """Only a window manager and what a screen reader needs."""
    yield from _session(tray=False, notifications=False, keyring=False, accessibility=True)


@pytest.fixture
def start() -> Iterator[Callable[..., Program]]:
    """Starts the program in a session; whatever still runs at the end of the test is ended."""
    running: list[Program] = []

    def begin(desk: Desk, *arguments: str) -> Program:
        running.append(desk.program(*arguments))
        return running[-1]

    yield begin
    for process in running:
        end(process)


@pytest.fixture
def target() -> Iterator[Target]:
    target = Target()
    target.up()
    yield target
    target.down()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"
