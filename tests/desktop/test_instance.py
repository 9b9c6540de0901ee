"""A second start brings the first window up; what a killed one left behind is in nobody's way."""

import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.instance import Instance, address, raise_first

FIRST = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop.instance import Instance
application = QCoreApplication([])
instance = Instance(Path(sys.argv[1]))
instance.raise_requested.connect(lambda: print("raised", flush=True))
print("listening", flush=True)
application.exec()
"""
SECOND = """
import sys
from pathlib import Path
from desktop.instance import raise_first
sys.exit(0 if raise_first(Path(sys.argv[1]), patience_ms=20_000) else 1)
"""


def process(code: str, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE, text=True)


def long_folder(tmp_path: Path) -> Path:
    folder = tmp_path / ("a long way down " * 6)
    folder.mkdir()
    return folder


@pytest.mark.parametrize("place", ["short", "long"])
def test_a_second_start_raises_the_first(tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = long_folder(tmp_path) if place == "long" else tmp_path
    with process(FIRST, folder) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "listening\n"
        try:
            for _ in range(2):
                with process(SECOND, folder) as second:
                    assert second.wait(30) == 0
                assert first.stdout.readline() == "raised\n"
        finally:
            first.kill()


def test_the_socket_of_a_killed_window_is_taken_over(tmp_path: Path, qtbot: QtBot) -> None:
    with process(FIRST, tmp_path) as first:
        assert first.stdout is not None
        first.stdout.readline()
        first.kill()
    assert not raise_first(tmp_path, patience_ms=100), "nobody is there"
    instance = Instance(tmp_path)
    with qtbot.waitSignal(instance.raise_requested), process(SECOND, tmp_path) as second:
        qtbot.waitUntil(lambda: second.poll() is not None)
    assert second.returncode == 0
    instance.close()
    assert not Path(address(tmp_path)).exists()


def test_folders_do_not_share_a_window(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    assert len({address(folder) for folder in folders}) == 2
