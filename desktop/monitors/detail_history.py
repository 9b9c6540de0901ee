"""The charts of the monitor shown: asks the agent for history, keeps up with new checks, shows latency and uptime."""

from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFont, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from agent.messages import CommandFailed, Event, GetHistory, History
from agent.model import Check, Monitor
from agent.stats import Day, Point
from desktop.charts.periods import Period
from desktop.charts.series import Series, first_ever
from desktop.client import Client
from desktop.clock import now
from desktop.labels import ElidedLabel, plain
from desktop.monitors.detail_figures import Figures
from desktop.overlay import Overlay
from desktop.theme import Theme, scaled

if TYPE_CHECKING:
    from desktop.charts.latency import LatencyChart
    from desktop.charts.uptime import UptimeChart

REDRAW_MS = 250
SLIDE_MS = 1_000
ZOOM_MS = 250
RECENT = 500
"""How many new checks are kept in mind for a history that is on its way without them."""
YOUNG_MS = 600_000
"""The least that a chart shows of a monitor younger than its period."""
DAYS_MS = 60_000
"""How old uptime by day may become while new checks come in."""


class HistorySection(QWidget):
    """Latency chart with its periods, figures, and uptime by day. ``loaded`` says that the charts are there."""

    loaded = Signal()

    def __init__(self, client: Client, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client, self._theme = client, theme
        self._monitor: Monitor | None = None
        self._period = Period.DAY
        self._series = Series()
        self._fine: tuple[int, int, tuple[Point, ...]] | None = None
        self._recent: list[Check] = []
        self._days: tuple[Day, ...] = ()
        self._requests: dict[str, int] = {}
        self._asked: dict[str, float] = {}
        self.latency: LatencyChart | None = None
        self.uptime: UptimeChart | None = None
        self._build()
        self._redraw = QTimer(self, singleShot=True, interval=REDRAW_MS)
        self._redraw.timeout.connect(self._draw)
        self._slide = QTimer(self, interval=SLIDE_MS)
        self._slide.timeout.connect(self._slide_on)
        self._zoom = QTimer(self, singleShot=True, interval=ZOOM_MS)
        self._zoom.timeout.connect(self._ask_fine)

    def _build(self) -> None:
        bold = scaled(self.font(), 1.0, QFont.Weight.DemiBold)
        title, self._days_title = plain(self.tr("Latency")), plain(self.tr("Uptime by day"))
        for label in (title, self._days_title):
            label.setFont(bold)
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(title)
        top.addStretch()
        self.periods = QButtonGroup(self)
        for index, period in enumerate(Period):
            button = QPushButton(period.label, self)
            button.setCheckable(True)
            button.setChecked(period is self._period)
            button.setFixedWidth(button.fontMetrics().horizontalAdvance(self.tr("30 d")) + 12)
            button.setAccessibleName(self.tr("Show {period}").format(period=period.name_of))
            button.setToolTip(button.accessibleName())
            button.setStyleSheet("padding: 3px 2px")
            self.periods.addButton(button, index)
            top.addWidget(button)
        self.periods.idClicked.connect(self._choose)
        self._readout = ElidedLabel(rank="second")
        self._readout.setFont(scaled(self.font(), 0.92))
        self._day_readout = ElidedLabel(rank="second")
        self._day_readout.setFont(scaled(self.font(), 0.92))
        self._overlay = Overlay(self._theme, self)
        self._overlay.retry.connect(self.retry)
        self._place, self._days_place = QGridLayout(), QGridLayout()
        self._days_overlay = Overlay(self._theme, self)
        self._days_overlay.retry.connect(self.retry)
        for place, overlay, height in ((self._place, self._overlay, 150), (self._days_place, self._days_overlay, 84)):
            place.addWidget(overlay, 0, 0)
            place.setRowMinimumHeight(0, height)
        self.figures = Figures(self)
        days = QHBoxLayout()
        days.addWidget(self._days_title)
        days.addWidget(self._day_readout)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addWidget(self._readout)
        layout.addLayout(self._place, 1)
        layout.addSpacing(4)
        layout.addWidget(self.figures)
        layout.addSpacing(8)
        layout.addLayout(days)
        layout.addLayout(self._days_place)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._read_out("")

    def load(self) -> None:
        """Import the charts, which takes a while, and put them in their places."""
        if self.latency is not None:
            return
        from desktop.charts.latency import LatencyChart
        from desktop.charts.uptime import UptimeChart

        self.latency, self.uptime = LatencyChart(self._theme, self), UptimeChart(self._theme, self)
        self.uptime.setFixedHeight(84)
        self._place.addWidget(self.latency, 0, 0)
        self._days_place.addWidget(self.uptime, 0, 0)
        last = self.periods.button(len(Period) - 1)
        self.setTabOrder(last, self.latency)
        self.setTabOrder(self.latency, self.uptime)
        for overlay in (self._overlay, self._days_overlay):
            overlay.raise_()
        self.latency.pointed.connect(self._read_out)
        self.uptime.pointed.connect(self._day_readout.set_text)
        self.latency.zoomed.connect(self._zoomed)
        self.uptime.show_days(self._days)  # they may have come before the chart
        self.loaded.emit()
        self._draw()

    # -- what is shown ------------------------------------------------------------------------------------------------

    @property
    def period(self) -> Period:
        return self._period

    @property
    def series(self) -> Series:
        return self._series

    @property
    def notice(self) -> str:
        """What stands in the place of the latency chart; "" while it is there."""
        return self._overlay.said

    def show_monitor(self, monitor: Monitor | None) -> None:
        """Show a monitor's history; the same monitor again only takes over what was changed in it."""
        before, self._monitor = self._monitor, monitor
        if monitor is None:
            self._slide.stop()
            self._forget()
        elif before is None or before.id != monitor.id:
            self._clear()
            self.retry()
            self._slide.start()
        elif before != monitor:
            self._series.interval = monitor.interval
            self._redraw.start()

    def add(self, check: Check) -> None:
        """A new check of the monitor that is shown."""
        if self._monitor is None or check.monitor != self._monitor.id:
            return
        self._recent.append(check)
        del self._recent[:-RECENT]
        if self._series.add(check) and not self._redraw.isActive():
            self._redraw.start()
        self._renew(self._period.refresh_ms)

    def _renew(self, period_ms: int) -> None:
        """Ask again for what has become old, while somebody can see it."""
        if not self.isVisible():
            self._series.drop_before(now() - self._period.value)
            return
        if monotonic() - self._asked.get("period", 0) > period_ms / 1_000:
            self._ask("period", self._period)
        if monotonic() - self._asked.get("days", 0) > DAYS_MS / 1_000:
            self._ask("days", self._days_period)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._monitor is not None:
            self._renew(self._period.refresh_ms)
            self._redraw.start()

    def _slide_on(self) -> None:
        """Time goes on without checks too: the window slides, and figures of the last hours change."""
        self._draw()
        self._renew(DAYS_MS)

    def set_period(self, period: Period) -> None:
        button = self.periods.button(list(Period).index(period))
        button.setChecked(True)
        self._choose(self.periods.id(button))

    def _choose(self, index: int) -> None:
        period = list(Period)[index]
        if period is self._period:
            if self.latency is not None:
                self.latency.show_all()
            return
        days_before = self._days_period
        self._period = period
        self._series = Series(interval=self._monitor.interval if self._monitor else 60)
        self._fine = None
        self.figures.show_history(None, period)
        if self.latency is not None:
            self._set_window()
            self.latency.show_all()
        if self._monitor is not None:
            self._ask("period", period)
            if self._days_period is not days_before:
                self._ask("days", self._days_period)
        self._draw()

    @property
    def _days_period(self) -> Period:
        """One day alone is no bar chart: at least a month of days is shown."""
        return Period.YEAR if self._period is Period.YEAR else Period.MONTH

    def _clear(self) -> None:
        self._forget()
        self._recent = []
        self._fine = None
        self._series = Series(interval=self._monitor.interval if self._monitor else 60)
        self.figures.show_history(None, self._period)
        if self.latency is not None:
            self._set_window()
            self.latency.show_all()
        self._show_days(())
        self._draw()

    def _show_days(self, days: tuple[Day, ...]) -> None:
        self._days = days
        if self.uptime is not None:
            self.uptime.show_days(days)

    def _draw(self) -> None:
        if self.latency is None or self._monitor is None or not self.isVisible():
            return
        start, _ = self._set_window()
        self._series.drop_before(start)
        self.latency.show_series(self._merged(), self._monitor.latency_threshold_ms)
        if self._series.points and self._overlay.said == self._none:
            self._overlay.clear()

    def _set_window(self) -> tuple[int, int]:
        end = now()
        start = end - self._period.value
        first = first_ever(self._series.points, self._days, end)
        if first is not None:  # a young monitor's chart begins where the monitor does
            start = max(start, min(first, end - YOUNG_MS))
        if self.latency is not None:
            self.latency.set_window(start, end)
        return start, end

    def _merged(self) -> Series:
        """The points of the period, in the part that was zoomed into the finer ones."""
        if self._fine is None:
            return self._series
        start, end, fine = self._fine
        points = self._series.points
        merged = [p for p in points if p.at < start] + list(fine) + [p for p in points if p.at >= end]
        return Series(merged, self._series.interval)

    def _read_out(self, said: str) -> None:
        self._readout.set_text(said or self.tr("Median of good checks, 95th percentile faint. Drag to zoom."))

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
        self._overlay.busy()
        self._days_overlay.busy()
        self._ask("period", self._period)
        self._ask("days", self._days_period)

    def _ask(self, what: str, period: Period) -> None:
        end = now()
        if what == "period" and not self._series.points:
            self._overlay.busy()
        self._asked[what] = monotonic()
        self._send(what, end - period.value, end, self._points if what == "period" else 2)

    def _send(self, what: str, start: int, end: int, points: int) -> None:
        if self._monitor is None:
            return
        monitor = self._monitor.id
        self._client.forget(self._requests.get(what, 0))
        self._requests[what] = self._client.ask(
            lambda request: GetHistory(request, monitor, start, end, points), self._take, self._fail
        )

    def _forget(self) -> None:
        for request in self._requests.values():
            self._client.forget(request)
        self._requests.clear()
        self._asked.clear()
        self._zoom.stop()

    def _take(self, event: Event) -> None:
        if not isinstance(event, History) or self._monitor is None or event.monitor != self._monitor.id:
            return
        what = next((name for name, request in self._requests.items() if request == event.request), "")
        if what == "days":
            self._days_overlay.clear()
            self._show_days(event.days)
        elif what == "fine":
            self._fine = (event.start, event.end, event.points)
            self._draw()
        elif what == "period":
            self._take_period(event)

    def _take_period(self, history: History) -> None:
        self._series = Series(history.points, self._monitor.interval if self._monitor else 60)
        known = history.points[-1].at + self._series.width if history.points else 0
        for check in self._recent:
            if check.at > known:
                self._series.add(check)
        self.figures.show_history(history, self._period)
        if self._series.points:
            self._overlay.clear()
        else:
            self._overlay.message(self._none)
        self._draw()

    def _fail(self, failure: CommandFailed) -> None:
        said = self.tr("The history could not be read: {why}").format(why=failure.message)
        if failure.request == self._requests.get("days"):
            self._days_overlay.error(said)
        elif failure.request == self._requests.get("period"):
            self._overlay.error(said)

    def _zoomed(self) -> None:
        if self.latency is not None and not self.latency.is_zoomed:
            self._fine = None
            self._redraw.start()
        else:
            self._zoom.start()

    def _ask_fine(self) -> None:
        """Buckets hide what a zoom wants to see: ask for the part in view again."""
        if self.latency is not None and self.latency.is_zoomed and self._series.bucketed:
            start, end = self.latency.shown
            margin = (end - start) // 2
            first, last = self._set_window()
            self._send("fine", max(first, start - margin), min(last, end + margin), self._points * 2)
