"""The latency of a monitor over time. Loads pyqtgraph: import after the first paint."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent
from PySide6.QtWidgets import QWidget

from agent.messages import AlertSpan, PhaseHistory
from agent.model import State
from agent.stats import Point
from desktop.charts import words
from desktop.charts.areas import Areas, area
from desktop.charts.axis import LatencyAxis, TimeAxis, quiet
from desktop.charts.looks import Other
from desktop.charts.marks import Failures, Gaps, Grid
from desktop.charts.others import OtherLines, values
from desktop.charts.series import Series
from desktop.charts.shades import AlertShades
from desktop.charts.stacked import StackedPhases
from desktop.charts.strip import Strip
from desktop.charts.threshold import Threshold
from desktop.charts.view import Plot, TimeView
from desktop.theme import Colors, figures, scaled

PAN = 0.2
"""By so much of what is in view a key moves it."""


class LatencyChart(Plot):
    """Medians as a line, a band up to the 95th percentile, gaps left open, failures on the time axis, the times of
    alerts shaded; under it what the checks came to as a heartbeat bar.

    ``pointed`` carries what stands under the crosshair, a line for people, "" when it leaves. ``zoomed`` says that
    another part of the time is shown.
    """

    pointed = Signal(str)
    zoomed = Signal()

    def __init__(self, colors: Colors, parent: QWidget | None = None) -> None:
        self._view = TimeView()
        super().__init__(parent, viewBox=self._view, axisItems={"bottom": TimeAxis(), "left": LatencyAxis()})
        self._colors = colors
        self._series = Series()
        self._times = self._median = self._tops = np.array([], dtype=float)
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
        self._put_strip(plot)
        self._grid, self._gaps, self._failures, self._alerts = Grid(), Gaps(), Failures(), AlertShades()
        self._band = Areas(-10)
        self._high = self.plot(connect="finite", antialias=True)
        self._line = self.plot(connect="finite", antialias=True)
        for curve in (self._high, self._line):
            curve.setDownsampling(auto=True, method="peak")
            curve.setClipToView(True)
        self._lonely = pg.ScatterPlotItem(size=5, pen=None, useCache=False)
        self._stacked = StackedPhases(plot)
        self._others = OtherLines(plot, self.line_pen)
        self._threshold = Threshold(plot)
        self._cross = pg.InfiniteLine(angle=90, movable=False)
        self._dot = pg.ScatterPlotItem(size=8, useCache=False)
        behind = (self._grid, self._gaps, self._alerts, self._band)
        for item in (*behind, self._failures, self._lonely, self._cross, self._dot):
            plot.addItem(item, ignoreBounds=True)
        self._view.disableAutoRange()
        self._view.sigXRangeChanged.connect(self._fit)
        self._view.zoomed.connect(self.zoomed)
        self._view.reset.connect(self.zoomed)
        self.scene().sigMouseMoved.connect(self._follow_mouse)
        colors.changed.connect(self.apply_theme)
        self.apply_theme()
        self._clear_cross()

    def _put_strip(self, plot: pg.PlotItem) -> None:
        """The heartbeat bar stands between the chart and its time axis."""
        self.strip = Strip(self._view, self._colors)
        axis = self.getAxis("bottom")
        plot.layout.removeItem(axis)
        plot.layout.addItem(self.strip, 3, 1)
        plot.layout.addItem(axis, 4, 1)

    # -- what is shown ------------------------------------------------------------------------------------------------

    def set_window(self, start: int, end: int) -> None:
        """The period, in ms since 1970 UTC. A zoomed chart stays where it is."""
        self._view.set_whole(start / 1_000, end / 1_000)

    def show_series(self, series: Series, threshold_ms: float | None, alerts: Sequence[AlertSpan] = ()) -> None:
        self._series, self._threshold.limit = series, threshold_ms
        at, median, high = values(series)
        stacked = self._stacked.covers(at)
        median[stacked] = high[stacked] = np.nan
        self._times, self._median = at, median
        self._tops = np.fmax(median, high) if series.bucketed else median
        self._line.setData(at, median)
        bucketed = series.bucketed
        self._high.setData(at, high) if bucketed else self._high.setData([], [])
        self._band.set_areas([area(at, median, high)] if bucketed else [])
        finite = np.isfinite(median)
        padded = np.concatenate(([False], finite, [False]))
        alone = finite & ~padded[:-2] & ~padded[2:]
        self._lonely.setData(at[alone], median[alone])
        start, end = self._view.whole
        self._gaps.set_gaps([(a / 1_000, b / 1_000) for a, b in series.gaps(int(start * 1_000), int(end * 1_000))])
        self._failures.set_times([time for time, p in zip(at.tolist(), series.points, strict=True) if p.failed])
        self._alerts.set_spans(alerts)
        self.strip.show_series(series)
        self._fit()
        if self._at is not None and self._at not in series.points:
            self._clear_cross()

    def show_others(self, others: Sequence[Other]) -> None:
        """Lay other monitors over this one; a band would be too much then."""
        self._others.show(others)
        for item in (self._band, self._high):
            item.setVisible(not others)
        self._fit()

    def show_phases(self, history: PhaseHistory | None) -> None:
        """Stack phases in the place of the line, as far as they are known; None takes them away. What is shown of the
        series is to be shown anew after it."""
        self._stacked.show(history, self._series.interval)

    def show_all(self) -> None:
        """Undo every zoom."""
        self._view.show_all()
        self.zoomed.emit()

    def show_time(self, start: int, end: int) -> None:
        """Zoom to a time, in ms since 1970 UTC."""
        self._view.show_time(start / 1_000, end / 1_000)

    def zoom(self, factor: float) -> None:
        """Show ``factor`` times as much time, around the crosshair if there is one."""
        self._view.zoom(factor, None if self._at is None else self._series.middle(self._at) / 1_000)

    @property
    def failure_times(self) -> tuple[float, ...]:
        """Where failures are marked, in seconds since 1970 UTC."""
        return self._failures.times

    @property
    def alerts(self) -> tuple[AlertSpan, ...]:
        """The alerts whose time is shaded."""
        return self._alerts.spans

    @property
    def others(self) -> tuple[Other, ...]:
        """The monitors laid over this one."""
        return self._others.others

    @property
    def phases(self) -> PhaseHistory | None:
        """What is stacked."""
        return self._stacked.history

    @property
    def pointed_at(self) -> int | None:
        """The time under the crosshair, in ms since 1970 UTC."""
        return None if self._at is None else int(self._series.middle(self._at))

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
        times, tops = self._times, self._median if self._others.others else self._tops
        seen = (times >= low) & (times <= high) & np.isfinite(tops)
        times, tops = times[seen], tops[seen]
        top = max(float(tops.max(initial=0.0)), self._others.top(low, high), self._stacked.top(low, high))
        if self._threshold.within(top):
            top = max(top, self._threshold.limit or 0)
        self._show_scale(bool(top))
        edge = top * 1.18 if top else 100.0
        self._view.setYRange(0, edge, padding=0)
        self._threshold.place(low, high, edge, list(zip(times.tolist(), tops.tolist(), strict=True)))
        self._stacked.place(low, high, edge)

    # -- the crosshair ------------------------------------------------------------------------------------------------

    def point_at(self, at_ms: int) -> None:
        """Put the crosshair on the point nearest to a time."""
        point = self._series.nearest(at_ms)
        if point is None:
            self._clear_cross()
            return
        self._at = point
        at = self._series.middle(point) / 1_000
        self._cross.setValue(at)
        self._cross.show()
        phases = self._stacked.nearest(at * 1_000)
        answered = [] if point.latency_ms is None or phases is not None else [point.latency_ms]
        self._dot.setData([at] * len(answered), answered)
        said = self.describe(point)
        if phases is not None and point.latency_ms is not None:
            said = " · ".join((said.split(" · ")[0], words.phases(phases.phases)))
        self.setAccessibleDescription(said)
        self.pointed.emit(said)

    def describe(self, point: Point) -> str:
        """A point in words, see :func:`desktop.charts.words.point`."""
        return words.point(point, self._series.width_of(point))

    def _clear_cross(self) -> None:
        self._at = None
        self._cross.hide()
        self._dot.clear()
        self.pointed.emit("")

    def _follow_mouse(self, position: QPointF) -> None:
        if self._view.sceneBoundingRect().united(self.strip.sceneBoundingRect()).contains(position):
            self.point_at(int(self._view.mapSceneToView(position).x() * 1_000))
        else:
            self._clear_cross()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._clear_cross()

    def event(self, event: Any) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape and self.is_zoomed:
            event.accept()  # first undo the zoom, then what Escape does elsewhere
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right move the crosshair, and with Shift what is in view; plus and minus zoom; Escape, Home and 0
        show all."""
        key = event.key()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            by = 1 if key == Qt.Key.Key_Right else -1
            if shift:
                self._view.pan(by * PAN)
            else:
                self._step(by)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._view.pan(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom(1.25 if key == Qt.Key.Key_Minus else 0.8)
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Home) or (key == Qt.Key.Key_Escape and self.is_zoomed):
            self.show_all()
        else:
            event.ignore()
            return
        event.accept()

    def _step(self, by: int) -> None:
        real = [p for p in self._series.points if p.checks]
        if not real:
            return
        if self._at in real:
            index = min(max(real.index(self._at) + by, 0), len(real) - 1)
        else:
            low, high = self.shown
            seen = [i for i, p in enumerate(real) if low <= self._series.middle(p) <= high] or [0, len(real) - 1]
            index = seen[-1] if by < 0 else seen[0]
        at = int(self._series.middle(real[index]))
        self._view.reveal(at / 1_000)
        self.point_at(at)

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self._clear_cross()

    # -- looks --------------------------------------------------------------------------------------------------------

    def close(self) -> bool:
        """pyqtgraph takes a plot apart when it is closed: no theme may touch it after that."""
        if self.plotItem is not None:
            self._colors.changed.disconnect(self.apply_theme)
        return bool(super().close())

    def apply_theme(self) -> None:
        colors = self._colors
        small = scaled(figures(self.font()), 0.9)
        for name in ("bottom", "left"):
            quiet(self.getAxis(name), colors.faint, self.line_pen(colors.line), small)
        self.getAxis("left").setWidth(self.fontMetrics().horizontalAdvance("000 ms") + 8)
        accent = self.focus_color = colors.accent
        self._line.setPen(self.line_pen(accent, 1.5))
        self._high.setPen(self.line_pen(_faded(accent, 0.4)))
        self._band.set_look([_faded(accent, 0.12)])
        self._lonely.setBrush(accent)
        self._dot.setBrush(accent)
        self._dot.setPen(self.line_pen(colors.base, 2))
        self._cross.setPen(self.line_pen(colors.faint))
        slow = self.line_pen(colors.color(State.DEGRADED), 1, Qt.PenStyle.DashLine)
        self._threshold.set_look(slow, colors.faint, _faded(colors.base, 0.75), small)
        self._failures.set_color(colors.color(State.DOWN))
        self._alerts.set_colors(colors)
        self._gaps.set_look(_faded(colors.faint, 0.13), colors.faint, QFont(small))
        self._stacked.apply_look(colors, self.line_pen, small)
        self._others.apply_looks()
        self._view.set_band_color(_faded(accent, 0.18))
        self._grid.set_pen(self.line_pen(colors.line))
        self.strip.update()

    def _show_scale(self, known: bool) -> None:
        """Without a latency there is nothing that a scale could measure."""
        self.getAxis("left").setStyle(showValues=known)
        self._grid.setVisible(known)


def _faded(color: QColor, opacity: float) -> QColor:
    other = QColor(color)
    other.setAlphaF(opacity)
    return other
