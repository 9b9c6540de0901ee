"""Phases stacked on each other in the latency chart, as far back as they are known."""

from collections.abc import Callable

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QFont, QPen

from agent.messages import PhaseHistory
from agent.stats import SPEAKS_FOR, PhasePoint
from desktop.charts.areas import Areas, area, stack
from desktop.charts.looks import phase_colors
from desktop.theme import Colors

FILL = 0.72


class StackedPhases:
    """Adds itself to ``plot``; empty until :meth:`show` is given something."""

    def __init__(self, plot: pg.PlotItem) -> None:
        self._areas = Areas(-5)
        self._note = pg.TextItem(anchor=(1, 0))
        self._note.setZValue(30)
        for item in (self._areas, self._note):
            plot.addItem(item, ignoreBounds=True)
        self._note.hide()
        self._at = np.array([], dtype=float)
        self._total = np.array([], dtype=float)
        self._reach = 0
        self.history: PhaseHistory | None = None

    def show(self, history: PhaseHistory | None, interval: int) -> None:
        """None: they are not wanted. ``interval`` (s) tells from when on silence is a gap."""
        self.history = history
        self._reach = int(interval * 1_000 * SPEAKS_FOR) + (history.width if history else 0)
        at, tops = stack(history.points if history else (), history.width if history else 0, self._reach)
        floor = np.zeros_like(at)
        below = [floor, *tops[:-1]]
        self._areas.set_areas([area(at, low, high) for low, high in zip(below, tops, strict=True)])
        self._at, self._total = at, tops[-1]
        self._note.setVisible(history is not None)

    def apply_look(self, colors: Colors, pen: Callable[..., QPen], font: QFont) -> None:
        fills = []
        for color in phase_colors(colors):
            fill = QColor(color)
            fill.setAlphaF(FILL)
            fills.append(fill)
        self._areas.set_look(fills, pen(colors.base, 0.8))
        self._note.setColor(colors.faint)
        self._note.setFont(font)

    def covers(self, at: np.ndarray) -> np.ndarray:
        """Which of these times (s) have phases instead of a line."""
        if self.history is None or not self.history.points:
            return np.zeros(len(at), dtype=bool)
        first = self.history.points[0].at / 1_000
        last = (self.history.points[-1].at + self._reach) / 1_000
        return (at >= first) & (at <= last)

    def top(self, low: float, high: float) -> float:
        """The highest whole from ``low`` to ``high`` (s), in ms; 0 for none."""
        inside = self._total[(self._at >= low) & (self._at <= high)]
        return float(np.nanmax(inside)) if np.isfinite(inside).any() else 0.0

    def nearest(self, at: float) -> PhasePoint | None:
        """The point that is closest to a time in ms, as far as phases are known there."""
        history = self.history
        if history is None or not history.points or not self.covers(np.array([at / 1_000]))[0]:
            return None
        return min(history.points, key=lambda p: abs(p.at + history.width / 2 - at))

    def place(self, low: float, high: float, edge: float) -> None:
        """Say in the view from ``low`` to ``high`` (s), with its upper edge at ``edge`` (ms), where none are known."""
        history = self.history
        if history is None:
            return
        known_from = history.points[0].at / 1_000 if history.points else high
        missing = max(0.0, min(known_from, high) - low) > (high - low) * 0.25
        old = history.since / 1_000 > low
        said = QCoreApplication.translate("StackedPhases", "phases are known of the last 30 days only")
        none = QCoreApplication.translate("StackedPhases", "no phases are known of this time")
        self._note.setVisible(missing and (old or not history.points))
        self._note.setText(said if history.points or old else none)
        self._note.setAnchor((0, 0))
        self._note.setPos(low, edge)
