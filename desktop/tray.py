"""The tray icon: how all monitors stand, and the window's door while it is hidden."""

import sys
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from desktop.monitors.summary import Summary
from desktop.tray_icon import Shape, tray_icon

LISTED = 5
"""So many of the monitors that are down stand in the menu and in the tooltip."""
translate = QCoreApplication.translate
_HOST = "org.kde.StatusNotifierWatcher"
_SCREENLESS = ("offscreen", "minimal")
"""Platforms on which Qt warns about a tray icon."""
_HOST_SETTLES_MS = 300
_HOST_RESTARTS_MS = 3_000


class Tray(QObject):
    """Shows the icon where a tray is, also one that comes late; ``available`` tells whether there is one now.

    ``lost`` says that the tray went away and did not come back: a window hidden in it must show itself.
    """

    open_requested = Signal()
    quit_requested = Signal()
    pause_all_requested = Signal(bool)
    open_monitor = Signal(str)
    inbox_requested = Signal()
    message_clicked = Signal()
    lost = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shape = (Shape.IDLE, 0)
        self._down: tuple[str, ...] = ()
        self._menu = QMenu()
        self._menu.setAccessibleName(self.tr("API Monitor"))
        self._entries: list[QAction] = []
        self._headline = self._menu.addAction(self.tr("Starting…"), self.open_requested.emit)
        self._inbox = self._menu.addAction("", self.inbox_requested.emit)
        self._inbox.setVisible(False)
        self._below = self._menu.addSeparator()
        self._pause_all = self._menu.addAction(self.tr("Pause all"), partial(self.pause_all_requested.emit, True))
        self._resume_all = self._menu.addAction(self.tr("Resume all"), partial(self.pause_all_requested.emit, False))
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Open API Monitor"), self.open_requested.emit)
        self._menu.addAction(self.tr("Quit"), self.quit_requested.emit)
        self._icon = self._new_icon()
        self._missing = QTimer(self, singleShot=True, interval=_HOST_RESTARTS_MS)
        self._missing.timeout.connect(self._say_lost)
        self._watch_hosts()

    @property
    def available(self) -> bool:
        """Whether a tray is there now and shows the icon."""
        return self._icon.isVisible() and QSystemTrayIcon.isSystemTrayAvailable()

    @property
    def tooltip(self) -> str:
        """What the icon says when pointed at."""
        return self._icon.toolTip()

    @property
    def menu(self) -> QMenu:
        return self._menu

    @property
    def shape(self) -> Shape:
        return self._shape[0]

    def show_summary(self, summary: Summary, *, online: bool = True) -> None:
        """Show how all monitors stand; what needs attention first."""
        if not online:
            self._show(Shape.IDLE, 0, self.tr("This machine is offline: nothing can be checked"), ())
            return
        parts = headline(summary)
        tooltip = parts
        if summary.down:
            names = ", ".join(summary.down_names[:LISTED]) + ("…" if summary.down > LISTED else "")
            tooltip = [f"{parts[0]}: {names}", *parts[1:]]
        text = ", ".join(parts)
        self._show(shape_of(summary), summary.down, text, summary.down_names[:LISTED], " · ".join(tooltip))
        self._pause_all.setEnabled(_active(summary) > 0)
        self._resume_all.setEnabled(summary.paused > 0)

    def show_unacknowledged(self, number: int) -> None:
        """Say in the menu how many open alerts wait for somebody."""
        self._inbox.setText(self.tr("Inbox: %n unacknowledged", "", number))
        self._inbox.setVisible(number > 0)

    def show_stopped(self) -> None:
        """The agent is dead: whatever was green is not known any more."""
        self._show(Shape.IDLE, 0, self.tr("Checking has stopped: open the window for the reason"), ())

    def show_message(self, title: str, body: str, critical: bool) -> None:
        """A notification by the tray's own means; whether anybody sees it is not known."""
        kind = QSystemTrayIcon.MessageIcon.Critical if critical else QSystemTrayIcon.MessageIcon.Information
        self._icon.showMessage(title, body, kind)

    def hide(self) -> None:
        """Take the icon away for good."""
        self._missing.stop()
        self._icon.hide()

    def _show(self, shape: Shape, count: int, text: str, down: tuple[str, ...], tooltip: str = "") -> None:
        if (shape, count) != self._shape:
            self._shape = (shape, count)
            self._icon.setIcon(tray_icon(shape, count))
        self._icon.setToolTip(tooltip or text)
        self._headline.setText(_plain(text))
        if down != self._down:
            self._down = down
            self._list_down(down)

    def _list_down(self, names: tuple[str, ...]) -> None:
        """Only these entries come and go: each change is told to the desktop."""
        for entry in self._entries:
            self._menu.removeAction(entry)
            entry.deleteLater()
        self._entries = []
        for name in names:
            entry = QAction("✕ " + _plain(name), self._menu)
            entry.triggered.connect(partial(self.open_monitor.emit, name))
            self._menu.insertAction(self._inbox, entry)
            self._entries.append(entry)

    def _new_icon(self) -> QSystemTrayIcon:
        icon = QSystemTrayIcon(tray_icon(*self._shape), self)
        icon.setToolTip(self._headline.text())
        icon.setContextMenu(self._menu)
        icon.activated.connect(self._activated)
        icon.messageClicked.connect(self.message_clicked)
        if QGuiApplication.platformName() not in _SCREENLESS:
            icon.show()
        return icon

    @Slot(QSystemTrayIcon.ActivationReason)
    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        clicks = (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick)
        if reason in clicks and sys.platform != "darwin":  # there a click opens the menu
            self.open_requested.emit()

    # -- trays that come and go (Linux) --------------------------------------------------------------------------------

    def _watch_hosts(self) -> None:
        if not sys.platform.startswith("linux"):
            return
        try:
            from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher
        except ImportError:  # no libdbus: then there is no such tray either
            return
        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            return
        mode = QDBusServiceWatcher.WatchModeFlag
        self._watcher = QDBusServiceWatcher(_HOST, bus, mode.WatchForRegistration | mode.WatchForUnregistration, self)
        self._watcher.serviceRegistered.connect(self._host_came)
        self._watcher.serviceUnregistered.connect(self._host_went)
        self._registered = bool(bus.interface().isServiceRegistered(_HOST).value())

    @Slot()
    def _host_came(self) -> None:
        self._missing.stop()
        if not self._registered:  # an icon made without a host never finds one; one that had a host comes back itself
            self._registered = True
            QTimer.singleShot(_HOST_SETTLES_MS, self, self._renew)

    @Slot()
    def _host_went(self) -> None:
        self._missing.start()

    @Slot()
    def _renew(self) -> None:
        old, self._icon = self._icon, self._new_icon()
        self._icon.setToolTip(old.toolTip())
        old.hide()
        old.deleteLater()

    @Slot()
    def _say_lost(self) -> None:
        if not self.available:
            self.lost.emit()


