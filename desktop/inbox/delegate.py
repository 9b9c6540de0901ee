"""An alert as a row of three lines: who and since when, why, and what became of it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from agent.lifecycle import Standing, standing
from agent.messages import AlertView
from agent.model import Delivery, DeliveryState
from desktop import text
from desktop.clock import now
from desktop.inbox import words
from desktop.inbox.model import ViewRole
from desktop.theme import Theme, figures, scaled

MARGIN = 12
ICON = 20


class AlertDelegate(QStyledItemDelegate):
    """``with_name`` False leaves the monitor's name out, where all alerts are of one monitor."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, with_name: bool = True) -> None:
        super().__init__(parent)
        self._theme = theme
        self._with_name = with_name

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, self._line(option) * (3 if self._with_name else 2) + 18)

    def _line(self, option: QStyleOptionViewItem) -> int:
        return int(option.fontMetrics.height()) + 1

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        view = index.data(ViewRole)
        if not isinstance(view, AlertView):
            return
        painter.save()
        rect = QRectF(option.rect)
        self._paint_ground(painter, option, rect)
        alert, at = view.alert, now()
        icon = self._theme.state_icon(words.shown_state(alert))
        icon.paint(painter, int(rect.left()) + MARGIN, int(rect.top()) + 10, ICON, ICON)
        inner = rect.adjusted(MARGIN * 2 + ICON, 8, -MARGIN, 0)
        inner.setHeight(self._line(option))
        fresh = standing(alert, at) is Standing.OPEN
        bold = scaled(option.font, 1.0, QFont.Weight.DemiBold if fresh else QFont.Weight.Medium)
        small = scaled(option.font, 0.92)
        ink, faint = option.palette.text().color(), self._theme.faint
        kind = words.kind_name(alert.kind)
        first = view.monitor_name if self._with_name else f"{kind} · {words.what(alert)}"
        used = self._right(painter, inner, text.ago(alert.opened_at, at), figures(small), faint)
        self._left(painter, inner.adjusted(0, 0, -used, 0), [(first, ink)], bold)
        inner.translate(0, inner.height())
        if self._with_name:
            told = self._theme.alarm if alert.is_open and alert.kind is alert.kind.DOWN else ink
            self._left(painter, inner, [(f"{kind}  ", told), (words.what(alert), ink)], option.font)
            inner.translate(0, inner.height())
        stands = f"{words.standing(alert, at)} {words.lasted(alert, at)}"
        pieces = [(stands, faint)]
        for delivery in words.newest_by_channel(view.deliveries):
            pieces += [(" · ", faint), (f"{delivery.channel} {words.fate(delivery, at)}", self._ink(delivery))]
        if alert.note:
            pieces += [(" · ", faint), (f"“{alert.note}”", faint)]
        self._left(painter, inner, pieces, small)
        painter.restore()

    def _ink(self, delivery: Delivery) -> QColor:
        return self._theme.alarm if delivery.state is DeliveryState.UNDELIVERABLE else self._theme.faint

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRectF) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._theme.selection)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self._theme.hover)
        painter.setPen(self._theme.line)
        painter.drawLine(QPointF(rect.left(), rect.bottom() - 0.5), QPointF(rect.right(), rect.bottom() - 0.5))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRectF(rect.left(), rect.top(), 2, rect.height()), self._theme.accent)

    def _right(self, painter: QPainter, rect: QRectF, said: str, font: QFont, color: QColor) -> float:
        painter.setFont(font)
        painter.setPen(color)
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, said)
        return QFontMetricsF(font).horizontalAdvance(said) + MARGIN

    def _left(self, painter: QPainter, rect: QRectF, pieces: list[tuple[str, QColor]], font: QFont) -> None:
        """Pieces of one line in their colours; the one that does not fit is elided, those behind it left out."""
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        left = rect.left()
        for said, color in pieces:
            room = rect.right() - left
            if room < metrics.horizontalAdvance("…"):
                return
            shown = metrics.elidedText(said, Qt.TextElideMode.ElideRight, room)
            painter.setPen(color)
            box = QRectF(left, rect.top(), room, rect.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
            if shown != said:
                return
            left += metrics.horizontalAdvance(said)
