"""Paints the rows of the monitor list: no widget a row, every size from the font."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from agent.messages import MonitorView
from agent.model import State
from desktop import text
from desktop.clock import now
from desktop.labels import tooltip
from desktop.monitors import certificate
from desktop.monitors.badges import Badge, badges
from desktop.monitors.heartbeat import SLOTS, arrange, paint_beats, slot_at
from desktop.monitors.model import FIGURES, VIEW_ROLE, Column, cell_text
from desktop.text import tr
from desktop.theme import Theme, figures, scaled

Index = QModelIndex | QPersistentModelIndex
PAD = 8
MARGIN = 12
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _even(value: float, step: int = 4) -> int:
    """``value`` up to the next multiple of ``step``."""
    return -(-round(value) // step) * step


def second_line(view: MonitorView, at: int) -> tuple[str, bool]:
    """What stands under a monitor's name at a time, and whether it is an alarm."""
    state = view.status.state
    alarm = state is State.DOWN or (state is State.UP and certificate.urgency(view, at) == "alarm")
    return text.standing(view, at), alarm


class MonitorDelegate(QStyledItemDelegate):
    """State, name and reason in two lines; the heartbeat bar; figures on the right."""

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme = theme
        self.set_font(view.font())

    def set_font(self, font: QFont) -> None:
        """Take the sizes from ``font``, the list's own."""
        self._name = scaled(font, 1.0, QFont.Weight.DemiBold)
        self._second = scaled(font, 0.92)
        self._figure = figures(font)
        self._name_height = QFontMetrics(self._name).height()
        self._second_height = QFontMetrics(self._second).height()
        self._glyph = _even(self._name_height * 1.1, 2)
        self.row_height = _even(self._name_height + self._second_height + 2 * PAD - 2)
        self._bar_height = _even(self.row_height * 0.5, 2)

    def width(self, column: Column) -> int:
        """The width that fits the widest usual text of a column, and its heading."""
        figure = QFontMetrics(self._figure)
        if column is Column.MONITOR:
            return figure.averageCharWidth() * 22 + self._glyph + 3 * MARGIN
        if column is Column.BEATS:
            return SLOTS * max(4, round(figure.averageCharWidth() * 0.6)) + 2 * MARGIN
        widest = {Column.LATENCY: "59.99 s", Column.NEXT: "in 23 h 59"}.get(column, "99.99 %")
        heading = QFontMetrics(self._name).horizontalAdvance(tr("Latency")) + 4
        return max(figure.horizontalAdvance(widest), heading) + 2 * MARGIN

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self.width(Column(index.column())), self.row_height)

    # -- painting -----------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view: MonitorView = index.data(VIEW_ROLE)
        rect = option.rect
        state = option.state
        column = index.column()
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._theme.selection)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), self._theme.line)
        if column == Column.MONITOR:
            self._paint_monitor(painter, rect, view)
            if state & QStyle.StateFlag.State_HasFocus:
                painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height() - 1), self._theme.accent)
        elif column == Column.BEATS:
            paint_beats(painter, self.bar(rect), view.beats, self._theme, pace_s=view.monitor.interval)
        elif column in FIGURES:
            self._paint_figure(painter, rect, view, Column(column))
        painter.restore()

    def bar(self, cell: QRect) -> QRectF:
        """Where the heartbeat bar stands in its cell."""
        top = cell.top() + (cell.height() - 1 - self._bar_height) / 2
        return QRectF(cell.left() + MARGIN, top, cell.width() - 2 * MARGIN, self._bar_height)

    def _paint_monitor(self, painter: QPainter, rect: QRect, view: MonitorView) -> None:
        paused = view.status.state is State.PAUSED
        lines = self._name_height + self._second_height
        top = rect.top() + (rect.height() - 1 - lines) // 2
        glyph = QRect(rect.left() + MARGIN, rect.top() + (rect.height() - self._glyph) // 2, self._glyph, self._glyph)
        self._theme.state_icon(view.status.state).paint(painter, glyph)
        left = glyph.right() + 1 + MARGIN - 2
        width = rect.right() - left - PAD
        name = QRect(left, top, width, self._name_height)
        palette = self._palette(painter)
        painter.setFont(self._name)
        painter.setPen(self._theme.faint if paused else palette)
        metrics = painter.fontMetrics()
        taken = metrics.horizontalAdvance(view.monitor.name)
        shown = [(one, QFontMetrics(self._second).horizontalAdvance(one.short) + 8) for one in badges(view.monitor)]
        room = sum(wide + 4 for _, wide in shown)
        while len(shown) > 1 and taken + room > width and room > width // 2:  # the detail has them all
            room -= shown.pop()[1] + 4
        painter.drawText(name, _LEFT, metrics.elidedText(view.monitor.name, Qt.TextElideMode.ElideRight, width - room))
        painter.setFont(self._second)
        place = left + min(taken, width - room) + 4
        for badge, wide in shown:
            self._paint_badge(painter, QRect(place, name.top(), wide, name.height()), badge)
            place += wide + 4
        said, alarm = second_line(view, now())
        painter.setPen(self._theme.alarm if alarm else self._theme.faint)
        line = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(left, name.bottom() + 1, width, self._second_height), _LEFT, line)

    def _palette(self, painter: QPainter) -> QPen:
        parent = self.parent()
        return QPen(parent.palette().text().color()) if isinstance(parent, QAbstractItemView) else painter.pen()

    def _paint_badge(self, painter: QPainter, rect: QRect, badge: Badge) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color(State.DEGRADED) if badge.warning else self._theme.line, 1))
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(self._theme.faint)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, badge.short)

    def _paint_figure(self, painter: QPainter, rect: QRect, view: MonitorView, column: Column) -> None:
        quiet = column is Column.NEXT or view.status.state is State.PAUSED
        shown = cell_text(view, column)
        painter.setFont(self._figure)
        painter.setPen(self._theme.faint if quiet or shown == text.NOTHING else self._palette(painter))
        painter.drawText(rect.adjusted(0, 0, -MARGIN, -1), _RIGHT, shown)

    # -- what a bar says ----------------------------------------------------------------------------------------------

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        if event.type() is not QEvent.Type.ToolTip or index.column() != Column.BEATS:
            return super().helpEvent(event, view, option, index)
        said = self.beat_text(view.visualRect(index), event.pos().x(), index.data(VIEW_ROLE))
        QToolTip.showText(event.globalPos(), tooltip(said), view)
        return True

    def beat_text(self, cell: QRect, x: int, view: MonitorView) -> str:
        """What the bar at ``x`` of a cell says; "" beside the bars."""
        pace = view.monitor.interval
        slot = slot_at(self.bar(cell), x, view.beats, pace_s=pace)
        return "" if slot < 0 else text.beat(arrange(view.beats, pace_s=pace)[slot])
