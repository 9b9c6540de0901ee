"""A private, real desktop session without a screen: bus, X server, window manager, panel with tray, notification
daemon and keyring. Everything that is started ends with it."""

import os
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from tests.session.bus import Bus, Notifications

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30.0
"""Seconds that anything which is bound to happen may take on a busy machine."""

PACKAGES = {
    "dbus-daemon": "dbus",
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "xprop": "x11-utils",
    "xfce4-panel": "xfce4-panel",
    "dunst": "dunst",
    "gnome-keyring-daemon": "gnome-keyring",
}
"""Debian's package of every program of the session."""
SCREEN_READERS = {"/usr/libexec/at-spi-bus-launcher": "at-spi2-core"}
"""Of a session with the bus of screen readers also this one; nobody has it in the PATH."""

_PANEL = """<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=10;x=0;y=0"/>
      <property name="length" type="uint" value="100"/>
      <property name="size" type="uint" value="32"/>
      <property name="plugin-ids" type="array"><value type="int" value="1"/><value type="int" value="2"/></property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="tasklist"/>
    <property name="plugin-2" type="string" value="systray"/>
  </property>
</channel>
"""
_DUNST = "[global]\n  origin = top-right\n  width = 340\n  timeout = 8\n"
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
"""


def until(true: Callable[[], Any], what: str) -> Any:
    """Wait until ``true()`` is, and return it."""
    end = time.monotonic() + PATIENCE
    while not (found := true()):
        assert time.monotonic() < end, f"still waiting for: {what}"
        time.sleep(0.05)
    return found


def free(port_of: str = "127.0.0.1") -> int:
    """A port on which nobody listens."""
    import socket

    with socket.socket() as probe:
        probe.bind((port_of, 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class TrayItem:
    """An icon in the tray: where it is on the bus, and what it says."""

    name: str
    path: str
    id: str
    tooltip: str
    menu: str


class Desk:
    """A session, from :meth:`start` to :meth:`stop`; a part that is not wanted is left out."""

    def __init__(
        self,
        folder: Path,
        *,
        tray: bool = True,
        notifications: bool = True,
        keyring: bool = True,
        accessibility: bool = False,
    ) -> None:
        self.folder = folder
        self._tray, self._notifications, self._keyring = tray, notifications, keyring
        self._accessibility = accessibility
        self.accessible: Bus | None = None
        self._mark = f"api-monitor-desk-{uuid.uuid4()}"
        self._parts: list[subprocess.Popen[bytes]] = []
        self._bus: Bus | None = None
        self.notifications: Notifications | None = None
        home = folder / "home"
        self.environment = {
            "DESK": self._mark,
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / ".config"),
            "XDG_DATA_HOME": str(home / ".local" / "share"),
            "XDG_CACHE_HOME": str(home / ".cache"),
            "XDG_STATE_HOME": str(home / ".local" / "state"),
            "XDG_RUNTIME_DIR": str(folder / "run"),
            "XDG_SESSION_TYPE": "x11",
            "XDG_CURRENT_DESKTOP": "XFCE",
            "GDK_BACKEND": "x11",
            "NO_AT_BRIDGE": "1",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "PYTHONFAULTHANDLER": "1",
        }

    # -- the session ---------------------------------------------------------------------------------------------------

    def start(self) -> None:
        wanted = PACKAGES | (SCREEN_READERS if self._accessibility else {})
        missing = [program for program in wanted if shutil.which(program) is None]
        assert not missing, (
            f"missing programs: {', '.join(missing)}; on Debian: apt install --no-install-recommends "
            + " ".join(sorted(wanted[program] for program in missing))
        )
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
            Path(self.environment[name]).mkdir(mode=0o700, parents=True, exist_ok=True)
        self._start_bus()
        self._start_display()
        self._part("openbox")
        if self._keyring:
            self._part("gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets", say=b"desk")
        if self._notifications:
            self._write(Path(self.environment["XDG_CONFIG_HOME"]) / "dunst" / "dunstrc", _DUNST)
            self._part("dunst")
        if self._tray:
            self.start_panel()
        until(lambda: self.ask("xdotool", "get_num_desktops").returncode == 0, "the window manager")
        if self._accessibility:
            self._start_accessibility()
        if self._keyring:
            until(lambda: self.bus.has("org.freedesktop.secrets"), "the keyring")
        if self._notifications:
            until(lambda: self.bus.has("org.freedesktop.Notifications"), "the notification daemon")

    def _start_accessibility(self) -> None:
        """The bus of screen readers, switched on as by one that runs: programs that start later are seen there."""
        for launcher in SCREEN_READERS:
            self._part(launcher, "--launch-immediately", "--screen-reader=1")
        until(lambda: self.bus.has("org.a11y.Bus"), "the accessibility bus")
        (address,) = self.bus.call("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")
        self.accessible = Bus(address)

    def start_panel(self) -> None:
        """Start the panel, whose tray then takes icons."""
        folder = Path(self.environment["XDG_CONFIG_HOME"]) / "xfce4" / "xfconf" / "xfce-perchannel-xml"
        self._write(folder / "xfce4-panel.xml", _PANEL)
        self._part("xfce4-panel", "--disable-wm-check")
        until(lambda: self.bus.has("org.kde.StatusNotifierWatcher"), "the tray")

    def end_panel(self) -> None:
        """End the panel, and with it the tray."""
        end(self._parts.pop())

    def stop(self) -> None:
        """End everything, last started first, and whatever the session's programs left behind."""
        if self.notifications is not None:
            self.notifications.close()
        for bus in (self.accessible, self._bus):
            if bus is not None:
                bus.close()
        for part in reversed(self._parts):
            end(part)
        left = [process for process in psutil.process_iter() if self._ours(process)]
        for process in left:
            process.kill()
        psutil.wait_procs(left, timeout=PATIENCE)

    def _ours(self, process: psutil.Process) -> bool:
        try:
            return process.environ().get("DESK") == self._mark
        except (psutil.Error, OSError):
            return False  # ended meanwhile, or another user's

    def _start_bus(self) -> None:
        services = self.folder / "services"
        services.mkdir()
        for file in Path("/usr/share/dbus-1/services").glob("*.service"):
            unwanted = ["org.a11y", "Notifications", "knopwob", "secrets", "org.gnome.keyring", "portal"]
            if not any(word in file.read_text(encoding="utf-8") for word in unwanted):
                (services / file.name).symlink_to(file)
        config = self.folder / "bus.conf"
        config.write_text(_BUS.format(folder=self.environment["XDG_RUNTIME_DIR"], services=services), encoding="utf-8")
        read, write = os.pipe()
        self._part("dbus-daemon", "--nofork", f"--config-file={config}", f"--print-address={write}", keep=write)
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = _line(read)
        self._bus = Bus(self.environment["DBUS_SESSION_BUS_ADDRESS"])
        self.notifications = Notifications(self.environment["DBUS_SESSION_BUS_ADDRESS"])

    def _start_display(self) -> None:
        read, write = os.pipe()
        self._part("Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp", keep=write)
        self.environment["DISPLAY"] = ":" + _line(read)

    def _part(self, *command: str, say: bytes = b"", keep: int | None = None) -> None:
        with (self.folder / f"{Path(command[0]).name}.log").open("wb") as log:
            part = subprocess.Popen(
                command,
                env=self.environment,
                stdin=subprocess.PIPE if say else subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=[keep] if keep is not None else [],
            )
        self._parts.append(part)
        if say and part.stdin is not None:
            part.stdin.write(say)
            part.stdin.close()
        if keep is not None:
            os.close(keep)

    @staticmethod
    def _write(path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    # -- what tests do in it -------------------------------------------------------------------------------------------

    @property
    def bus(self) -> Bus:
        assert self._bus is not None
        return self._bus

    def ask(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a program of the session and wait for it."""
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=PATIENCE, check=False, cwd=ROOT
        )

    def command_line(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """``api-monitor ARGUMENTS``, waited for."""
        return self.ask(sys.executable, "-m", "desktop", *arguments)

    def program(self, *arguments: str) -> subprocess.Popen[str]:
        """``api-monitor ARGUMENTS``, left running; the caller ends it."""
        return subprocess.Popen(
            [sys.executable, "-m", "desktop", *arguments],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=ROOT,
        )

    def window(self, process: subprocess.Popen[str], title: str = "API Monitor") -> str:
        """The id of the program's window, as soon as it is on the screen."""
        return str(until(lambda: self._visible(process, title), f"the window {title!r}"))

    def _visible(self, process: subprocess.Popen[str], title: str) -> str:
        assert process.poll() is None, f"the program ended early:\n{process.communicate()[0]}"
        found = self.ask("xdotool", "search", "--onlyvisible", "--all", "--pid", str(process.pid), "--name", title)
        return found.stdout.split("\n")[0]

    def on_screen(self, window: str) -> bool:
        """Whether a window is mapped: neither hidden nor minimised."""
        return self._state(window) == "Normal"

    def minimised(self, window: str) -> bool:
        return self._state(window) == "Iconic"

    def _state(self, window: str) -> str:
        said = self.ask("xprop", "-id", window, "WM_STATE").stdout
        return said.partition("window state: ")[2].split("\n")[0]

    def keys(self, window: str, *keys: str) -> None:
        """Press keys, one after the other, in a window."""
        self.ask("xdotool", "windowactivate", "--sync", window, "key", "--delay", "150", *keys)

    def type(self, window: str, text: str) -> None:
        self.ask("xdotool", "windowactivate", "--sync", window, "type", "--delay", "5", text)

    def minimise(self, window: str) -> None:
        self.ask("xdotool", "windowminimize", "--sync", window)

    def close_window(self, window: str) -> None:
        """What the cross in the title bar does."""
        self.ask("xdotool", "windowactivate", "--sync", window, "key", "--window", "0", "alt+F4")

    def tray_item(self) -> TrayItem:
        """The program's icon in the tray, as soon as it is there."""
        return until(lambda: next(iter(self.tray_items()), None), "the tray icon")

    def tray_items(self) -> list[TrayItem]:
        items = []
        for address in self.bus.get(
            "org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher", "RegisteredStatusNotifierItems"
        ):
            name, _, path = address.partition("/")
            read = {key: self.bus.get(name, "/" + path, key, "org.kde.StatusNotifierItem") for key in _ITEM}
            items.append(TrayItem(name, "/" + path, read["Id"], read["ToolTip"][2] or read["Title"], read["Menu"]))
        return items

    def tray_menu(self) -> dict[str, int]:
        """The labels of the tray's menu with their numbers, in order."""
        item = self.tray_item()
        _, layout = self.bus.call(
            item.name, item.menu, "com.canonical.dbusmenu", "GetLayout", "iias", (0, -1, ["label"])
        )
        entries = (entry[1] for entry in layout[2])
        return {entry[1]["label"][1].replace("_", ""): entry[0] for entry in entries if "label" in entry[1]}

    def choose(self, label: str) -> None:
        """Choose an entry of the tray's menu."""
        item = self.tray_item()
        number = self.tray_menu()[label]
        self.bus.call(
            item.name, item.menu, "com.canonical.dbusmenu", "Event", "isvu", (number, "clicked", ("s", ""), 0)
        )

    def click_tray(self) -> None:
        """A left click on the icon."""
        item = self.tray_item()
        self.bus.call(item.name, item.path, "org.kde.StatusNotifierItem", "Activate", "ii", (0, 0))


_ITEM = ("Id", "Title", "ToolTip", "Menu")


def end(process: subprocess.Popen[Any]) -> None:
    """End a process that may have ended already."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()


def _line(read: int) -> str:
    """The line that a program writes once it is ready."""
    with os.fdopen(read, encoding="utf-8") as pipe:
        line = pipe.readline().strip()
    assert line, "the program ended before it was ready"
    return line
