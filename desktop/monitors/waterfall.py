"""Where the time of one check went: DNS, TCP, TLS, first byte, transfer, each behind the one before."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from agent.model import Phases
from desktop import text
from desktop.theme import Theme, figures, scaled


class Waterfall(QWidget):
    """A row a phase; the longest stands out. Phases that did not happen have a dash."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._phases: Phases | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Timing of the check"))
        theme.changed.connect(self.update)

    def show_phases(self, phases: Phases | None) -> None:
        self._phases = phases
        self.setAccessibleDescription(", ".join(f"{name} {text.latency(ms)}" for name, ms in self.rows()))
        self.update()

    def rows(self) -> list[tuple[str, float | None]]:
        """Name and length in ms of each phase, in their order."""
        phases = self._phases or Phases()
        return [
            (self.tr("DNS"), phases.dns),
            (self.tr("TCP"), phases.connect),
            (self.tr("TLS"), phases.tls),
            (self.tr("First byte"), phases.first_byte),
            (self.tr("Transfer"), phases.transfer),
        ]

    @property
    def _row_height(self) -> int:
        return self.fontMetrics().height() + 2

    def sizeHint(self) -> QSize:
        return QSize(320, self._row_height * 5)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self._row_height * 5)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(scaled(figures(self.font()), 0.92))
        metrics = painter.fontMetrics()
        rows = self.rows()
        names = max(metrics.horizontalAdvance(name) for name, _ in rows) + 12
        values = max(metrics.horizontalAdvance("00.00 s"), metrics.horizontalAdvance("000 ms")) + 8
        track = QRectF(names, 0, max(20, self.width() - names - values), self._row_height)
        whole = sum(ms or 0 for _, ms in rows) or 1.0
        longest = max((ms or 0 for _, ms in rows), default=0)
        done = 0.0
        for index, (name, ms) in enumerate(rows):
            top = index * self._row_height
            painter.setPen(self._theme.faint)
            painter.drawText(QRectF(0, top, names, self._row_height), Qt.AlignmentFlag.AlignVCenter, name)
            painter.setPen(self._theme.faint if ms is None else self.palette().windowText().color())
            painter.drawText(
                QRectF(self.width() - values, top, values, self._row_height),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                text.latency(ms),
            )
            self._paint_bar(
                painter, track.translated(0, top), done / whole, (ms or 0) / whole, ms == longest and ms > 0
            )
            done += ms or 0

    def _paint_bar(self, painter: QPainter, track: QRectF, start: float, share: float, longest: bool) -> None:
        middle = track.center().y()
        rail = QRectF(track.left(), middle - 0.5, track.width(), 1)
        painter.fillRect(rail, self._theme.line)
        if not share:
            return
        color = QColor(self._theme.accent)
        color.setAlphaF(1.0 if longest else 0.55)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().base())
        bar = QRectF(track.left() + start * track.width(), middle - 4, max(2.0, share * track.width()), 8)
        bar.moveRight(min(bar.right(), track.right()))
        painter.drawRoundedRect(bar, 2, 2)
        painter.setBrush(color)
        painter.drawRoundedRect(bar, 2, 2)
