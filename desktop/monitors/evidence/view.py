"""The tab itself: asks the agent for evidence, and shows the part of it that is chosen."""

from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from agent.messages import CommandFailed, Event, Evidence, GetEvidence, MonitorView
from agent.model import Check
from desktop import text
from desktop.client import Client
from desktop.flow import FlowLayout
from desktop.inbox.model import AlertsProxy, ViewRole
from desktop.inbox.words import kind_name
from desktop.overlay import Overlay
from desktop.theme import Theme

if TYPE_CHECKING:
    from desktop.monitors.evidence.differences import DifferencesView
    from desktop.monitors.evidence.exchange import ExchangeView

ALERTS_OFFERED = 50


class Side(IntEnum):
    """What of the evidence is shown."""

    DIFFERENCE = 0
    FAILING = 1
    GOOD = 2


class EvidenceView(QWidget):
    """Shows the evidence of one monitor; ``alerts`` are that monitor's. It asks only while somebody can see it."""

    def __init__(self, client: Client, theme: Theme, alerts: AlertsProxy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client, self._theme, self._alerts = client, theme, alerts
        self._monitor: int | None = None
        self._found: Evidence | None = None
        self._request = 0
        self._stale = False
        self._last: Check | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.sides = QButtonGroup(self)
        bar = QWidget(self)
        row = FlowLayout(bar, spacing=6)
        names = {
            Side.DIFFERENCE: self.tr("Difference"),
            Side.FAILING: self.tr("Failing"),
            Side.GOOD: self.tr("Last good"),
        }
        for side, name in names.items():
            button = QPushButton(name, bar)
            button.setCheckable(True)
            self.sides.addButton(button, side)
            row.addWidget(button)
        self.sides.button(Side.GOOD).setChecked(True)
        self.failure = QComboBox(bar)
        self.failure.setAccessibleName(self.tr("Which failure"))
        self.failure.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        row.addWidget(self.failure)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        bar.setSizePolicy(policy)
        self._pages = QStackedWidget(self)
        self._overlay = Overlay(self._theme, self)
        place = QGridLayout()
        place.addWidget(self._pages, 0, 0)
        place.addWidget(self._overlay, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(bar)
        layout.addLayout(place, 1)

    def _connect(self) -> None:
        self.sides.idClicked.connect(self._show)
        self.failure.activated.connect(self._ask_again)
        self._overlay.retry.connect(self._ask_again)
        for changed in (self._alerts.rowsInserted, self._alerts.rowsRemoved, self._alerts.modelReset):
            changed.connect(self._offer_alerts)

    # Both pages have many parts, and few who open the window look at them: each is built when it is first wanted.

    @cached_property
    def differences(self) -> "DifferencesView":
        from desktop.monitors.evidence.differences import DifferencesView

        page = DifferencesView(self._theme, self)
        self._pages.addWidget(page)
        return page

    @cached_property
    def exchange(self) -> "ExchangeView":
        from desktop.monitors.evidence.exchange import ExchangeView

        page = ExchangeView(self._theme, self)
        self._pages.addWidget(page)
        return page

    @property
    def said(self) -> str:
        """What stands in the place of evidence; "" while it is there."""
        return self._overlay.said

    @property
    def side(self) -> Side:
        return Side(self.sides.checkedId())

    # -- what is shown ------------------------------------------------------------------------------------------------

    def show_monitor(self, view: MonitorView | None) -> None:
        """Show a monitor's evidence, or none; the same monitor again only notes its newest check."""
        monitor = view.monitor.id if view else None
        last = view.status.last if view else None
        if monitor == self._monitor:
            self._see(last)
            return
        self._client.forget(self._request)
        self._monitor, self._found, self._last, self._request = monitor, None, last, 0
        self.failure.clear()
        self._offer_alerts()
        bad = last is not None and not last.outcome.good
        self.sides.button(Side.DIFFERENCE if bad else Side.GOOD).setChecked(True)
        self._ask_again()

    def show_alert(self, alert: int) -> None:
        """Show what changed when an alert of this monitor began."""
        self._offer_alerts()
        self.failure.setCurrentIndex(max(0, self.failure.findData(alert)))
        self.sides.button(Side.DIFFERENCE).setChecked(True)
        self._ask_again()

    def _see(self, check: Check | None) -> None:
        """Good checks after good ones bring nothing new to look at."""
        before, self._last = self._last, check
        if check is None or (before is not None and check.at == before.at):
            return
        if not check.outcome.good or before is None or not before.outcome.good or self._found is None:
            self._ask_again()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._ask_again()

    def _open_alert(self) -> int | None:
        alerts = (self._alerts.index(row, 0).data(ViewRole).alert for row in range(self._alerts.rowCount()))
        return next((alert.id for alert in alerts if alert.is_open), None)

    @Slot()
    def _offer_alerts(self) -> None:
        """Offer the newest failure and those that alerts began with; what is chosen stays."""
        chosen = before = self.failure.currentData()
        if chosen is None and self._found is None:
            chosen = self._open_alert()
        self.failure.blockSignals(True)
        self.failure.clear()
        self.failure.addItem(self.tr("Newest failure"), None)
        for row in range(min(self._alerts.rowCount(), ALERTS_OFFERED) if self._monitor is not None else 0):
            alert = self._alerts.index(row, 0).data(ViewRole).alert
            said = self.tr("{kind} alert of {time}").format(
                kind=kind_name(alert.kind).capitalize(), time=text.timestamp(alert.opened_at)[:16]
            )
            self.failure.addItem(said, alert.id)
        self.failure.setCurrentIndex(max(0, self.failure.findData(chosen)))
        self.failure.blockSignals(False)
        self.failure.setVisible(self.failure.count() > 1 and self.side is not Side.GOOD)
        if chosen != before and self._request:
            self._ask_again()

    def _show(self) -> None:
        self.failure.setVisible(self.failure.count() > 1 and self.side is not Side.GOOD)
        found = self._found
        if found is None:
            return
        self._pages.setCurrentWidget(self.differences if self.side is Side.DIFFERENCE else self.exchange)
        exchange = {Side.FAILING: found.failing, Side.GOOD: found.good}.get(self.side)
        missing = self._missing(found)
        self._pages.setVisible(not missing)
        if missing:
            self._overlay.message(missing)
            return
        self._overlay.clear()
        if exchange is not None:
            self.exchange.show_exchange(exchange)
        else:
            self.differences.show_differences(found.differences)

    def _missing(self, found: Evidence) -> str:
        """Why there is nothing to show; "" where there is."""
        if found.good is None and found.failing is None:
            return self.tr("No response is kept yet. The next check brings one.")
        if self.side is not Side.FAILING and found.good is None:
            return self.tr("No good response is known yet.")
        if self.side is not Side.GOOD and found.failing is None:
            if found.alert is not None:
                return self.tr("What this alert began with is not kept: it is removed after 30 days.")
            return self.tr("No failing response is known.")
        if self.side is Side.DIFFERENCE and not found.differences:
            return self.tr("Nothing differs but what every response has anew, such as dates and ids of requests.")
        return ""

    # -- asking the agent ---------------------------------------------------------------------------------------------

    @Slot()
    def _ask_again(self) -> None:
        self._stale = self._monitor is not None
        if self._monitor is None or not self.isVisible():
            return
        self._stale = False
        monitor, alert = self._monitor, self.failure.currentData()
        if self._found is None:
            self._pages.hide()
            self._overlay.busy()
        self._client.forget(self._request)
        self._request = self._client.ask(lambda request: GetEvidence(request, monitor, alert), self._take, self._refuse)

    def _take(self, event: Event) -> None:
        if isinstance(event, Evidence) and event.request == self._request:
            self._found = event
            self._show()

    def _refuse(self, failure: CommandFailed) -> None:
        self._pages.hide()
        self._overlay.error(self.tr("The responses could not be read: {why}").format(why=failure.message))
