"""The session's bus as tests use it: calls, properties, and what reaches the notification daemon."""

import threading
from dataclasses import dataclass
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    MatchRule,
    Message,
    MessageType,
    Properties,
    message_bus,
    new_method_call,
    new_signal,
)
from jeepney.bus_messages import Monitoring
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection
from jeepney.wrappers import unwrap_msg

_TIMEOUT = 10.0
_NOTIFICATIONS = "org.freedesktop.Notifications"


class Bus:
    """A connection to the bus at ``address``."""

    def __init__(self, address: str) -> None:
        self._connection = open_dbus_connection(address, auth_timeout=_TIMEOUT)

    def close(self) -> None:
        self._connection.close()

    def has(self, name: str) -> bool:
        """Whether a program owns ``name``."""
        (owned,) = Proxy(message_bus, self._connection, timeout=_TIMEOUT).NameHasOwner(name)
        return bool(owned)

    def call(
        self,
        name: str,
        path: str,
        interface: str,
        method: str,
        signature: str | None = None,
        body: tuple[Any, ...] = (),
    ) -> tuple[Any, ...]:
        """Call a method; its answer."""
        address = DBusAddress(path, bus_name=name, interface=interface)
        return self._answer(new_method_call(address, method, signature, body))

    def get(self, name: str, path: str, key: str, interface: str | None = None) -> Any:
        """A property's value; the interface is called as the program unless said otherwise."""
        address = DBusAddress(path, bus_name=name, interface=interface or name)
        return self._answer(Properties(address).get(key))[0][1]

    def emit_from_daemon(self, number: int, action: str) -> None:
        """What the notification daemon says when ``action`` is chosen on the notification ``number``."""
        sender = DBusAddress("/org/freedesktop/Notifications", interface=_NOTIFICATIONS)
        self._connection.send(new_signal(sender, "ActionInvoked", "us", (number, action)))

    def secrets(self) -> list[bytes]:
        """Every secret in the unlocked keyring."""
        name, path = "org.freedesktop.secrets", "/org/freedesktop/secrets"
        service = "org.freedesktop.Secret.Service"
        _, session = self.call(name, path, service, "OpenSession", "sv", ("plain", ("s", "")))
        unlocked, _ = self.call(name, path, service, "SearchItems", "a{ss}", ({},))
        (found,) = self.call(name, path, service, "GetSecrets", "aoo", (unlocked, session))
        return [secret[2] for secret in found.values()]

    def _answer(self, message: Message) -> tuple[Any, ...]:
        answer: tuple[Any, ...] = unwrap_msg(self._connection.send_and_get_reply(message, timeout=_TIMEOUT))
        return answer


@dataclass(frozen=True)
class Shown:
    """A notification that the daemon took, under ``number``."""

    number: int
    replaces: int
    title: str
    body: str
    actions: tuple[str, ...]
    urgency: int


class Notifications:
    """Listens to what reaches the notification daemon, from now on."""

    def __init__(self, address: str) -> None:
        self.shown: list[Shown] = []
        self._asked: dict[tuple[str, int], Message] = {}
        self._connection: DBusConnection = open_dbus_connection(address, auth_timeout=_TIMEOUT)
        rules = [MatchRule(interface=_NOTIFICATIONS, member="Notify"), MatchRule(type="method_return")]
        monitoring = Proxy(Monitoring(), self._connection, timeout=_TIMEOUT)
        monitoring.BecomeMonitor([rule.serialise() for rule in rules])
        self._thread = threading.Thread(target=self._listen, name="notifications", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._connection.sock.shutdown(2)
        self._thread.join()
        self._connection.close()

    def titled(self, title: str) -> list[Shown]:
        return [shown for shown in self.shown if shown.title == title]

    def _listen(self) -> None:
        while True:
            try:
                self._take(self._connection.receive())
            except (OSError, ValueError):
                return  # closed

    def _take(self, message: Message) -> None:
        fields = message.header.fields
        if message.header.message_type is MessageType.method_call:
            self._asked[fields[HeaderFields.sender], message.header.serial] = message
            return
        key = (fields.get(HeaderFields.destination, ""), fields.get(HeaderFields.reply_serial, 0))
        call = self._asked.pop(key, None)
        if call is not None:
            _, replaces, _, title, body, actions, hints, _ = call.body
            self.shown.append(Shown(message.body[0], replaces, title, body, tuple(actions), hints["urgency"][1]))
