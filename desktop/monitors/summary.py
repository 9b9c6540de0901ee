"""How all monitors stand together: for the status bar, the sidebar and the tray."""

from collections.abc import Iterable
from dataclasses import dataclass

from agent.messages import MonitorView
from agent.model import State


@dataclass(frozen=True, slots=True)
class Summary:
    """How many monitors are in each state (``maintenance`` apart), the names of those that are down in
    alphabetical order, and when the newest check of all was made (None: never)."""

    up: int = 0
    degraded: int = 0
    failing: int = 0
    down: int = 0
    unknown: int = 0
    paused: int = 0
    pending: int = 0
    down_names: tuple[str, ...] = ()
    last_at: int | None = None
    maintenance: int = 0

    @property
    def total(self) -> int:
        return (
            self.up
            + self.degraded
            + self.failing
            + self.down
            + self.unknown
            + self.paused
            + self.pending
            + self.maintenance
        )

    def of(self, state: State) -> int:
        """How many monitors are in a state."""
        return int(getattr(self, state.value.lower()))


def summarize(views: Iterable[MonitorView]) -> Summary:
    """The summary of ``views``."""
    counts = dict.fromkeys(State, 0)
    down: list[str] = []
    last_at: int | None = None
    for view in views:
        status = view.status
        counts[status.state] += 1
        if status.state is State.DOWN:
            down.append(view.monitor.name)
        if status.last is not None and (last_at is None or status.last.at > last_at):
            last_at = status.last.at
    numbers = {state.value.lower(): number for state, number in counts.items()}
    return Summary(**numbers, down_names=tuple(sorted(down, key=str.casefold)), last_at=last_at)
