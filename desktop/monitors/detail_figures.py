"""The figures of a period, each with the rule it is computed by."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QWidget

from agent.messages import History
from desktop import text
from desktop.charts.periods import Period
from desktop.labels import plain, tooltip
from desktop.theme import figures, scaled


class Figures(QWidget):
    """Uptime, coverage, median and 95th percentile side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        rules = {
            self.tr("Uptime"): self.tr(
                "Uptime of {period}: time UP or DEGRADED through time UP, DEGRADED or DOWN. A check speaks for the "
                "time until the next one, at most for 1.5 intervals. Time that no check speaks for, UNKNOWN and PAUSED "
                "are in neither part."
            ),
            self.tr("Coverage"): self.tr("The part of {period} that the uptime is computed over."),
            self.tr("p50"): self.tr("Half of the good checks (UP or DEGRADED) of {period} were faster than this."),
            self.tr("p95"): self.tr("95 % of the good checks (UP or DEGRADED) of {period} were faster than this."),
        }
        self._rules = list(rules.values())
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(8)
        layout.setVerticalSpacing(0)
        self._captions, self._values = [], []
        for column, caption in enumerate(rules):
            name, value = plain(caption, self, rank="second"), plain(text.NOTHING, self)
            name.setFont(scaled(self.font(), 0.92))
            value.setFont(figures(scaled(self.font(), 1.15, QFont.Weight.DemiBold)))
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            layout.addWidget(name, 0, column)
            layout.addWidget(value, 1, column)
            layout.setColumnStretch(column, 1)
            self._captions.append(name)
            self._values.append(value)

    def pairs(self) -> list[tuple[str, str]]:
        """Name and value of each figure, in their order."""
        return [(name.text(), value.text()) for name, value in zip(self._captions, self._values, strict=True)]

    def texts(self) -> list[str]:
        """What the figures say, in their order."""
        return [value.text() for value in self._values]

    def show_history(self, history: History | None, period: Period) -> None:
        values = [text.NOTHING] * 4
        if history is not None:
            found = history.figures
            values = [text.percent(found.uptime.ratio), text.percent(found.uptime.coverage)]
            values += [text.latency(found.p50_ms), text.latency(found.p95_ms)]
        for name, value, rule, said in zip(self._captions, self._values, self._rules, values, strict=True):
            value.setText(said)
            value.setAccessibleName(f"{name.text()} {said}")
            hint = rule.format(period=period.name_of)
            if history is not None and value is self._values[0] and history.figures.uptime.down_ms:
                hint += " " + self.tr("Down {time} in all.").format(time=text.duration(history.figures.uptime.down_ms))
            for label in (name, value):
                label.setToolTip(tooltip(hint))
