"""The guards of conftest.py and pyproject.toml hold: a careless test fails."""

import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

TESTS = """
import asyncio, keyring, os, pathlib, pytest
from PySide6.QtCore import QObject, Signal, qWarning
from PySide6.QtGui import QGuiApplication

async def test_leaves_a_task_running():
    global task
    task = asyncio.create_task(asyncio.sleep(3_600))

def test_never_awaits_a_coroutine():
    asyncio.sleep(1)

def test_makes_qt_warn(qtbot):
    qWarning("out of order")

def test_raises_in_a_slot(qtbot):
    class Sender(QObject):
        sent = Signal()
    sender = Sender()
    sender.sent.connect(lambda: 1 / 0)
    sender.sent.emit()

def test_leaves_a_file_open():
    open(__file__)

async def test_good_lets_its_tasks_end():
    asyncio.create_task(asyncio.sleep(0))

@pytest.fixture
async def server():
    async with await asyncio.start_server(lambda reader, writer: writer.close(), "127.0.0.1", 0) as server:
        yield server

async def test_good_has_a_fixture_with_tasks(server):
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    assert await reader.read() == b""
    writer.close()
    await writer.wait_closed()

def test_good_sees_nothing_of_the_user(qapp):
    assert QGuiApplication.platformName() == "offscreen"
    assert pathlib.Path.home().name.startswith("api-monitor-home-")
    assert "HTTP_PROXY" not in os.environ
    with pytest.raises(keyring.errors.NoKeyringError):
        keyring.get_password("api-monitor", "anything")
"""
COMPLAINTS = {
    "test_leaves_a_task_running": "tasks still run after the test",
    "test_never_awaits_a_coroutine": "never awaited",
    "test_makes_qt_warn": "out of order",
    "test_raises_in_a_slot": "ZeroDivisionError",
    "test_leaves_a_file_open": "unclosed file",
}


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a run of TESTS under a copy of this project's own set-up complains of, by test; "" for a passed one."""
    folder = tmp_path_factory.mktemp("project")
    tests = folder / "tests"
    tests.mkdir()
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copy(ROOT / "tests/conftest.py", tests)
    (tests / "test_it.py").write_text(TESTS, encoding="utf-8")
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST")}
    environment |= {"HTTP_PROXY": "http://127.0.0.1:9", "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", f"--junitxml={folder}/result.xml"]
    result = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert result.returncode == 1, result.stdout + result.stderr
    found: dict[str, str] = {}
    for case in ET.parse(folder / "result.xml").iter("testcase"):
        found[case.attrib["name"]] = "".join(f"{part.get('message')}\n{part.text}" for part in case)
    return found


@pytest.mark.parametrize("test", COMPLAINTS)
def test_a_careless_test_fails(complaints: dict[str, str], test: str) -> None:
    assert COMPLAINTS[test] in complaints[test]


def test_careful_tests_pass(complaints: dict[str, str]) -> None:
    assert {test for test, complaint in complaints.items() if complaint} == COMPLAINTS.keys()
    assert len(complaints) > len(COMPLAINTS)
