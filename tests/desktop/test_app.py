"""The whole program as a process of its own, on a screen that nobody sees."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PATIENCE = 60.0
Program = subprocess.Popen[str]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Program]]:
    """Starts the program with arguments; whatever still runs at the end of the test is killed."""
    running: list[Program] = []

    def begin(*arguments: str, **environment: str) -> Program:
        command = [sys.executable, "-m", "desktop", *arguments]
        process = subprocess.Popen(
            command, env=os.environ | environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        running.append(process)
        return process

    yield begin
    for process in running:
        if process.poll() is None:
            process.kill()
        process.communicate()


def until_logged(folder: Path, words: str, process: Program) -> str:
    """Wait until the log of ``folder`` holds ``words``; the log."""
    end = time.monotonic() + PATIENCE
    log = folder / "api-monitor.log"
    while True:
        text = log.read_text(encoding="utf-8") if log.exists() else ""
        if words in text:
            return text
        assert process.poll() is None, f"the program ended early:\n{process.communicate()[0]}"
        assert time.monotonic() < end, f"still waiting for {words!r} in:\n{text}"
        time.sleep(0.05)


def ended(process: Program) -> tuple[int, str]:
    output, _ = process.communicate(timeout=PATIENCE)
    return process.returncode, output


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_window_and_agent_cleanly(
    start: Callable[..., Program], tmp_path: Path, number: signal.Signals
) -> None:
    folder = tmp_path / "data"
    process = start("--data-dir", str(folder))
    until_logged(folder, "agent.watch:", process)
    process.send_signal(number)
    assert ended(process) == (0, "")
    log = until_logged(folder, "Stopping", process)
    assert all(" INFO " in line for line in log.splitlines()), log
    assert folder.stat().st_mode & 0o077 == 0
    assert [path.name for path in folder.iterdir() if path.stat().st_mode & 0o077] == [], "files are private"
    assert not (folder / "window.socket").exists()


def test_it_can_be_ended_before_it_is_there(start: Callable[..., Program], tmp_path: Path) -> None:
    folder = tmp_path / "data"
    process = start("--data-dir", str(folder))
    end = time.monotonic() + PATIENCE
    while not (folder / "crash.log").exists():  # made before the window is
        assert time.monotonic() < end
        time.sleep(0.005)
    process.send_signal(signal.SIGTERM)
    assert ended(process)[0] in (0, -signal.SIGTERM), "nothing hangs"


def test_a_second_start_ends_at_once_and_well(start: Callable[..., Program], tmp_path: Path) -> None:
    folder = tmp_path / "data"
    first = start("--data-dir", str(folder))
    until_logged(folder, "agent.watch:", first)
    assert ended(start("--data-dir", str(folder))) == (0, "")
    assert ended(start(API_MONITOR_DATA_DIR=str(folder))) == (0, "")
    assert first.poll() is None


def test_a_hidden_start_checks_and_leaves_one_that_runs_alone(start: Callable[..., Program], tmp_path: Path) -> None:
    folder = tmp_path / "data"
    first = start("--hidden", "--data-dir", str(folder))
    until_logged(folder, "agent.watch:", first)
    assert ended(start("--hidden", "--data-dir", str(folder))) == (0, "")
    first.send_signal(signal.SIGTERM)
    assert ended(first) == (0, "")


def test_a_folder_that_cannot_be_is_said_in_a_sentence(start: Callable[..., Program], tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    code, output = ended(start("--data-dir", str(file)))
    assert code == 2
    assert len(output.splitlines()) == 1
    assert str(file) in output


def test_the_demo_leaves_nothing_behind(start: Callable[..., Program], tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory() as place:
        process = start("demo", TMPDIR=place)
        assert process.stdout is not None
        said = ""
        while "agent.watch:" not in said:
            line = process.stdout.readline()
            assert line, f"the program ended early:\n{said}"
            said += line
        assert list(Path(place).rglob("monitor.db"))
        process.send_signal(signal.SIGTERM)
        code, output = ended(process)
        assert code == 0, output
        assert "Traceback" not in output
        assert list(Path(place).iterdir()) == []
