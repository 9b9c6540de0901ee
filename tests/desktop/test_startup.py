"""Starting at login: what is really written on Linux, and what would be on the others."""

import plistlib
import subprocess
import sys
from collections.abc import Iterator
from configparser import RawConfigParser
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any

import pytest

from desktop.startup import HIDDEN, AtLogin, LaunchAgent, RunKey, command, startup

AWKWARD = ("/opt/API Monitor/api-monitor", "--hidden", "--data-dir", "/home/sam/a \"b\" $c `d` \\e 100% 'f'")


def entry(path: Path) -> dict[str, str]:
    """The keys of a desktop file, their values as a desktop reads them: with the file's own escapes undone."""
    parser = RawConfigParser(strict=True, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # keys keep their capitals
    parser.read_string(path.read_text(encoding="utf-8"))
    undone = {key: value.replace("\\\\", "\0").replace("\\n", "\n") for key, value in parser["Desktop Entry"].items()}
    return {key: value.replace("\0", "\\") for key, value in undone.items()}


def started_by(path: Path) -> list[str]:
    """The arguments in ``Exec`` as a desktop reads them: quoted as for a shell."""
    asked = ["sh", "-c", f"printf '%s\\0' {entry(path)['Exec']}"]
    read = subprocess.run(asked, capture_output=True, text=True, check=True)
    return [part.replace("%%", "%") for part in read.stdout.split("\0")[:-1]]


def test_on_linux_a_file_is_written_where_desktops_look_and_taken_away_again(tmp_path: Path) -> None:
    way = startup("linux", {"XDG_CONFIG_HOME": str(tmp_path / "config")})
    assert not way.enabled()
    AtLogin(way, AWKWARD).set(True)
    file = tmp_path / "config" / "autostart" / "api-monitor.desktop"
    assert way.place == str(file)
    assert way.enabled()
    assert started_by(file) == list(AWKWARD)
    assert entry(file)["TryExec"] == AWKWARD[0], "a program that is gone is not started"
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    for line in ("Hidden=true", "X-GNOME-Autostart-enabled=false"):
        AtLogin(way, AWKWARD).set(True)
        file.write_text(file.read_text(encoding="utf-8").replace("X-GNOME-Autostart-enabled=true", line))
        assert not way.enabled(), "turned off with the desktop's own tools"
    AtLogin(way, AWKWARD).set(False)
    assert not file.exists()
    AtLogin(way, AWKWARD).set(False)


def test_a_relative_place_for_settings_counts_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/sam")
    usual = str(PurePath("/home/sam/.config/autostart/api-monitor.desktop"))
    assert [startup("linux", given).place for given in ({}, {"XDG_CONFIG_HOME": "config"})] == [usual, usual]


def test_on_macos_an_agent_is_written_for_launchd(tmp_path: Path) -> None:
    file = tmp_path / "LaunchAgents" / "api-monitor.window.plist"
    way = LaunchAgent(file)
    assert not way.enabled()
    way.enable(AWKWARD)
    assert way.enabled()
    found = plistlib.loads(file.read_bytes())
    assert found["ProgramArguments"] == list(AWKWARD)
    assert (found["Label"], found["RunAtLoad"]) == ("api-monitor.window", True)
    file.write_bytes(plistlib.dumps({**found, "Disabled": True}))
    assert not way.enabled()
    file.write_text("no plist")
    assert not way.enabled()
    way.disable()
    assert not file.exists()


class Registry:
    """The part of winreg that is used, over a dictionary."""

    HKEY_CURRENT_USER, REG_SZ, KEY_SET_VALUE = 1, 1, 2

    def __init__(self) -> None:
        self.keys: dict[str, dict[str, Any]] = {}

    @contextmanager
    def OpenKey(self, root: int, path: str, reserved: int = 0, access: int = 0) -> Iterator[dict[str, Any]]:
        if path not in self.keys:
            raise FileNotFoundError(path)
        yield self.keys[path]

    @contextmanager
    def CreateKey(self, root: int, path: str) -> Iterator[dict[str, Any]]:
        yield self.keys.setdefault(path, {})

    def QueryValueEx(self, key: dict[str, Any], name: str) -> tuple[Any, int]:
        if name not in key:
            raise FileNotFoundError(name)
        return key[name], 1

    def SetValueEx(self, key: dict[str, Any], name: str, reserved: int, kind: int, value: str) -> None:
        key[name] = value

    def DeleteValue(self, key: dict[str, Any], name: str) -> None:
        if name not in key:
            raise FileNotFoundError(name)
        del key[name]


def test_on_windows_a_value_of_the_users_own_run_key_is_set() -> None:
    registry = Registry()
    way = RunKey(registry)
    assert not way.enabled()
    way.enable(("C:\\Program Files\\API Monitor\\api-monitor.exe", "--hidden"))
    (run,) = registry.keys
    assert registry.keys[run] == {"API Monitor": '"C:\\Program Files\\API Monitor\\api-monitor.exe" --hidden'}
    assert way.enabled()
    approved = run.replace("\\Run", "\\Explorer\\StartupApproved\\Run")
    registry.keys[approved] = {"API Monitor": b"\x03" + bytes(11)}
    assert not way.enabled(), "turned off in the task manager"
    way.enable(("api-monitor.exe",))
    assert way.enabled()
    way.disable()
    assert not way.enabled()
    assert registry.keys == {run: {}, approved: {}}
    way.disable()


def test_what_is_started_is_this_very_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "bin" / "api-monitor"
    script.parent.mkdir()
    monkeypatch.setattr(sys, "executable", str(script.parent / "python3"))
    monkeypatch.delenv("APPIMAGE", raising=False)
    assert command(None) == (str(script.parent / "python3"), "-m", "desktop", HIDDEN)
    script.touch()
    assert command(tmp_path) == (str(script), HIDDEN, "--data-dir", str(tmp_path))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/api-monitor/api-monitor")
    assert command(None) == ("/opt/api-monitor/api-monitor", HIDDEN)
    monkeypatch.setenv("APPIMAGE", "/home/sam/API Monitor.AppImage")
    assert command(None) == ("/home/sam/API Monitor.AppImage", HIDDEN)
