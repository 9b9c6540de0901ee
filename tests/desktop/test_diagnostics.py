"""What goes wrong is written down and said, and nothing stays hooked afterwards."""

import logging
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal, qWarning
from pytestqt.qtbot import QtBot

from desktop.diagnostics import CRASH_FILE, CRASHES_KEPT, Diagnostics, Problem


class Emitter(QObject):
    happened = Signal()


@pytest.fixture
def diagnostics(tmp_path: Path):
    hooks = Diagnostics(tmp_path)
    yield hooks
    hooks.close()


def test_an_error_in_a_slot_is_logged_and_shown(tmp_path: Path, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    def slot() -> None:
        raise ValueError("from a slot")

    shown: list[Problem] = []
    emitter = Emitter()
    emitter.happened.connect(slot)
    with qtbot.capture_exceptions():  # else such an error fails the test
        diagnostics = Diagnostics(tmp_path)
        diagnostics.shown = shown.append
        emitter.happened.emit()
        diagnostics.close()
    assert [problem.what for problem in shown] == ["ValueError"]
    assert shown[0].trace.endswith("ValueError: from a slot\n")
    assert "from a slot" in caplog.text


def test_errors_of_threads_and_messages_of_qt_are_logged(
    diagnostics: Diagnostics, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise ValueError("from a thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qWarning("from Qt")
    assert "from a thread" in caplog.text
    assert ("qt", logging.WARNING, "from Qt") in caplog.record_tuples


def test_a_hard_crash_leaves_its_stacks_in_a_private_file(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib, faulthandler; from desktop.diagnostics import Diagnostics\n"
        "hooks = Diagnostics(pathlib.Path(sys.argv[1])); faulthandler._sigsegv()"
    )
    result = subprocess.run([sys.executable, "-c", code, str(tmp_path)], timeout=60, check=False, capture_output=True)
    assert result.returncode != 0
    crash = tmp_path / CRASH_FILE
    assert "Segmentation fault" in crash.read_text(encoding="utf-8")
    assert crash.stat().st_mode & 0o077 == 0
    later = Diagnostics(tmp_path)
    later.close()
    assert later.last_crash is not None
    assert "Segmentation fault" in later.last_crash.trace
    assert crash.read_text(encoding="utf-8") == ""
    again = Diagnostics(tmp_path)
    again.close()
    assert again.last_crash is None  # told once


def test_old_crashes_make_room(tmp_path: Path) -> None:
    for day in range(10, 20):
        (tmp_path / f"crash-2026-01-{day}T000000Z.log").write_text("old", encoding="utf-8")
    (tmp_path / CRASH_FILE).write_text("Fatal Python error", encoding="utf-8")
    Diagnostics(tmp_path).close()
    left = sorted(path.read_text(encoding="utf-8") for path in tmp_path.glob("crash-*.log"))
    assert left == ["Fatal Python error", *["old"] * (CRASHES_KEPT - 1)]
