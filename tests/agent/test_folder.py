"""The data folder: where it is, who may read it, and that one program holds it at a time."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from agent.folder import FolderError, FolderInUse, data_folder, hold, prepare, write_private

HOLDER = """
import sys
from pathlib import Path
from agent.folder import hold
with hold(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


POSIX = os.name == "posix"
FILE, FOLDER = (0o600, 0o700) if POSIX else (0o666, 0o777)
"""What is private: on Windows modes say nothing, the profile's own rights protect the folder."""


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_argument_wins_over_the_environment_and_that_over_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = data_folder()
    assert "api-monitor" in system.name
    monkeypatch.setenv("API_MONITOR_DATA_DIR", str(tmp_path / "environment"))
    assert data_folder() == tmp_path / "environment"
    assert data_folder(str(tmp_path / "argument")) == tmp_path / "argument"
    monkeypatch.chdir(tmp_path)
    assert data_folder("here") == tmp_path / "here"


def test_folder_and_files_are_private_under_any_umask(tmp_path: Path) -> None:
    folder = tmp_path / "data of Zoë" / "监控"
    before = os.umask(0o022)
    try:
        prepare(folder)
        write_private(folder / "note", "text")
        with hold(folder):
            assert {path.name: mode(path) for path in folder.iterdir() if mode(path) != FILE} == {}
    finally:
        os.umask(before)
    assert mode(folder) == FOLDER
    folder.chmod(0o755)
    prepare(folder)
    assert mode(folder) == FOLDER


def test_a_second_program_is_told_who_holds_the_folder_and_a_dead_one_holds_nothing(tmp_path: Path) -> None:
    prepare(tmp_path)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        with pytest.raises(FolderInUse, match=str(first.pid)) as caught, hold(tmp_path):
            pass
        assert caught.value.pid == first.pid
        first.kill()
        first.wait()
    with hold(tmp_path):
        pass
    with hold(tmp_path):
        pass


@pytest.mark.parametrize("name", ["file", "file/inside"])
def test_what_is_no_folder_is_said_in_a_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FolderError, match=r"^The data folder .*file.*--data-dir\.$"):
        prepare(tmp_path / name)
