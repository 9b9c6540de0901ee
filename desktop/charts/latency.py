"""The latency of a monitor over time. Loads pyqtgraph: import after the first paint."""

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent
from PySide6.QtWidgets import QWidget

from agent.model import State
from agent.stats import Point
from desktop import text
from desktop.charts.axis import LatencyAxis, TimeAxis, quiet
from desktop.charts.marks import Failures, Gaps, Grid
from desktop.charts.series import Series
from desktop.charts.threshold import Threshold
from desktop.charts.view import Plot, TimeView
from desktop.theme import Theme, figures, scaled


class LatencyChart(Plot):
    """Medians as a line, 95th percentiles faint above it, gaps left open, failures on the time axis.

    ``pointed`` carries what stands under the crosshair, a line for people, "" when it leaves. ``zoomed`` says that
    another part of the time is shown.
    """

    pointed = Signal(str)
    zoomed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._view = TimeView()
        super().__init__(parent, viewBox=self._view, axisItems={"bottom": TimeAxis(), "left": LatencyAxis()})
        self._theme = theme
        self._series = Series()
        self._at: Point | None = None
        self.setAccessibleName(self.tr("Latency chart"))
        self.setBackground(None)
        self.setAntialiasing(True)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setMinimumHeight(140)
        plot = self.getPlotItem()
        plot.showAxes((True, False, False, True), showValues=(True, False, False, True))
        plot.setContentsMargins(0, 4, 4, 0)
        self._grid, self._gaps, self._failures = Grid(), Gaps(), Failures()
        self._high = self.plot(connect="finite", antialias=True)
        self._line = self.plot(connect="finite", antialias=True)
        for curve in (self._high, self._line):
            curve.setDownsampling(auto=True, method="peak")
            curve.setClipToView(True)
        self._lonely = pg.ScatterPlotItem(size=5, pen=None)
        self._threshold = Threshold(plot)
        self._cross = pg.InfiniteLine(angle=90, movable=False)
        self._dot = pg.ScatterPlotItem(size=8)
        for item in (
            self._grid,
            self._gaps,
            self._failures,
            self._lonely,
            self._cross,
            self._dot,
        ):
            plot.addItem(item, ignoreBounds=True)
        self._view.disableAutoRange()
        self._view.sigXRangeChanged.connect(self._fit)
        self._view.zoomed.connect(self.zoomed)
        self._view.reset.connect(self.zoomed)
        self.scene().sigMouseMoved.connect(self._follow_mouse)
        theme.changed.connect(self.apply_theme)
        self.apply_theme()
        self._clear_cross()

    # -- what is shown ------------------------------------------------------------------------------------------------

    def set_window(self, start: int, end: int) -> None:
        """The period, in ms since 1970 UTC. A zoomed chart stays where it is."""
        self._view.set_whole(start / 1_000, end / 1_000)

    def show_series(self, series: Series, threshold_ms: float | None) -> None:
        self._series, self._threshold.limit = series, threshold_ms
        at = np.array([p.at / 1_000 for p in series.points], dtype=float)
        median = np.array([np.nan if p.latency_ms is None else p.latency_ms for p in series.points], dtype=float)
        high = np.array([np.nan if p.high_ms is None else p.high_ms for p in series.points], dtype=float)
        self._line.setData(at, median)
        self._high.setData(at, high) if series.bucketed else self._high.setData([], [])
        finite = np.isfinite(median)
        padded = np.concatenate(([False], finite, [False]))
        alone = finite & ~padded[:-2] & ~padded[2:]
        self._lonely.setData(at[alone], median[alone])
        start, end = self._view.whole
        self._gaps.set_gaps([(a / 1_000, b / 1_000) for a, b in series.gaps(int(start * 1_000), int(end * 1_000))])
        self._failures.set_times([p.at / 1_000 for p in series.points if p.failed])
        self._fit()
        if self._at is not None and self._at not in series.points:
            self._clear_cross()

    def show_all(self) -> None:
        """Undo every zoom."""
        self._view.show_all()
        self.zoomed.emit()

    @property
    def failure_times(self) -> tuple[float, ...]:
        """Where failures are marked, in seconds since 1970 UTC."""
        return self._failures.times

    @property
    def is_zoomed(self) -> bool:
        return self._view.is_zoomed

    @property
    def shown(self) -> tuple[int, int]:
        """The time in view, in ms since 1970 UTC."""
        low, high = self._view.viewRange()[0]
        return int(low * 1_000), int(high * 1_000)

    def _fit(self, *_: object) -> None:
        """Latency always starts at 0 and reaches a little above what is in view."""
        low, high = self._view.viewRange()[0]
        inside = [p for p in self._series.points if low <= p.at / 1_000 <= high and p.latency_ms is not None]
        bucketed = self._series.bucketed
        tops = [(p.high_ms if bucketed else None) or p.latency_ms or 0 for p in inside]
        top = max(tops, default=0.0)
        if self._threshold.within(top):
            top = max(top, self._threshold.limit or 0)
        self._show_scale(bool(top))
        edge = top * 1.18 if top else 100.0
        self._view.setYRange(0, edge, padding=0)
        self._threshold.place(low, high, edge, [(p.at / 1_000, ms) for p, ms in zip(inside, tops, strict=True)])

    # -- the crosshair ------------------------------------------------------------------------------------------------

    def point_at(self, at_ms: int) -> None:
        """Put the crosshair on the point nearest to a time."""
        point = self._series.nearest(at_ms)
        if point is None:
            self._clear_cross()
            return
        self._at = point
        self._cross.setValue(point.at / 1_000)
        self._cross.show()
        answered = [] if point.latency_ms is None else [point.latency_ms]
        self._dot.setData([point.at / 1_000] * len(answered), answered)
        said = self.describe(point)
        self.setAccessibleDescription(said)
        self.pointed.emit(said)

    def describe(self, point: Point) -> str:
        """A point in words: "Sun 22 Nov 13:59:12 · 84 ms"."""
        parts = [text.timestamp(point.at)]
        if point.checks > 1:
            parts.append(self.tr("median {value}").format(value=text.latency(point.latency_ms)))
            parts.append(self.tr("95 % below {value}").format(value=text.latency(point.high_ms)))
            if point.failed:
                parts.append(self.tr("{failed} of {checks} failed").format(failed=point.failed, checks=point.checks))
        elif point.failed:
            parts.append(self.tr("failed"))
        elif point.latency_ms is not None:
            parts.append(text.latency(point.latency_ms))
        else:
            parts.append(self.tr("no answer"))
        return " · ".join(parts)

    def _clear_cross(self) -> None:
        self._at = None
        self._cross.hide()
        self._dot.clear()
        self.pointed.emit("")

    def _follow_mouse(self, position: QPointF) -> None:
        if self._view.sceneBoundingRect().contains(position):
            self.point_at(int(self._view.mapSceneToView(position).x() * 1_000))
        else:
            self._clear_cross()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._clear_cross()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right move the crosshair, plus and minus zoom, Escape and 0 show all."""
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self._view.zoom(1.25 if key == Qt.Key.Key_Minus else 0.8, self._at.at / 1_000 if self._at else None)
        elif key == Qt.Key.Key_0 or (key == Qt.Key.Key_Escape and self.is_zoomed):
            self.show_all()
        else:
            event.ignore()
            return
        event.accept()

    def _step(self, by: int) -> None:
        real = [p for p in self._series.points if p.checks]
        if not real:
            return
        index = real.index(self._at) + by if self._at in real else (len(real) - 1 if by < 0 else 0)
        self.point_at(real[min(max(index, 0), len(real) - 1)].at)

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self._clear_cross()

    # -- looks --------------------------------------------------------------------------------------------------------

    def close(self) -> bool:
        """pyqtgraph takes a plot apart when it is closed: no theme may touch it after that."""
        if self.plotItem is not None:
            self._theme.changed.disconnect(self.apply_theme)
        return bool(super().close())

    def apply_theme(self) -> None:
        theme = self._theme
        small = scaled(figures(self.font()), 0.9)
        for name in ("bottom", "left"):
            quiet(self.getAxis(name), theme.faint, self.line_pen(theme.line), small)
        self.getAxis("left").setWidth(self.fontMetrics().horizontalAdvance("000 ms") + 8)
        accent = self.focus_color = theme.accent
        self._line.setPen(self.line_pen(accent, 1.5))
        self._high.setPen(self.line_pen(_faded(accent, 0.4)))
        self._lonely.setBrush(accent)
        self._dot.setBrush(accent)
        self._dot.setPen(self.line_pen(self.palette().base().color(), 2))
        self._cross.setPen(self.line_pen(theme.faint))
        slow = self.line_pen(theme.color(State.DEGRADED), 1, Qt.PenStyle.DashLine)
        self._threshold.set_look(slow, theme.faint, _faded(self.palette().base().color(), 0.75), small)
        self._failures.set_color(theme.color(State.DOWN))
        self._gaps.set_look(_faded(theme.faint, 0.13), theme.faint, QFont(small))
        self._view.set_band_color(_faded(accent, 0.18))
        self._grid.set_pen(self.line_pen(theme.line))

    def _show_scale(self, known: bool) -> None:
        """Without a latency there is nothing that a scale could measure."""
        self.getAxis("left").setStyle(showValues=known)
        self._grid.setVisible(known)


def _faded(color: QColor, opacity: float) -> QColor:
    other = QColor(color)
    other.setAlphaF(opacity)
    return other
