"""The selected alert in full, with what became of each delivery."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from agent.messages import AlertView
from agent.model import AlertKind, Delivery, DeliveryState
from desktop import text
from desktop.clock import now
from desktop.inbox import words
from desktop.inbox.past import AlertPast
from desktop.labels import ElidedLabel, plain, tooltip
from desktop.theme import Theme, scaled


class AlertDetails(QScrollArea):
    """Shows an :class:`AlertView`; :meth:`tick` says again what depends on the time of day."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view: AlertView | None = None
        self._rows: list[list[QLabel]] = []
        self._fates: list[tuple[QLabel, Delivery]] = []
        inside = QWidget()
        self._title = ElidedLabel()
        self._title.setFont(scaled(self.font(), 1.15, QFont.Weight.DemiBold))
        self._message, self._standing, self._note = plain(), plain(rank="second"), plain()
        for label in (self._message, self._standing, self._note):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._heading = plain(self.tr("Deliveries"))
        self._heading.setFont(scaled(self.font(), 1.0, QFont.Weight.DemiBold))
        self._table = QGridLayout()
        self._table.setHorizontalSpacing(16)
        self._table.setVerticalSpacing(4)
        self._table.setColumnStretch(4, 1)
        self._past_heading = plain(self.tr("History"))
        self._past_heading.setFont(self._heading.font())
        self.past = AlertPast()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(4)
        for label in (self._title, self._message, self._standing, self._note):
            layout.addWidget(label)
        layout.addSpacing(8)
        layout.addWidget(self._heading)
        layout.addLayout(self._table)
        layout.addSpacing(8)
        layout.addWidget(self._past_heading)
        layout.addWidget(self.past)
        layout.addStretch()
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("The selected alert"))
        for ground in (self.viewport(), inside):
            ground.setBackgroundRole(QPalette.ColorRole.Base)
            ground.setAutoFillBackground(True)

    def show_alert(self, view: AlertView) -> None:
        if view == self._view:
            return
        self._view = view
        alert = view.alert
        self._title.set_text(f"{view.monitor_name} · {words.kind_name(alert.kind)}")
        named = alert.message and alert.kind is not AlertKind.CERTIFICATE
        self._message.setText(f"{text.cause_name(alert.cause)}: {alert.message}" if named else words.what(alert))
        self._note.setText(self.tr("Note: {note}").format(note=alert.note))
        self._note.setVisible(bool(alert.note))
        self._clear()
        deliveries = sorted(view.deliveries, key=lambda d: (d.created_at, d.channel))
        self._heading.setText(self.tr("Deliveries") if deliveries else self.tr("Nobody was told of this alert."))
        if deliveries:
            heads = (self.tr("Channel"), self.tr("Event"), self.tr("Tries"), self.tr("When"), self.tr("Fate"))
            self._add([plain(head, rank="second") for head in heads])
        for delivery in deliveries:
            self._add_delivery(delivery)
        self._past_heading.setVisible(bool(view.history))
        self.past.show_history(view.history)
        self.tick()

    def _add_delivery(self, delivery: Delivery) -> None:
        channel = ElidedLabel()
        channel.set_text(delivery.channel)
        channel.setMaximumWidth(self.fontMetrics().horizontalAdvance("m") * 12)
        channel.setMinimumWidth(
            min(channel.maximumWidth(), channel.fontMetrics().horizontalAdvance(delivery.channel) + 4)
        )
        at = delivery.sent_at or delivery.created_at
        when = plain(text.ago(at, now()))
        when.setToolTip(tooltip(text.timestamp(at)))
        bad = delivery.state is DeliveryState.UNDELIVERABLE
        fate = plain(rank="error" if bad else "")
        fate.setWordWrap(True)
        fate.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._fates.append((fate, delivery))
        self._add([channel, plain(words.event_name(delivery.event)), plain(str(delivery.attempts)), when, fate])

    def _add(self, labels: list[QLabel]) -> None:
        row = len(self._rows)
        for column, label in enumerate(labels):
            self._table.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
        self._rows.append(labels)

    def _clear(self) -> None:
        for labels in self._rows:
            for label in labels:
                self._table.removeWidget(label)
                label.deleteLater()
        self._rows.clear()
        self._fates.clear()

    def tick(self) -> None:
        if self._view is None:
            return
        alert, at = self._view.alert, now()
        self._standing.setText(
            self.tr("{standing} {lasted} · since {time}").format(
                standing=words.standing(alert, at).capitalize(),
                lasted=words.lasted(alert, at),
                time=text.timestamp(alert.opened_at),
            )
        )
        self._standing.setToolTip(tooltip(words.times(alert)))
        for label, delivery in self._fates:
            label.setText(words.fate(delivery, at))

    def texts(self) -> list[list[str]]:
        """The table of deliveries as it is shown, without its head."""
        return [[label.text() for label in labels] for labels in self._rows[1:]]