def shape_of(summary: Summary) -> Shape:
    """The worst that is the matter with any monitor; idle where none is being checked or none can be told."""
    if summary.down:
        return Shape.DOWN
    if summary.degraded or summary.failing:
        return Shape.DEGRADED
    return Shape.UP if summary.up else Shape.IDLE


def headline(summary: Summary) -> list[str]:
    """How all monitors stand, in a few words each, worst first; the first ones are those that are down."""
    parts = []
    if summary.down:
        parts.append(translate("Tray", "%n down", "", summary.down))
    if summary.failing:
        parts.append(translate("Tray", "%n failing", "", summary.failing))
    if summary.degraded:
        parts.append(translate("Tray", "%n degraded", "", summary.degraded))
    if parts:
        return parts
    if summary.up and summary.unknown:
        return [translate("Tray", "%n up", "", summary.up), translate("Tray", "%n unknown", "", summary.unknown)]
    if summary.up:
        return [translate("Tray", "All %n up", "", summary.up)]
    if summary.paused and not _active(summary):
        return [translate("Tray", "All %n paused", "", summary.paused)]
    if summary.unknown:
        return [translate("Tray", "%n unknown", "", summary.unknown)]
    return [translate("Tray", "Nothing checked yet") if _active(summary) else translate("Tray", "No monitors yet")]


def _active(summary: Summary) -> int:
    return summary.total - summary.paused


def _plain(text: str) -> str:
    """For a menu, where ``&`` would mark a shortcut."""
    return text.replace("&", "&&")
