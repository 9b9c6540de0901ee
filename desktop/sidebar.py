"""The sidebar: the inbox, the monitors by state, the reports, and the monitors by tag."""

from collections import Counter
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from agent.model import State
from desktop.monitors.model import MonitorsModel
from desktop.monitors.proxy import Choice
from desktop.saved_views import SavedViews
from desktop.theme import Theme, figures, scaled

CHOICE_ROLE = Qt.ItemDataRole.UserRole
"""A :class:`Choice`, or None for the inbox, the reports and headings."""
COUNT_ROLE = Qt.ItemDataRole.UserRole + 1
MARGIN = 12


class _Delegate(QStyledItemDelegate):
    """A name on the left, a number on the right; the inbox's in a badge."""

    def __init__(self, theme: Theme, parent: QListWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._list = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        height = -(-(QFontMetrics(self._list.font()).height() + 12) // 4) * 4
        return QSize(0, height + 4 if _is_heading(index) else height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = option.rect.adjusted(8, 1, -8, -1)
        inner = row.adjusted(MARGIN - 4, 0, 4 - MARGIN, 0)
        name = str(index.data())
        if _is_heading(index):
            font = scaled(self._list.font(), 0.85, QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(self._theme.faint)
            painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, name)
            painter.restore()
            return
        self._paint_background(painter, row, option.state)
        painter.setFont(figures(self._list.font()))
        number = index.data(COUNT_ROLE) or 0
        room = self._paint_count(painter, inner, number, badge=index.data(CHOICE_ROLE) is None)
        painter.setFont(self._list.font())
        painter.setPen(QPen(self._list.palette().windowText().color()))
        shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, inner.width() - room)
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

    def _paint_background(self, painter: QPainter, row: QRect, state: QStyle.StateFlag) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(self._theme.selection)
            painter.drawRoundedRect(row, 6, 6)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(self._theme.hover)
            painter.drawRoundedRect(row, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus and self._list.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.accent, 1))
            painter.drawRoundedRect(QRectF(row).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _paint_count(self, painter: QPainter, inner: QRect, number: int, *, badge: bool) -> int:
        """Paint the number; the room it takes."""
        if badge and not number:
            return 0
        said = str(number)
        width = painter.fontMetrics().horizontalAdvance(said)
        if not badge:
            painter.setPen(self._theme.faint)
            painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, said)
            return width + 8
        height = painter.fontMetrics().height() + 2
        pill = QRectF(0, 0, max(width + 12, height), height)
        pill.moveCenter(QRectF(inner).center())
        pill.moveRight(inner.right() + 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(State.DOWN))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(Qt.GlobalColor.white)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, said)
        return round(pill.width()) + 8


def _is_heading(index: QModelIndex | QPersistentModelIndex) -> bool:
    return not index.flags() & Qt.ItemFlag.ItemIsSelectable


class Sidebar(QListWidget):
    """``inbox_chosen``, ``reports_chosen`` or ``chosen``, with a :class:`Choice`, comes when another is chosen."""

    inbox_chosen = Signal()
    reports_chosen = Signal()
    chosen = Signal(object)

    def __init__(self, model: MonitorsModel, views: SavedViews, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._views = views
        self._offered: tuple[Choice, ...] = ()
        self._tags: Counter[str] = Counter()
        self.setObjectName("sidebar")
        self.setAccessibleName(self.tr("Sidebar"))
        self.setItemDelegate(_Delegate(theme, self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 20)
        self._inbox = self._add(self.tr("Inbox"), None)
        self._all = self._add(self.tr("All"), Choice())
        self._add(self.tr("Down"), Choice(State.DOWN))
        self._add(self.tr("Degraded"), Choice(State.DEGRADED))
        self._add(self.tr("Paused"), Choice(State.PAUSED))
        self._reports = self._add(self.tr("Reports"), None)
        self._fixed = self.count()
        self.setCurrentItem(self._all)
        self.currentItemChanged.connect(self._announce)
        model.listed.connect(self._list)
        model.summary_changed.connect(self._count)
        for listed in (self._list, self._count):
            views.changed.connect(listed)
        theme.changed.connect(self.viewport().update)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 28, super().sizeHint().height())

    def _add(self, name: str, choice: Choice | None) -> QListWidgetItem:
        item = QListWidgetItem(name, self)
        item.setData(CHOICE_ROLE, choice)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, name)
        return item

    def choose_row(self, row: int) -> None:
        """Choose the entry at ``row``, as Ctrl+1 … do."""
        self.setCurrentRow(row)

    def choose_inbox(self) -> None:
        self.setCurrentItem(self._inbox)

    def choose_all(self) -> None:
        self.setCurrentItem(self._all)

    def choose_reports(self) -> None:
        self.setCurrentItem(self._reports)

    @property
    def choice(self) -> Choice | None:
        """Which monitors are chosen; None where another place is."""
        item = self.currentItem()
        found = item.data(CHOICE_ROLE) if item is not None else None
        return found if isinstance(found, Choice) else None

    @Slot(int)
    def set_unacknowledged(self, number: int) -> None:
        self._set_count(self._inbox, number)

    @Slot()
    def _announce(self) -> None:
        item = self.currentItem()
        if item is self._inbox:
            self.inbox_chosen.emit()
        elif item is self._reports:
            self.reports_chosen.emit()
        elif item is not None and isinstance(item.data(CHOICE_ROLE), Choice):
            self.chosen.emit(item.data(CHOICE_ROLE))

    @Slot()
    def _list(self) -> None:
        """There may be other tags or saved views now."""
        self._tags = Counter(tag for view in self._model.views() for tag in view.monitor.tags)
        self._offer((*self._views.all(), *(Choice(tag=tag) for tag in sorted(self._tags, key=str.casefold))))

    @Slot()
    def _count(self) -> None:
        views, summary = self._model.views(), self._model.summary
        for row in range(self.count()):
            item = self.item(row)
            choice = item.data(CHOICE_ROLE)
            if isinstance(choice, Choice):
                if choice.name:
                    number = sum(
                        choice.accepts(view, partial(self._model.words, row)) for row, view in enumerate(views)
                    )
                elif choice.tag:
                    number = self._tags[choice.tag]
                else:
                    number = summary.of(choice.state) if choice.state else len(views)
                self._set_count(item, number)

    def _set_count(self, item: QListWidgetItem, number: int) -> None:
        if item.data(COUNT_ROLE) != number:
            item.setData(COUNT_ROLE, number)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}, {number}")

    def _offer(self, choices: tuple[Choice, ...]) -> None:
        """Offer saved views, then tags, below what is always there."""
        if choices == self._offered:
            return
        self._offered = choices
        current = self.currentItem().data(CHOICE_ROLE) if self.currentItem() else None
        blocked = self.blockSignals(True)
        while self.count() > self._fixed:
            self.takeItem(self.count() - 1)
        heading = ""
        for choice in choices:
            wanted = self.tr("VIEWS") if choice.name else self.tr("TAGS")
            if heading != wanted:
                heading = wanted
                QListWidgetItem(heading, self).setFlags(Qt.ItemFlag.NoItemFlags)
            item = self._add(choice.name or choice.tag, choice)
            if choice == current:
                self.setCurrentItem(item)
        self.blockSignals(blocked)
        if isinstance(current, Choice) and (current.name or current.tag) and current not in choices:
            self.choose_all()

    def choose_view(self, name: str) -> None:
        """Choose the saved view of this name."""
        for row in range(self._fixed, self.count()):
            choice = self.item(row).data(CHOICE_ROLE)
            if isinstance(choice, Choice) and choice.name == name:
                self.setCurrentRow(row)
