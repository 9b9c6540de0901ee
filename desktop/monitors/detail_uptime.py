"""Uptime of the monitor shown, by hour, day or week, or a year as a calendar."""

from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from agent.messages import CommandFailed, Event, GetUptime, Unit, UptimeByTime
from agent.stats import Day
from desktop.charts.commands import Bars, ChartCommands
from desktop.charts.heatmap import HeatMap
from desktop.charts.periods import Period
from desktop.client import Client
from desktop.clock import now
from desktop.labels import ElidedLabel, plain
from desktop.monitors.choices import choice
from desktop.overlay import Overlay
from desktop.theme import Theme, scaled

if TYPE_CHECKING:
    from desktop.charts.uptime import UptimeChart

HEIGHT = 88
DAY_MS = 86_400_000
UNITS = {Bars.HOURS: Unit.HOUR, Bars.DAYS: Unit.DAY, Bars.WEEKS: Unit.WEEK, Bars.CALENDAR: Unit.DAY}
LENGTHS = {
    Bars.HOURS: 3 * DAY_MS,
    Bars.DAYS: Period.MONTH.value,
    Bars.WEEKS: 52 * 7 * DAY_MS,
    Bars.CALENDAR: 52 * 7 * DAY_MS,
}


class UptimeSection(QWidget):
    """``chosen`` carries an hour, day or week that was clicked: from when to when, in ms since 1970 UTC."""

    chosen = Signal(object)

    def __init__(self, client: Client, theme: Theme, commands: ChartCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client, self._theme, self._commands = client, theme, commands
        self._monitor: int | None = None
        self._long = False
        self._request = 0
        self._asked = 0.0
        self._parts: tuple[Day, ...] = ()
        self.bars: UptimeChart | None = None
        self.calendar = HeatMap(theme, self)
        self._build()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for action in commands.bars.values():
            action.toggled.connect(self._choose_bars)

    def _build(self) -> None:
        self._title = plain()
        self._title.setFont(scaled(self.font(), 1.0, QFont.Weight.DemiBold))
        self._readout = ElidedLabel(rank="second")
        self._readout.setFont(scaled(self.font(), 0.92))
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self._title)
        top.addStretch()
        self.choices: dict[Bars, QPushButton] = {}
        names = {
            Bars.HOURS: self.tr("Hour"),
            Bars.DAYS: self.tr("Day"),
            Bars.WEEKS: self.tr("Week"),
            Bars.CALENDAR: self.tr("Year"),
        }
        for bars, name in names.items():
            action = self._commands.bars[bars]
            button = self.choices[bars] = choice(name, action.text().replace("&", ""), self.tr("30 d"), self)
            button.clicked.connect(action.trigger)
            top.addWidget(button)
        self._overlay = Overlay(self._theme, self)
        self._overlay.retry.connect(self.ask)
        self._place = QGridLayout()
        self._place.addWidget(self.calendar, 0, 0)
        self._place.addWidget(self._overlay, 0, 0)
        self._place.setRowMinimumHeight(0, HEIGHT)
        self.calendar.setFixedHeight(HEIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addWidget(self._readout)
        layout.addLayout(self._place)
        self.calendar.pointed.connect(self._read_out)
        self.calendar.chosen.connect(self._choose)
        self._arrange()

    def load(self) -> None:
        """Put the bars into their place; pyqtgraph is there."""
        from desktop.charts.uptime import UptimeChart

        self.bars = UptimeChart(self._theme, self)
        self.bars.setFixedHeight(HEIGHT)
        self._place.addWidget(self.bars, 0, 0)
        self.bars.pointed.connect(self._read_out)
        self.bars.chosen.connect(self._choose)
        self._overlay.raise_()
        self._arrange()
        self._show()  # they may have come before the chart

    # -- what is shown ------------------------------------------------------------------------------------------------

    @property
    def shown(self) -> Bars:
        return next(bars for bars, action in self._commands.bars.items() if action.isChecked())

    @property
    def unit(self) -> Unit:
        return UNITS[self.shown]

    @property
    def parts(self) -> tuple[Day, ...]:
        """What is shown, oldest first."""
        return self._parts

    @property
    def title(self) -> str:
        return self._title.text()

    def show_monitor(self, monitor: int | None) -> None:
        self._monitor = monitor
        self._client.forget(self._request)
        self._parts = ()
        self._show()
        if monitor is not None:
            self._overlay.busy()
            self.ask()

    def set_long(self, on: bool) -> None:
        """Whether days go back a year, as the latency chart does, or a month."""
        if on != self._long:
            self._long = on
            if self.shown is Bars.DAYS and self._monitor is not None:
                self.ask()

    @Slot(bool)
    def _choose_bars(self, on: bool) -> None:
        if not on:
            return
        self._parts = ()
        self._arrange()
        self._show()
        if self._monitor is not None:
            self._overlay.busy()
            self.ask()

    def _arrange(self) -> None:
        titles = {
            Bars.HOURS: self.tr("Uptime by hour"),
            Bars.DAYS: self.tr("Uptime by day"),
            Bars.WEEKS: self.tr("Uptime by week"),
            Bars.CALENDAR: self.tr("Uptime of a year"),
        }
        self._title.setText(titles[self.shown])
        for bars, button in self.choices.items():
            button.setChecked(bars is self.shown)
        self.calendar.setVisible(self.shown is Bars.CALENDAR)
        if self.bars is not None:
            self.bars.setVisible(self.shown is not Bars.CALENDAR)
            self.bars.setAccessibleName(self._title.text())
        self._read_out("")

    def _show(self) -> None:
        if self.shown is Bars.CALENDAR:
            self.calendar.show_days(self._parts)
        elif self.bars is not None:
            self.bars.show_days(self._parts, self.unit)

    def _read_out(self, said: str) -> None:
        self._readout.set_text(said or self.tr("Click one to zoom the latency to its time."))

    def _choose(self, part: Day) -> None:
        following = [day.start for day in self._parts if day.start > part.start]
        self.chosen.emit((part.start, following[0] if following else now()))

    # -- asking the agent ---------------------------------------------------------------------------------------------

    @Slot()
    def ask(self) -> None:
        """Ask for what is shown."""
        if self._monitor is None:
            return
        monitor, unit, end = self._monitor, self.unit, now()
        length = Period.YEAR.value if self._long and self.shown is Bars.DAYS else LENGTHS[self.shown]
        self._asked = monotonic()
        self._client.forget(self._request)
        self._request = self._client.ask(
            lambda request: GetUptime(request, monitor, end - length, end, unit), self._take, self._fail
        )

    def renew(self, age_ms: int) -> None:
        """Ask again if what is there is older."""
        if monotonic() - self._asked > age_ms / 1_000:
            self.ask()

    def _take(self, event: Event) -> None:
        if isinstance(event, UptimeByTime):
            self._overlay.clear()
            self._parts = event.parts
            self._show()

    def _fail(self, failure: CommandFailed) -> None:
        said = self.tr("The uptime could not be read: {why}").format(why=failure.message)
        self._overlay.error(said)
