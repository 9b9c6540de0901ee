"""What people see of alerts while they look elsewhere: toasts, few and understandable by their titles alone."""

import logging
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from agent.lifecycle import Standing, standing
from agent.messages import AlertChanged, AlertsDeleted, AlertTold
from agent.model import AlertEvent, AlertKind, Notice, clean_text
from desktop import text
from desktop.client import Client
from desktop.clock import now
from desktop.quiet import QuietToasts
from desktop.toast import Toast
from desktop.tray import Tray

if TYPE_CHECKING:
    from desktop.freedesktop import Daemon

log = logging.getLogger(__name__)

MOST = 3
"""So many toasts may come within :data:`WITHIN_S`; more become one."""
WITHIN_S = 10.0
GATHER_MS = 300
"""Alerts that come together are looked at together."""
_GROUP = 0
_INFORMATION = -1
_LONGEST = 200
_NAMED = 5


class Notifier(QObject):
    """Shows :class:`AlertTold` as toasts; ``open_alert`` and ``acknowledge`` say what was clicked on one.

    On Linux they go to the desktop's notification daemon, elsewhere (and where no daemon is) through the tray. That
    nobody may see them is known: the inbox has every alert. None comes for an alert that ``is_on_screen``.
    In quiet hours only critical ones come, and one of all others at their end.
    """

    open_alert = Signal(object)
    acknowledge = Signal(object)

    def __init__(
        self,
        client: Client,
        tray: Tray,
        is_on_screen: Callable[[int], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tray = tray
        self._is_on_screen = is_on_screen
        self._waiting: list[AlertTold] = []
        self._recent: deque[tuple[float, AlertTold]] = deque()
        self._group: dict[int, AlertTold] = {}
        self._clickable: int | None = None
        self._sound = False
        self._wanted = True
        self._gather = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gather.timeout.connect(self._flush)
        self._daemon = self._reach_daemon() if sys.platform.startswith("linux") else None
        self._quiet = QuietToasts(client, self)
        self._quiet.over.connect(self._show_held)
        tray.message_clicked.connect(self._tray_clicked)
        client.event.connect(self._follow)

    def _reach_daemon(self) -> "Daemon":
        from desktop.freedesktop import Daemon  # elsewhere jeepney is not installed

        with as_file(files("resources").joinpath("icons", "api-monitor.svg")) as icon:
            daemon = Daemon("api-monitor", icon, self)
        daemon.chosen.connect(self._chosen)
        daemon.unshown.connect(self._by_tray)
        return daemon

    def inform(self, title: str, body: str) -> None:
        """Show a toast that is about no alert."""
        self._show(Toast(_INFORMATION, title, body))

    def count(self, number: int) -> None:
        """Show ``number`` at the program's icon in the taskbar or dock, where the platform has it; none for 0."""
        if self._daemon is not None:
            self._daemon.count(number)
        elif sys.platform in ("win32", "darwin"):
            QGuiApplication.setBadgeNumber(number)

    def set_wanted(self, wanted: bool) -> None:
        """Whether alerts are shown as toasts at all; what was not shown while they were unwanted never is."""
        self._wanted = wanted

    @Slot(bool)
    def set_sound(self, sound: bool) -> None:
        """Whether toasts about alerts are heard, too."""
        self._sound = sound

    def close(self) -> None:
        """Show nothing more."""
        self._gather.stop()
        if self._daemon is not None:
            self._daemon.close()
            self._daemon = None

    @Slot(object)
    def _follow(self, event: object) -> None:
        if isinstance(event, AlertTold):
            if not self._wanted or self._quiet.hold(event):
                return
            self._waiting.append(event)
            if not self._gather.isActive():
                self._gather.start()
        elif (
            isinstance(event, AlertChanged)
            and event.view.alert.is_open
            and standing(event.view.alert, now()) is not Standing.OPEN
        ):
            self._withdraw(event.view.alert.id)
        elif isinstance(event, AlertsDeleted):
            for alert in event.ids:
                self._withdraw(alert)

    @Slot()
    def _flush(self) -> None:
        news = [told for told in self._waiting if not self._is_on_screen(told.alert)]
        self._waiting.clear()
        moment = time.monotonic()
        while self._recent and moment - self._recent[0][0] > WITHIN_S:
            self._recent.popleft()
        if not self._recent:
            self._group.clear()
        if not news:
            return
        before = [told for _, told in self._recent]
        self._recent.extend((moment, told) for told in news)
        if not self._group and len(self._recent) <= MOST:
            for told in news:
                self._show(self._toast(told))
            return
        last = None
        if not self._group:  # the toasts of the last seconds become part of the one
            for told in before[:-1]:
                self._withdraw(told.alert)
            last = before[-1].alert if before else None
        self._group.update((told.alert, told) for told in [*before, *news])
        self._show(self._summary(instead_of=last))

    @Slot(object)
    def _show_held(self, held: list[AlertTold]) -> None:
        news = {told.alert: told for told in held if not self._is_on_screen(told.alert)}
        if len(news) == 1:
            self._show(self._toast(*news.values()))
        elif news:
            self._group = news
            summary = self._summary(instead_of=None)
            self._show(replace(summary, body=self.tr("In quiet hours: {names}").format(names=summary.body)))

    # -- what they say -------------------------------------------------------------------------------------------------

    def _toast(self, told: AlertTold) -> Toast:
        actions = [("default", self.tr("Open"))]
        if told.event is not AlertEvent.CLOSED:
            actions.append(("acknowledge", self.tr("Acknowledge")))
        critical = told.notice.kind is AlertKind.DOWN and told.event is not AlertEvent.CLOSED
        return Toast(told.alert, self._title(told), self._body(told), critical, tuple(actions))

    def _title(self, told: AlertTold) -> str:
        titles = {
            (AlertKind.DOWN, True): self.tr("{name} is down"),
            (AlertKind.DOWN, False): self.tr("{name} is up again"),
            (AlertKind.SLOW, True): self.tr("{name} is slow"),
            (AlertKind.SLOW, False): self.tr("{name} is fast again"),
            (AlertKind.CERTIFICATE, True): self.tr("The certificate of {name} needs attention"),
            (AlertKind.CERTIFICATE, False): self.tr("The certificate of {name} is good again"),
        }
        title = titles[told.notice.kind, told.event is not AlertEvent.CLOSED]
        ends, at = told.notice.certificate_expires_at, told.notice.at
        if ends is not None and told.event is not AlertEvent.CLOSED:
            expires = self.tr("The certificate of {name} expires in {time}")
            title = expires if ends > at else self.tr("The certificate of {name} has expired")
            return title.format(name=clean_text(told.notice.monitor, 80), time=text.days_left(ends, at))
        if told.event is AlertEvent.FLAPPING:
            title = self.tr("{name} keeps going down and up")
        elif told.event is AlertEvent.REMINDER:
            title = self._still(told.notice.kind)
        return title.format(name=clean_text(told.notice.monitor, 80))

    def _still(self, kind: AlertKind) -> str:
        return {
            AlertKind.DOWN: self.tr("{name} is still down"),
            AlertKind.SLOW: self.tr("{name} is still slow"),
            AlertKind.CERTIFICATE: self.tr("The certificate of {name} still needs attention"),
        }[kind]

    def _body(self, told: AlertTold) -> str:
        notice = told.notice
        since = self.tr("Since {time}").format(time=_clock(notice.opened_at))
        if told.notice.kind is AlertKind.CERTIFICATE and told.event is AlertEvent.CLOSED:
            ends = told.notice.certificate_expires_at
            return self.tr("Valid until {time}.").format(time=text.timestamp(ends)) if ends else ""
        if told.event is AlertEvent.CLOSED:
            lasted = text.duration((notice.closed_at or notice.at) - notice.opened_at)
            return self.tr("It lasted {duration}, since {time}.").format(duration=lasted, time=_clock(notice.opened_at))
        if told.event is AlertEvent.FLAPPING:
            return self.tr("No more messages until it has been steady for 30 minutes.")
        return f"{_why(notice)}\n{since}"

    def _summary(self, instead_of: int | None) -> Toast:
        """One toast for many alerts: how many of what, and the first names."""
        bad = [told for told in self._group.values() if told.event is not AlertEvent.CLOSED]
        down = [told for told in bad if told.notice.kind is AlertKind.DOWN]
        parts = []
        if down:
            parts.append(text.count(len(down), self.tr("{n} monitor down"), self.tr("{n} monitors down")))
        if len(bad) > len(down):
            parts.append(self.tr("%n with other alerts", "", len(bad) - len(down)))
        if good := len(self._group) - len(bad):
            alone = text.count(good, self.tr("{n} monitor recovered"), self.tr("{n} monitors recovered"))
            parts.append(self.tr("%n recovered", "", good) if parts else alone)
        names = list(dict.fromkeys(clean_text(told.notice.monitor, 80) for told in [*bad, *self._group.values()]))
        body = ", ".join(names[:_NAMED])
        if len(names) > _NAMED:
            body = self.tr("{names} and %n more", "", len(names) - _NAMED).format(names=body)
        return Toast(_GROUP, ", ".join(parts), body, bool(down), (("default", self.tr("Open")),), instead_of=instead_of)

    # -- the ways to the screen ----------------------------------------------------------------------------------------

    def _show(self, toast: Toast) -> None:
        toast = replace(toast, sound=self._sound and toast.key != _INFORMATION)
        if self._daemon is not None:
            self._daemon.show(toast)
        else:
            self._by_tray(toast)

    @Slot(object)
    def _by_tray(self, toast: Toast) -> None:
        if self._tray.available:
            self._clickable = toast.key
            self._tray.show_message(toast.title, toast.body, toast.critical)
        if toast.sound:
            QApplication.beep()

    def _withdraw(self, alert: int) -> None:
        self._quiet.forget(alert)
        if self._daemon is not None:
            self._daemon.withdraw(alert)

    @Slot(object, str)
    def _chosen(self, key: int, action: str) -> None:
        alert = max(self._group, default=_INFORMATION) if key == _GROUP else key
        if alert == _INFORMATION:
            return
        if action == "acknowledge":
            self.acknowledge.emit(alert)
        else:
            self.open_alert.emit(alert)

    @Slot()
    def _tray_clicked(self) -> None:
        if self._clickable is not None:
            self._chosen(self._clickable, "default")


def _why(notice: Notice) -> str:
    return clean_text(notice.message, _LONGEST) or text.cause_name(notice.cause)


def _clock(at: int) -> str:
    """The time of day, with the date unless it is today."""
    when = QDateTime.fromMSecsSinceEpoch(at)
    if when.date() == QDateTime.currentDateTime().date():
        return QLocale().toString(when.time(), QLocale.FormatType.ShortFormat)
    return QLocale().toString(when, QLocale.FormatType.ShortFormat)
