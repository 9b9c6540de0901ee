"""Where the time of a monitor's checks went, asked of the agent for what the latency chart shows."""

from PySide6.QtCore import QObject, Signal

from agent.messages import CommandFailed, Event, GetPhases, PhaseHistory
from desktop.client import Client


class PhaseFeed(QObject):
    """``changed`` says that there is something else to draw, ``failed`` why it could not be read."""

    changed = Signal()
    failed = Signal(str)

    def __init__(self, client: Client, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._request = 0
        self.history: PhaseHistory | None = None

    def ask(self, monitor: int, start: int, end: int, points: int) -> None:
        """What is there stays until the answer comes."""
        self._client.forget(self._request)
        self._request = self._client.ask(
            lambda request: GetPhases(request, monitor, start, end, points), self._take, self._refused
        )

    def clear(self) -> None:
        self._client.forget(self._request)
        self.history = None

    def _take(self, event: Event) -> None:
        if isinstance(event, PhaseHistory):
            self.history = event
            self.changed.emit()

    def _refused(self, failure: CommandFailed) -> None:
        self.failed.emit(failure.message)
