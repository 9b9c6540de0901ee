"""The status bar: how everything stands, in one line."""

from PySide6.QtCore import QDateTime, QLocale, QTimer, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStatusBar, QWidget

from agent.messages import AgentStatus
from agent.model import QuietHours
from desktop import text
from desktop.clock import now
from desktop.labels import ElidedLabel, plain, say, tooltip
from desktop.monitors.summary import Summary

_DAY = 86_400_000


class StatusBar(QStatusBar):
    """ "412 up · 3 down · 1 paused", when the last check was made, the network, the alerts waiting to be sent, quiet
    hours."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._summary: Summary | None = None
        self._status = AgentStatus()
        self._quiet = QuietHours()
        self._stopped = False
        self._parts = {name: plain(rank="second") for name in ("checked", "network", "waiting", "quiet")}
        self._counts = ElidedLabel("second")  # the longest gives way where it is narrow
        self._counts.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(14, 2, 14, 2)
        layout.setSpacing(24)
        for part in (self._counts, *self._parts.values()):
            layout.addWidget(part)
        layout.addStretch(1)
        self.addWidget(row, 1)
        self._timer = QTimer(self, interval=1_000)
        self._timer.timeout.connect(self._say_times)

    def shown(self) -> str:
        """All that it says."""
        return " · ".join(part.text() for part in (self._counts, *self._parts.values()) if part.text())

    def show_summary(self, summary: Summary) -> None:
        self._summary = summary
        counts = (
            (summary.down, self.tr("{n} down")),
            (summary.failing, self.tr("{n} failing")),
            (summary.degraded, self.tr("{n} degraded")),
            (summary.unknown, self.tr("{n} unknown")),
            (summary.pending, self.tr("{n} pending")),
            (summary.maintenance, self.tr("{n} in maintenance")),
            (summary.paused, self.tr("{n} paused")),
        )
        said = [self.tr("{n} up").format(n=summary.up), *(form.format(n=n) for n, form in counts if n)]
        self._counts.set_text(" · ".join(said) if summary.total else self.tr("No monitors"))
        self._say_checked()

    def show_status(self, status: AgentStatus) -> None:
        self._status = status
        say(self._parts["network"], self.tr("network OK") if status.online else self.tr("offline"))
        waiting = status.deliveries_waiting
        say(self._parts["waiting"], text.count(waiting, self.tr("{n} alert waiting"), self.tr("{n} alerts waiting")))
        self._parts["waiting"].setToolTip(tooltip(self.tr("Messages that no channel has accepted yet")))

    def show_quiet(self, quiet: QuietHours) -> None:
        self._quiet = quiet
        self._say_times()

    def show_stopped(self) -> None:
        """The agent is dead: nothing of what stood here is known any more."""
        self._stopped = True
        for name in ("network", "waiting"):
            say(self._parts[name], "")
        self._say_times()

    @Slot()
    def _say_times(self) -> None:
        self._say_checked()
        at = now()
        until, part = None if self._stopped else self._quiet.until(at), self._parts["quiet"]
        if until is None:
            say(part, "")
            return
        when = QDateTime.fromMSecsSinceEpoch(until)
        time = QLocale().toString(when.time(), QLocale.FormatType.ShortFormat)
        if until - at >= _DAY:
            time = f"{QLocale().dayName(when.date().dayOfWeek(), QLocale.FormatType.ShortFormat)} {time}"
        say(part, self.tr("Quiet until {time}").format(time=time))
        part.setToolTip(tooltip(self.tr("Only critical alerts are told now; all others then, in one message")))

    def _say_checked(self) -> None:
        at = self._summary.last_at if self._summary else None
        part = self._parts["checked"]
        if self._stopped:
            say(part, self.tr("not checking"))
        elif at is None:
            say(part, "")
        else:
            say(part, self.tr("checked {time}").format(time=text.ago(at, now())))
            part.setToolTip(tooltip(text.timestamp(at)))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()
        self._say_times()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()
