"""The heartbeat bar: one bar a check, newest on the right; height, notch and hatching tell what colour tells."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from agent.model import Beat, Outcome, State
from desktop.theme import Theme

SLOTS = 40
HEIGHTS = {Outcome.UP: 0.6, Outcome.DEGRADED: 0.8, Outcome.DOWN: 1.0, Outcome.UNKNOWN: 0.6}
UP_OPACITY = 0.65
"""UP is calm, so that trouble stands out."""
GAP = 2.5
"""More than so many intervals between two checks are a slot "not checked"."""


def arrange(beats: Sequence[Beat], slots: int = SLOTS, pace_s: float | None = None) -> list[Beat | None]:
    """What each slot shows, oldest first, at most ``slots``; None is a gap in which nothing was checked.

    ``pace_s`` is the monitor's interval; checks that came slower than that throughout (an interval that was
    shortened) make no gaps.
    """
    times = [later.at - earlier.at for earlier, later in pairwise(beats)]
    usual = max(median(times) if times else 0, (pace_s or 0) * 1_000)
    row: list[Beat | None] = list(beats[:1])
    for beat, passed in zip(beats[1:], times, strict=True):
        if usual and passed > GAP * usual:
            row.append(None)
        row.append(beat)
    return row[-slots:]


def slot_at(rect: QRectF, x: float, beats: Sequence[Beat], slots: int = SLOTS, pace_s: float | None = None) -> int:
    """The index into :func:`arrange` of what is painted at ``x``; -1 where nothing is."""
    row = arrange(beats, slots, pace_s)
    if not rect.left() <= x < rect.right():
        return -1
    index = int((x - rect.left()) / rect.width() * slots) - (slots - len(row))
    return index if 0 <= index < len(row) else -1


def paint_beats(
    painter: QPainter,
    rect: QRectF,
    beats: Sequence[Beat],
    theme: Theme,
    slots: int = SLOTS,
    pace_s: float | None = None,
    marked: int = -1,
) -> None:
    """Paint the newest ``slots`` of ``beats`` (oldest first) into ``rect``, on whole pixels of the device.

    ``marked`` is the slot (an index into :func:`arrange`) that has the keyboard's focus.
    """
    row = arrange(beats, slots, pace_s)
    ratio = painter.device().devicePixelRatio() if painter.device() else 1.0
    step = rect.width() / slots
    width = max(1, round(step * ratio * 0.62)) / ratio
    bottom = round(rect.bottom() * ratio) / ratio
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
    groups: dict[Outcome, list[QRectF]] = {}
    unchecked: list[QRectF] = []
    maintained: list[QRectF] = []
    for index, beat in enumerate(row):
        left = round((rect.left() + (slots - len(row) + index) * step) * ratio) / ratio
        height = round(rect.height() * ratio * HEIGHTS[beat.outcome if beat else Outcome.UNKNOWN]) / ratio
        bar = QRectF(left, bottom - height, width, height)
        if beat is not None and beat.maintenance:
            maintained.append(bar)
        elif beat is None or beat.outcome is Outcome.UNKNOWN:
            unchecked.append(bar)
        elif beat.outcome is Outcome.DOWN:
            notch = max(1, round(height * ratio * 0.12)) / ratio
            cap = round(height * ratio * 0.18) / ratio
            parts = groups.setdefault(Outcome.DOWN, [])
            parts.append(QRectF(left, bar.top(), width, cap))
            parts.append(QRectF(left, bar.top() + cap + notch, width, height - cap - notch))
        else:
            groups.setdefault(beat.outcome, []).append(bar)
        if index == marked:
            painter.fillRect(QRectF(left - 1, rect.top(), width + 2, rect.height()), theme.selection)
            painter.fillRect(QRectF(left - 1, bottom, width + 2, 2), theme.accent)
    for outcome, bars in groups.items():
        color = theme.color(outcome)
        if outcome is Outcome.UP:
            color.setAlphaF(UP_OPACITY)
        painter.setBrush(color)
        painter.drawRects(bars)
    _outline(painter, maintained, theme.color(State.MAINTENANCE))
    _hatch(painter, unchecked, theme.color(Outcome.UNKNOWN), step)
    painter.restore()


def _outline(painter: QPainter, bars: Sequence[QRectF], color: QColor) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color, 1))
    painter.drawRects([bar.adjusted(0.5, 0.5, -0.5, -0.5) for bar in bars])
    painter.setPen(Qt.PenStyle.NoPen)


def _hatch(painter: QPainter, bars: Sequence[QRectF], color: QColor, step: float) -> None:
    """A thin slanted stroke a slot: neighbours make a hatched field."""
    if not bars:
        return
    color.setAlphaF(0.8)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, 1))
    for bar in bars:
        painter.drawLine(
            QPointF(bar.left(), bar.bottom() - 0.5), QPointF(bar.left() + step * 0.7, bar.bottom() - bar.height() * 0.6)
        )
