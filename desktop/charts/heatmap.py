"""A year of days as a calendar: a column a week, a row a weekday, the colour how much the monitor was up."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from agent.model import State
from agent.stats import Day
from desktop.charts.days import color, describe, level
from desktop.labels import tooltip
from desktop.theme import Colors, figures, scaled

WEEKDAYS = 7
LARGEST = 16.0
"""A cell is no wider than so many pixels, with its gap."""
TALLER = 1.4
"""A cell is at most so many times as high as it is wide: a year is wide, and its place is not."""
INSET = {State.UP: 0.75, State.DEGRADED: 0.5, State.DOWN: 0.0, None: 0.75}
"""By so much a cell is smaller on each side: bad days are larger, so that it is not colour alone that tells them."""
ROUND = 1.0


class HeatMap(QWidget):
    """``pointed`` carries the day under the pointer or the keyboard's mark in words, "" for none; ``chosen`` the one
    that was clicked or entered. One focus stop: arrows move between days, Home and End to the first and the last."""

    pointed = Signal(str)
    chosen = Signal(object)

    def __init__(self, colors: Colors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colors = colors
        self._days: tuple[Day, ...] = ()
        self._dates: list[date] = []
        self._at = -1
        self.setAccessibleName(self.tr("Uptime of a year, day by day"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        colors.changed.connect(self.update)

    @property
    def days(self) -> tuple[Day, ...]:
        """What is shown, oldest first."""
        return self._days

    def show_days(self, days: Sequence[Day]) -> None:
        """The days to show, each the one after the one before."""
        self._days = tuple(days)
        self._dates = [datetime.fromtimestamp(day.start / 1_000).astimezone().date() for day in days]
        self._point(self._at if self._at < len(self._days) else -1)

    # -- where things are ---------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(420, 84)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 84)

    @property
    def _left(self) -> float:
        return self.fontMetrics().horizontalAdvance(self._weekday(0)) + 4

    @property
    def _top(self) -> float:
        return self.fontMetrics().height() * 0.9

    @property
    def _weeks(self) -> int:
        return (len(self._days) + self._shift + WEEKDAYS - 1) // WEEKDAYS if self._days else 1

    @property
    def _shift(self) -> int:
        """How many days of the first week are missing."""
        return self._dates[0].weekday() if self._dates else 0

    @property
    def _step(self) -> QPointF:
        """How far a day is from its neighbours."""
        across = min(LARGEST, (self.width() - self._left - 2) / self._weeks)
        down = min(across * TALLER, (self.height() - self._top - 2) / WEEKDAYS)
        return QPointF(across, down)

    def cell(self, index: int) -> QRectF:
        """Where a day is."""
        week, weekday = divmod(index + self._shift, WEEKDAYS)
        step = self._step
        return QRectF(self._left + week * step.x(), self._top + weekday * step.y(), step.x(), step.y())

    def index_at(self, place: QPointF) -> int:
        """The day at a place, -1 for none."""
        step = self._step
        week, weekday = (place.x() - self._left) // step.x(), (place.y() - self._top) // step.y()
        index = int(week * WEEKDAYS + weekday) - self._shift
        inside = week >= 0 and 0 <= weekday < WEEKDAYS and 0 <= index < len(self._days)
        return index if inside else -1

    # -- pointing and choosing ----------------------------------------------------------------------------------------

    def _point(self, index: int) -> None:
        self._at = index
        said = describe(self._days[index]) if 0 <= index < len(self._days) else ""
        self.setAccessibleDescription(said)
        self.pointed.emit(said)
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.index_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), tooltip(describe(self._days[index])) if index >= 0 else "", self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.index_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if index >= 0 else Qt.CursorShape.ArrowCursor)
        self._point(index)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.index_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and index >= 0:
            self.chosen.emit(self._days[index])

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(-1)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Left: -WEEKDAYS,
            Qt.Key.Key_Right: WEEKDAYS,
            Qt.Key.Key_Home: -len(self._days),
            Qt.Key.Key_End: len(self._days),
        }
        key, last = Qt.Key(event.key()), len(self._days) - 1
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._at >= 0:
            self.chosen.emit(self._days[self._at])
        elif key in steps and self._days:
            self._point(min(max(self._at + steps[key], 0), last) if self._at >= 0 else last)
        else:
            event.ignore()

    # -- painting -----------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        self.paint(QPainter(self))

    def paint(self, painter: QPainter) -> None:
        """Paint all of it with its top left at the painter's origin."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(scaled(figures(self.font()), 0.82))
        self._paint_names(painter)
        painter.setPen(Qt.PenStyle.NoPen)
        for index, day in enumerate(self._days):
            inset = INSET[level(day)]
            painter.setBrush(color(day, self._colors))
            painter.drawRoundedRect(self.cell(index).adjusted(inset, inset, -inset - 0.25, -inset - 0.25), ROUND, ROUND)
        if self._at >= 0:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._colors.text, 1.5))
            painter.drawRoundedRect(self.cell(self._at).adjusted(-0.25, -0.25, -0.25, -0.25), 2, 2)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._colors.accent, 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _paint_names(self, painter: QPainter) -> None:
        painter.setPen(self._colors.faint)
        step, metrics = self._step, painter.fontMetrics()
        for weekday in (0, 2, 4):
            place = QRectF(2, self._top + weekday * step.y(), self._left, step.y())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, self._weekday(weekday))
        free = 0.0
        for index, day in enumerate(self._dates):
            name = QLocale().monthName(day.month, QLocale.FormatType.ShortFormat)
            left, wide = self.cell(index).left(), metrics.horizontalAdvance(name)
            if day.day == 1 and left >= free and left + wide <= self.width():
                painter.drawText(QPointF(left, self._top - 4), name)
                free = left + wide + 4

    def _weekday(self, number: int) -> str:
        return QLocale().dayName(number + 1, QLocale.FormatType.ShortFormat)
