"""The dialog that makes or changes a monitor; it does not block, and asks the agent to test and to save."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from agent.messages import CommandFailed, Event, MonitorSaved, MonitorTested, SaveMonitor, TestMonitor
from agent.model import Channel, Check, Monitor, Phases, State
from desktop import text
from desktop.client import Client
from desktop.labels import plain
from desktop.monitors.form import MonitorForm
from desktop.overlay import PATIENCE_MS, Spinner
from desktop.theme import Theme


class MonitorDialog(QDialog):
    """Show it with ``open()``. ``saved`` names the monitor once the agent has stored it; until then nothing of the
    input is lost."""

    saved = Signal(int)

    def __init__(
        self,
        client: Client,
        theme: Theme,
        channels: Sequence[Channel] = (),
        monitor: Monitor | None = None,
        taken: Collection[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("New monitor") if monitor is None else self.tr("Edit monitor"))
        self._client = client
        self._theme = theme
        self._request = 0
        self.form = MonitorForm(theme, [channel.name for channel in channels], taken, monitor)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("formArea")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self.form)
        self._spinner = Spinner(theme)
        self._picture = QLabel()
        self._said = plain()
        self._said.setWordWrap(True)
        self._answer = self._answer_row()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        self.test_button = QPushButton(self.tr("Test"))
        self.test_button.setToolTip(self.tr("Check once without saving"))
        self.test_button.setAutoDefault(False)
        self.save_button = self.buttons.button(QDialogButtonBox.StandardButton.Save)
        self.save_button.setProperty("primary", True)
        self.buttons.accepted.connect(self.save)
        self.buttons.rejected.connect(self.reject)
        self.test_button.clicked.connect(self.test)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._spinner.show)
        self.form.grown.connect(self._fit)
        self.form.edited.connect(self._hide_answer)
        self.finished.connect(self._let_go)
        self._lay_out()
        self.save_button.setDefault(True)  # only now: a button of no dialog yet cannot be its default
        self.form.focus_first()

    def _answer_row(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(20, 8, 20, 0)
        layout.setSpacing(8)
        layout.addWidget(self._spinner)
        layout.addWidget(self._picture)
        layout.addWidget(self._said, 1)
        self._spinner.hide()
        row.hide()
        return row

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 12, 20, 16)
        foot.addWidget(self.test_button)
        foot.addWidget(self.buttons, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._answer)
        layout.addLayout(foot)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """As high as the form, at most most of the screen."""
        width = QFontMetrics(self.font()).averageCharWidth() * 84
        room = self.screen().availableSize().height() * 4 // 5
        rest = self.buttons.sizeHint().height() + 28 + (self._answer.sizeHint().height() if self.answering else 0)
        wanted = max(self.form.sizeHint().height(), self.form.heightForWidth(width))
        self.resize(max(width, self.width()), min(wanted + rest, room))

    @property
    def answering(self) -> bool:
        return not self._answer.isHidden()

    # -- test ---------------------------------------------------------------------------------------------------------

    @Slot()
    def test(self) -> None:
        """Run the check as it stands in the form and show what came of it."""
        monitor = self.form.monitor()
        if monitor is not None and not self._request:
            self._wait(self.tr("Testing…"))
            self._request = self._client.ask(lambda number: TestMonitor(number, monitor), self._tested, self._refused)

    def _tested(self, event: Event) -> None:
        self._stop_waiting()
        if isinstance(event, MonitorTested):
            state = State(event.check.outcome.value)
            side = self.fontMetrics().height() + 2
            self._picture.setPixmap(self._theme.state_icon(state).pixmap(side, side))
            self._picture.show()
            self._say(_found(event.check))

    # -- save ---------------------------------------------------------------------------------------------------------

    @Slot()
    def save(self) -> None:
        """Have the monitor stored; the dialog closes when it is."""
        if self._request:
            return
        monitor = self.form.monitor()
        if monitor is not None:
            self._wait(self.tr("Saving…"))
            self._request = self._client.ask(lambda number: SaveMonitor(number, monitor), self._saved, self._refused)

    def _saved(self, event: Event) -> None:
        self._stop_waiting()
        self.accept()
        if isinstance(event, MonitorSaved):
            self.saved.emit(event.view.monitor.id)

    def _refused(self, failure: CommandFailed) -> None:
        self._stop_waiting()
        self.form.show_errors(failure.errors)

    # -- waiting ------------------------------------------------------------------------------------------------------

    def _wait(self, said: str) -> None:
        self.form.setEnabled(False)
        for button in (self.test_button, self.save_button):
            button.setEnabled(False)
        self._picture.hide()
        self._say(said)
        self._patience.start()

    def _stop_waiting(self) -> None:
        self._request = 0
        self._patience.stop()
        self._spinner.hide()
        self.form.setEnabled(True)
        for button in (self.test_button, self.save_button):
            button.setEnabled(True)
        self._hide_answer()

    def _say(self, said: str) -> None:
        self._said.setText(said)
        self._answer.setAccessibleName(said)
        if not self.answering:
            self._answer.show()
            self._fit()

    @Slot()
    def _hide_answer(self) -> None:
        if not self._request:
            self._answer.hide()

    @property
    def answer(self) -> str:
        """What the last test or the waiting says; "" when nothing is said."""
        return self._said.text() if self.answering else ""

    @Slot()
    def _let_go(self) -> None:
        if self._request:
            self._client.forget(self._request)


def _found(check: Check) -> str:
    """What a test found: outcome, status, latency, phases, and why it is not good."""
    parts = [text.outcome_name(check.outcome)]
    if check.status_code is not None:
        parts.append(str(check.status_code))
    if check.latency_ms is not None:
        parts.append(text.latency(check.latency_ms))
    lines = [" · ".join(parts)]
    if check.message:
        lines.append(check.message)
    if check.phases is not None and (phases := _phases(check.phases)):
        lines.append(phases)
    return "\n".join(lines)


def _phases(phases: Phases) -> str:
    named = (
        (text.tr("DNS"), phases.dns),
        (text.tr("TCP"), phases.connect),
        (text.tr("TLS"), phases.tls),
        (text.tr("first byte"), phases.first_byte),
        (text.tr("transfer"), phases.transfer),
    )
    return " · ".join(f"{name} {text.latency(took)}" for name, took in named if took is not None)
