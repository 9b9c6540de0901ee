"""Toasts by the real protocol: a private bus, and on it a service that keeps what it was told and clicks back."""

import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from jeepney import (
    DBusAddress,
    HeaderFields,
    MatchRule,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import Proxy, open_dbus_connection
from pytestqt.qtbot import QtBot

from agent.messages import AlertChanged, AlertsDeleted, AlertTold, AlertView, SettingsChanged
from agent.model import Alert, AlertEvent, AlertKind, Cause, Notice, QuietHours, Settings
from desktop import clock, notifications
from desktop.client import Client
from desktop.notifications import Notifier
from desktop.tray import Tray

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
OPENED_AT = 1_700_000_000_000
LONG = 30_000


@dataclass
class Toast:
    number: int
    replaces: int
    title: str
    body: str
    actions: list[str]
    urgency: int
    hints: dict[str, Any]


@dataclass
class Service:
    """A notification daemon without a screen."""

    address: str
    abilities: list[str] = field(default_factory=lambda: ["actions", "body", "body-markup"])
    shown: list[Toast] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)

    def start(self) -> None:
        self._connection = open_dbus_connection(self.address)
        Proxy(message_bus, self._connection).RequestName(NAME)
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def stop(self) -> None:
        self._connection.sock.shutdown(2)
        self._thread.join()
        self._connection.close()

    def click(self, number: int, action: str) -> None:
        self._connection.send(new_signal(DBusAddress(PATH, interface=NAME), "ActionInvoked", "us", (number, action)))

    def titles(self) -> list[str]:
        return [toast.title for toast in self.shown]

    def _serve(self) -> None:
        while True:
            try:
                message = self._connection.receive()
            except (OSError, ValueError):
                return
            if message.header.message_type is MessageType.method_call:
                self._connection.send(self._answer(message))

    def _answer(self, message: Any) -> Any:
        match message.header.fields[HeaderFields.member]:
            case "GetCapabilities":
                return new_method_return(message, "as", (self.abilities,))
            case "Notify":
                _, replaces, _, title, body, actions, hints, _ = message.body
                number = replaces or len(self.shown) + 100
                self.shown.append(Toast(number, replaces, title, body, actions, hints["urgency"][1], hints))
                return new_method_return(message, "u", (number,))
            case "CloseNotification":
                self.closed.append(message.body[0])
                return new_method_return(message)
        return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={"PATH": os.environ["PATH"]}) as daemon:
        assert daemon.stdout is not None
        address = daemon.stdout.readline().strip()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address
        daemon.terminate()


@pytest.fixture
def service(bus: str) -> Iterator[Service]:
    service = Service(bus)
    service.start()
    yield service
    service.stop()


@pytest.fixture
def on_screen() -> set[int]:
    return set()


@pytest.fixture
def client() -> Client:
    return Client()


@pytest.fixture
def notifier(client: Client, on_screen: set[int], qtbot: QtBot) -> Iterator[Notifier]:
    tray = Tray()
    notifier = Notifier(client, tray, lambda alert: alert in on_screen)
    yield notifier
    notifier.close()
    tray.hide()
    tray.deleteLater()


def told(alert: int, event: AlertEvent = AlertEvent.OPENED, **changes: Any) -> AlertTold:
    values: dict[str, Any] = {
        "event": event,
        "kind": AlertKind.DOWN,
        "monitor": f"api-{alert}",
        "target": "https://example.org/",
        "cause": Cause.UNEXPECTED_STATUS,
        "message": "Expected 200–299, got 503",
        "at": OPENED_AT,
        "opened_at": OPENED_AT,
        "closed_at": OPENED_AT + 360_000 if event is AlertEvent.CLOSED else None,
    }
    return AlertTold(alert, event, Notice(**values | changes))


def soon(qtbot: QtBot, true: Callable[[], bool]) -> None:
    qtbot.waitUntil(true, timeout=LONG)


def test_a_toast_says_what_why_and_since_when(
    service: Service, client: Client, notifier: Notifier, qtbot: QtBot
) -> None:
    client.receive(told(1, monitor="a <b> & c", message="got <img src=x> & more"))
    soon(qtbot, lambda: len(service.shown) == 1)
    toast = service.shown[0]
    assert toast.title == "a <b> & c is down"
    assert toast.body.startswith("got &lt;img src=x&gt; &amp; more\nSince ")
    assert toast.actions == ["default", "Open", "acknowledge", "Acknowledge"]
    assert toast.urgency == 2


def test_recovery_takes_the_place_of_the_toast(
    service: Service, client: Client, notifier: Notifier, qtbot: QtBot
) -> None:
    client.receive(told(1))
    soon(qtbot, lambda: len(service.shown) == 1)
    client.receive(told(1, AlertEvent.CLOSED))
    soon(qtbot, lambda: len(service.shown) == 2)
    down, up = service.shown
    assert (up.title, up.replaces, up.urgency) == ("api-1 is up again", down.number, 1)
    assert up.body.startswith("It lasted 6 min, since ")
    assert "acknowledge" not in up.actions


