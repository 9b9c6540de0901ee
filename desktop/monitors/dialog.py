"""The dialog that makes or changes a monitor; it does not block, and asks the agent to test and to save."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from agent.messages import CommandFailed, Event, MonitorSaved, MonitorTested, SaveMonitor, TestMonitor
from agent.model import Channel, Monitor
from desktop.client import Client
from desktop.discard import ask_discard
from desktop.monitors.form import MonitorForm
from desktop.monitors.forms.rehearsal import Rehearsal
from desktop.monitors.forms.tab_order import move_focus
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
        self._request = 0
        self.form = MonitorForm(theme, [channel.name for channel in channels], taken, monitor)
        self._rehearsal = Rehearsal(client, self.form.pages.rehearsal, monitor) if monitor and monitor.id else None
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        self.test_button = QPushButton(self.tr("&Test"))
        self.test_button.setToolTip(self.tr("Check once without saving"))
        self.test_button.setAutoDefault(False)
        self.save_button = self.buttons.button(QDialogButtonBox.StandardButton.Save)
        self.save_button.setProperty("primary", True)
        self.save_button.setToolTip(self.tr("Save (Ctrl+Enter)"))
        self.buttons.accepted.connect(self.save)
        self.buttons.rejected.connect(self.reject)
        self.test_button.clicked.connect(self.test)
        self._shrinking = QTimer(self, singleShot=True, interval=0)  # once the layouts know what is shown
        self._shrinking.timeout.connect(self._shrink)
        enter = QShortcut(self)
        enter.setKeys([QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")])
        enter.activated.connect(self.save)
        self.form.grown.connect(self._grow)
        self.form.edited.connect(self._follow)
        self.finished.connect(self._let_go)
        self._lay_out()
        self.save_button.setDefault(True)  # only now: a button of no dialog yet cannot be its default
        self._follow()
        self._grow()
        self.form.focus_first()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 12, 20, 16)
        foot.addWidget(self.test_button)
        foot.addWidget(self.buttons, 1)
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.form, 1)
        layout.addLayout(foot)

    @Slot()
    def _grow(self) -> None:
        """As large as what is shown wants, at most most of the screen."""
        char = QFontMetrics(self.font()).averageCharWidth()
        line = QFontMetrics(self.font()).lineSpacing()
        room = self.screen().availableSize() * 0.94
        if self.form.more:
            self.form.make_room(0)
            self.resize(QSize(char * 150, line * 40).boundedTo(room).expandedTo(self.size().boundedTo(room)))
        else:
            self.resize(char * 84, self.sizeHint().height())
            self._shrinking.start()

    @Slot()
    def _shrink(self) -> None:
        """As low as the two fields, and as the answer of a test below them wants."""
        if not self.form.more:
            self.form.make_room(self.screen().availableSize().height() // 2)
            self._layout.invalidate()
            self._layout.activate()
            self.resize(self.width(), self.sizeHint().height())

    def focusNextPrevChild(self, forward: bool) -> bool:
        return move_focus(self, forward=forward)

    @Slot()
    def _follow(self) -> None:
        """Show the request as it stands now, and that a test was of another one."""
        self.form.side.preview.show_target(self.form.target())
        self.form.side.answer.mark_edited()
        self.form.pages.show_results(())
        if self._rehearsal:
            self._rehearsal.follow(self.form.values())

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
            results = event.exchange.assertions if event.exchange else ()
            self.form.side.answer.show_check(event.check, results)
            self.form.pages.show_results(results)
            self.form.side.answer.offer(event.exchange)
            self._answer_grew()

    def _answer_grew(self) -> None:
        self.form.side.refresh()
        self._shrinking.start()

    @property
    def answer(self) -> str:
        """What the last test or the waiting says; "" when nothing is said."""
        return self.form.side.answer.said

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

    # -- waiting and leaving ------------------------------------------------------------------------------------------

    def _wait(self, said: str) -> None:
        self._focus = self.focusWidget()
        self._let_edit(False)
        self.form.side.answer.wait(said)
        self._answer_grew()

    def _stop_waiting(self) -> None:
        self._request = 0
        self._let_edit(True)
        if self._focus is not None:
            self._focus.setFocus()
        self.form.side.answer.stop_waiting()
        self._answer_grew()

    def _let_edit(self, can: bool) -> None:
        self.form.set_editable(can)
        for button in (self.test_button, self.save_button):
            button.setEnabled(can)

    @Slot()
    def reject(self) -> None:
        """Close; where input would be lost, ask first."""
        if not self.form.dirty or self._request:
            super().reject()
            return
        ask_discard(self, self._discard)

    @Slot()
    def _discard(self) -> None:
        self.done(QDialog.DialogCode.Rejected.value)

    @Slot()
    def _let_go(self) -> None:
        if self._request:
            self._client.forget(self._request)
        if self._rehearsal:
            self._rehearsal.stop()
