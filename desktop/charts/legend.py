"""Which line is which monitor, and which area which phase."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from agent.messages import PhaseHistory
from agent.model import Phases
from agent.stats import mean_phases
from desktop import text
from desktop.charts.looks import Look, phase_colors, phase_names, style
from desktop.theme import Colors, figures, scaled

SAMPLE, GAP, APART = 22.0, 6.0, 16.0
LONGEST = 0.6
"""No entry is wider than this part of the legend."""


@dataclass(frozen=True)
class Entry:
    """A name with a value beside it, "" for none; an ``area`` is a patch of its colour, else a piece of the line."""

    name: str
    value: str
    look: Look
    area: bool = False


def arrange(entries: Sequence[Entry], font: QFont, width: float) -> list[QRectF]:
    """Where each entry stands, one behind the other in as many rows as it takes."""
    metrics = QFontMetricsF(font)
    row = metrics.height() + 2
    x = y = 0.0
    places = []
    for entry in entries:
        sample = metrics.height() * 0.7 if entry.area else SAMPLE
        wide = min(sample + GAP + metrics.horizontalAdvance(said(entry)) + 1, width * LONGEST)
        if x and x + wide > width:
            x, y = 0.0, y + row
        places.append(QRectF(x, y, wide, row))
        x += wide + APART
    return places


def said(entry: Entry) -> str:
    return f"{entry.name} {entry.value}" if entry.value else entry.name


def paint(painter: QPainter, place: QRectF, entries: Sequence[Entry], font: QFont, colors: Colors) -> float:
    """Paint entries from the top left of ``place`` on; how high they are."""
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    bottom = 0.0
    for entry, where in zip(entries, arrange(entries, font, place.width()), strict=True):
        box = where.translated(place.topLeft())
        bottom = where.bottom()
        if entry.area:
            side = metrics.height() * 0.7
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(entry.look.color)
            painter.drawRoundedRect(QRectF(box.left(), box.center().y() - side / 2, side, side), 2, 2)
        else:
            side = SAMPLE
            pen = QPen(entry.look.color, 2, style(entry.look.dashes))
            if entry.look.dashes:
                pen.setDashPattern([length * 0.75 for length in entry.look.dashes])
            painter.setPen(pen)
            painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.left() + side, box.center().y()))
        room_for = QRectF(box.left() + side + GAP, box.top(), box.width() - side - GAP, box.height())
        room = room_for.width() - (metrics.horizontalAdvance(f" {entry.value}") if entry.value else 0)
        name = metrics.elidedText(entry.name, Qt.TextElideMode.ElideRight, room + 1)
        painter.setPen(colors.faint)
        painter.drawText(room_for, Qt.AlignmentFlag.AlignVCenter, name)
        if entry.value:
            painter.setPen(colors.text)
            painter.drawText(room_for, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, entry.value)
    return bottom


def phase_entries(history: PhaseHistory, start: int, end: int, colors: Colors) -> list[Entry]:
    """Each phase with its mean over ``start`` to ``end``."""
    seen = [point.phases for point in history.points if start <= point.at <= end]
    mean = mean_phases(seen) if seen else Phases()
    values = (mean.dns, mean.connect, mean.tls, mean.first_byte, mean.transfer)
    rows = zip(phase_names(), values, phase_colors(colors), strict=True)
    return [Entry(name, text.latency(ms), Look(color), area=True) for name, ms, color in rows]


class Legend(QWidget):
    """Shows entries; there is none of it where there are none."""

    def __init__(self, colors: Colors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colors = colors
        self._entries: tuple[Entry, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        colors.changed.connect(self.update)
        self.hide()

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self._entries

    def show_entries(self, entries: Sequence[Entry]) -> None:
        if tuple(entries) == self._entries:
            return
        moved = [said(entry) for entry in entries] != [said(entry) for entry in self._entries]
        self._entries = tuple(entries)
        self.setVisible(bool(entries))
        self.setAccessibleName(", ".join(said(entry) for entry in entries))
        if moved:
            self.updateGeometry()
        self.update()

    @property
    def _font(self) -> QFont:
        return scaled(figures(self.font()), 0.92)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        places = arrange(self._entries, self._font, width)
        return round(places[-1].bottom()) + 2 if places else 0

    def sizeHint(self) -> QSize:
        width = max(self.width(), 200)
        return QSize(width, self.heightForWidth(width))

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint(QPainter(self), QRectF(self.rect()), self._entries, self._font, self._colors)