def test_what_is_clicked_comes_back(service: Service, client: Client, notifier: Notifier, qtbot: QtBot) -> None:
    client.receive(told(7))
    soon(qtbot, lambda: len(service.shown) == 1)
    with qtbot.waitSignal(notifier.open_alert, timeout=LONG) as opened:
        service.click(4_711, "default")  # another program's
        service.click(service.shown[0].number, "default")
    assert opened.args == [7]
    with qtbot.waitSignal(notifier.acknowledge, timeout=LONG) as acknowledged:
        service.click(service.shown[0].number, "acknowledge")
    assert acknowledged.args == [7]


def test_a_plain_daemon_gets_plain_text_and_no_actions(
    service: Service, client: Client, notifier: Notifier, qtbot: QtBot
) -> None:
    service.abilities = ["body"]
    client.receive(told(1, message="1 < 2"))
    soon(qtbot, lambda: len(service.shown) == 1)
    assert service.shown[0].body.startswith("1 < 2\n")
    assert service.shown[0].actions == []


def test_many_at_once_are_one_toast(service: Service, client: Client, notifier: Notifier, qtbot: QtBot) -> None:
    for alert in range(1, 8):
        client.receive(told(alert))
    soon(qtbot, lambda: len(service.shown) == 1)
    assert service.shown[0].title == "7 monitors down"
    assert service.shown[0].body == "api-1, api-2, api-3, api-4, api-5 and 2 more"
    client.receive(told(3, AlertEvent.CLOSED))
    soon(qtbot, lambda: len(service.shown) == 2)
    assert service.shown[1].title == "6 monitors down, 1 recovered"
    assert service.shown[1].replaces == service.shown[0].number
    with qtbot.waitSignal(notifier.open_alert, timeout=LONG) as opened:
        service.click(service.shown[1].number, "default")
    assert opened.args == [7]


def test_single_toasts_of_the_last_seconds_become_part_of_the_one(
    service: Service, client: Client, notifier: Notifier, qtbot: QtBot
) -> None:
    for alert in (1, 2, 3):
        client.receive(told(alert))
        soon(qtbot, lambda alert=alert: len(service.shown) == alert)  # type: ignore[misc]  # bound here
    assert service.titles() == ["api-1 is down", "api-2 is down", "api-3 is down"]
    client.receive(told(4))
    soon(qtbot, lambda: len(service.shown) == 4)
    assert service.shown[3].title == "4 monitors down"
    assert service.shown[3].replaces == service.shown[2].number
    assert sorted(service.closed) == [toast.number for toast in service.shown[:2]]


def test_a_quiet_time_later_alerts_stand_alone_again(
    service: Service, client: Client, notifier: Notifier, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notifications, "WITHIN_S", 0.0)
    for alert in range(1, 6):
        client.receive(told(alert))
        soon(qtbot, lambda alert=alert: len(service.shown) == alert)  # type: ignore[misc]  # bound here
    assert service.titles() == [f"api-{alert} is down" for alert in range(1, 6)]


def test_nothing_comes_for_what_is_on_screen(
    service: Service, client: Client, notifier: Notifier, on_screen: set[int], qtbot: QtBot
) -> None:
    on_screen.add(1)
    client.receive(told(1))
    client.receive(told(2))
    soon(qtbot, lambda: bool(service.shown))
    assert service.titles() == ["api-2 is down"]


def test_an_acknowledged_alert_needs_no_toast(
    service: Service, client: Client, notifier: Notifier, qtbot: QtBot
) -> None:
    client.receive(told(5))
    soon(qtbot, lambda: len(service.shown) == 1)
    alert = Alert(5, 1, AlertKind.DOWN, Cause.TIMEOUT, "", opened_at=OPENED_AT, acknowledged_at=OPENED_AT + 1)
    client.receive(AlertChanged(AlertView(alert, "api-5", ())))
    soon(qtbot, lambda: service.closed == [service.shown[0].number])


def test_a_daemon_may_come_late_and_come_back(bus: str, client: Client, notifier: Notifier, qtbot: QtBot) -> None:
    unshown: list[object] = []
    assert notifier._daemon is not None
    notifier._daemon.unshown.connect(unshown.append)
    client.receive(told(1))
    soon(qtbot, lambda: len(unshown) == 1)
    for alert in (2, 3):
        service = Service(bus)
        service.start()
        client.receive(told(alert))
        soon(qtbot, lambda service=service: bool(service.shown))  # type: ignore[misc]  # bound here
        service.stop()
        assert service.titles() == [f"api-{alert} is down"]


