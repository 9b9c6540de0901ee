"""What the desktop shows for us, spoken with jeepney on a thread of its own: native notifications by
``org.freedesktop.Notifications``, and a number at our icon in docks by ``com.canonical.Unity.LauncherEntry``.

Qt's own ways reach the daemon only through some trays, and docks not at all: its object path for them keeps the "-" of
our name, which D-Bus does not allow. QtDBus cannot make the calls: it has no unsigned and no 64-bit number.
"""

import logging
import os
import select
import socket
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from jeepney import (
    AuthenticationError,
    DBusAddress,
    DBusErrorResponse,
    HeaderFields,
    MatchRule,
    Message,
    message_bus,
    new_method_call,
    new_signal,
)
from jeepney.io.blocking import Proxy, open_dbus_connection
from jeepney.wrappers import unwrap_msg
from PySide6.QtCore import QObject, Signal

from desktop.toast import Toast

log = logging.getLogger(__name__)

_NAME = "org.freedesktop.Notifications"
_ADDRESS = DBusAddress("/org/freedesktop/Notifications", bus_name=_NAME, interface=_NAME)
_DOCKS = DBusAddress("/com/canonical/unity/launcherentry/1", interface="com.canonical.Unity.LauncherEntry")
"""The last part is a number of our choice among the icons of one program (https://wiki.ubuntu.com/Unity/LauncherAPI)."""
_TIMEOUT = 5.0
_NORMAL, _CRITICAL = 1, 2
_BROKEN = (OSError, KeyError, RuntimeError, AuthenticationError, DBusErrorResponse)
"""No bus address, a bus that is gone or does not answer, a daemon that is missing or refuses."""


@dataclass(frozen=True)
class Badge:
    """A number at the program's icon; 0: none."""

    number: int


Job = Toast | Badge | int
"""A toast or a badge to show, or the key of a toast to take away."""


