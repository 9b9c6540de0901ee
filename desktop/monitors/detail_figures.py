"""The figures of a period, each with the rule it is computed by."""

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QWidget

from agent.messages import History
from agent.model import Monitor
from agent.summary import Figures as Found
from desktop import text
from desktop.charts.periods import Period
from desktop.labels import plain, tooltip
from desktop.monitors.detail_budget import BudgetBar
from desktop.text import tr
from desktop.theme import figures, scaled

IN_A_ROW = 5


class Figures(QWidget):
    """Two rows: how reliable it was, and how quick; below them the error budget, where there is a target."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rules = _rules()
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(8)
        self._layout.setVerticalSpacing(0)
        self._captions, self._values = [], []
        for number, caption in enumerate(self._rules):
            row, column = divmod(number, IN_A_ROW)
            name, value = plain(caption, self, rank="second"), plain(text.NOTHING, self)
            name.setFont(scaled(self.font(), 0.92))
            value.setFont(figures(scaled(self.font(), 1.08, QFont.Weight.DemiBold)))
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._layout.addWidget(name, 3 * row, column)
            self._layout.addWidget(value, 3 * row + 1, column)
            self._layout.setColumnStretch(column, 1)
            self._captions.append(name)
            self._values.append(value)
        self._layout.setRowMinimumHeight(2, 4)
        self.budget = BudgetBar(self)
        self._layout.addWidget(self.budget, 5, 0, 1, IN_A_ROW)

    def pairs(self) -> list[tuple[str, str]]:
        """Name and value of each figure, in their order."""
        return [(name.text(), value.text()) for name, value in zip(self._captions, self._values, strict=True)]

    def headline(self) -> list[tuple[str, str]]:
        """Those that stand in the heading of a picture: uptime, coverage, median and 95th percentile."""
        named = self.pairs()
        return [*named[:2], *named[IN_A_ROW : IN_A_ROW + 2]]

    def texts(self) -> list[str]:
        """What the figures say, in their order."""
        return [value.text() for value in self._values]

    def show_history(self, history: History | None, period: Period, monitor: Monitor | None = None) -> None:
        """Show the figures of a history of ``monitor``, or none."""
        found = history.figures if history is not None else None
        values = _values(found) if found is not None else [text.NOTHING] * len(self._values)
        t_ms = text.latency(monitor.apdex_t_ms) if monitor and monitor.apdex_t_ms else "T"
        for name, value, rule, said in zip(self._captions, self._values, self._rules.values(), values, strict=True):
            value.setText(said)
            value.setAccessibleName(f"{name.text()} {said}")
            hint = rule.format(period=period.name_of, t=t_ms)
            for label in (name, value):
                label.setToolTip(tooltip(hint))
        target = monitor.uptime_target if monitor else None
        self.budget.show_budget(target, found.budget(target) if found else None, period.name_of)


def _values(found: Found) -> list[str]:
    """In the order of :func:`_rules`."""
    return [
        text.percent(found.uptime.ratio),
        text.percent(found.uptime.coverage),
        text.duration(found.uptime.down_ms),
        _length(found.mttr_ms),
        _length(found.mtbf_ms),
        text.latency(found.p50_ms),
        text.latency(found.p95_ms),
        text.latency(found.p99_ms),
        text.NOTHING if found.apdex is None else QLocale().toString(found.apdex.score, "f", 2),
        QLocale().toString(found.incidents.began),
    ]


def _length(ms: float | None) -> str:
    return text.NOTHING if ms is None else text.duration(round(ms))


def _rules() -> dict[str, str]:
    return {
        tr("Uptime"): tr(
            "Uptime of {period}: time UP or DEGRADED through time UP, DEGRADED or DOWN. A check speaks for the "
            "time until the next one, at most for 1.5 intervals. Time that no check speaks for, UNKNOWN and PAUSED "
            "are in neither part."
        ),
        tr("Coverage"): tr("The part of {period} that the uptime is computed over."),
        tr("Downtime"): tr("The time DOWN in {period}, by the checks: it begins before the rule is met."),
        tr("MTTR"): tr(
            "Mean time to repair: how long the down alerts lasted, from opening to closing, that ended in {period}."
        ),
        tr("MTBF"): tr(
            "Mean time between failures: time UP or DEGRADED through the down alerts that began in {period}."
        ),
        tr("p50"): tr("Half of the good checks (UP or DEGRADED) of {period} were faster than this."),
        tr("p95"): tr("95 % of the good checks (UP or DEGRADED) of {period} were faster than this."),
        tr("p99"): tr("99 % of the good checks (UP or DEGRADED) of {period} were faster than this."),
        tr("Apdex"): tr(
            "Checks of {period} within {t} count 1, within four times that 0.5, slower and DOWN 0; this is their mean. "
            "T is that of the monitor, else its latency threshold; without either there is no Apdex."
        ),
        tr("Incidents"): tr("Down alerts that began in {period}. Single failures are none."),
    }
