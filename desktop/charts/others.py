"""The lines of other monitors, laid over the one that is shown."""

from collections.abc import Callable, Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QPen

from desktop.charts.looks import Other, style
from desktop.charts.series import Series


class OtherLines:
    """Adds their medians to ``plot``; ``pen`` makes a pen of a colour, a width and a style."""

    def __init__(self, plot: pg.PlotItem, pen: Callable[..., QPen]) -> None:
        self._plot, self._pen = plot, pen
        self._lines: list[pg.PlotDataItem] = []
        self.others: tuple[Other, ...] = ()

    def show(self, others: Sequence[Other]) -> None:
        self.others = tuple(others)
        while len(self._lines) > len(others):
            self._plot.removeItem(self._lines.pop())
        while len(self._lines) < len(others):
            line = pg.PlotDataItem(connect="finite", antialias=True)
            line.setDownsampling(auto=True, method="peak")
            line.setClipToView(True)
            self._plot.addItem(line, ignoreBounds=True)
            self._lines.append(line)
        for line, other in zip(self._lines, others, strict=True):
            at, median, _ = values(other.series)
            line.setData(at, median)
        self.apply_looks()

    def apply_looks(self) -> None:
        for line, other in zip(self._lines, self.others, strict=True):
            pen = self._pen(other.look.color, 1.5, style(other.look.dashes))
            if other.look.dashes:
                pen.setDashPattern(other.look.dashes)
            line.setPen(pen)

    def top(self, low: float, high: float) -> float:
        """The highest value from ``low`` to ``high`` (s), in ms; 0 for none."""
        return max(
            (
                p.latency_ms
                for other in self.others
                for p in other.series.points
                if p.latency_ms is not None and low <= other.series.middle(p) / 1_000 <= high
            ),
            default=0.0,
        )


def values(series: Series) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Times (s), medians and 95th percentiles (ms) of a series, NaN where there is none."""
    at = np.array([series.middle(p) / 1_000 for p in series.points], dtype=float)
    median = np.array([np.nan if p.latency_ms is None else p.latency_ms for p in series.points], dtype=float)
    high = np.array([np.nan if p.high_ms is None else p.high_ms for p in series.points], dtype=float)
    return at, median, high
