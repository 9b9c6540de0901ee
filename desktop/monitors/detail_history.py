"""The charts of the monitor shown: latency with its periods and what is laid over it, figures, and uptime."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from agent.model import Check, Monitor
from desktop.charts import words
from desktop.charts.commands import ChartCommands
from desktop.charts.compare import CompareDialog
from desktop.charts.feed import Feed
from desktop.charts.legend import Entry, Legend, phase_entries
from desktop.charts.periods import Period
from desktop.charts.phase_feed import PhaseFeed
from desktop.charts.series import Series
from desktop.client import Client
from desktop.clock import now
from desktop.labels import ElidedLabel
from desktop.menus import on
from desktop.monitors.detail_compare import Compared
from desktop.monitors.detail_figures import Figures
from desktop.monitors.detail_periods import PeriodBar
from desktop.monitors.detail_picture import Pictures, shown
from desktop.monitors.detail_uptime import UptimeSection
from desktop.overlay import Overlay
from desktop.theme import Colors, Theme, scaled

if TYPE_CHECKING:
    from desktop.charts.latency import LatencyChart
    from desktop.charts.picture import Shown
    from desktop.charts.uptime import UptimeChart

REDRAW_MS = 250
SLIDE_MS = 1_000
ZOOM_MS = 150
"""A zoom asks for finer points when it has stood still for so long."""
UPTIME_MS = 60_000
"""How old uptime may become while new checks come in."""


class HistorySection(QWidget):
    """``loaded`` says that the charts are there, ``refused`` why a picture was not written."""

    loaded = Signal()
    refused = Signal(str)

    def __init__(self, client: Client, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client, self._theme = client, theme
        self._period = Period.DAY
        self.feed: Feed | None = None
        self.latency: LatencyChart | None = None
        self.commands = ChartCommands(self)
        self.compared = Compared(client, lambda: self._points, self)
        self.phases = PhaseFeed(client, self)
        self.pictures = Pictures(theme, self._picture, self.commands.light.isChecked, self)
        self.uptimes = UptimeSection(client, theme, self.commands, self)
        self._build()
        self._redraw = QTimer(self, singleShot=True, interval=REDRAW_MS)
        self._redraw.timeout.connect(self._draw)
        self._slide = QTimer(self, interval=SLIDE_MS)
        self._slide.timeout.connect(self._slide_on)
        self._zoom = QTimer(self, singleShot=True, interval=ZOOM_MS)
        self._zoom.timeout.connect(self._look_closer)
        self._connect()

    def _build(self) -> None:
        self.bar = PeriodBar(self.commands, self._period, self)
        self._readout = ElidedLabel(rank="second")
        self._readout.setFont(scaled(self.font(), 0.92))
        self.legend = Legend(self._theme, self)
        self._overlay = Overlay(self._theme, self)
        self._overlay.retry.connect(self.retry)
        self._place = QGridLayout()
        self._place.addWidget(self._overlay, 0, 0)
        self._place.setRowMinimumHeight(0, 150)
        self.figures = Figures(self)
        self.figures.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.bar)
        layout.addWidget(self._readout)
        layout.addWidget(self.legend)
        layout.addLayout(self._place, 1)
        layout.addSpacing(4)
        layout.addWidget(self.figures)
        layout.addSpacing(8)
        layout.addWidget(self.uptimes)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._read_out("")

    def _connect(self) -> None:
        commands = self.commands
        self.bar.chosen.connect(self._choose)
        self.compared.changed.connect(self._draw)
        self.phases.changed.connect(self._draw)
        self.phases.failed.connect(self.refused)
        self.uptimes.chosen.connect(lambda span: self.show_time(*span))
        commands.stacked.toggled.connect(self._stack)
        on(commands.compare, self.choose_compared)
        on(commands.zoom_in, lambda: self._with_chart(lambda chart: chart.zoom(0.5)))
        on(commands.zoom_out, lambda: self._with_chart(lambda chart: chart.zoom(2.0)))
        on(commands.show_all, lambda: self._with_chart(lambda chart: chart.show_all()))
        on(commands.copy, lambda: self._with_chart(lambda _: self.pictures.copy()))
        on(commands.save, lambda: self._with_chart(lambda _: self.pictures.ask_file(self._name)))
        self.pictures.failed.connect(self.refused)
        commands.allow(False)

    def load(self) -> None:
        """Import the charts, which takes a while, and put them in their places."""
        if self.latency is not None:
            return
        from desktop.charts.latency import LatencyChart

        self.latency = LatencyChart(self._theme, self)
        self._place.addWidget(self.latency, 0, 0)
        self._overlay.raise_()
        self.uptimes.load()
        self.setTabOrder(self.bar.more, self.latency)
        self.latency.pointed.connect(self._read_out)
        self.latency.zoomed.connect(self._zoomed)
        self.latency.menu_wanted.connect(self._show_menu)
        self.loaded.emit()
        self._draw()

    # -- what is shown ------------------------------------------------------------------------------------------------

    @property
    def period(self) -> Period:
        return self._period

    @property
    def periods(self) -> QButtonGroup:
        """A button a period, in their order."""
        return self.bar.buttons

    @property
    def series(self) -> Series:
        return self.feed.coarse if self.feed is not None else Series()

    @property
    def uptime(self) -> "UptimeChart | None":
        """Uptime as bars."""
        return self.uptimes.bars

    @property
    def notice(self) -> str:
        """What stands in the place of the latency chart; "" while it is there."""
        return self._overlay.said

    def show_monitor(self, monitor: Monitor | None) -> None:
        """Show a monitor's history; the same monitor again only takes over what was changed in it."""
        if self.feed is not None and monitor is not None and self.feed.monitor.id == monitor.id:
            if self.feed.monitor != monitor:
                self.feed.put(monitor)
                self.figures.show_history(self.feed.history, self._period, monitor)
                self._redraw.start()
            return
        if self.feed is not None:
            self.feed.close()
        self.feed = None
        self._zoom.stop()
        self.phases.clear()
        self.figures.show_history(None, self._period)
        self.commands.allow(monitor is not None)
        self.uptimes.show_monitor(monitor.id if monitor is not None else None)
        if monitor is None:
            self._slide.stop()
            return
        self.feed = Feed(self._client, monitor, self._period, lambda: self._points, self)
        self.feed.changed.connect(self._draw)
        self.feed.told.connect(self._told)
        self.feed.failed.connect(self._fail)
        self.compared.choose([key for key in self.compared.ids if key != monitor.id], self._period)
        self._overlay.busy()
        self._ask_phases()
        self._slide.start()
        self._start_over()

    def _start_over(self) -> None:
        if self.latency is not None and self.feed is not None:
            self.latency.set_window(*self.feed.window())
            self.latency.show_all()
        self._draw()

    def add(self, check: Check) -> None:
        """A new check of any monitor."""
        feed = self.feed
        if feed is None:
            return
        if self.compared.add(check) and not self._redraw.isActive():
            self._redraw.start()
        if check.monitor == feed.monitor.id:
            if feed.add(check) and not self._redraw.isActive():
                self._redraw.start()
            self._renew(self._period.refresh_ms)

    def _renew(self, age_ms: int) -> None:
        """Ask again for what has become old, while somebody can see it."""
        if self.feed is None:
            return
        if not self.isVisible():
            self.feed.forget_old()
            return
        for feed in (self.feed, *self.compared.feeds()):
            feed.renew(age_ms)
        self.uptimes.renew(UPTIME_MS)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._renew(self._period.refresh_ms)
        self._redraw.start()

    def _slide_on(self) -> None:
        """Time goes on without checks too: the window slides, and figures of the last hours change."""
        self._draw()
        self._renew(UPTIME_MS)

    def set_period(self, period: Period) -> None:
        """Show another period; the same once more shows all of it."""
        self.bar.show_period(period)
        self._choose(period)

    @Slot(object)
    def _choose(self, period: Period) -> None:
        if period is self._period:
            if self.latency is not None:
                self.latency.show_all()
            return
        self._period = period
        self.figures.show_history(None, period)
        self.phases.clear()
        if self.feed is not None:
            for feed in (self.feed, *self.compared.feeds()):
                feed.set_period(period)
            self._overlay.busy()
            self._ask_phases()
        self.uptimes.set_long(period is Period.YEAR)
        self._start_over()

    def show_time(self, start: int, end: int) -> None:
        """Zoom to a time, in a longer period if this one does not reach back to it."""
        if self.latency is None or self.feed is None:
            return
        back = now() - start
        if back > self._period.value:
            self.set_period(next((period for period in Period if period.value >= back), Period.YEAR))
        self.latency.show_time(start, end)

    def _draw(self) -> None:
        feed = self.feed
        if self.latency is None or feed is None or not self.isVisible():
            return
        feed.forget_old()
        self.latency.set_window(*feed.window())
        self.latency.show_phases(self.phases.history if self.commands.stacked.isChecked() else None)
        self.latency.show_series(feed.series, feed.monitor.latency_threshold_ms, feed.alerts)
        self.latency.show_others(self.compared.lines(self._theme))
        self._show_legend()
        if feed.coarse.points and self._overlay.said == self._none:
            self._overlay.clear()

    def _show_legend(self) -> None:
        at = self.latency.pointed_at if self.latency is not None else None
        self.legend.show_entries(self._entries(self._theme, at))

    def _entries(self, colors: Colors, at: int | None) -> list[Entry]:
        entries: list[Entry] = []
        if self.feed is not None and self.compared.ids:
            entries += self.compared.entries(self.feed, at, colors)
        if self.latency is not None and self.latency.phases is not None:
            entries += phase_entries(self.latency.phases, *self.latency.shown, colors)
        return entries

    def _read_out(self, said: str) -> None:
        if not said and self.latency is not None and self.latency.is_zoomed:
            said = self.tr("{time} · Esc shows all").format(time=words.time_span(*self.latency.shown))
        if not said and self.commands.stacked.isChecked():
            said = self.tr("Where the time of good checks went, on average.")
        self._readout.set_text(said or self.tr("Median of good checks, faint up to the 95th percentile. Drag to zoom."))
        if self.compared.ids:
            self._show_legend()

    @Slot(QPoint)
    def _show_menu(self, at: QPoint) -> None:
        self.bar.menu.popup(at)

    # -- asking the agent ---------------------------------------------------------------------------------------------

    @property
    def _points(self) -> int:
        width = self.latency.width() if self.latency is not None else self.width()
        return max(120, min(600, width // 2))

    @property
    def _none(self) -> str:
        return self.tr("No checks in {period}").format(period=self._period.name_of)

    def retry(self) -> None:
        """Ask for everything again."""
        if self.feed is not None:
            self._overlay.busy()
            self.feed.ask()
            self.uptimes.ask()

    def start_anew(self) -> None:
        """Some of the history was taken away: nothing that was read of it holds."""
        if self.feed is not None:
            monitor = self.feed.monitor
            self.show_monitor(None)
            self.show_monitor(monitor)

    def _told(self) -> None:
        feed = self.feed
        if feed is None:
            return
        self.figures.show_history(feed.history, self._period, feed.monitor)
        if feed.coarse.points:
            self._overlay.clear()
        else:
            self._overlay.message(self._none)
        if self.latency is not None and self.latency.is_zoomed:
            self._zoom.start()  # into a period that was still on its way

    def _fail(self, why: str) -> None:
        self._overlay.error(self.tr("The history could not be read: {why}").format(why=why))

    @Slot(bool)
    def _stack(self, on: bool) -> None:
        if on:
            self._ask_phases()
        else:
            self.phases.clear()
        self._read_out("")
        self._draw()

    def _ask_phases(self) -> None:
        if self.commands.stacked.isChecked() and self.feed is not None:
            start, end = self.feed.window()
            if self.latency is not None and self.latency.is_zoomed:
                start, end = self.latency.shown
            self.phases.ask(self.feed.monitor.id, start, end, self._points // 2)

    def _zoomed(self) -> None:
        self._read_out("")
        if self.latency is None or self.feed is None:
            return
        if self.latency.is_zoomed:
            self._zoom.start()
            return
        for feed in (self.feed, *self.compared.feeds()):
            feed.look_at_all()
        self._ask_phases()
        self._redraw.start()

    def _look_closer(self) -> None:
        if self.latency is None or self.feed is None or not self.latency.is_zoomed:
            return
        for feed in (self.feed, *self.compared.feeds()):
            feed.look_closer(*self.latency.shown)
        self._ask_phases()

    def choose_compared(self) -> None:
        """The dialog with the other monitors."""
        if self.feed is None:
            return
        own = self.feed.monitor.id
        others = [monitor for key, monitor in self._client.monitors.items() if key != own]
        dialog = CompareDialog(others, self.compared.ids, self._theme, self)
        dialog.chosen.connect(lambda ids: self.compared.choose(ids, self._period))
        dialog.open()

    # -- pictures -----------------------------------------------------------------------------------------------------

    def _with_chart(self, run: "Callable[[LatencyChart], None]") -> None:
        if self.latency is not None and self.feed is not None:
            run(self.latency)

    @property
    def _name(self) -> str:
        return self.feed.monitor.name if self.feed is not None else ""

    def _picture(self, colors: Colors) -> "Shown":
        feed, chart = self.feed, self.latency
        assert feed is not None and chart is not None  # noqa: S101, PT018 - asked for where there is a chart only
        others, entries = self.compared.lines(colors), self._entries(colors, None)
        return shown(feed, chart, self.uptimes, self.figures.headline(), others, entries)
