"""What counts as a good answer."""

from collections.abc import Sequence

from agent.model import AssertionResult
from desktop.monitors.forms.assertions import AssertionsField
from desktop.monitors.forms.editors import Number, Switch, Text
from desktop.monitors.forms.group import Group
from desktop.monitors.forms.section import Section
from desktop.text import tr
from desktop.theme import Theme


class JudgingGroup(Group):
    """Status, latency, assertions, targets."""

    def __init__(self, theme: Theme) -> None:
        status = Section()
        status.add("target.expect", tr("Expected status"), Text())
        threshold = Number(optional=True)
        status.add(
            "latency_threshold_ms",
            tr("Latency threshold"),
            threshold,
            unit=tr("ms"),
            more=tr("Empty: no threshold."),
        )
        status.add("reverse", tr("Reverse"), Switch(tr("Failing is good")))
        goals = Section(tr("Targets"))
        no_budget = tr("Empty: no target and no error budget.")
        goals.add("uptime_target", tr("Uptime target"), Number(optional=True), unit=tr("%"), more=no_budget)
        goals.add("apdex_ms", tr("Apdex T"), Number(optional=True), unit=tr("ms"))
        answer = Section(tr("Assertions"))
        self.assertions = AssertionsField(theme)
        answer.add("target.assertions", tr("Assertions"), self.assertions, hint="", wide=True, label=False)
        super().__init__(tr("&Assertions"), status, goals, answer)

    def show_results(self, results: Sequence[AssertionResult]) -> None:
        self.assertions.show_results(results)
