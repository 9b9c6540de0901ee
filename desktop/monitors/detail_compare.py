"""The other monitors that are laid over the one shown: which they are, and what the agent says of them."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal

from agent.model import Check
from desktop import text
from desktop.charts.feed import Feed
from desktop.charts.legend import Entry
from desktop.charts.looks import Look, Other, look_of
from desktop.charts.periods import Period
from desktop.client import Client
from desktop.theme import Colors


class Compared(QObject):
    """``changed`` says that there is something else to draw. Monitors that are deleted leave by themselves."""

    changed = Signal()

    def __init__(self, client: Client, points: Callable[[], int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client, self._points = client, points
        self._feeds: dict[int, Feed] = {}

    @property
    def ids(self) -> tuple[int, ...]:
        """In the order in which they were chosen."""
        return tuple(key for key in self._feeds if key in self._client.monitors)

    def choose(self, ids: Iterable[int], period: Period) -> None:
        """Compare with these and no others."""
        wanted = [key for key in ids if key in self._client.monitors]
        for key in [key for key in self._feeds if key not in wanted]:
            self._feeds.pop(key).close()
        before = self._feeds
        self._feeds = {}
        for key in wanted:
            self._feeds[key] = before.get(key) or self._feed(key, period)
        self.changed.emit()

    def _feed(self, key: int, period: Period) -> Feed:
        feed = Feed(self._client, self._client.monitors[key], period, self._points, self)
        feed.changed.connect(self.changed)
        return feed

    def feeds(self) -> list[Feed]:
        return [self._feeds[key] for key in self.ids]

    def add(self, check: Check) -> bool:
        feed = self._feeds.get(check.monitor)
        return feed is not None and feed.add(check)

    # -- what is drawn ------------------------------------------------------------------------------------------------

    def lines(self, colors: Colors) -> list[Other]:
        """Name, points and look of each."""
        return [
            Other(self._client.monitors[key].name, self._feeds[key].series, look_of(place, colors))
            for place, key in enumerate(self.ids)
        ]

    def entries(self, own: Feed, at: int | None, colors: Colors) -> list[Entry]:
        """The legend: each with its latency at a time (ms since 1970 UTC), or else its median of the period."""
        named = [(own.monitor.name, own, Look(colors.accent))]
        named += [
            (self._client.monitors[key].name, self._feeds[key], look_of(place, colors))
            for place, key in enumerate(self.ids)
        ]
        return [Entry(name, _value(feed, at), look) for name, feed, look in named]


def _value(feed: Feed, at: int | None) -> str:
    if at is None:
        return text.latency(feed.history.figures.p50_ms) if feed.history is not None else ""
    series = feed.series
    point = series.nearest(at)
    if point is None or abs(series.middle(point) - at) > series.width_of(point) + series.interval * 1_500:
        return text.NOTHING
    return text.latency(point.latency_ms)
