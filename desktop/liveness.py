"""Whether checks still come: a window that hears nothing must not look green."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from agent.messages import ChecksHeld, ChecksRecorded, Event, Overview
from agent.model import State
from desktop.client import Client
from desktop.monitors.model import MonitorsModel

AT_LEAST_S = 30.0
INTERVALS = 2
LOOK_MS = 5_000


class Liveness(QObject):
    """``stalled`` carries for how many seconds no check has finished though one should have, then 0."""

    stalled = Signal(int)

    def __init__(
        self,
        client: Client,
        model: MonitorsModel,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._clock = clock
        self._heard = clock()
        self._had_active = False
        self._is_stalled = False
        client.event.connect(self._follow)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot(object)
    def _follow(self, event: Event) -> None:
        if isinstance(event, ChecksRecorded | ChecksHeld | Overview):
            self._heard = self._clock()
            if self._is_stalled:
                self._is_stalled = False
                self.stalled.emit(0)

    @Slot()
    def look(self) -> None:
        """Compare the time since the last check with the shortest interval."""
        active = [view.monitor for view in self._model.views() if view.status.state is not State.PAUSED]
        if active and not self._had_active:  # what was just added or resumed gets its time
            self._heard = self._clock()
        self._had_active = bool(active)
        quiet = self._clock() - self._heard
        limit = max(AT_LEAST_S, INTERVALS * min((monitor.interval for monitor in active), default=0))
        silent = bool(active) and quiet > limit
        if silent or self._is_stalled:
            self._is_stalled = silent
            self.stalled.emit(int(quiet) if silent else 0)
