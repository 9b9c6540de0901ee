"""List and detail beside each other, or in a narrow window the one in place of the other."""

from collections.abc import Set

from PySide6.QtCore import QSettings, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QToolButton, QVBoxLayout, QWidget

from desktop.client import Client
from desktop.monitors.detail import DetailPane
from desktop.monitors.model import MonitorsModel
from desktop.monitors.pane import MonitorsPane
from desktop.theme import Theme

NARROW = 900
"""Below so many pixels of the window the detail replaces the list."""


class MonitorsPage(QWidget):
    """Shows the selected monitor in the detail. ``back_possible`` says whether the detail hides the list."""

    edit_requested = Signal(int)
    back_possible = Signal(bool)

    def __init__(self, client: Client, model: MonitorsModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self._narrow = False
        self._opened = False
        self.pane = MonitorsPane(client, model, theme)
        self.detail = DetailPane(client, theme)
        self._bar = QWidget()
        self._back = QToolButton()
        self._back.setText(self.tr("All monitors"))
        self._back.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._back.clicked.connect(self.back)
        self._detail_side = self._with_back(self.detail)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.pane)
        self._splitter.addWidget(self._detail_side)
        self._splitter.setStretchFactor(0, 3)
        self._splitter.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._splitter)
        view = self.pane.view
        view.selected.connect(self._show_selected)
        view.opened.connect(self._open_or_edit)
        view.clicked_alone.connect(self._open_if_narrow)
        self.pane.added.connect(self._show_added)
        model.changed.connect(self._refresh)
        model.loaded.connect(self._start)
        model.rowsInserted.connect(self._arrange)
        model.rowsRemoved.connect(self._arrange)
        theme.changed.connect(self._take_icon)
        self._take_icon()
        self._arrange()

    def _with_back(self, detail: DetailPane) -> QWidget:
        side = QWidget()
        side.setObjectName("detailSide")
        side.setMinimumWidth(side.fontMetrics().averageCharWidth() * 50)
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(8, 4, 8, 0)
        row.addWidget(self._back)
        row.addStretch(1)
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(detail, 1)
        return side

    @Slot()
    def _take_icon(self) -> None:
        self._back.setIcon(self._theme.icon("back"))

    # -- which monitor ------------------------------------------------------------------------------------------------

    @property
    def shown_id(self) -> int | None:
        """The monitor in the detail; None while the detail is hidden or empty."""
        ids = self.pane.view.selected_ids()
        return ids[0] if ids and not self._detail_side.isHidden() else None

    @Slot()
    def _show_selected(self) -> None:
        shown = self.shown_id
        self.detail.show_monitor(None if shown is None else self._model.view(shown))
        if self._opened and shown is None:
            self.back()

    @Slot(object)
    def _refresh(self, changed: Set[int]) -> None:
        shown = self.shown_id
        if shown is not None and shown in changed:
            self.detail.show_monitor(self._model.view(shown))

    @Slot()
    def _start(self) -> None:
        self._arrange()
        first = self.pane.view.shown_ids()[:1]
        if first:
            self.pane.view.select(first[0])

    @Slot(int)
    def _show_added(self, monitor_id: int) -> None:
        self.pane.view.select(monitor_id)

    @Slot(int)
    def _open_or_edit(self, monitor_id: int) -> None:
        if self._narrow:
            self.open(monitor_id)
        else:
            self.edit_requested.emit(monitor_id)

    @Slot(int)
    def _open_if_narrow(self, monitor_id: int) -> None:
        if self._narrow:
            self.open(monitor_id)

    def open(self, monitor_id: int) -> None:
        """Show a monitor in the detail, over the list where there is no room for both."""
        if self.pane.view.selected_ids() != (monitor_id,) and not self.pane.view.select(monitor_id):
            return
        self._opened = True
        self._arrange()
        if self._narrow:
            self._back.setFocus()

    # -- room ---------------------------------------------------------------------------------------------------------

    def set_window_width(self, width: int) -> None:
        """Put the detail beside the list or in its place, as ``width`` of the window allows."""
        narrow = width < NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self._opened = False
            self._arrange()

    @Slot()
    def back(self) -> None:
        """From the detail to the list."""
        self._opened = False
        self._arrange()
        self.pane.view.setFocus()

    @property
    def covers_list(self) -> bool:
        return self._narrow and self._opened

    @Slot()
    def _arrange(self) -> None:
        filled = self._model.rowCount() > 0
        beside = filled and (not self._narrow or self._opened)
        changed = self._detail_side.isHidden() == beside
        self._detail_side.setVisible(beside)
        self.pane.setVisible(not self.covers_list or not filled)
        self._bar.setVisible(self._narrow)
        self.back_possible.emit(self.covers_list)
        if changed:
            self._show_selected()

    # -- remembered ---------------------------------------------------------------------------------------------------

    def save(self, settings: QSettings) -> None:
        self.pane.view.columns.save(settings)
        self.detail.history.commands.save_to(settings)
        if not self._narrow and self._model.rowCount():
            settings.setValue("monitors/splitter", self._splitter.saveState())

    def restore(self, settings: QSettings) -> None:
        self.pane.view.columns.restore(settings)
        self.detail.history.commands.restore(settings)
        state = settings.value("monitors/splitter")
        if state is None or not self._splitter.restoreState(state):
            self._splitter.setSizes([6_200, 3_800])  # in proportion

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.set_window_width(self.window().width())
