"""Toasts in quiet hours: what is not critical waits for their end."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from agent.messages import AlertTold, SettingsChanged
from desktop.client import Client
from desktop.clock import now

LOOK_MS = 20_000
"""So often it is looked whether they are over: a timer alone would stand still while the machine sleeps."""


class QuietToasts(QObject):
    """``over`` brings the newest news of each alert that waited, when the quiet hours end or are turned off."""

    over = Signal(object)

    def __init__(self, client: Client, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._held: dict[int, AlertTold] = {}
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._look)
        client.event.connect(self._follow)

    def hold(self, told: AlertTold) -> bool:
        """Keep it for later, if it came in quiet hours that still are."""
        if told.notice.quiet_until is None or self._client.settings.quiet.until(now()) is None:
            return False
        self._held[told.alert] = told
        self._look()
        return True

    def forget(self, alert: int) -> None:
        """Somebody knows of this one."""
        self._held.pop(alert, None)

    @Slot(object)
    def _follow(self, event: object) -> None:
        if isinstance(event, SettingsChanged):
            self._look()

    @Slot()
    def _look(self) -> None:
        if not self._held:
            return
        until = self._client.settings.quiet.until(now())
        if until is not None:
            self._timer.start(min(LOOK_MS, until - now()))
            return
        held, self._held = list(self._held.values()), {}
        self.over.emit(held)
