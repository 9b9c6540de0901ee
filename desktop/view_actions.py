"""Saving what the list shows as a view, and taking a saved view away."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QUndoStack
from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget

from desktop.monitors.pane import MonitorsPane
from desktop.monitors.proxy import Choice
from desktop.saved_views import LONGEST, RemoveView, SavedViews
from desktop.sidebar import Sidebar


class ViewActions(QObject):
    """The commands :attr:`save` and :attr:`remove` of the list in ``pane``. ``removed`` hears of each view that was
    taken away, in a sentence; ``undo_stack`` brings it back."""

    def __init__(
        self,
        views: SavedViews,
        pane: MonitorsPane,
        sidebar: Sidebar,
        undo_stack: QUndoStack,
        removed: Callable[[str], None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._views = views
        self._pane = pane
        self._sidebar = sidebar
        self._undo_stack = undo_stack
        self._removed = removed
        self._window = window
        self.save = QAction(self.tr("Sa&ve this view…"), self)
        self.remove = QAction(self.tr("&Delete this view"), self)
        self.save.triggered.connect(self.ask_name)
        self.remove.triggered.connect(self._remove)
        pane.filter.textChanged.connect(self.refresh)
        sidebar.currentItemChanged.connect(self.refresh)
        views.changed.connect(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Fit the commands to what is shown."""
        chosen = self._sidebar.choice
        self.save.setEnabled(chosen is not None and (chosen != Choice() or bool(self._pane.filter.text().strip())))
        self.remove.setEnabled(chosen is not None and bool(chosen.name))

    @Slot()
    def ask_name(self) -> None:
        """Ask for the name of a view of what is shown now."""
        chosen = self._sidebar.choice or Choice()
        words = " ".join((chosen.words, *self._pane.filter.text().split())).strip()
        dialog = QInputDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Save view"))
        dialog.setLabelText(self.tr("Name in the sidebar. One of the same name is replaced."))
        dialog.setTextValue(chosen.name or words or chosen.tag)
        for field in dialog.findChildren(QLineEdit):
            field.setMaxLength(LONGEST)
            field.setAccessibleName(self.tr("Name of the view"))
        dialog.textValueSelected.connect(lambda name: self.save_as(name, replace(chosen, words=words)))
        dialog.open()

    def save_as(self, name: str, choice: Choice) -> None:
        """Save ``choice`` under a name and show it; without a name nothing happens."""
        name = " ".join(name.split())
        if name:
            self._views.put(replace(choice, name=name))
            self._pane.filter.clear()
            self._sidebar.choose_view(name)

    @Slot()
    def _remove(self) -> None:
        chosen = self._sidebar.choice
        if chosen is not None and chosen.name:
            self._undo_stack.push(RemoveView(self._views, chosen))
            self._removed(self.tr("Deleted the view {name}.").format(name=chosen.name))
