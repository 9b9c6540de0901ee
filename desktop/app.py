"""The composition root: builds the parts of the window, connects them, and ends them."""

import gc
import logging
import os
import signal
import socket
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSettings, QSocketNotifier, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from agent.folder import usual_folder, write_private
from agent.logs import set_up
from agent.messages import AcknowledgeAlerts, AgentFailed, AgentStatusChanged, Event, GetOverview, Overview
from desktop import language
from desktop.bridge import AgentFactory, AgentThread
from desktop.client import Client
from desktop.crash import Crashes
from desktop.diagnostics import Diagnostics
from desktop.garbage import collected_here
from desktop.instance import Instance
from desktop.monitors.summary import Summary
from desktop.network import NetworkReporter
from desktop.notifications import Notifier
from desktop.preferences import Preferences
from desktop.startup import AtLogin, command, startup
from desktop.theme import Theme
from desktop.tray import Tray
from desktop.window import MainWindow

if TYPE_CHECKING:
    from agent.core import Agent

log = logging.getLogger(__name__)

NAME = "api-monitor"
"""Also the name of the .desktop file."""
STOP_MS = 5_000
"""So long the agent may take to end; what it has not stored by then is lost, as at a power cut."""
TRAY_COMES_MS = 20_000
"""So long after a hidden start a tray may still come."""
_PAINTED_AT_LAST_MS = 2_000


def run_on(folder: Path, *, hidden: bool = False) -> int:
    """Open the window on a folder that is held, and stay until it is quit; the exit code."""
    set_up(folder)

    def agent(publish: Callable[[Event], None]) -> "Agent":
        from agent.core import Agent  # takes long to import: in the agent's thread, after the window's first paint

        return Agent(folder, publish, ready=gc.freeze)  # what is there now stays: no collection looks at it again

    settings = folder / "window.ini"
    if not settings.exists():
        write_private(settings, "")
    return _run_application(folder, agent, settings, hidden=hidden)


def run_demo() -> int:
    """Open the window on an API, a history and a folder that are made up, and stay until it is quit; the exit code."""
    set_up(None, stderr=True)

    def agent(publish: Callable[[Event], None]) -> "Agent":
        from agent.demo import demo_agent

        return demo_agent(publish)

    with tempfile.TemporaryDirectory(prefix="api-monitor-demo-window-") as folder:
        return _run_application(None, agent, Path(folder) / "window.ini")


