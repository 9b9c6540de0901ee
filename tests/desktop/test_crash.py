"""Reports of errors: shown, without secrets, once each, to be copied and saved; nothing in them leaves by itself."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from agent import __version__, logs
from desktop.banner import Banners
from desktop.crash import Crashes, ReportDialog
from desktop.crash_report import LINES
from desktop.diagnostics import Problem
from desktop.theme import Theme

TRACE = """Traceback (most recent call last):
  File "/opt/program/desktop/window.py", line 1, in slot
ValueError: https://me:canary-1@example.org/?token=canary-2 said "password": "canary-3" to {home}/file
"""


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def banners(window: QWidget) -> Banners:
    return Banners(Theme(window), window)


@pytest.fixture
def crashes(window: QWidget, banners: Banners, tmp_path: Path) -> Iterator[Crashes]:
    crashes = Crashes(window, banners, tmp_path)
    yield crashes
    if crashes.dialog is not None:
        crashes.dialog.close()


def shown(crashes: Crashes, qtbot: QtBot) -> ReportDialog:
    qtbot.waitUntil(lambda: crashes.dialog is not None)
    assert crashes.dialog is not None
    return crashes.dialog


def test_an_error_of_any_thread_opens_a_report_without_secrets(crashes: Crashes, qtbot: QtBot) -> None:
    problem = Problem("ValueError", TRACE.format(home=Path.home()))
    thread = threading.Thread(target=crashes.failed.emit, args=(problem,))
    thread.start()
    thread.join()
    dialog = shown(crashes, qtbot)
    assert not dialog.isModal()
    report = dialog.text.toPlainText()
    assert f"API Monitor {__version__}" in report
    assert "desktop/window.py" in report
    assert "example.org" in report
    assert "canary" not in report
    assert str(Path.home()) not in report
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == report


def test_the_same_error_is_told_once_and_another_is_added(crashes: Crashes, qtbot: QtBot) -> None:
    for problem in (Problem("ValueError", "first"), Problem("ValueError", "first"), Problem("KeyError", "second")):
        crashes.failed.emit(problem)
    dialog = shown(crashes, qtbot)
    qtbot.waitUntil(lambda: "second" in dialog.text.toPlainText())
    assert dialog.text.toPlainText().count("first") == 1
    dialog.close()
    crashes.failed.emit(Problem("ValueError", "first"))
    crashes.failed.emit(Problem("KeyError", "third"))
    assert "first" not in shown(crashes, qtbot).text.toPlainText()


def test_a_report_is_saved_and_what_hinders_it_is_said(crashes: Crashes, qtbot: QtBot, tmp_path: Path) -> None:
    crashes.failed.emit(Problem("ValueError", "first"))
    dialog = shown(crashes, qtbot)
    dialog.write(str(tmp_path))
    assert "cannot be written" in dialog.saved.text()
    assert dialog.saved.isVisible()
    path = tmp_path / "report.txt"
    dialog.write(str(path))
    assert dialog.saved.text() == f"Saved as {path}"
    assert path.read_text(encoding="utf-8") == dialog.text.toPlainText()


def test_a_crash_of_the_run_before_is_offered(crashes: Crashes, banners: Banners, qtbot: QtBot) -> None:
    crashes.offer(Problem("2026-01-31 10:00:00+00:00", "Fatal Python error: Segmentation fault"))
    assert "ended by a fault" in banners.messages()["crash"]
    (button,) = (one for one in banners.findChildren(QPushButton) if one.text() == "Report…")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    report = shown(crashes, qtbot).text.toPlainText()
    assert "Ended by a fault at 2026-01-31 10:00:00+00:00" in report
    assert "Segmentation fault" in report


def test_diagnostics_have_facts_and_the_end_of_the_log(crashes: Crashes, qtbot: QtBot, tmp_path: Path) -> None:
    log = tmp_path / logs.LOG_FILE
    log.write_text("".join(f"line {n} token=canary\n" for n in range(10_000)), encoding="utf-8")
    crashes.show_diagnostics(("Status bar: 3 up",))
    lines = shown(crashes, qtbot).text.toPlainText().splitlines()
    assert "Status bar: 3 up" in lines
    assert [line.split()[1] for line in lines[-LINES:]] == [str(n) for n in range(10_000 - LINES, 10_000)]
    assert not any("canary" in line for line in lines)
