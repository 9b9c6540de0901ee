"""Which monitors the list shows, and in which order."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt

from agent.messages import MonitorView
from agent.model import State
from desktop import text
from desktop.monitors.model import MonitorsModel


@dataclass(frozen=True, slots=True)
class Choice:
    """What the sidebar lets through: the monitors of a state, those with a tag, or (neither) all."""

    state: State | None = None
    tag: str = ""

    def accepts(self, view: MonitorView) -> bool:
        if self.state is not None and view.status.state is not self.state:
            return False
        return not self.tag or self.tag in view.monitor.tags


class MonitorsProxy(QSortFilterProxyModel):
    """Worst first, then by name, unless a column was chosen; filtered by a choice and by words.

    While held, nothing moves and nothing vanishes by itself: what somebody is about to click stays in its place.
    """

    def __init__(self, model: MonitorsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._choice = Choice()
        self._words: tuple[str, ...] = ()
        self.setSourceModel(model)
        self.setDynamicSortFilter(True)

    @property
    def filtered(self) -> bool:
        return bool(self._words) or self._choice != Choice()

    def hold(self, held: bool) -> None:
        """Freeze order and filter, or bring both up to date and keep them so."""
        if held == self.dynamicSortFilter():
            self.setDynamicSortFilter(not held)
            if not held:
                self.invalidate()

    def choose(self, choice: Choice) -> None:
        self.beginFilterChange()
        self._choice = choice
        self.endFilterChange()

    def search(self, words: str) -> None:
        """Show what has every one of ``words`` in its name, address, tags or state."""
        self.beginFilterChange()
        self._words = tuple(words.casefold().split())
        self.endFilterChange()

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:
        view = self._model.view_of_row(row)
        if not self._choice.accepts(view):
            return False
        if not self._words:
            return True
        monitor = view.monitor
        state = text.state_name(view.status.state)
        hay = "\n".join((monitor.name, monitor.target.label, *monitor.tags, state)).casefold()
        return all(word in hay for word in self._words)

    def lessThan(self, left: QModelIndex | QPersistentModelIndex, right: QModelIndex | QPersistentModelIndex) -> bool:
        column = left.column()
        # What has no figure comes last in either direction.
        missing = -math.inf if self.sortOrder() is Qt.SortOrder.DescendingOrder else math.inf
        return self._model.key(left.row(), column, missing) < self._model.key(right.row(), column, missing)
