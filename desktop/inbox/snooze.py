"""The menu that puts alerts to sleep for some hours or until tomorrow morning."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop import text
from desktop.clock import now
from desktop.labels import tooltip

HOURS = (1, 4, 8)
MORNING = time(8)


def after_hours(hours: int, at: int) -> int:
    """So many hours after ``at``."""
    return at + hours * text.HOUR


def tomorrow_morning(at: int) -> int:
    """8 o'clock of the day after ``at``, in this machine's zone."""
    day = datetime.fromtimestamp(at / text.SECOND).astimezone().date() + timedelta(days=1)
    return round(datetime.combine(day, MORNING).astimezone().timestamp() * text.SECOND)


class SnoozeMenu(QMenu):
    """``wanted`` says until when; None: no longer, offered while :meth:`offer_waking` says so."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Snooze"), parent)
        self.setToolTipsVisible(True)
        for hours in HOURS:
            said = text.count(hours, self.tr("For {n} hour"), self.tr("For {n} hours"))
            self._offer(said, partial(after_hours, hours))
        self._offer(self.tr("Until tomorrow, 8:00"), tomorrow_morning)
        self.addSeparator()
        self._wake = self.addAction(self.tr("Wake now"), lambda: self.wanted.emit(None))
        self.aboutToShow.connect(self._say_when)

    def _offer(self, said: str, until: Callable[[int], int]) -> None:
        action = self.addAction(said, lambda: self.wanted.emit(until(now())))
        action.setData(until)

    def offer_waking(self, possible: bool) -> None:
        self._wake.setEnabled(possible)

    def _say_when(self) -> None:
        for action in self.actions():
            if action.data() is not None:
                action.setToolTip(tooltip(text.timestamp(action.data()(now()))))
