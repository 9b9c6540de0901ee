"""Which columns of the list are seen: those somebody wants, as far as there is room for them."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QSettings, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHeaderView, QTableView

from desktop.monitors.model import Column

GIVE_WAY = (Column.MONTH, Column.NEXT, Column.UPTIME, Column.LATENCY, Column.BEATS)
"""One after the other is left out where the names would get too little room; the names always stay."""
_UNWANTED = "monitors/hidden"


class Columns(QObject):
    """Hides columns of ``view`` by its :attr:`actions`, which are in the menu and at the header too. ``width`` is how
    wide a column wants to be. Each can be moved by its heading, the names stay in front."""

    def __init__(self, view: QTableView, width: Callable[[Column], int]) -> None:
        super().__init__(view)
        self._view = view
        self._width = width
        self.actions: dict[Column, QAction] = {}
        header = view.horizontalHeader()
        header.setSectionsMovable(True)
        header.setFirstSectionMovable(False)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for column in GIVE_WAY[::-1]:
            title = str(view.model().headerData(column, Qt.Orientation.Horizontal))
            action = self.actions[column] = QAction(title, self)
            action.setCheckable(True)
            action.setChecked(True)
            action.toggled.connect(self.fit)
            header.addAction(action)
        self._set_modes()

    def _set_modes(self) -> None:
        header = self._view.horizontalHeader()
        for column in Column:
            stretch = column is Column.MONITOR
            mode = QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(column, mode)

    @Slot()
    def fit(self) -> None:
        """Show what is wanted and has room."""
        room = self._view.viewport().width() - self._width(Column.MONITOR)
        widths = {
            column: self._view.columnWidth(column) or self._width(column)
            for column in GIVE_WAY
            if self.actions[column].isChecked()
        }
        for column in GIVE_WAY:
            hide = column not in widths or sum(widths.values()) > room
            self._view.setColumnHidden(column, hide)
            if hide:
                widths.pop(column, None)

    def save(self, settings: QSettings) -> None:
        settings.setValue("monitors/header", self._view.horizontalHeader().saveState())
        settings.setValue(_UNWANTED, [one.name for one, action in self.actions.items() if not action.isChecked()])

    def restore(self, settings: QSettings) -> None:
        """Take widths, order, sorting and what is not wanted as they were saved."""
        state = settings.value("monitors/header")
        if state is not None:
            self._view.horizontalHeader().restoreState(state)
            self._set_modes()
        unwanted = settings.value(_UNWANTED, [])
        for column, action in self.actions.items():
            action.setChecked(column.name not in (unwanted if isinstance(unwanted, list) else [unwanted]))
        self.fit()
