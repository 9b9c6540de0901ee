"""The detail pane: all about the one monitor that is selected."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QListView,
    QScrollArea,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from agent.messages import (
    AcknowledgeAlerts,
    AlertView,
    ChecksRecorded,
    CommandFailed,
    Event,
    HistoryCleared,
    MonitorView,
    SettingsChanged,
)
from desktop.client import Client
from desktop.inbox.delegate import AlertDelegate
from desktop.inbox.model import AlertsModel, AlertsProxy, Shown, ViewRole
from desktop.labels import error_label, say
from desktop.monitors.detail_check import CheckDetails
from desktop.monitors.detail_header import DetailHeader
from desktop.monitors.detail_history import HistorySection
from desktop.monitors.evidence.view import EvidenceView
from desktop.monitors.log_view import LogView
from desktop.overlay import Overlay
from desktop.theme import Theme

CHARTS_AFTER_MS = 100
"""The charts are imported so long after the first paint: the window is there before they are."""
TICK_MS = 1_000


class DetailPane(QWidget):
    """Shows the :class:`MonitorView` it is given and reads the rest from the agent itself."""

    edit_requested = Signal(int)
    pause_requested = Signal(int, bool)
    check_requested = Signal(int)
    delete_requested = Signal(int)

    def __init__(self, client: Client, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client, self._theme = client, theme
        self._view: MonitorView | None = None
        self._painted = False
        self.alerts = AlertsModel(client, self)
        self._own_alerts = AlertsProxy(self.alerts, self)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.setMinimumWidth(320)
        self.header = DetailHeader(theme, self)
        self.history = HistorySection(client, theme, self)
        self.last = CheckDetails(theme, self, self.tr("Last check"))
        self.log = LogView(client, theme, self)
        self.evidence = EvidenceView(client, theme, self._own_alerts, self)
        self._build()
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._say_time)
        self._connect()
        self.show_monitor(None)

    def _build(self) -> None:
        self.problem = error_label(self)
        overview = QWidget()
        column = QVBoxLayout(overview)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(16)
        column.addWidget(self.history, 1)
        column.addWidget(self.last)
        scroll = QScrollArea()
        scroll.setWidget(overview)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for widget in (scroll.viewport(), overview):
            widget.setBackgroundRole(QPalette.ColorRole.Base)
            widget.setAutoFillBackground(True)
        self.alert_list = QListView()
        self.alert_list.setModel(self._own_alerts)
        self.alert_list.setItemDelegate(AlertDelegate(self._theme, self.alert_list, with_name=False))
        self.alert_list.setUniformItemSizes(True)
        self.alert_list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.alert_list.setAccessibleName(self.tr("Alerts of this monitor"))
        alerts = QWidget()
        self._no_alerts = Overlay(self._theme, alerts)
        place = QGridLayout(alerts)
        place.setContentsMargins(0, 0, 0, 0)
        place.addWidget(self.alert_list, 0, 0)
        place.addWidget(self._no_alerts, 0, 0)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(scroll, self.tr("Overview"))
        self.tabs.addTab(self.log, self.tr("Checks"))
        self.tabs.addTab(alerts, self.tr("Alerts"))
        self.tabs.addTab(self.evidence, self.tr("Response"))
        top = QVBoxLayout()
        top.setContentsMargins(16, 16, 16, 4)
        top.addWidget(self.header)
        top.addWidget(self.problem)
        shown = QWidget(self)
        layout = QVBoxLayout(shown)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addWidget(self.tabs, 1)
        self._nothing = Overlay(self._theme, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(shown)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _connect(self) -> None:
        header = self.header
        header.check_wanted.connect(lambda: self.check_requested.emit(self._shown_id))
        header.edit_wanted.connect(lambda: self.edit_requested.emit(self._shown_id))
        header.delete_wanted.connect(lambda: self.delete_requested.emit(self._shown_id))
        header.pause_wanted.connect(lambda on: self.pause_requested.emit(self._shown_id, on))
        header.acknowledge_wanted.connect(self.acknowledge)
        self.alert_list.activated.connect(lambda index: self.show_changes(index.data(ViewRole).alert.id))
        self.history.refused.connect(self._show_problem)
        self.log.refused.connect(self._show_problem)
        self._client.event.connect(self._follow)
        for changed in (
            self._own_alerts.rowsInserted,
            self._own_alerts.rowsRemoved,
            self._own_alerts.dataChanged,
            self._own_alerts.modelReset,
        ):
            changed.connect(self._alerts_changed)

    # -- what is shown ------------------------------------------------------------------------------------------------

    @property
    def monitor_id(self) -> int | None:
        """The monitor that is shown."""
        return self._view.monitor.id if self._view else None

    @property
    def _shown_id(self) -> int:
        assert self._view is not None  # noqa: S101 - the header's buttons are hidden while nothing is shown
        return self._view.monitor.id

    def show_monitor(self, view: MonitorView | None) -> None:
        """Show a monitor, or how it stands now; None when none is selected."""
        before, self._view = self.monitor_id, view
        self._stack.setCurrentIndex(0 if view is None else 1)
        if view is None:
            self._nothing.message(self.tr("Select a monitor to see its latency, uptime, checks and alerts."))
            self._tick.stop()
            self.history.show_monitor(None)
            self.log.show_monitor(None)
            self.evidence.show_monitor(None)
            return
        self.header.show_view(view, self._client.settings.tags)
        self.last.show_check(view.status.last)
        self.history.show_monitor(view.monitor)
        if view.monitor.id != before:
            self.problem.hide()
            self.log.show_monitor(view.monitor.id)
            self._own_alerts.show_only(Shown(monitor=view.monitor.id))
            self._alerts_changed()
            self._tick.start()
        self.evidence.show_monitor(view)

    def show_changes(self, alert: int) -> None:
        """Show what was different when an alert of the monitor shown began."""
        self.tabs.setCurrentWidget(self.evidence)
        self.evidence.show_alert(alert)

    def acknowledge(self) -> None:
        """Acknowledge the open alerts of this monitor that nobody has acknowledged."""
        ids = tuple(view.alert.id for view in self._open_alerts())
        if ids:
            self.problem.hide()
            self._client.ask(lambda request: AcknowledgeAlerts(request, ids), failed=self._refused)

    def _open_alerts(self) -> list[AlertView]:
        views = (self._own_alerts.index(row, 0).data(ViewRole) for row in range(self._own_alerts.rowCount()))
        return [view for view in views if view.alert.is_open and view.alert.acknowledged_at is None]

    @Slot()
    def _alerts_changed(self) -> None:
        if self._view is None:
            return
        self.header.set_acknowledgeable(bool(self._open_alerts()))
        count = self._own_alerts.rowCount()
        self.tabs.setTabText(2, self.tr("Alerts ({count})").format(count=count) if count else self.tr("Alerts"))
        if count:
            self._no_alerts.clear()
        else:
            rule = self._view.monitor.rule
            said = self.tr("No alerts. When {failures} of the last {window} checks fail, one appears here.")
            self._no_alerts.message(said.format(failures=rule.failures, window=rule.window))

    @Slot(object)
    def _follow(self, event: Event) -> None:
        if isinstance(event, SettingsChanged) and self._view is not None:
            self.header.show_view(self._view, event.settings.tags)
        elif isinstance(event, HistoryCleared) and self.monitor_id in event.monitors:
            self.history.start_anew()
            self.log.model.clear(event.ats)
        elif isinstance(event, ChecksRecorded) and self._view is not None:
            for status in event.statuses:
                if status.last is None:
                    continue
                self.history.add(status.last)
                if status.monitor == self._view.monitor.id:
                    self.log.model.add(status.last)

    def _refused(self, failure: CommandFailed) -> None:
        self._show_problem(self.tr("Not acknowledged: {why}").format(why=failure.message))

    @Slot(str)
    def _show_problem(self, said: str) -> None:
        say(self.problem, said)

    def _say_time(self) -> None:
        if self.isVisible():
            self.header.tick()
            self.alert_list.viewport().update()

    # -- charts come after the first paint ----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(CHARTS_AFTER_MS, self, self.history.load)
