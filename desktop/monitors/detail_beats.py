"""The last checks of one monitor as a bar that the keyboard can walk."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from agent.messages import MonitorView
from agent.model import Beat
from desktop import text
from desktop.labels import tooltip
from desktop.monitors.heartbeat import SLOTS, arrange, paint_beats, slot_at
from desktop.theme import Theme


class HeartbeatBar(QWidget):
    """One focus stop; left and right move between the checks. ``pointed`` carries the one in words."""

    pointed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._beats: tuple[Beat, ...] = ()
        self._pace: float | None = None
        self._marked = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Last {count} checks").format(count=SLOTS))
        theme.changed.connect(self.update)

    def show_beats(self, view: MonitorView) -> None:
        self._pace = float(view.monitor.interval)
        if view.beats != self._beats:
            self._beats = view.beats
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, 28)

    @property
    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(2, 2, -2, -2)

    def describe(self, index: int) -> str:
        """What a slot shows: time, outcome, latency and cause."""
        row = arrange(self._beats, SLOTS, self._pace)
        if not 0 <= index < len(row):
            return ""
        beat = row[index]
        if beat is None:
            return self.tr("not checked")
        parts = [text.timestamp(beat.at), beat.outcome.value]
        if beat.latency_ms is not None:
            parts.append(text.latency(beat.latency_ms))
        if beat.cause is not None:
            parts.append(text.cause_name(beat.cause))
        return " · ".join(parts)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            said = self.describe(slot_at(self._area, event.pos().x(), self._beats, SLOTS, self._pace))
            QToolTip.showText(event.globalPos(), tooltip(said), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            super().keyPressEvent(event)
            return
        count = len(arrange(self._beats, SLOTS, self._pace))
        if count:
            by = 1 if event.key() == Qt.Key.Key_Right else -1
            self._mark(min(max(self._marked + by, 0), count - 1) if self._marked >= 0 else count - 1)

    def _mark(self, index: int) -> None:
        self._marked = index
        said = self.describe(index)
        self.setAccessibleDescription(said)
        self.pointed.emit(said)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark(-1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_beats(painter, self._area, self._beats, self._theme, SLOTS, self._pace, self._marked)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.accent, 1))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
