"""The main window: sidebar, monitors, inbox or reports, banners above, status bar below."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSettings, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from agent.model import State
from desktop.client import Client
from desktop.dialogs import Dialogs
from desktop.help import show_about, show_shortcuts
from desktop.inbox.model import AlertsModel
from desktop.liveness import Liveness
from desktop.menus import Menus, on
from desktop.monitors.actions import MonitorActions
from desktop.monitors.model import MonitorsModel
from desktop.monitors.page import MonitorsPage
from desktop.monitors.proxy import Choice
from desktop.monitors.summary import Summary
from desktop.notices import Notices
from desktop.palette.entries import Entry, of_menus, of_monitors, of_settings, of_views
from desktop.palette.view import Palette
from desktop.preferences import Preferences, PreferenceStore
from desktop.saved_views import SavedViews
from desktop.sidebar import Sidebar
from desktop.statusbar import StatusBar
from desktop.theme import Theme
from desktop.updates import Updates
from desktop.view_actions import ViewActions

if TYPE_CHECKING:
    from desktop.inbox.view import InboxView
    from desktop.reports.page import ReportsPage


class MainWindow(QMainWindow):
    """Shows what ``client`` brings. ``settings`` remembers how the window was left.

    ``hide_to_tray`` is asked when the window is to be in the tray only, as ``has_tray`` says it can: True hides it,
    False leaves it minimised. While ``quitting`` is set, closing it closes it. ``quit_requested`` asks whoever built
    the window to end the program.
    """

    summary_changed = Signal(object)
    quit_requested = Signal()

    def __init__(self, client: Client, theme: Theme, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hide_to_tray: Callable[[], bool] = lambda: False
        self.has_tray: Callable[[], bool] = lambda: False
        self.quitting = False
        self._client = client
        self._theme = theme
        self._settings = settings
        self.preferences = PreferenceStore(settings, self)
        theme.set_mode(self.preferences.now.theme)
        self.model = MonitorsModel(client)
        self.page = MonitorsPage(client, self.model, theme)
        self.alerts = AlertsModel(client, self)
        self.views = SavedViews(settings, self)
        self.sidebar = Sidebar(self.model, self.views, theme)
        self.status = StatusBar()
        self.setStatusBar(self.status)
        self.actions_ = MonitorActions(client, self.model, self.page.pane.view, self)
        self.menus = Menus(self, self.actions_, theme)
        self.dialogs = Dialogs(client, theme, self.model, self.preferences, settings, self)
        self.palette_ = Palette(self, theme, self._findable)
        self.notices = Notices(client, theme, self.status, self)
        self.updates = Updates(client, self.notices.banners, settings, self)
        pane, actions = self.page.pane, self.actions_
        self.view_actions = ViewActions(self.views, pane, self.sidebar, actions.undo_stack, pane.undo_bar.offer, self)
        self._inbox: InboxView | None = None
        self._reports: ReportsPage | None = None
        self.liveness = Liveness(client, self.model, parent=self)
        self.setWindowTitle(self.tr("API Monitor"))
        self._lay_out()
        self._connect()
        self._connect_menus()
        self._prefer(self.preferences.now)
        self._restore()

    def _lay_out(self) -> None:
        self._places = QStackedWidget()
        self._places.addWidget(self.page)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.sidebar)
        self._splitter.addWidget(self._places)
        self._splitter.setStretchFactor(0, 0)
        self._splitter.setStretchFactor(1, 1)
        middle = QWidget()
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.notices.banners)
        layout.addWidget(self._splitter, 1)
        self.setCentralWidget(middle)
        self.setMinimumSize(QSize(640, 420))

    def _connect(self) -> None:
        self.model.summary_changed.connect(self._show_summary)
        self.sidebar.chosen.connect(self._show_monitors)
        self.sidebar.inbox_chosen.connect(self._show_inbox)
        self.sidebar.reports_chosen.connect(self._show_reports)
        self.alerts.unacknowledged_changed.connect(self.sidebar.set_unacknowledged)
        self.page.edit_requested.connect(self.dialogs.edit_monitor)
        self.page.back_possible.connect(self._allow_back)
        detail, actions = self.page.detail, self.actions_
        detail.edit_requested.connect(self.dialogs.edit_monitor)
        detail.pause_requested.connect(lambda monitor, paused: actions.pause_monitors((monitor,), paused))
        detail.check_requested.connect(lambda monitor: actions.check_monitors((monitor,)))
        detail.delete_requested.connect(lambda monitor: actions.delete_monitors((monitor,)))
        bar = self.page.pane.undo_bar
        actions.edit_requested.connect(self.dialogs.edit_monitor)
        actions.undo_stack.indexChanged.connect(bar.withdraw)
        actions.undoable.connect(bar.offer)
        actions.bulk_requested.connect(self.dialogs.edit_monitors)
        actions.clear_requested.connect(self.dialogs.clear_history)
        self.dialogs.changed.connect(actions.take_change)
        actions.failed.connect(self.notices.show_problem)
        bar.undo_requested.connect(actions.undo_stack.undo)
        self.dialogs.saved.connect(self.open_monitor)
        self.notices.channels_wanted.connect(self.dialogs.show_channels)
        self.updates.settings_wanted.connect(partial(self.dialogs.show_settings, "updates"))
        self.notices.reports_wanted.connect(self.sidebar.choose_reports)
        self.page.detail.history.pictures.written.connect(self._show_report)
        self.liveness.stalled.connect(self.notices.show_stall)

    def _connect_menus(self) -> None:
        menus, pane = self.menus, self.page.pane
        on(menus.new, self._new)
        on(menus.new_detailed, self.dialogs.new_monitor)
        on(menus.report, self.sidebar.choose_reports)
        on(menus.quit, partial(self.dialogs.leave, self.quit_requested.emit))
        on(menus.select_all, pane.view.selectAll)
        menus.sidebar.toggled.connect(self.sidebar.setVisible)
        for row, action in enumerate(menus.places):
            on(action, partial(self.sidebar.choose_row, row))
        on(menus.filter, self._filter)
        menus.views.addActions([self.view_actions.save, self.view_actions.remove])
        menus.columns.addActions(list(pane.view.columns.actions.values()))
        self.page.detail.history.commands.fill(menus.chart)
        on(menus.palette, self.palette_.open)
        on(menus.back, self._go_back)
        for mode, action in menus.modes.items():
            on(action, partial(self.preferences.put, theme=mode))
        menus.sound.toggled.connect(lambda on: self.preferences.put(sound=on))
        self.preferences.changed.connect(self._prefer)
        on(menus.check_all, self._check_all)
        on(menus.pause_all, lambda: self.pause_all(True))
        on(menus.resume_all, lambda: self.pause_all(False))
        for key, action in menus.settings.items():
            on(action, partial(self.dialogs.show_settings, key))
        on(menus.shortcuts, lambda: show_shortcuts(menus.commands(), self))
        on(menus.updates, self.updates.check)
        on(menus.about, lambda: show_about(self._theme, self))

    @Slot(object)
    def _show_summary(self, summary: Summary) -> None:
        self.status.show_summary(summary)
        self.menus.check_all.setEnabled(summary.total > summary.paused)
        self.menus.pause_all.setEnabled(summary.total > summary.paused)
        self.menus.resume_all.setEnabled(summary.paused > 0)
        self.summary_changed.emit(summary)

    def set_demo(self) -> None:
        """Say for as long as the window is there that nothing in it is real."""
        self.setWindowTitle(self.tr("Demo of API Monitor"))  # Qt adds the name where a title does not end with it
        self.notices.show_demo()

    # -- where we are -------------------------------------------------------------------------------------------------

    @Slot(object)
    def _show_monitors(self, choice: Choice) -> None:
        self._places.setCurrentWidget(self.page)
        self.page.pane.view.proxy.choose(choice)
        self._allow_back()

    @property
    def inbox(self) -> "InboxView":
        """The place of alerts. It is built when somebody first wants it."""
        if self._inbox is None:
            from desktop.inbox.view import InboxView

            self._inbox = inbox = InboxView(self._client, self.alerts, self._theme)
            inbox.open_monitor.connect(self.open_monitor)
            inbox.changes_wanted.connect(self.show_changes)
            self._places.addWidget(inbox)
        return self._inbox

    @Slot()
    def _show_inbox(self) -> None:
        self._places.setCurrentWidget(self.inbox)
        self._allow_back()

    @property
    def reports(self) -> "ReportsPage":
        """The place of reports. It is built when somebody first wants it."""
        if self._reports is None:
            from desktop.reports.page import ReportsPage

            self._reports = page = ReportsPage(self._client, self.model)
            page.plans.edit_wanted.connect(partial(self.dialogs.show_settings, "reports"))
            page.written.connect(self._show_report)
            page.restore(self._settings)
            self._places.addWidget(page)
        return self._reports

    @Slot()
    def _show_reports(self) -> None:
        self._places.setCurrentWidget(self.reports)
        self._allow_back()

    @Slot(str, str)
    def _show_report(self, message: str, path: str) -> None:
        """Say above everything that a report is there, unless that is seen already."""
        if self._reports is None or not self._reports.isVisible():
            self.notices.show_report(message, path)

    @property
    def _elsewhere(self) -> bool:
        """Whether another place is shown than the monitors."""
        return self._places.currentWidget() is not self.page

    @Slot()
    def _allow_back(self) -> None:
        self.menus.back.setEnabled(self.page.covers_list or self._elsewhere)

    def _go_back(self) -> None:
        if self._elsewhere:
            self.sidebar.choose_all()
            self.page.pane.view.setFocus()
        else:
            self.page.back()

    def _filter(self) -> None:
        if self._elsewhere:
            self.sidebar.choose_all()
        if self.page.covers_list:
            self.page.back()
        self.page.pane.focus_filter()

    def _new(self) -> None:
        if self._elsewhere:
            self.sidebar.choose_all()
        if self.page.covers_list:
            self.page.back()
        self.page.pane.focus_quick_add()

    def _findable(self) -> Iterator[Entry]:
        yield from of_monitors(self.model.views(), self._theme, self.open_monitor)
        yield from of_views((view.name for view in self.views.all()), self._show_view)
        yield from of_menus(self.menuBar(), self.menus.palette)
        yield from of_settings(self.dialogs.show_setting, self.menus.settings)

    def _show_view(self, name: str) -> None:
        self.page.pane.filter.clear()
        self.sidebar.choose_view(name)

    @Slot(int)
    def open_monitor(self, monitor_id: int) -> None:
        """Show a monitor, whatever the sidebar and the filter hid."""
        self.sidebar.choose_all()
        self.page.pane.filter.clear()
        self.page.open(monitor_id)

    @Slot(int, int)
    def show_changes(self, monitor_id: int, alert_id: int) -> None:
        """Show what was different at a monitor when an alert began."""
        self.open_monitor(monitor_id)
        self.page.detail.show_changes(alert_id)

    @Slot(str)
    def show_monitor_named(self, name: str) -> None:
        """Bring the window up with the monitor called ``name``."""
        self.bring_up()
        for view in self.model.views():
            if view.monitor.name == name:
                self.open_monitor(view.monitor.id)

    def show_inbox(self) -> None:
        """Show the alerts."""
        self.sidebar.choose_inbox()

    def show_alert(self, alert_id: int) -> None:
        """Show an alert in the inbox."""
        self.sidebar.choose_inbox()
        self.inbox.show_alert(alert_id)

    def is_showing_alert(self, alert_id: int) -> bool:
        """Whether the person at the window sees the alert already: in the inbox or at its monitor."""
        if not self.isVisible() or self.isMinimized() or not self.isActiveWindow():
            return False
        if self._places.currentWidget() is self._inbox:
            return True
        return self.page.shown_id is not None and self.actions_.monitor_of(alert_id) == self.page.shown_id

    @Slot()
    def bring_up(self) -> None:
        """Show the window and put it before the others."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    # -- commands -----------------------------------------------------------------------------------------------------

    @Slot(bool)
    def pause_all(self, paused: bool) -> None:
        """Pause or resume every monitor that is not so yet."""
        ids = tuple(v.monitor.id for v in self.model.views() if (v.status.state is State.PAUSED) != paused)
        self.actions_.pause_monitors(ids, paused)

    def _check_all(self) -> None:
        views = self.model.views()
        self.actions_.check_monitors(tuple(v.monitor.id for v in views if v.status.state is not State.PAUSED))

    # -- remembered ---------------------------------------------------------------------------------------------------

    @Slot(object)
    def _prefer(self, preferences: Preferences) -> None:
        self._theme.set_mode(preferences.theme)
        self.menus.modes[preferences.theme].setChecked(True)
        self.menus.sound.setChecked(preferences.sound)

    def _restore(self) -> None:
        geometry = self._settings.value("window/geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            unit = self.fontMetrics().averageCharWidth()
            self.resize(QSize(unit * 200, unit * 124).boundedTo(self.screen().availableSize()))
        splitter = self._settings.value("window/splitter")
        if splitter is not None:
            self._splitter.restoreState(splitter)
        self.menus.restore(self._settings)
        self.sidebar.setVisible(self.menus.sidebar.isChecked())
        self.page.restore(self._settings)
        self._allow_back()

    def save(self) -> None:
        """Remember how the window is left."""
        self._settings.setValue("window/geometry", self.saveGeometry())
        self._settings.setValue("window/splitter", self._splitter.saveState())
        self.menus.save(self._settings)
        self.page.save(self._settings)
        if self._reports is not None:
            self._reports.remember(self._settings)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.save()
        if self.quitting:
            event.accept()
            return
        event.ignore()
        closing = self.preferences.now.closing
        if closing == "quit":
            self.dialogs.leave(self.quit_requested.emit)
        elif closing == "hide" and self.hide_to_tray():
            self.hide()
        else:
            self.showMinimized()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange and self.isMinimized() and not self.quitting:
            QTimer.singleShot(0, self, self._leave_taskbar)  # once the window manager is done with it

    @Slot()
    def _leave_taskbar(self) -> None:
        if self.preferences.now.minimise_to_tray and self.isMinimized() and self.has_tray() and self.hide_to_tray():
            self.hide()
