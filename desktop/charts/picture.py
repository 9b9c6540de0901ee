"""The charts as a picture for others: PNG at twice the size, or SVG, with a title that says what it shows.

Loads pyqtgraph: import after the first paint.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from PySide6.QtCore import QIODevice, QRectF, QSaveFile, QSize, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication, QWidget

from agent.messages import AlertSpan, PhaseHistory, Unit
from agent.stats import Day
from desktop.charts import legend
from desktop.charts.heatmap import HeatMap
from desktop.charts.latency import LatencyChart
from desktop.charts.looks import Other
from desktop.charts.series import Series
from desktop.charts.uptime import UptimeChart
from desktop.charts.view import Plot
from desktop.theme import Colors, figures, scaled

SIZE = QSize(1_120, 620)
RATIO = 2
"""Pixels of a PNG for each of its size: it is sharp on every screen, and printed."""
PER_METRE = round(96 * RATIO / 0.0254)
"""Pixels of a PNG for each metre of paper."""
MARGIN = 24.0


W = TypeVar("W", bound=QWidget)


@dataclass(frozen=True)
class Shown:
    """All that a picture has in it. ``whole`` is the period and ``view`` the part of it that is seen, in ms since 1970
    UTC; ``figures`` are names and values."""

    title: str
    subtitle: str
    series: Series
    threshold_ms: float | None
    alerts: Sequence[AlertSpan]
    whole: tuple[int, int]
    view: tuple[int, int]
    uptime_title: str
    parts: Sequence[Day]
    unit: Unit
    calendar: bool
    figures: Sequence[tuple[str, str]] = ()
    others: Sequence[Other] = ()
    phases: PhaseHistory | None = None
    entries: Sequence[legend.Entry] = field(default=())


def image(shown: Shown, colors: Colors) -> QImage:
    """The picture in pixels."""
    made = QImage(SIZE * RATIO, QImage.Format.Format_RGB32)
    made.setDevicePixelRatio(RATIO)
    painter = QPainter(made)
    _draw(painter, shown, colors, RATIO)
    painter.end()
    made.setDotsPerMeterX(PER_METRE)  # not before: fonts would grow with it
    made.setDotsPerMeterY(PER_METRE)
    return made


def write(shown: Shown, colors: Colors, path: str) -> str:
    """Write the picture, as SVG where the name ends so and else as PNG; why it could not be written, "" if it was. What
    was there before stays until the new one is complete."""
    file = QSaveFile(path)
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        return file.errorString()
    if path.lower().endswith(".svg"):
        _write_svg(shown, colors, file)
    elif not image(shown, colors).save(file, "PNG"):  # type: ignore[call-overload]  # the stubs lack the device
        return file.errorString()
    return "" if file.commit() else file.errorString()


def _write_svg(shown: Shown, colors: Colors, device: QIODevice) -> None:
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(device)
    generator.setSize(SIZE)
    generator.setViewBox(QRectF(0, 0, SIZE.width(), SIZE.height()))
    generator.setResolution(96)
    generator.setTitle(f"{shown.title}: {shown.subtitle}")
    painter = QPainter(generator)
    _draw(painter, shown, colors, 1)
    painter.end()


def _draw(painter: QPainter, shown: Shown, colors: Colors, ratio: float) -> None:
    font = QApplication.font()
    small = scaled(figures(font), 0.92)
    painter.fillRect(QRectF(0, 0, SIZE.width(), SIZE.height()), colors.base)
    row = QFontMetricsF(font).height()
    place = QRectF(MARGIN, MARGIN, SIZE.width() - 2 * MARGIN, row * 1.6)
    _say(painter, place, shown.title, scaled(font, 1.4, QFont.Weight.DemiBold), colors)
    _figures(painter, place, shown.figures, font, colors)
    place.translate(0, place.height() + 2)
    _say(painter, place, shown.subtitle, small, colors, faint=True)
    top = place.top() + row * 1.5
    if shown.entries:
        box = QRectF(place.left(), top, place.width(), row * 4)
        top += legend.paint(painter, box, shown.entries, small, colors) + 6
    bars = 130.0
    bottom = SIZE.height() - MARGIN - bars
    with _latency(shown, colors, ratio, QSizeF(place.width(), bottom - row * 2 - top)) as chart:
        _render(painter, chart, place.left(), top)
    title = QRectF(place.left(), bottom - row * 1.4, place.width(), row)
    _say(painter, title, shown.uptime_title, scaled(font, 1.0, QFont.Weight.DemiBold), colors)
    with _uptime(shown, colors, ratio, QSizeF(place.width(), bars)) as widget:
        _render(painter, widget, place.left(), bottom)


def _say(painter: QPainter, place: QRectF, text: str, font: QFont, colors: Colors, *, faint: bool = False) -> None:
    painter.setFont(font)
    painter.setPen(colors.faint if faint else colors.text)
    elided = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width() * (1 if faint else 0.6))
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, elided)


def _figures(painter: QPainter, place: QRectF, named: Sequence[tuple[str, str]], font: QFont, colors: Colors) -> None:
    """From the right edge to the left, so that they end where the chart does."""
    small, bold = scaled(font, 0.92), figures(scaled(font, 1.15, QFont.Weight.DemiBold))
    right = place.right()
    for name, value in reversed(named):
        wide = max(QFontMetricsF(small).horizontalAdvance(name), QFontMetricsF(bold).horizontalAdvance(value))
        box = QRectF(right - wide - 1, place.top() - 4, wide + 1, place.height())
        painter.setFont(small)
        painter.setPen(colors.faint)
        painter.drawText(box, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, name)
        painter.setFont(bold)
        painter.setPen(colors.text)
        lower = box.translated(0, QFontMetricsF(small).height() + 1)
        painter.drawText(lower, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, value)
        right = box.left() - 28


@contextmanager
def _latency(shown: Shown, colors: Colors, ratio: float, size: QSizeF) -> Iterator[LatencyChart]:
    with _unseen(lambda: LatencyChart(colors), size) as chart:
        chart.pixel_ratio = ratio
        chart.apply_theme()
        chart.set_window(*shown.whole)
        chart.show_time(*shown.view)
        chart.show_phases(shown.phases)
        chart.show_series(shown.series, shown.threshold_ms, shown.alerts)
        chart.show_others(shown.others)
        yield chart


@contextmanager
def _uptime(shown: Shown, colors: Colors, ratio: float, size: QSizeF) -> Iterator[QWidget]:
    if shown.calendar:
        with _unseen(lambda: HeatMap(colors), size) as calendar:
            calendar.show_days(shown.parts)
            yield calendar
        return
    with _unseen(lambda: UptimeChart(colors), size) as bars:
        bars.pixel_ratio = ratio
        bars.apply_theme()
        bars.show_days(shown.parts, shown.unit)
        yield bars


@contextmanager
def _unseen(make: Callable[[], W], size: QSizeF) -> Iterator[W]:
    """A widget that is laid out and painted as if it were on the screen."""
    widget = make()
    widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    widget.setFont(QApplication.font())
    widget.resize(size.toSize())
    widget.show()
    try:
        yield widget
    finally:
        widget.close()
        widget.deleteLater()


def _render(painter: QPainter, widget: QWidget, left: float, top: float) -> None:
    painter.save()
    painter.translate(left, top)
    if isinstance(widget, HeatMap):
        widget.paint(painter)
    elif isinstance(widget, Plot):
        source = widget.viewport().rect()
        widget.render(painter, QRectF(source), source)
    painter.restore()
