"""Starting at login, by each system's own way: a desktop file, a value in the registry, a launch agent.

It is never set but when somebody asks for it, and what is set can be seen and taken away with the system's own tools.
"""

import importlib
import os
import plistlib
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

NAME = "api-monitor"
TITLE = "API Monitor"
LABEL = "api-monitor.window"
"""What macOS calls it."""
HIDDEN = "--hidden"
_RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
_APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
"""Where the task manager notes that somebody turned it off there."""
_RESERVED = set(" \t\n\"'\\><~|&;$*?#()`")


class Startup(Protocol):
    """One system's way. All of it may raise OSError. ``place`` is where it can be seen."""

    @property
    def place(self) -> str: ...

    def enabled(self) -> bool: ...

    def enable(self, command: Sequence[str]) -> None: ...

    def disable(self) -> None: ...


@dataclass(frozen=True)
class AtLogin:
    """``way`` is this system's, ``command`` what it is to start."""

    way: Startup
    command: tuple[str, ...]

    def set(self, wanted: bool) -> None:
        """Start at login from now on, or no more; OSError where that does not work."""
        if wanted:
            self.way.enable(self.command)
        else:
            self.way.disable()


def startup(platform: str = sys.platform, environ: Mapping[str, str] = os.environ) -> Startup:
    """This system's way."""
    if platform == "win32":
        return RunKey(importlib.import_module("winreg"))
    if platform == "darwin":
        return LaunchAgent(Path.home() / "Library" / "LaunchAgents" / f"{LABEL}.plist")
    config = Path(environ.get("XDG_CONFIG_HOME", ""))
    folder = config if config.is_absolute() else Path.home() / ".config"
    return DesktopFile(folder / "autostart" / f"{NAME}.desktop")


def command(data_dir: Path | None) -> tuple[str, ...]:
    """What starts this very program with a hidden window, on ``data_dir`` where it is not the usual one."""
    options = (HIDDEN, *(["--data-dir", str(data_dir)] if data_dir is not None else []))
    return (*_program(), *options)


def _program() -> list[str]:
    image = os.environ.get("APPIMAGE")
    if getattr(sys, "frozen", False):
        return [image if image else sys.executable]  # what is inside an image is mounted anew at each start
    script = Path(sys.executable).parent / (f"{NAME}.exe" if sys.platform == "win32" else NAME)
    return [str(script)] if script.is_file() else [sys.executable, "-m", "desktop"]


class _File:
    """What is a file of its own at ``path``: there while the program starts at login."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def place(self) -> str:
        return str(self.path)

    def disable(self) -> None:
        self.path.unlink(missing_ok=True)

    def _write(self, content: bytes) -> None:
        """All of it or nothing."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        new = self.path.with_suffix(".new")
        new.write_bytes(content)
        new.replace(self.path)


class DesktopFile(_File):
    """Linux: a file in the folder ``autostart``, as desktops read it."""

    def enabled(self) -> bool:
        try:
            lines = {line.strip().replace(" ", "") for line in self.path.read_text(encoding="utf-8").splitlines()}
        except (FileNotFoundError, UnicodeDecodeError):
            return False
        return not lines & {"Hidden=true", "X-GNOME-Autostart-enabled=false"}

    def enable(self, command: Sequence[str]) -> None:
        lines = (
            "[Desktop Entry]",
            "Type=Application",
            f"Name={TITLE}",
            "Comment=Watches HTTP APIs, websites and services",
            f"TryExec={_escaped(command[0])}",  # once the program is removed, nothing is started and nobody is told
            f"Exec={' '.join(map(_quoted, command))}",
            f"Icon={NAME}",
            "Terminal=false",
            "StartupNotify=false",
            "X-GNOME-Autostart-enabled=true",
        )
        self._write(("\n".join(lines) + "\n").encode())


def _quoted(argument: str) -> str:
    """``argument`` as it stands in ``Exec``: quoted, then escaped as every value is."""
    text = argument.replace("%", "%%")
    if not text or _RESERVED & set(text):
        inner = "".join(f"\\{one}" if one in '"`$\\' else one for one in text)
        text = f'"{inner}"'
    return _escaped(text)


def _escaped(value: str) -> str:
    """``value`` as every value of a desktop file is escaped."""
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")


class LaunchAgent(_File):
    """macOS: a file that launchd reads at login."""

    def enabled(self) -> bool:
        try:
            found = plistlib.loads(self.path.read_bytes())
        except (FileNotFoundError, plistlib.InvalidFileException, ValueError):
            return False
        return bool(found.get("RunAtLoad")) and not found.get("Disabled")

    def enable(self, command: Sequence[str]) -> None:
        agent = {
            "Label": LABEL,
            "ProgramArguments": list(command),
            "RunAtLoad": True,
            "ProcessType": "Interactive",
            "LimitLoadToSessionType": "Aqua",
        }
        self._write(plistlib.dumps(agent))


class RunKey:
    """Windows: a value of the user's own Run key. ``registry`` is the module winreg."""

    def __init__(self, registry: Any) -> None:
        self._registry = registry

    @property
    def place(self) -> str:
        return f"HKEY_CURRENT_USER\\{_RUN}"

    def enabled(self) -> bool:
        if self._read(_RUN) is None:
            return False
        approved = self._read(_APPROVED)
        return not (isinstance(approved, bytes) and approved[:1] and approved[0] & 1)

    def enable(self, command: Sequence[str]) -> None:
        registry = self._registry
        with registry.CreateKey(registry.HKEY_CURRENT_USER, _RUN) as key:
            registry.SetValueEx(key, TITLE, 0, registry.REG_SZ, subprocess.list2cmdline(command))
        self._remove(_APPROVED)

    def disable(self) -> None:
        self._remove(_RUN)
        self._remove(_APPROVED)

    def _read(self, path: str) -> object:
        registry = self._registry
        try:
            with registry.OpenKey(registry.HKEY_CURRENT_USER, path) as key:
                value: object = registry.QueryValueEx(key, TITLE)[0]
                return value
        except FileNotFoundError:
            return None

    def _remove(self, path: str) -> None:
        registry = self._registry
        with (
            suppress(FileNotFoundError),
            registry.OpenKey(registry.HKEY_CURRENT_USER, path, 0, registry.KEY_SET_VALUE) as key,
        ):
            registry.DeleteValue(key, TITLE)
