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
        self._values: list[tuple[np.ndarray, np.ndarray]] = []
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
        self._values = [values(other.series)[:2] for other in others]
        for line, (at, median) in zip(self._lines, self._values, strict=True):
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
        tops = [median[(at >= low) & (at <= high) & np.isfinite(median)] for at, median in self._values]
        return float(max((values.max(initial=0.0) for values in tops), default=0.0))


def values(series: Series) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Times (s), medians and 95th percentiles (ms) of a series, NaN where there is none."""
    at = np.array([series.middle(p) / 1_000 for p in series.points], dtype=float)
    median = np.array([np.nan if p.latency_ms is None else p.latency_ms for p in series.points], dtype=float)
    high = np.array([np.nan if p.high_ms is None else p.high_ms for p in series.points], dtype=float)
    return at, median, high
