"""One check in full: when, what came back, why, and where its time went."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout, QWidget

from agent.model import Check
from desktop import text
from desktop.labels import ElidedLabel, plain, say
from desktop.monitors.log import clock
from desktop.monitors.waterfall import Waterfall
from desktop.theme import Theme, glyph, scaled


class CheckDetails(QWidget):
    """Title line, message, waterfall. ``title`` stands in front of the time of the check."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, title: str = "") -> None:
        super().__init__(parent)
        self._title = title or self.tr("Check")
        self.heading = ElidedLabel(parent=self)
        self.heading.setFont(scaled(self.font(), 1.0, QFont.Weight.DemiBold))
        self.message = plain("", self)
        self.message.setWordWrap(True)
        self.message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.waterfall = Waterfall(theme, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self.heading, self.message, self.waterfall):
            layout.addWidget(widget)
        self.show_check(None)

    def show_check(self, check: Check | None) -> None:
        """Show a check; None where there was none yet."""
        self.waterfall.setVisible(check is not None and check.phases is not None)
        if check is None:
            self.heading.set_text(self._title)
            self.message.setText(self.tr("Not checked yet."))
            self.message.show()
            return
        parts = [self._title, clock(check.at), f"{glyph(check.outcome)} {check.outcome.value}"]
        if check.status_code is not None:
            parts.append(str(check.status_code))
        if check.latency_ms is not None:
            parts.append(text.latency(check.latency_ms))
        self.heading.set_text(" · ".join(parts), text.timestamp(check.at))
        cause = text.cause_name(check.cause) if check.cause else ""
        said = ": ".join(part for part in (cause, check.message) if part)
        say(self.message, said)
        self.waterfall.show_phases(check.phases)
