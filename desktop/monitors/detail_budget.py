"""The error budget of a period: a bar that fills as it is spent, and what it says in words."""

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from agent.objectives import Budget
from desktop import text
from desktop.labels import ElidedLabel, tooltip
from desktop.theme import figures, scaled

STEPS = 1_000
WIDTH = 64


class BudgetBar(QWidget):
    """Hidden where there is no target."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, STEPS)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(WIDTH)
        self._words = ElidedLabel(parent=self)
        self._words.setFont(figures(scaled(self.font(), 0.92)))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._bar)
        layout.addWidget(self._words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def said(self) -> str:
        """What it says; "" while it is hidden."""
        return "" if self.isHidden() else self._words.text()

    def show_budget(self, target: float | None, budget: Budget | None, period: str) -> None:
        """Show what is left for a ``target`` in percent over ``period``, a name such as "the last 30 days"."""
        if target is None or budget is None:
            self.hide()
            return
        rank = "" if budget.kept else "error"
        for widget in (self._bar, self._words):
            if widget.property("rank") != rank:
                widget.setProperty("rank", rank)
                widget.style().polish(widget)
        spent = 1 - budget.left if budget.left is not None else float(not budget.kept)
        self._bar.setValue(min(STEPS, round(spent * STEPS)))
        hint = self._hint(target, budget, period)
        said = self._said(target, budget)
        self._words.set_text(said, hint)
        self._bar.setToolTip(tooltip(hint))
        self._bar.setAccessibleName(self.tr("Error budget: {said}").format(said=said))
        self.show()

    def _said(self, target: float, budget: Budget) -> str:
        allowed, spent = text.duration(round(budget.allowed_ms)), text.duration(budget.spent_ms)
        if not budget.kept:
            over = text.duration(round(-budget.left_ms))
            said = self.tr("Over budget by {over}: {spent} spent of {allowed} ({target})")
            return said.format(target=_percent(target), over=over, spent=spent, allowed=allowed)
        if budget.left is None:
            return self.tr("No budget, nothing spent ({target})").format(target=_percent(target))
        said = self.tr("{allowed} budget, {spent} spent, {left} left ({target})")
        return said.format(target=_percent(target), allowed=allowed, spent=spent, left=f"{int(budget.left * 100)} %")

    def _hint(self, target: float, budget: Budget, period: str) -> str:
        said = self.tr(
            "Error budget of {period}: ({whole} − {target}) × covered time. Time DOWN spends it; time that no check "
            "speaks for earns none."
        ).format(period=period, whole=_percent(100), target=_percent(target))
        if budget.burn_rate is None:
            return said
        rate = self.tr("Burn rate {rate}: how many times faster than allowed it was spent.")
        return f"{said} {rate.format(rate=QLocale().toString(budget.burn_rate, 'f', 2))}"


def _percent(target: float) -> str:
    return f"{QLocale().toString(float(target), 'g', 6)} %"