class Daemon(QObject):
    """The desktop's notification daemon, and its docks. ``chosen`` has the key of a toast and the action taken on it;
    ``unshown`` the toast that no daemon took (each one is tried: a daemon may come late)."""

    chosen = Signal(object, str)
    unshown = Signal(object)

    def __init__(self, desktop_entry: str, icon: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entry = desktop_entry
        self._icon = icon.as_uri()
        self._jobs: SimpleQueue[Job] = SimpleQueue()
        self._badge = Badge(0)
        self._closing = False
        self._ear, self._bell = socket.socketpair()
        self._thread = threading.Thread(target=self._run, name="notifications", daemon=True)
        self._thread.start()

    def show(self, toast: Toast) -> None:
        """Show a toast, or replace the one with its key."""
        self._ask(toast)

    def withdraw(self, key: int) -> None:
        """Take a toast away, if it is still there."""
        self._ask(key)

    def count(self, number: int) -> None:
        """Have docks show ``number`` at our icon, as long as this lives; none for 0."""
        self._ask(Badge(number))

    def close(self) -> None:
        """Speak to the daemon no more; what it shows stays."""
        self._closing = True
        self._bell.send(b".")
        self._thread.join(_TIMEOUT)
        if not self._thread.is_alive():
            self._ear.close()
            self._bell.close()

    def _ask(self, job: Job) -> None:
        self._jobs.put(job)
        self._bell.send(b".")

    # -- the thread ----------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        bus: _Bus | None = None
        while not self._closing:
            ears = [self._ear, bus.socket] if bus else [self._ear]
            ready, _, _ = select.select(ears, [], [])
            if self._ear in ready:
                self._ear.recv(4_096)
            try:
                if bus is not None:
                    self._report(bus)
                for job in self._take():
                    bus = self._carry_out(job, bus)
                    if bus is not None:
                        self._report(bus)  # came while the answer was waited for
            except _BROKEN as error:
                log.info("the connection to the notification daemon was lost: %s", error)
                bus = None
        if bus is not None:
            bus.close()

    def _take(self) -> Iterator[Job]:
        try:
            while not self._closing:
                yield self._jobs.get_nowait()
        except Empty:
            return

    def _carry_out(self, job: Job, bus: "_Bus | None") -> "_Bus | None":
        """Do one job; the connection to go on with."""
        try:
            if isinstance(job, Badge):
                self._badge = job
            if bus is None:
                bus = _Bus(self._entry, self._icon)
                bus.count(self._badge.number)  # docks forget what a connection that is gone had said
            match job:
                case Toast():
                    bus.notify(job)
                case Badge():
                    bus.count(job.number)
                case key:
                    bus.withdraw(key)
        except DBusErrorResponse as error:
            log.info("no notification was shown: %s", error)
            self._say_unshown(job)
        except _BROKEN as error:
            log.info("no notification daemon can be reached: %s: %s", type(error).__name__, error)
            self._say_unshown(job)
            return None
        return bus

    def _say_unshown(self, job: Job) -> None:
        if isinstance(job, Toast) and not self._closing:
            self.unshown.emit(job)

    def _report(self, bus: "_Bus") -> None:
        for key, action in bus.chosen():
            if not self._closing:
                self.chosen.emit(key, action)


class _Bus:
    """A connection to the session bus, and which toast the daemon knows by which number."""

    def __init__(self, desktop_entry: str, icon: str) -> None:
        self._entry = desktop_entry
        self._icon = icon
        self._numbers: dict[int, int] = {}
        self._connection = open_dbus_connection("SESSION")
        self._signals: deque[Message] = deque()
        rule = MatchRule(type="signal", interface=_NAME, path=_ADDRESS.object_path)
        self._filter = self._connection.filter(rule, queue=self._signals)
        Proxy(message_bus, self._connection, timeout=_TIMEOUT).AddMatch(rule)

    @property
    def socket(self) -> socket.socket:
        sock: socket.socket = self._connection.sock
        return sock

    def close(self) -> None:
        self._connection.close()

    def notify(self, toast: Toast) -> None:
        (abilities,) = self._call("GetCapabilities")
        replaced = self._numbers.get(toast.instead_of if toast.instead_of is not None else toast.key, 0)
        body = escape(toast.body, quote=False) if "body-markup" in abilities else toast.body
        actions = [part for pair in toast.actions for part in pair] if "actions" in abilities else []
        hints = {
            "urgency": ("y", _CRITICAL if toast.critical else _NORMAL),
            "desktop-entry": ("s", self._entry),
            **_sound(toast),
        }
        arguments = ("API Monitor", replaced, self._icon, toast.title, body, actions, hints, -1)
        (number,) = self._call("Notify", "susssasa{sv}i", arguments)
        if toast.instead_of is not None:
            self._numbers.pop(toast.instead_of, None)
        self._numbers[toast.key] = number

    def withdraw(self, key: int) -> None:
        number = self._numbers.pop(key, None)
        if number is not None:
            self._call("CloseNotification", "u", (number,))

    def count(self, number: int) -> None:
        shown = {"count": ("x", number), "count-visible": ("b", number > 0)}
        self._connection.send(new_signal(_DOCKS, "Update", "sa{sv}", (f"application://{self._entry}.desktop", shown)))

    def chosen(self) -> Iterator[tuple[int, str]]:
        """The actions taken since the last call."""
        try:
            while True:
                self._connection.recv_messages(timeout=0)
        except TimeoutError:
            pass  # nothing more has come
        while self._signals:
            message = self._signals.popleft()
            number, *rest = message.body
            key = next((key for key, known in self._numbers.items() if known == number), None)
            if key is None:
                continue  # another program's
            match message.header.fields.get(HeaderFields.member):
                case "ActionInvoked":
                    yield key, rest[0]
                case "NotificationClosed":
                    del self._numbers[key]
                case "ActivationToken":  # Wayland's leave to come to the front, which Qt reads from here
                    os.environ["XDG_ACTIVATION_TOKEN"] = rest[0]

    def _call(self, method: str, signature: str | None = None, body: tuple[object, ...] = ()) -> tuple[Any, ...]:
        call = new_method_call(_ADDRESS, method, signature, body)
        answer: tuple[Any, ...] = unwrap_msg(self._connection.send_and_get_reply(call, timeout=_TIMEOUT))
        return answer


def _sound(toast: Toast) -> dict[str, tuple[str, str | bool]]:
    """The hints for a sound of the desktop's theme, or for none: a daemon may have one of its own for every toast."""
    if not toast.sound:
        return {"suppress-sound": ("b", True)}
    return {"sound-name": ("s", "dialog-warning" if toast.critical else "dialog-information")}
