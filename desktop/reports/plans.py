"""How scheduled reports stand: when each comes next, where the last one went, and what keeps one from being made."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from agent.messages import CommandFailed, MakePlanned, Overview, PlansChanged, PlanState, SettingsChanged
from agent.model import ReportSchedule
from desktop.client import Client
from desktop.clock import now
from desktop.labels import plain, set_rank
from desktop.reports import words
from desktop.text import tr
from desktop.theme import scaled


class PlansView(QWidget):
    """``edit_wanted`` is emitted when somebody wants to change them."""

    edit_wanted = Signal()

    def __init__(self, client: Client, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client = client
        title = plain(self.tr("Scheduled"))
        title.setFont(scaled(self.font(), 1.1, QFont.Weight.DemiBold))
        self.edit = QPushButton(self.tr("Scheduled reports…"))
        self.edit.setAutoDefault(False)
        self.edit.clicked.connect(self.edit_wanted)
        self.said = plain(rank="second")
        self.said.setWordWrap(True)
        self._rows = QWidget()
        self.buttons: dict[str, QPushButton] = {}
        foot = QHBoxLayout()
        foot.addWidget(self.edit)
        foot.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 16, 0, 0)
        self._column.setSpacing(8)
        for part in (title, self._rows, self.said):
            self._column.addWidget(part)
        self._column.addLayout(foot)
        client.event.connect(self._follow)
        self._show()

    @Slot(object)
    def _follow(self, event: object) -> None:
        if isinstance(event, Overview | PlansChanged | SettingsChanged):
            self._show()

    def _show(self) -> None:
        reports = self._client.settings.reports
        states = {state.name: state for state in self._client.plans}
        self.buttons = {}
        rows = QWidget()
        grid = QGridLayout(rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, report in enumerate(reports):
            state = states.get(report.name)
            name, said = plain(report.name), plain(standing(report, state, now()), rank="second")
            name.setWordWrap(True)
            said.setWordWrap(True)
            if state is not None and state.trouble and report.on:
                set_rank(said, "error")
            button = self.buttons[report.name] = QPushButton(self.tr("Make now"))
            button.setAutoDefault(False)
            button.setEnabled(report.on)
            button.setAccessibleName(self.tr("Make {name} now").format(name=report.name))
            button.clicked.connect(partial(self._make, report.name))
            for column, part in enumerate((name, said, button)):
                grid.addWidget(part, row, column, Qt.AlignmentFlag.AlignVCenter)
        self._column.replaceWidget(self._rows, rows, Qt.FindChildOption.FindDirectChildrenOnly)
        self._rows.deleteLater()
        self._rows = rows
        self.said.setText("" if reports else self.tr("Reports can be made by themselves each week or month."))
        self.said.setVisible(not reports)

    def _make(self, name: str, _checked: bool = False) -> None:
        self.buttons[name].setEnabled(False)
        self.said.hide()
        self._client.ask(lambda request: MakePlanned(request, name), lambda _: self._show(), self._refused)

    def _refused(self, failure: CommandFailed) -> None:
        self._show()
        self.said.setText(self.tr("Not made: {why}").format(why=failure.message))
        set_rank(self.said, "error")
        self.said.show()


def standing(report: ReportSchedule, state: PlanState | None, at: int) -> str:
    """How a scheduled report stands, in a sentence or two."""
    if not report.on:
        return tr("Off.")
    parts = []
    if state is not None and state.trouble:
        parts.append(tr("Could not be made: {why}").format(why=state.trouble))
        if state.next_at is not None:
            parts.append(tr("It is tried again at {time}.").format(time=words.moment(state.next_at, "")))
    elif state is not None and state.made_at is not None:
        made = {"time": words.moment(state.made_at, ""), "where": state.went}
        parts.append(tr("Last made {time}: {where}.").format(**made))
    parts.append(tr("Next: {time}.").format(time=words.moment(report.next_due(at), report.zone)))
    return " ".join(parts)


def trouble_said(states: Iterable[PlanState]) -> str:
    """Which scheduled reports cannot be made, and why; "" where all can."""
    said = [f"{state.name}: {state.trouble}" for state in states if state.trouble]
    return tr("A scheduled report could not be made. {why}").format(why=" ".join(said)) if said else ""
