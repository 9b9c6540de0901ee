"""What the latency chart shows of one monitor: asked of the agent, kept up with new checks, finer in a zoom."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QObject, Signal

from agent.messages import AlertSpan, CommandFailed, Event, GetHistory, History
from agent.model import Check, Monitor
from desktop.charts.periods import Period
from desktop.charts.series import Series
from desktop.client import Client
from desktop.clock import now

RECENT = 500
"""How many new checks are kept in mind for a history that is on its way without them."""
YOUNG_MS = 600_000
"""The least that a chart shows of a monitor younger than its period."""
FINER = 1.5
"""A zoom asks for what it shows and half as much again before and after it, so that panning finds something there."""


class Feed(QObject):
    """``changed`` says that there is something else to draw, ``told`` that the whole period was answered, ``failed``
    why it was not. ``points`` tells how many points the screen has room for."""

    changed = Signal()
    told = Signal()
    failed = Signal(str)

    def __init__(
        self, client: Client, monitor: Monitor, period: Period, points: Callable[[], int], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._points = points
        self._requests: dict[str, int] = {}
        self._asked = 0.0
        self._recent: list[Check] = []
        self._finer: History | None = None
        self.monitor = monitor
        self.period = period
        self.history: History | None = None
        self.coarse = Series((), monitor.interval)
        self.ask()

    # -- what there is ------------------------------------------------------------------------------------------------

    @property
    def series(self) -> Series:
        """The points of the period, in the part that was zoomed into the finer ones."""
        finer = self._finer
        if finer is None:
            return self.coarse
        return self.coarse.with_finer(finer.points, finer.start, finer.end, finer.width)

    @property
    def alerts(self) -> tuple[AlertSpan, ...]:
        return self.history.alerts if self.history is not None else ()

    def window(self) -> tuple[int, int]:
        """The time that the chart shows, in ms since 1970 UTC; of a young monitor it begins where the monitor does."""
        end = now()
        start = end - self.period.value
        first = self.history.first_at if self.history is not None else None
        return start if first is None else max(start, min(first, end - YOUNG_MS)), end

    def put(self, monitor: Monitor) -> None:
        """The same monitor, changed perhaps."""
        self.monitor = monitor
        self.coarse.interval = monitor.interval

    def add(self, check: Check) -> bool:
        """A new check; False where it is known or of another monitor."""
        if check.monitor != self.monitor.id:
            return False
        self._recent.append(check)
        del self._recent[:-RECENT]
        return self.coarse.add(check)

    def forget_old(self) -> None:
        self.coarse.drop_before(self.window()[0])

    # -- asking the agent ---------------------------------------------------------------------------------------------

    def set_period(self, period: Period) -> None:
        """Show another period; what was there is forgotten."""
        self.period = period
        self._finer = self.history = None
        self.coarse = Series((), self.monitor.interval)
        self.ask()

    def ask(self) -> None:
        """Ask for the whole period."""
        end = now()
        self._asked = monotonic()
        self._send("period", end - self.period.value, end, self._points())

    def renew(self, age_ms: int) -> None:
        """Ask again if what is there is older."""
        if monotonic() - self._asked > age_ms / 1_000:
            self.ask()

    def look_closer(self, start: int, end: int) -> None:
        """A part is seen: buckets hide what one wants to see of it, so ask for finer ones."""
        if self.coarse.bucketed:
            first, last = self.window()
            margin = int((end - start) * (FINER - 1))
            self._send("finer", max(first, start - margin), min(last, end + margin), self._points() * 2)

    def look_at_all(self) -> None:
        self._client.forget(self._requests.pop("finer", 0))
        self._finer = None

    def close(self) -> None:
        """Nobody looks any more."""
        for request in self._requests.values():
            self._client.forget(request)
        self._requests.clear()
        self.deleteLater()

    def _send(self, what: str, start: int, end: int, points: int) -> None:
        self._client.forget(self._requests.get(what, 0))
        monitor = self.monitor.id
        self._requests[what] = self._client.ask(
            lambda request: GetHistory(request, monitor, start, end, points), self._take, self._refused
        )

    def _take(self, event: Event) -> None:
        if not isinstance(event, History):
            return
        if event.request == self._requests.get("finer"):
            self._finer = event
            self.changed.emit()
        elif event.request == self._requests.get("period"):
            self.history = event
            self.coarse = Series(event.points, self.monitor.interval, event.width, event.end)
            known = min(event.points[-1].at + event.width, event.end) if event.points and event.width else 0
            for check in self._recent:
                if check.at > known:
                    self.coarse.add(check)
            self.told.emit()
            self.changed.emit()

    def _refused(self, failure: CommandFailed) -> None:
        if failure.request == self._requests.get("period"):
            self.failed.emit(failure.message)