def test_without_a_bus_nothing_breaks(
    client: Client, notifier: Notifier, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    assert notifier._daemon is not None
    with qtbot.waitSignal(notifier._daemon.unshown, timeout=LONG):
        client.receive(told(1))


@pytest.mark.parametrize(
    ("kind", "event", "title"),
    [
        (AlertKind.SLOW, AlertEvent.OPENED, "api-1 is slow"),
        (AlertKind.SLOW, AlertEvent.CLOSED, "api-1 is fast again"),
        (AlertKind.CERTIFICATE, AlertEvent.OPENED, "The certificate of api-1 needs attention"),
        (AlertKind.CERTIFICATE, AlertEvent.CLOSED, "The certificate of api-1 is good again"),
        (AlertKind.DOWN, AlertEvent.FLAPPING, "api-1 keeps going down and up"),
    ],
)
def test_each_kind_of_news_has_its_title(
    service: Service, client: Client, notifier: Notifier, qtbot: QtBot, kind: AlertKind, event: AlertEvent, title: str
) -> None:
    client.receive(told(1, event, kind=kind))
    soon(qtbot, lambda: service.titles() == [title])


@pytest.mark.parametrize(
    ("left", "title"),
    [
        (5 * 86_400_000, "The certificate of api-1 expires in 5 days"),
        (-1, "The certificate of api-1 has expired"),
    ],
)
def test_a_certificate_says_when_it_ends(
    service: Service, client: Client, notifier: Notifier, qtbot: QtBot, left: int, title: str
) -> None:
    news = told(1, AlertEvent.EXPIRING, kind=AlertKind.CERTIFICATE)
    client.receive(replace(news, notice=replace(news.notice, certificate_expires_at=news.notice.at + left)))
    soon(qtbot, lambda: service.titles() == [title])


def test_in_quiet_hours_only_critical_toasts_come_and_one_of_all_others_at_their_end(
    service: Service, client: Client, notifier: Notifier, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock is put a moment before the end, which then comes by itself."""
    quiet = QuietHours(mon="22:00-07:00", zone="UTC")
    end = int(datetime(2026, 6, 9, 7, tzinfo=UTC).timestamp() * 1_000)
    ahead = end - 2_000 - clock.now()
    monkeypatch.setattr("desktop.quiet.now", lambda: clock.now() + ahead)
    client.receive(SettingsChanged(0, Settings(quiet=quiet)))
    for alert in (1, 2, 3):
        client.receive(told(alert, quiet_until=end))
    client.receive(told(2, AlertEvent.CLOSED, quiet_until=end))
    client.receive(AlertsDeleted(0, (3,)))
    client.receive(told(4, critical=True))
    soon(qtbot, lambda: len(service.shown) == 1)
    assert service.titles() == ["api-4 is down"]
    soon(qtbot, lambda: len(service.shown) == 2)
    assert service.shown[1].title == "1 monitor down, 1 recovered"
    assert service.shown[1].body == "In quiet hours: api-1, api-2"


def test_turning_quiet_hours_off_shows_what_waited(
    service: Service, client: Client, notifier: Notifier, qtbot: QtBot
) -> None:
    now = datetime.now(UTC)
    span = f"{now - timedelta(hours=1):%H:%M}-{now + timedelta(hours=2):%H:%M}"
    quiet = QuietHours(zone="UTC", **dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), span))
    client.receive(SettingsChanged(0, Settings(quiet=quiet)))
    client.receive(told(1, quiet_until=OPENED_AT))
    client.receive(told(2, critical=True))
    soon(qtbot, lambda: service.titles() == ["api-2 is down"])
    client.receive(SettingsChanged(0, Settings()))
    soon(qtbot, lambda: service.titles() == ["api-2 is down", "api-1 is down"])


def test_toasts_are_silent_until_sound_is_wanted(
    service: Service, client: Client, notifier: Notifier, qtbot: QtBot
) -> None:
    client.receive(told(1))
    soon(qtbot, lambda: len(service.shown) == 1)
    notifier.set_sound(True)
    client.receive(told(2))
    soon(qtbot, lambda: len(service.shown) == 2)
    client.receive(told(1, AlertEvent.CLOSED))
    soon(qtbot, lambda: len(service.shown) == 3)
    notifier.inform("Still here", "API Monitor goes on in the tray.")
    soon(qtbot, lambda: len(service.shown) == 4)
    silent = {"suppress-sound": ("b", True)}
    expected = [silent, {"sound-name": ("s", "dialog-warning")}, {"sound-name": ("s", "dialog-information")}, silent]
    assert [{k: v for k, v in one.hints.items() if "sound" in k} for one in service.shown] == expected


def test_docks_are_told_how_many_alerts_wait_and_again_by_a_new_connection(
    bus: str, notifier: Notifier, qtbot: QtBot
) -> None:
    dock = open_dbus_connection(bus)
    rule = MatchRule(type="signal", interface="com.canonical.Unity.LauncherEntry", member="Update")
    Proxy(message_bus, dock).AddMatch(rule)
    with dock.filter(rule, bufsize=10) as updates:
        for number in (3, 0):
            notifier.count(number)
        bodies: list[tuple[str, dict[str, Any]]] = []
        while len(bodies) < 3:
            bodies.append(dock.recv_until_filtered(updates, timeout=60).body)
    dock.close()
    icon = "application://api-monitor.desktop"
    shown = [(icon, {"count": ("x", n), "count-visible": ("b", n > 0)}) for n in (3, 3, 0)]
    assert bodies == shown  # the first by the new connection
