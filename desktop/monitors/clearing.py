"""Taking away the history of monitors: all of it, or that of some days."""

from collections.abc import Sequence

from PySide6.QtCore import QDate, Qt, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from agent.messages import ClearHistory, CommandFailed, Event
from agent.model import Monitor
from agent.periods import BadPeriod, Preset, bounds
from desktop.client import Client
from desktop.clock import now
from desktop.labels import error_label, plain, set_rank
from desktop.text import count, tr


class ClearDialog(QDialog):
    """Closes once the agent has done it, or while it goes on doing it."""

    def __init__(self, client: Client, monitors: Sequence[Monitor], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._ids = tuple(monitor.id for monitor in monitors)
        self._request = 0
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Clear history"))
        what = monitors[0].name if len(monitors) == 1 else count(len(monitors), tr("{n} monitor"), tr("{n} monitors"))
        self.question = plain(tr("Take away the checks of {what}?").format(what=what))
        self.question.setWordWrap(True)
        self.everything = QRadioButton(tr("All of them"))
        self.period = QRadioButton(tr("Those of some days:"))
        self.everything.setChecked(True)
        group = QButtonGroup(self)
        self.first, self.last = _day(tr("First day")), _day(tr("Last day"))
        days = QHBoxLayout()
        days.addWidget(self.period)
        for part in (self.first, plain("–"), self.last):
            days.addWidget(part)
        days.addStretch(1)
        for choice in (self.everything, self.period):
            group.addButton(choice)
        more = plain(
            tr(
                "Uptime, latencies and charts are counted without them, and what was seen in them goes too. Of times "
                "whose single checks are gone, whole hours or days go. Alerts stay. This cannot be undone."
            ),
            rank="second",
        )
        more.setWordWrap(True)
        self.said = error_label()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.clear = buttons.addButton(tr("Clear history"), QDialogButtonBox.ButtonRole.DestructiveRole)
        self.cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        self.clear.setAutoDefault(False)
        self.cancel.setDefault(True)
        buttons.rejected.connect(self.reject)
        self.clear.clicked.connect(self._clear)
        self.period.toggled.connect(self._refresh)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(self.question)
        layout.addWidget(self.everything)
        layout.addLayout(days)
        layout.addWidget(more)
        layout.addWidget(self.said)
        layout.addStretch(1)
        layout.addWidget(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 80)
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        for day in (self.first, self.last):
            day.setEnabled(self.period.isChecked() and not self._request)

    @Slot()
    def _clear(self) -> None:
        start, end = 0, None
        if self.period.isChecked():
            first, last = (day.date().toPython() for day in (self.first, self.last))
            try:
                start, end = bounds(Preset.CUSTOM, "", now(), first, last)  # type: ignore[arg-type]  # they are dates
            except BadPeriod as error:
                self._say(str(error), bad=True)
                return
        self._request = self._client.ask(
            lambda request: ClearHistory(request, self._ids, start, end), self._done, self._refused
        )
        self._say(tr("Taking them away … You can close this, it goes on."))
        self._allow(False)

    def _done(self, event: Event) -> None:
        self._request = 0
        self.accept()

    def _refused(self, failure: CommandFailed) -> None:
        self._request = 0
        self._say(tr("Not cleared: {why}").format(why=failure.message), bad=True)
        self._allow(True)

    def _allow(self, able: bool) -> None:
        for part in (self.clear, self.everything, self.period):
            part.setEnabled(able)
        self.cancel.setText(tr("Cancel") if able else tr("Close"))
        self._refresh()

    def _say(self, text: str, *, bad: bool = False) -> None:
        set_rank(self.said, "error" if bad else "second")
        self.said.setText(text)
        self.said.show()

    def done(self, result: int) -> None:
        """Nobody waits for an answer any more."""
        self._client.forget(self._request)
        super().done(result)


def _day(name: str) -> QDateEdit:
    field = QDateEdit(QDate.currentDate())
    field.setCalendarPopup(True)
    field.setDisplayFormat("yyyy-MM-dd")
    field.setMinimumDate(QDate(1970, 1, 1))
    field.setMaximumDate(QDate.currentDate())
    field.setAccessibleName(name)
    return field
