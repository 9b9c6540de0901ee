"""Logs: private, rotating, one line a record, and without secrets."""

import logging
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from agent import logs

log = logging.getLogger("tests.logs")


@contextmanager
def logged(folder: Path) -> Iterator[Path]:
    """The log file in ``folder``, which is written to until the end, under the usual umask."""
    root = logging.getLogger()
    level = root.level
    before = os.umask(0o022)
    logs.set_up(folder)
    try:
        yield folder / logs.LOG_FILE
    finally:
        os.umask(before)
        logs.shut()
        root.setLevel(level)


@pytest.fixture
def text(tmp_path: Path) -> Iterator[Path]:
    with logged(tmp_path) as file:
        yield file


def test_secrets_in_addresses_are_left_out(text: Path) -> None:
    log.warning("GET %s failed", "https://me:hunter2@x.example/a?token=hunter2#hunter2")
    log.warning("to https://hooks.slack.com/services/T0/B0/hunter2: 404")
    try:
        raise ValueError("bad: https://x.example/?key=hunter2")
    except ValueError:
        log.exception("no good")
    written = text.read_text(encoding="utf-8")
    assert "hunter2" not in written
    assert "https://…@x.example/a?…" in written
    assert "ValueError: bad: https://x.example/?…" in written


def test_nobody_can_forge_a_line(text: Path) -> None:
    log.info("a name\n2026-01-01T00:00:00.000Z INFO    forged: all is well\x1b[2J\u202e")
    try:
        raise ValueError("one\n2026-01-01T00:00:00.000Z INFO    forged: too")
    except ValueError:
        log.exception("no good")
    written = text.read_text(encoding="utf-8")
    assert not any(c in written for c in "\x1b\u202e")
    assert not [line for line in written.splitlines() if line.startswith("2026-01-01")]
    assert written.splitlines()[0].endswith(
        "Z INFO    tests.logs: a name 2026-01-01T00:00:00.000Z INFO forged: all is well[2J"
    )


def test_every_file_is_private_and_there_are_never_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "BYTES", 2_000)
    with logged(tmp_path):
        for number in range(200):
            log.info("%d %s", number, "x" * 100)
    files = sorted(tmp_path.iterdir())
    assert len(files) == 1 + logs.KEPT
    assert all(path.stat().st_size <= logs.BYTES for path in files)
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600 if os.name == "posix" else 0o666}
    assert " 199 xxx" in (tmp_path / logs.LOG_FILE).read_text(encoding="utf-8")


def test_libraries_do_not_chatter(text: Path) -> None:
    logging.getLogger("httpx").info('HTTP Request: GET https://x.example/?token=hunter2 "HTTP/1.1 200 OK"')
    assert text.read_text(encoding="utf-8") == ""
