"""The axes of the charts, in pyqtgraph's terms."""

from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtGui import QFontMetricsF

from desktop.charts.ticks import TICK_EVERY_PX, latency_ticks, time_ticks


def whole_labels(
    axis: Any, ticks: Sequence[tuple[float, str]], low: float, high: float, size: float
) -> list[tuple[float, str]]:
    """Those ticks along the bottom whose label is not cut off at the right edge."""
    metrics = QFontMetricsF(axis.style["tickFont"] or axis.font())
    scale = size / max(high - low, 1e-9)
    return [(at, text) for at, text in ticks if (high - at) * scale + 6 >= metrics.horizontalAdvance(text) / 2]


class TimeAxis(pg.AxisItem):
    """Local times along the bottom; values are seconds since 1970 UTC."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self._labels: dict[float, str] = {}

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:  # noqa: N803
        ticks = whole_labels(self, time_ticks(minVal, maxVal, int(size / 68)), minVal, maxVal, size)
        self._labels = dict(ticks)
        return [(1.0, [at for at, _ in ticks])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [self._labels.get(value, "") for value in values]


class LatencyAxis(pg.AxisItem):
    """Latencies up the left side, from 0; values are milliseconds."""

    def __init__(self) -> None:
        super().__init__("left")
        self._labels: dict[float, str] = {}

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:  # noqa: N803
        ticks = latency_ticks(maxVal, int(size / TICK_EVERY_PX))
        # pyqtgraph leaves out a tick exactly at the edge when the last bit is rounded the wrong way.
        ticks = [(max(value, maxVal * 1e-6), label) for value, label in ticks]
        self._labels = dict(ticks)
        return [(1.0, [value for value, _ in ticks])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [self._labels.get(value, "") for value in values]


def quiet(axis: Any, text: Any, line: Any, font: Any) -> None:
    """An axis without tick marks, its labels in ``text`` and its line in the pen ``line``."""
    axis.setPen(line)
    axis.setTextPen(pg.mkPen(text))
    axis.setTickFont(font)
    if axis.orientation == "bottom":
        axis.setHeight(QFontMetricsF(font).height() + 8)
    axis.setStyle(tickLength=0, tickTextOffset=6, hideOverlappingLabels=False, tickAlpha=0)
    axis.enableAutoSIPrefix(False)
