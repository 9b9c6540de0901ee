"""Which monitors the list shows."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt

from agent.messages import MonitorView
from agent.model import State
from desktop.monitors.model import MonitorsModel


@dataclass(frozen=True, slots=True)
class Choice:
    """What the sidebar lets through: the monitors of a state, those with a tag, those that ``words`` fit, or (without
    any of these) all. ``name`` is that of a saved view."""

    state: State | None = None
    tag: str = ""
    words: str = ""
    name: str = ""

    def accepts(self, view: MonitorView, hay: Callable[[], str]) -> bool:
        """Whether a monitor gets through; ``hay`` tells what words are looked for in."""
        if self.state is not None and view.status.state is not self.state:
            return False
        if self.tag and self.tag not in view.monitor.tags:
            return False
        return not self.words or all(word in hay() for word in self.words.casefold().split())


class MonitorsProxy(QSortFilterProxyModel):
    """The rows of ``model`` that a choice and words let through, in the model's own order.

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

    @property
    def choice(self) -> Choice:
        return self._choice

    @property
    def held(self) -> bool:
        return not self.dynamicSortFilter()

    def hold(self, held: bool) -> None:
        """Freeze order and filter, or bring both up to date and keep them so."""
        if held == self.held:
            return
        self.setDynamicSortFilter(not held)
        self._model.hold(held)
        if not held and self.filtered:
            self.beginFilterChange()
            self.endFilterChange()

    def choose(self, choice: Choice) -> None:
        self.beginFilterChange()
        self._choice = choice
        self.endFilterChange()

    def search(self, words: str) -> None:
        """Show what has every one of ``words`` in its name, address, tags or state."""
        self.beginFilterChange()
        self._words = tuple(words.casefold().split())
        self.endFilterChange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._model.sort(column, order)

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:
        if not all(word in self._model.words(row) for word in self._words):
            return False
        return self._choice.accepts(self._model.view_of_row(row), partial(self._model.words, row))
