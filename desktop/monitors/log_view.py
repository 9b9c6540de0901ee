"""The log of checks as a table, and the check that is selected in full beneath it."""

from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from agent.messages import DeleteChecks
from agent.model import Check, Outcome
from desktop.client import Client
from desktop.discard import ask_take_away
from desktop.monitors.detail_check import CheckDetails
from desktop.monitors.log import CheckRole, Column, LogModel
from desktop.overlay import Overlay
from desktop.text import timestamp
from desktop.theme import Theme, figures, glyph

PADDING = 8
"""Pixels at either side of a cell, as in the heading."""
NARROW_EMS = 42
"""Below so many widths of an m the cause is left out of the table: the message says it too."""


class LogDelegate(QStyledItemDelegate):
    """Cells in line with their headings; an outcome with its sign in its colour."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(40, max(24, option.fontMetrics.height() + 8))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        check = index.data(CheckRole)
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        said, bare.text = bare.text, ""
        bare.state &= ~QStyle.StateFlag.State_HasFocus
        style = bare.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, bare, painter, bare.widget)
        painter.save()
        painter.setFont(bare.font)
        rect = bare.rect.adjusted(PADDING, 0, -PADDING, 0)
        if index.column() == Column.OUTCOME and isinstance(check, Check):
            painter.setPen(self._theme.alarm if check.outcome is Outcome.DOWN else self._theme.color(check.outcome))
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, glyph(check.outcome))
            rect.setLeft(rect.left() + bare.fontMetrics.horizontalAdvance("▲") + 6)
        painter.setPen(bare.palette.text().color())
        painter.drawText(
            rect,
            int(bare.displayAlignment) | int(Qt.TextFlag.TextSingleLine),
            bare.fontMetrics.elidedText(said, Qt.TextElideMode.ElideRight, rect.width()),
        )
        painter.restore()


class LogTable(QTreeView):
    """Rows of equal height; columns fit the width. Older pages are read when what is painted comes near the end."""

    def __init__(self, model: LogModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._log = model
        self.setModel(model)
        self.setFont(figures(self.font()))
        self.setItemDelegate(LogDelegate(theme, self))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setItemsExpandable(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(self.tr("Checks"))
        header = self.header()
        header.setSectionsMovable(False)
        header.setMinimumSectionSize(32)
        header.setStretchLastSection(True)
        header.setStyleSheet(f"QHeaderView::section {{ padding: 6px {PADDING}px }}")
        for column in Column:
            if column is not Column.MESSAGE:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        self._fit()

    def rowsInserted(self, parent: QModelIndex | QPersistentModelIndex, start: int, end: int) -> None:
        """New checks come in on top; who reads further down keeps reading the same ones."""
        super().rowsInserted(parent, start, end)
        bar = self.verticalScrollBar()
        if start == 0 and bar.value() > 0:
            height = self.rowHeight(self.model().index(0, 0)) or self.sizeHintForRow(0)
            self.executeDelayedItemsLayout()
            self.updateGeometries()
            bar.setValue(bar.value() + height * (end - start + 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        bar = self.verticalScrollBar()
        if bar.value() + 2 * bar.pageStep() >= bar.maximum():  # what is seen, and as much again, is all that there is
            self._log.read_on()

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        wide = self.viewport().width() > NARROW_EMS * metrics.horizontalAdvance("m")
        time = "0000-00-00 00:00:00" if wide else "00:00:00"
        texts = {Column.TIME: time, Column.OUTCOME: "▲▲ UNKNOWN", Column.STATUS: "Status", Column.LATENCY: "Latency"}
        for column, sample in texts.items():
            width = metrics.horizontalAdvance(sample) + 2 * PADDING
            self.header().resizeSection(column, max(width, self.header().sectionSizeHint(column)))
        self.header().resizeSection(Column.CAUSE, metrics.horizontalAdvance("Unexpected status") + 2 * PADDING)
        self.setColumnHidden(Column.CAUSE, not wide)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class LogView(QWidget):
    """Table above, the selected check in full below. ``refused`` says why a check was not deleted."""

    refused = Signal(str)

    def __init__(self, client: Client, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = LogModel(client, self)
        self.table = LogTable(self.model, theme, self)
        self.details = CheckDetails(theme, self)
        self.details.setContentsMargins(16, 8, 16, 12)
        self.details.hide()
        self._overlay = Overlay(theme, self)
        self._overlay.retry.connect(self.model.retry)
        place = QGridLayout()
        place.addWidget(self.table, 0, 0)
        place.addWidget(self._overlay, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(place, 1)
        layout.addWidget(self.details)
        self.model.reading.connect(self._say)
        self.model.failed.connect(
            lambda why: self._overlay.error(self.tr("The checks could not be read: {why}").format(why=why))
        )
        self.model.rowsInserted.connect(lambda *_: self._overlay.clear())
        self.model.modelReset.connect(lambda: self.details.hide())
        self.table.selectionModel().currentChanged.connect(self._select)
        self._client = client
        self.delete = QAction(self.tr("Delete this check…"), self)
        self.delete.setShortcuts([QKeySequence(QKeySequence.StandardKey.Delete), QKeySequence("Backspace")])
        self.delete.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.delete.setEnabled(False)
        self.delete.triggered.connect(self._ask_delete)
        self.table.addAction(self.delete)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def show_monitor(self, monitor: int | None) -> None:
        self.model.show_monitor(monitor)

    def _say(self, reading: bool) -> None:
        if reading and not self.model.rowCount():
            self._overlay.busy()
        elif not reading and not self.model.rowCount():
            self._overlay.message(self.tr("No checks yet"))
        else:
            self._overlay.clear()

    def _select(self, current: QModelIndex) -> None:
        check = current.data(CheckRole)
        self.details.setVisible(isinstance(check, Check))
        self.delete.setEnabled(isinstance(check, Check))
        if isinstance(check, Check):
            self.details.show_check(check)

    @Slot()
    def _ask_delete(self) -> None:
        check = self.table.currentIndex().data(CheckRole)
        if isinstance(check, Check):
            title = self.tr("Delete the check of {time}?").format(time=timestamp(check.at))
            more = self.tr("Uptime and latencies are counted without it. This cannot be undone.")
            ask_take_away(self, title, more, self.tr("Delete"), partial(self._delete, check))

    def _delete(self, check: Check) -> None:
        self._client.ask(
            lambda request: DeleteChecks(request, check.monitor, (check.at,)),
            failed=lambda failure: self.refused.emit(self.tr("Not deleted: {why}").format(why=failure.message)),
        )
