"""A monitor's last 24 hours as a bar of half hours, for messages that can show one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from agent.channels.wording import duration
from agent.model import Outcome
from agent.stats import Span

DAY: Final = 24 * 3_600_000
CELLS: Final = 48
_WORST = (Outcome.UNKNOWN, Outcome.UP, Outcome.DEGRADED, Outcome.DOWN)
_SIGNS: dict[Outcome | None, str] = {Outcome.UP: "▁", Outcome.DEGRADED: "▄", Outcome.DOWN: "█"}


@dataclass(frozen=True, slots=True)
class DayBar:
    """``cells`` are the half hours, oldest first, each as its worst: None where nothing is known."""

    cells: tuple[Outcome | None, ...]
    down_ms: int
    degraded_ms: int

    @property
    def words(self) -> str:
        """The bar for who does not see it: ``down for 1 h 5 min, slow for 3 min``."""
        parts = [("down", self.down_ms), ("slow", self.degraded_ms)]
        said = ", ".join(f"{word} for {duration(ms)}" for word, ms in parts if ms)
        return said or ("no trouble before" if any(self.cells) else "not checked before")

    @property
    def text(self) -> str:
        """The bar in characters: ``▁▁█▁``, with ``·`` where nothing is known."""
        return "".join(_SIGNS.get(cell, "·") for cell in self.cells)


def day_bar(spans: Iterable[Span], end: int) -> DayBar:
    """The 24 hours before ``end``, for which ``spans`` speak."""
    start, width = end - DAY, DAY // CELLS
    worst: list[Outcome] = [Outcome.UNKNOWN] * CELLS
    times = dict.fromkeys(Outcome, 0)
    for span in spans:
        first, last = max(span.start, start), min(span.end, end)
        if first >= last:
            continue
        times[span.outcome] += last - first
        for cell in range((first - start) // width, (last - 1 - start) // width + 1):
            worst[cell] = max(worst[cell], span.outcome, key=_WORST.index)
    cells = tuple(None if outcome is Outcome.UNKNOWN else outcome for outcome in worst)
    return DayBar(cells, times[Outcome.DOWN], times[Outcome.DEGRADED])
