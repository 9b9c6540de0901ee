"""Who the monitor is, how it stands and why, and what can be done about it."""

from itertools import pairwise, zip_longest

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from agent.messages import MonitorView
from agent.model import Monitor, State, TagPolicy
from agent.routing import routing_of
from desktop import text
from desktop.clock import now
from desktop.flow import FlowLayout
from desktop.labels import ElidedLabel, plain, set_rank, tooltip
from desktop.monitors import certificate
from desktop.monitors.badges import badges
from desktop.monitors.detail_beats import HeartbeatBar
from desktop.theme import Theme, scaled


class DetailHeader(QWidget):
    """Shows a :class:`MonitorView`; its buttons only tell what is wanted."""

    check_wanted = Signal()
    pause_wanted = Signal(bool)
    acknowledge_wanted = Signal()
    edit_wanted = Signal()
    delete_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view: MonitorView | None = None
        self._tags: tuple[TagPolicy, ...] = ()
        self.name = ElidedLabel()
        self.name.setFont(scaled(self.font(), 1.35, QFont.Weight.DemiBold))
        self._icon = QLabel(self)
        self.state, self.reason = plain("", self), ElidedLabel(parent=self)
        self.state.setFont(scaled(self.font(), 1.0, QFont.Weight.DemiBold))
        self.target = ElidedLabel("second", Qt.TextElideMode.ElideMiddle, self)
        self.badges = [plain("", self) for _ in range(3)]  # as many as there can be
        self.certificate = plain("", self, rank="second")
        self.facts = ElidedLabel("second", parent=self)
        self.beats = HeartbeatBar(theme, self)
        self.beats.pointed.connect(self._say_beat)
        self._build_buttons()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(_row(self.name, self.delete))
        layout.addLayout(_row(self._icon, self.state, self.reason))
        layout.addWidget(self.target)
        layout.addWidget(self.facts)
        layout.addWidget(self._marks)
        layout.addSpacing(4)
        layout.addWidget(self._buttons)
        layout.addSpacing(4)
        layout.addWidget(self.beats)
        order = (self.acknowledge, self.check, self.pause, self.edit, self.delete, self.beats)
        for before, after in pairwise(order):
            self.setTabOrder(before, after)
        theme.changed.connect(self._paint)
        self._paint()

    def _build_buttons(self) -> None:
        self._marks = QWidget(self)
        marks = FlowLayout(self._marks)
        for badge in self.badges:
            marks.addWidget(badge)
        marks.addWidget(self.certificate)
        self._buttons = QWidget(self)
        row = FlowLayout(self._buttons, spacing=6)
        self.acknowledge = QPushButton(self.tr("Acknowledge"), self._buttons)
        self.acknowledge.setProperty("primary", True)
        self.acknowledge.setToolTip(tooltip(self.tr("Say that somebody is on it (A)")))
        self.check = QPushButton(self.tr("Check now"), self._buttons)
        self.pause = QPushButton(self.tr("Pause"), self._buttons)
        self.edit = QPushButton(self.tr("Edit"), self._buttons)
        self.delete = QToolButton(self)
        self.delete.setAccessibleName(self.tr("Delete the monitor"))
        self.delete.setToolTip(self.delete.accessibleName())
        for button in (self.acknowledge, self.check, self.pause, self.edit):
            row.addWidget(button)
        for flow in (self._marks, self._buttons):
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            flow.setSizePolicy(policy)
        self.acknowledge.clicked.connect(self.acknowledge_wanted)
        self.check.clicked.connect(self.check_wanted)
        self.pause.clicked.connect(self._want_pause)
        self.edit.clicked.connect(self.edit_wanted)
        self.delete.clicked.connect(self.delete_wanted)

    def _say_beat(self, said: str) -> None:
        if self._view is not None:
            self.facts.set_text(said or self._facts(self._view.monitor))

    def _want_pause(self) -> None:
        if self._view is not None:
            self.pause_wanted.emit(not self._view.monitor.paused)

    def show_view(self, view: MonitorView, tags: tuple[TagPolicy, ...]) -> None:
        """Show a monitor; ``tags`` say who is told where it says nothing itself."""
        self._view, self._tags = view, tags
        monitor = view.monitor
        self.name.set_text(monitor.name)
        self.target.set_text(target_line(monitor), monitor.target.label)
        self.facts.set_text(self._facts(monitor))
        self.pause.setText(self.tr("Resume") if monitor.paused else self.tr("Pause"))
        self.beats.show_beats(view)
        self.beats.setVisible(bool(view.beats))
        self._paint()
        self.tick()

    def set_acknowledgeable(self, can: bool) -> None:
        """Whether an alert is open that nobody has acknowledged."""
        self.acknowledge.setVisible(can)

    def tick(self) -> None:
        """Say again what depends on the time of day."""
        if self._view is None:
            return
        status, at = self._view.status, now()
        name = text.state_name(status.state)
        if status.state is not State.PENDING and status.since:
            name = self.tr("{state} for {time}").format(state=name, time=text.duration(at - status.since))
            self.state.setToolTip(tooltip(self.tr("Since {time}").format(time=text.timestamp(status.since))))
        self.state.setText(name)
        self.reason.set_text(text.reason(self._view, self._view.monitor))
        self._say_certificate(self._view, at)
        self._marks.setVisible(any(not one.isHidden() for one in (*self.badges, self.certificate)))

    def _say_certificate(self, view: MonitorView, at: int) -> None:
        said = certificate.line(view, at)
        self.certificate.setVisible(bool(said))
        self.certificate.setText(said)
        self.certificate.setToolTip(tooltip(certificate.chain(view)))
        self.certificate.setAccessibleDescription(certificate.chain(view))
        urgency = certificate.urgency(view, at)
        set_rank(self.certificate, {"": "second", "soon": "", "alarm": "error"}[urgency])
        colour = self._theme.color(State.DOWN if urgency == "alarm" else State.DEGRADED)
        self.certificate.setStyleSheet(_bordered(colour) if urgency else "")

    def _facts(self, monitor: Monitor) -> str:
        parts = [
            self.tr("every {time}").format(time=text.duration(monitor.interval * 1_000)),
            self.tr("{failures} of {window}").format(failures=monitor.rule.failures, window=monitor.rule.window),
        ]
        if monitor.latency_threshold_ms is not None:
            parts.append(self.tr("slow above {limit}").format(limit=text.latency(monitor.latency_threshold_ms)))
        told = routing_of(monitor, self._tags).down
        parts.append(self.tr("all channels") if told is None else ", ".join(told) or self.tr("tells nobody"))
        parts.extend(f"#{tag}" for tag in monitor.tags)
        return " · ".join(parts)

    def _show_badges(self, monitor: Monitor) -> None:
        for label, badge in zip_longest(self.badges, badges(monitor)):
            label.setVisible(badge is not None)
            if badge is not None:
                label.setText(badge.title)
                label.setToolTip(tooltip(badge.meaning))
                warning = self._theme.color(State.DEGRADED)
                label.setStyleSheet(_bordered(warning if badge.warning else self._theme.line))

    def _paint(self) -> None:
        self.delete.setIcon(self._theme.icon("delete"))
        if self._view is None:
            return
        self._show_badges(self._view.monitor)
        self._say_certificate(self._view, now())
        state = self._view.status.state
        self._icon.setPixmap(self._theme.state_icon(state).pixmap(QSize(16, 16), self.devicePixelRatio()))
        set_rank(self.state, "error" if state is State.DOWN else "")


def _bordered(colour: QColor) -> str:
    return f"border: 1px solid {colour.name()}; border-radius: 4px; padding: 2px 6px"


def target_line(monitor: Monitor) -> str:
    """Method and address, without the query, which may hold a token."""
    target = monitor.target
    return f"{target.method} {target.label}{'?…' if '?' in target.url else ''}"


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    for widget in widgets:
        row.addWidget(widget)
    return row
