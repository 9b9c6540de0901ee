"""The groups of the form beside the buttons that choose them."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QStackedWidget, QWidget

from agent.model import AssertionResult, Monitor
from desktop.monitors.forms.alerting import AlertingGroup
from desktop.monitors.forms.assertions import AssertionsField
from desktop.monitors.forms.authentication import AuthenticationGroup
from desktop.monitors.forms.buttons import GroupButtons
from desktop.monitors.forms.connection import ConnectionGroup
from desktop.monitors.forms.described import at
from desktop.monitors.forms.group import Group
from desktop.monitors.forms.judging import JudgingGroup
from desktop.monitors.forms.listing import ListingGroup
from desktop.monitors.forms.request import RequestGroup
from desktop.monitors.forms.rows import RowsField
from desktop.monitors.forms.section import Editor, first_part
from desktop.monitors.forms.values import differing
from desktop.theme import Theme


class Pages(QWidget):
    """One group is shown at a time. ``edited`` comes with every change."""

    edited = Signal()

    def __init__(self, theme: Theme, channels: Sequence[str], others: Sequence[str], monitor: Monitor | None) -> None:
        super().__init__()
        self._authentication = AuthenticationGroup()
        self._judging = JudgingGroup(theme)
        self._alerting = AlertingGroup(channels, others, monitor)
        self.groups: tuple[Group, ...] = (
            RequestGroup(theme),
            self._authentication,
            self._judging,
            ConnectionGroup(),
            self._alerting,
            ListingGroup(),
        )
        self._filling = False
        self._wrong: dict[str, str] = {}
        self.buttons = GroupButtons(theme, [group.title for group in self.groups])
        self._stack = QStackedWidget()
        self._areas = [_scrolling(group) for group in self.groups]
        for area in self._areas:
            self._stack.addWidget(area)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.buttons)
        layout.addWidget(self._stack, 1)
        self._blank = [group.values() for group in self.groups]
        for group in self.groups:
            group.refresh()
            group.edited.connect(self._changed)
        self.buttons.chosen.connect(self._stack.setCurrentIndex)
        self.buttons.choose(0)

    @property
    def rehearsal(self) -> QLabel:
        """Where it is said what the rule would have led to."""
        return self._alerting.rehearsal

    def step(self, by: int) -> None:
        """Show the next group, or the one before, and go to its first field."""
        self.buttons.step(by)
        self.buttons.buttons[self.buttons.current].setFocus()

    def show_group(self, number: int) -> None:
        self.buttons.choose(number)

    @Slot()
    def _changed(self) -> None:
        if not self._filling:
            self._tell()
            self.edited.emit()

    def _tell(self) -> None:
        for group, button, blank in zip(self.groups, self.buttons.buttons, self._blank, strict=True):
            button.tell(differing(group.values(), blank), sum(_in(group, path) for path in self._wrong))

    # -- in and out ---------------------------------------------------------------------------------------------------

    def editors(self) -> dict[str, Editor]:
        return {path: editor for group in self.groups for path, editor in group.editors.items()}

    def values(self) -> dict[str, Any]:
        return {path: value for group in self.groups for path, value in group.values().items()}

    def show_monitor(self, monitor: Monitor) -> None:
        """Show all of a monitor."""
        self._fill(monitor, list(self.editors()))

    def show_request(self, monitor: Monitor, but: Sequence[str]) -> None:
        """Show how a monitor asks, and no more: of its target all ``but`` some, and its timeout if it has one."""
        kept = {f"target.{name}" for name in but}
        paths = [path for path in self.editors() if path.startswith("target.") and path not in kept]
        self._fill(monitor, [*paths, *(["timeout"] if "timeout" in monitor.model_fields_set else [])])

    def _fill(self, monitor: Monitor, paths: Sequence[str]) -> None:
        self._filling = True
        editors = self.editors()
        for path in paths:
            editors[path].set_value(at(monitor, path))
        self._authentication.show_target(monitor.target)
        for group in self.groups:
            group.refresh()
        self._filling = False
        self._tell()

    def show_results(self, results: Sequence[AssertionResult]) -> None:
        """Show what a test of the assertions as they stand found."""
        self._judging.show_results(results)

    # -- errors -------------------------------------------------------------------------------------------------------

    def show_errors(self, errors: Mapping[str, str], *, focus: bool) -> bool:
        """Say what is wrong, by path; whether any of it is here. With ``focus`` the first group in error is shown."""
        self._wrong = {path: said for path, said in errors.items() if any(_in(group, path) for group in self.groups)}
        for group in self.groups:
            group.show_errors(errors)
        self._tell()
        first = next((n for n, group in enumerate(self.groups) if any(_in(group, p) for p in self._wrong)), None)
        if first is not None and focus:
            self.show_group(first)
        return first is not None

    def focus_wrong(self) -> None:
        """Put the focus into the first field in error of the group that is shown."""
        number = self.buttons.current
        for path, editor in self.groups[number].editors.items():
            if any(one == path or one.startswith(f"{path}.") for one in self._wrong):
                inner = editor.wrong if isinstance(editor, RowsField | AssertionsField) else None
                target = inner or first_part(editor)
                target.setFocus()
                self._areas[number].ensureWidgetVisible(target)
                return

    def error(self, path: str) -> str:
        return next(group.error(path) for group in self.groups if path in group.editors)


def _in(group: Group, path: str) -> bool:
    return any(path == field or path.startswith(f"{field}.") for field in group.editors)


def _scrolling(group: Group) -> QScrollArea:
    area = QScrollArea()
    area.setObjectName("formArea")
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(group)
    return area
