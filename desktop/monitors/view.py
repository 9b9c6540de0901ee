"""The monitor list: a table of two-line rows that stands still while somebody is at it."""

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop import text
from desktop.clock import now
from desktop.monitors.columns import Columns
from desktop.monitors.delegate import MonitorDelegate, second_line
from desktop.monitors.model import VIEW_ROLE, Column, MonitorsModel
from desktop.monitors.proxy import MonitorsProxy
from desktop.theme import Theme, scaled

IDLE_MS = 30_000
"""A list that has the focus but no key or click for so long comes into order again."""
TICK_MS = 1_000


class MonitorsView(QTableView):
    """Shows ``model`` through :attr:`proxy`. ``selected`` comes when other monitors are selected, ``opened`` for
    Enter or a double click, ``clicked_alone`` for a plain click."""

    selected = Signal()
    opened = Signal(int)
    clicked_alone = Signal(int)

    def __init__(self, model: MonitorsModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.proxy = MonitorsProxy(model, self)
        self._source = model
        self.setModel(self.proxy)
        self._delegate = MonitorDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(self.tr("Monitors"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._set_up_header()
        self.columns = Columns(self, self._delegate.width)
        self._take_sizes()
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle.timeout.connect(self._settle)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._repaint_times)
        self._said: dict[tuple[int, Column], object] = {}  # by the cells in sight that time changes
        self._pointer_in = False
        theme.changed.connect(self.viewport().update)
        self.doubleClicked.connect(self._open_index)

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(48)
        header.setSortIndicatorClearable(False)
        header.setSortIndicator(Column.MONITOR, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def _take_sizes(self) -> None:
        self._delegate.set_font(self.font())
        self.verticalHeader().setDefaultSectionSize(self._delegate.row_height)
        for column in Column:
            if column is not Column.MONITOR:
                self.horizontalHeader().resizeSection(column, self._delegate.width(column))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.columns.fit()

    # -- selection ----------------------------------------------------------------------------------------------------

    def selected_ids(self) -> tuple[int, ...]:
        """The selected monitors from top to bottom."""
        rows = sorted(self.selectionModel().selectedRows(), key=lambda index: index.row())
        return tuple(index.data(VIEW_ROLE).monitor.id for index in rows)

    def shown_ids(self) -> list[int]:
        """The monitors in the list from top to bottom."""
        return [self.proxy.index(row, 0).data(VIEW_ROLE).monitor.id for row in range(self.proxy.rowCount())]

    def select(self, monitor_id: int) -> bool:
        """Select one monitor alone and bring it into sight; whether it is in the list."""
        row = self._source.row_of(monitor_id)
        index = self.proxy.mapFromSource(self._source.index(row, Column.MONITOR)) if row >= 0 else QModelIndex()
        if not index.isValid():
            return False
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)
        return True

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.selected.emit()

    @Slot(QModelIndex)
    def _open_index(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.data(VIEW_ROLE).monitor.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._stir()
        step = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}.get(Qt.Key(event.key()))
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if step is not None and plain:
            self._step(step, extend=bool(event.modifiers()))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_index(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _step(self, step: int, *, extend: bool) -> None:
        row = self.currentIndex().row() + step if self.currentIndex().isValid() else 0
        if 0 <= row < self.proxy.rowCount():
            flag = QItemSelectionModel.SelectionFlag
            how = flag.Select if extend else flag.ClearAndSelect
            self.selectionModel().setCurrentIndex(self.proxy.index(row, 0), how | flag.Rows)

    def keyboardSearch(self, search: str) -> None:
        """Single letters are commands here; the filter searches."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if index.isValid() and plain and event.button() is Qt.MouseButton.LeftButton:
            self.clicked_alone.emit(index.data(VIEW_ROLE).monitor.id)

    # -- standing still -----------------------------------------------------------------------------------------------

    @property
    def held(self) -> bool:
        """Whether the order is frozen because the pointer or the focus is in the list."""
        return self.proxy.held

    def _stir(self) -> None:
        self._idle.start()
        self._settle()

    @Slot()
    def _settle(self) -> None:
        focused = self.hasFocus() and self.isActiveWindow() and self._idle.isActive()
        self.proxy.hold(self._pointer_in or focused)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._pointer_in = True
        self._settle()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pointer_in = False
        self._settle()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._stir()
        if not self.currentIndex().isValid() and self.proxy.rowCount() and event.reason() is not _MOUSE:
            self._step(0, extend=False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._settle()

    # -- time and paint -----------------------------------------------------------------------------------------------

    @Slot()
    def _repaint_times(self) -> None:
        """Repaint the cells in sight that say something else than at the last look, by the mere passing of time."""
        at, before, self._said = now(), self._said, {}
        last = self.rowAt(self.viewport().height() - 1)
        for row in range(max(0, self.rowAt(0)), (self.proxy.rowCount() if last < 0 else last + 1)):
            view = self.proxy.index(row, Column.MONITOR).data(VIEW_ROLE)
            for column, said in (
                (Column.MONITOR, second_line(view, at)),
                (Column.NEXT, text.until(view.status.next_at, at)),
            ):
                cell = view.monitor.id, column
                self._said[cell] = said
                if before.get(cell) != said:
                    left, top = self.columnViewportPosition(column), self.rowViewportPosition(row)
                    self.viewport().update(left, top, self.columnWidth(column), self.rowHeight(row))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()
        self._pointer_in = False
        self._settle()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self.itemDelegate() is not None:
            self._take_sizes()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.proxy.rowCount() == 0 and self.proxy.filtered:
            painter = QPainter(self.viewport())
            painter.setPen(self._theme.faint)
            painter.setFont(scaled(self.font(), 1.0))
            area = self.viewport().rect().adjusted(16, 32, -16, 0)
            painter.drawText(
                area, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, self.tr("No monitor matches")
            )


_MOUSE = Qt.FocusReason.MouseFocusReason