def _run_application(folder: Path | None, agent: AgentFactory, settings: Path, *, hidden: bool = False) -> int:
    with ExitStack() as stack:
        diagnostics = Diagnostics(folder)
        stack.callback(diagnostics.close)
        qt = make_application()
        stack.enter_context(collected_here())
        remembered = QSettings(str(settings), QSettings.Format.IniFormat)
        language.speak(str(remembered.value(language.KEY, language.SYSTEM)))
        app = App(qt, agent, remembered, folder)
        diagnostics.shown = app.crashes.failed.emit
        if diagnostics.last_crash is not None:
            app.crashes.offer(diagnostics.last_crash)
        stack.callback(end_on_signals(app))
        app.start(hidden=hidden)
        code = qt.exec()
        diagnostics.shown = None
        if not app.close():
            log.critical("The agent did not end within %d s; the program ends without it", STOP_MS // 1_000)
            logging.shutdown()
            os._exit(1)  # a thread that still runs would keep the process, and Qt would abort over it
        return code


def make_application() -> QApplication:
    """The QApplication, named as desktops know it."""
    QGuiApplication.setDesktopFileName(NAME)
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    qt = QApplication([NAME])
    qt.setApplicationName(NAME)
    qt.setApplicationDisplayName("API Monitor")
    qt.setQuitOnLastWindowClosed(False)
    os.environ.pop("QT_PLUGIN_PATH", None)  # a bundle's: programs that we start must not see it
    return qt


class App(QObject):
    """The window with its agent, from :meth:`start` to :meth:`quit`."""

    def __init__(self, qt: QApplication, agent: AgentFactory, settings: QSettings, folder: Path | None) -> None:
        super().__init__()
        self._qt = qt
        self._settings = settings
        self._folder = folder
        self._started = self._quitting = False
        self._summary = Summary()
        self._online = True
        self._dead = False
        self._instance = Instance(folder, self) if folder is not None else None
        self.client = Client(self)
        self.theme = Theme(self, dressed=False)
        qt.setWindowIcon(self.theme.icon("api-monitor"))
        self.window = MainWindow(self.client, self.theme, settings)
        self.theme.dress()
        self.crashes = Crashes(self.window, self.window.notices.banners, folder)
        self.thread_ = AgentThread(agent, self)
        self.tray: Tray | None = None
        self.notifier: Notifier | None = None
        self._connect()

    def _connect(self) -> None:
        self.client.command.connect(self.thread_.post)
        self.thread_.event.connect(self.client.receive)
        self.thread_.ready.connect(self._ask_overview)
        self.thread_.finished.connect(self._agent_ended)
        self.client.event.connect(self._follow)
        self.window.quit_requested.connect(self.quit)
        self.window.menus.diagnostics.triggered.connect(self._show_diagnostics)
        self.window.summary_changed.connect(self._show_summary)
        self.window.alerts.unacknowledged_changed.connect(self._show_unacknowledged)
        self.window.hide_to_tray = self._hide_to_tray
        self.window.has_tray = self._has_tray
        if self._instance is not None:
            self._instance.raise_requested.connect(self.window.bring_up)
            other = self._folder if self._folder != usual_folder() else None
            self.window.dialogs.at_login = AtLogin(startup(), command(other))
        else:
            self.window.set_demo()
        self._qt.commitDataRequest.connect(self._session_ends)
        self._qt.installEventFilter(self)

    def start(self, *, hidden: bool = False) -> None:
        """Show the window; everything that takes long follows its first paint. One that is to be ``hidden`` is in the
        tray, which at a login may come later than this program; where none comes, the window is minimised."""
        if hidden:
            QTimer.singleShot(0, self, self._start_rest)
            QTimer.singleShot(TRAY_COMES_MS, self, self._tray_lost)
            return
        self.window.installEventFilter(self)
        self.window.show()
        QTimer.singleShot(_PAINTED_AT_LAST_MS, self, self._start_rest)  # a window that starts minimised paints nothing

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.window and event.type() == QEvent.Type.Paint and not self._started:
            QTimer.singleShot(0, self, self._start_rest)
        if watched is self._qt and event.type() == QEvent.Type.Quit and not self._quitting:
            QTimer.singleShot(0, self, self.quit)  # asked by the system (a dock's menu): end the agent first
            return True
        return False

    @Slot()
    def _start_rest(self) -> None:
        if self._started or self._quitting:
            return
        self._started = True
        self.window.removeEventFilter(self)
        log.info("Up after %.2f s of the processor", time.process_time())
        self.thread_.start()
        NetworkReporter(self.client, self)
        self.tray = tray = Tray(self)
        tray.open_requested.connect(self.window.bring_up)
        tray.quit_requested.connect(self.quit)
        tray.pause_all_requested.connect(self.window.pause_all)
        tray.open_monitor.connect(self.window.show_monitor_named)
        tray.inbox_requested.connect(self._open_inbox)
        tray.lost.connect(self._tray_lost)
        self.notifier = notifier = Notifier(self.client, tray, self.window.is_showing_alert, self)
        self._prefer(self.window.preferences.now)
        self.window.preferences.changed.connect(self._prefer)
        notifier.open_alert.connect(self._open_alert)
        notifier.acknowledge.connect(self._acknowledge)
        self._show_tray()

    @Slot(object)
    def _prefer(self, preferences: Preferences) -> None:
        if self.notifier is not None:
            self.notifier.set_wanted(preferences.notifications)
            self.notifier.set_sound(preferences.sound)

    # -- the agent -----------------------------------------------------------------------------------------------------

    @Slot()
    def _ask_overview(self) -> None:
        self.client.ask(GetOverview)

    @Slot(object)
    def _follow(self, event: object) -> None:
        match event:
            case AgentFailed():
                self._dead = True
                self._show_tray()
            case AgentStatusChanged() | Overview():
                self._online = event.status.online
                self._show_tray()

    @Slot()
    def _agent_ended(self) -> None:
        if self._quitting:
            self._qt.quit()

    # -- the window and the tray ---------------------------------------------------------------------------------------

    @Slot(object)
    def _show_summary(self, summary: Summary) -> None:
        self._summary = summary
        self._show_tray()

    def _show_tray(self) -> None:
        if self.tray is None:
            return
        if self._dead:
            self.tray.show_stopped()
        else:
            self.tray.show_summary(self._summary, online=self._online)

    @Slot(int)
    def _show_unacknowledged(self, number: int) -> None:
        """How many open alerts wait for somebody: in the tray's menu, and at the icon in the taskbar or dock."""
        if self.notifier is not None:
            self.notifier.count(number)
        if self.tray is not None:
            self.tray.show_unacknowledged(number)

    @Slot()
    def _open_inbox(self) -> None:
        self.window.bring_up()
        self.window.show_inbox()

    def _has_tray(self) -> bool:
        return self.tray is not None and self.tray.available

    def _hide_to_tray(self) -> bool:
        """Whether closing the window hides it; the first time it is said that checking goes on."""
        hides = self._has_tray()
        if not self._settings.value("tray/explained", False, bool) and self.notifier is not None:
            self._settings.setValue("tray/explained", True)
            where = (
                self.tr("Open it again from the icon in the tray; quit there or with Ctrl+Q.")
                if hides
                else self.tr("The window is only minimised. Quit with Ctrl+Q.")
            )
            self.notifier.inform(self.tr("API Monitor goes on checking"), where)
        return hides

    @Slot()
    def _tray_lost(self) -> None:
        """There is no tray, and with it no door to a hidden window."""
        if not self.window.isVisible() and not self._has_tray() and not self._quitting:
            self.window.showMinimized()

    @Slot(object)
    def _open_alert(self, alert: int) -> None:
        self.window.bring_up()
        self.window.show_alert(alert)

    @Slot(object)
    def _acknowledge(self, alert: int) -> None:
        self.client.ask(lambda request: AcknowledgeAlerts(request, (alert,)))

    @Slot()
    def _show_diagnostics(self) -> None:
        tray = "there" if self._has_tray() else "none"
        agent = "ended" if self._dead else "running"
        self.crashes.show_diagnostics((f"Status bar: {self.window.status.shown()}", f"Agent: {agent}; tray: {tray}"))

    # -- the end -------------------------------------------------------------------------------------------------------

    @Slot()
    def _session_ends(self) -> None:
        self.window.quitting = True  # closing must not be refused now, or the person's logout is

    @Slot()
    def quit(self) -> None:
        """End the program: the window and the tray icon at once, then the agent, then the process."""
        if self._quitting:
            return
        self._quitting = True
        self.window.quitting = True
        self.window.save()
        for window in self._qt.topLevelWidgets():  # hidden, not closed: what the agent still says may be painted
            window.hide()
        if self.tray is not None:
            self.tray.hide()
        if self.thread_.isRunning():
            self.thread_.end()
            QTimer.singleShot(STOP_MS, self, self._qt.quit)
        else:
            self._qt.quit()

    def close(self) -> bool:
        """Let go of everything; whether the agent has ended."""
        if self.notifier is not None:
            self.notifier.close()
        if self._instance is not None:
            self._instance.close()
        ended = not self.thread_.isRunning() or self.thread_.stop(1_000 if self._quitting else STOP_MS)
        if ended:
            self._qt.removeEventFilter(self)
            self._settings.sync()
            self.window.deleteLater()
            self._qt.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return ended


def end_on_signals(app: App) -> Callable[[], None]:
    """Ctrl+C in the terminal and SIGTERM quit the program; the answer puts back what was before.

    Python runs its handlers only when Python code runs, which in Qt's loop may be never: so the signal also wakes
    the loop through a socket.
    """
    ear, bell = socket.socketpair()
    for end in (ear, bell):
        end.setblocking(False)
    notifier = QSocketNotifier(ear.fileno(), QSocketNotifier.Type.Read, app)
    notifier.activated.connect(lambda: ear.recv(64))

    def handle(number: int, frame: FrameType | None) -> None:
        app.quit()

    wakeup = signal.set_wakeup_fd(bell.fileno(), warn_on_full_buffer=False)
    handlers = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}

    def restore() -> None:
        signal.set_wakeup_fd(wakeup)
        for number, handler in handlers.items():
            signal.signal(number, handler)
        notifier.setEnabled(False)
        ear.close()
        bell.close()

    return restore
