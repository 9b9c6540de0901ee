"""Uptime by hour, day or week as bars. Loads pyqtgraph: import after the first paint."""

from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from agent.messages import Unit
from agent.stats import Day
from desktop.charts import days
from desktop.charts.axis import quiet, whole_labels
from desktop.charts.ticks import time_ticks
from desktop.charts.view import Plot
from desktop.theme import Colors, figures, scaled

FLOORS = (0.98, 0.9, 0.5, 0.0)
"""Where the bars begin: the highest that leaves something of the worst of them. The axis says which."""

MANY = 90
"""More bars than so many stand side by side without a gap: thinner ones would flicker."""


class UnitAxis(pg.AxisItem):
    """Times along the bottom: a value is the place of a bar in the row."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self.starts: list[int] = []

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:  # noqa: N803
        if not self.starts:
            return []
        ticks = time_ticks(self.starts[0] / 1_000, self.starts[-1] / 1_000, int(size / 60))
        places = [(float(self._nearest(at)), label) for at, label in ticks]
        self._labels = dict(whole_labels(self, places, minVal, maxVal, size))
        return [(1.0, list(self._labels))]

    def _nearest(self, at: float) -> int:
        return min(range(len(self.starts)), key=lambda i: abs(self.starts[i] / 1_000 - at))

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [self._labels.get(value, "") for value in values]


class ShareAxis(pg.AxisItem):
    """Percent up the left side: the floor and 100 %."""

    def __init__(self) -> None:
        super().__init__("left")

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:  # noqa: N803
        floor = next(f for f in FLOORS if f <= minVal + 1e-9)
        return [(1.0, [floor, 1.0])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [f"{value * 100:.0f} %" for value in values]


class UptimeChart(Plot):
    """One bar a local hour, day or week. ``pointed`` carries the one under the pointer in words, "" when it leaves,
    ``chosen`` the one that was clicked or entered."""

    pointed = Signal(str)
    chosen = Signal(object)

    def __init__(self, colors: Colors, parent: QWidget | None = None) -> None:
        self._days_axis = UnitAxis()
        view = pg.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0)
        super().__init__(parent, viewBox=view, axisItems={"bottom": self._days_axis, "left": ShareAxis()})
        self._view = view
        self._colors = colors
        self._unit = Unit.DAY
        self._days: tuple[Day, ...] = ()
        self._at = -1
        self.setAccessibleName(self.tr("Uptime by day"))
        self.setBackground(None)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.getPlotItem().showAxes((True, False, False, True), showValues=(True, False, False, True))
        self.getPlotItem().setContentsMargins(0, 4, 4, 0)
        self._bars = pg.BarGraphItem(x=[], height=[], width=0.7)
        self._mark = pg.BarGraphItem(x=[], height=[], width=1.0)
        for item in (self._mark, self._bars):
            self.addItem(item, ignoreBounds=True)
        view.disableAutoRange()
        self.scene().sigMouseMoved.connect(self._follow_mouse)
        self.scene().sigMouseClicked.connect(self._choose_clicked)
        colors.changed.connect(self.apply_theme)
        self.apply_theme()

    @property
    def days(self) -> tuple[Day, ...]:
        """What is shown, oldest first."""
        return self._days

    @property
    def floor(self) -> float:
        """Where the bars begin, 0 to 1: a little below the worst day, at a round number."""
        worst = min((d.uptime.ratio for d in self._days if d.uptime.ratio is not None), default=1.0)
        return next(f for f in FLOORS if worst >= f + (1 - f) * 0.1 or f == 0)

    def show_days(self, shown: Sequence[Day], unit: Unit = Unit.DAY) -> None:
        """What to show, oldest first; where nothing is covered is a faint stub."""
        self._days, self._unit = tuple(shown), unit
        self._days_axis.starts = [day.start for day in self._days]
        floor = self.floor
        tops = [day.uptime.ratio if day.uptime.ratio is not None else 1.0 for day in self._days]
        self._bars.setOpts(
            x=list(range(len(tops))),
            y0=[floor] * len(tops),
            y1=[max(top, floor + (1 - floor) * 0.03) for top in tops],
            height=None,
            width=0.7 if len(tops) <= MANY else 1.0,
            brushes=[days.color(day, self._colors) for day in self._days],
            pen=pg.mkPen(None),
        )
        self._view.setXRange(-0.6, max(len(tops), 1) - 0.4, padding=0)
        self._view.setYRange(floor, 1 + (1 - floor) * 0.04, padding=0)
        self._point(self._at if self._at < len(self._days) else -1)
        self.getAxis("left").picture = None
        self.getAxis("bottom").picture = None

    def _point(self, index: int) -> None:
        self._at = index
        on = 0 <= index < len(self._days)
        floor = self.floor
        self._mark.setOpts(x=[index] if on else [], y0=[floor] if on else [], y1=[1.1] if on else [], height=None)
        said = days.describe(self._days[index], self._unit) if on else ""
        if on:
            self.setAccessibleDescription(said)
        self.pointed.emit(said)

    def _follow_mouse(self, position: QPointF) -> None:
        inside = self._view.sceneBoundingRect().contains(position)
        self._point(round(self._view.mapSceneToView(position).x()) if inside else -1)

    def _choose_clicked(self, event: Any) -> None:
        index = round(self._view.mapSceneToView(event.scenePos()).x())
        if event.button() == Qt.MouseButton.LeftButton and 0 <= index < len(self._days):
            self.chosen.emit(self._days[index])

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right move from bar to bar, Enter chooses one."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and 0 <= self._at < len(self._days):
            self.chosen.emit(self._days[self._at])
            return
        if event.key() not in (Qt.Key.Key_Left, Qt.Key.Key_Right) or not self._days:
            event.ignore()
            return
        by = 1 if event.key() == Qt.Key.Key_Right else -1
        index = self._at + by if self._at >= 0 else len(self._days) - 1
        self._point(min(max(index, 0), len(self._days) - 1))

    def close(self) -> bool:
        """pyqtgraph takes a plot apart when it is closed: no theme may touch it after that."""
        if self.plotItem is not None:
            self._colors.changed.disconnect(self.apply_theme)
        return bool(super().close())

    def apply_theme(self) -> None:
        small = scaled(figures(self.font()), 0.9)
        for name in ("bottom", "left"):
            quiet(self.getAxis(name), self._colors.faint, self.line_pen(self._colors.line), small)
        self.getAxis("left").setWidth(self.fontMetrics().horizontalAdvance("000 ms") + 8)
        self.focus_color = self._colors.accent
        self._mark.setOpts(brush=pg.mkBrush(self._colors.hover), pen=pg.mkPen(None))
        self.show_days(self._days, self._unit)
