"""How often a monitor is checked, when it alerts, and whom."""

from collections.abc import Sequence

from agent.model import Monitor
from desktop.monitors.forms.channels import ChannelsField
from desktop.monitors.forms.editors import Number
from desktop.monitors.forms.group import Group
from desktop.monitors.forms.monitors import MonitorChoice, MonitorsField
from desktop.monitors.forms.policy import add_policy
from desktop.monitors.forms.section import Section
from desktop.text import tr


class AlertingGroup(Group):
    """``channels`` are the names there are, ``others`` those of the other monitors."""

    def __init__(self, channels: Sequence[str], others: Sequence[str], monitor: Monitor | None) -> None:
        schedule = Section(tr("Schedule"))
        schedule.add("interval", tr("Interval"), Number(), unit=tr("s"))
        quarter = tr("Empty: a quarter of the interval, at least 10 s.")
        schedule.add("confirm_every", tr("Confirm every"), Number(optional=True), unit=tr("s"), more=quarter)
        guard = MonitorChoice(others, monitor.guard if monitor else None)
        schedule.add("guard", tr("Only while this is up"), guard)
        alerts = Section(tr("Alerts"))
        alerts.add_pair(
            ("rule.failures", Number(4), tr("Failures")),
            ("rule.window", Number(4), tr("Window")),
            tr("Rule"),
            tr("of the last"),
            tr("checks failed"),
            tr("A monitor is down, and an alert opens, when so many of its last checks failed."),
        )
        alerts.add("rule.hold", tr("Hold"), Number(), unit=tr("s"))
        self.rehearsal = alerts.add_words("")
        self.rehearsal.hide()
        everybody = tr("As its tags say, else all channels")
        alerts.add(
            "channels",
            tr("Channels"),
            ChannelsField(channels, monitor.channels if monitor else None, everybody),
            hint="",
        )
        alerts.add("depends_on", tr("Depends on"), MonitorsField(others), more=tr("Commas between."))
        beyond = Section(tr("Who else is told, and how often"))
        unset = tr("Empty: as its tags say; 0: never.")
        add_policy(beyond, "alerts", channels, monitor.alerts if monitor else None, unset)
        super().__init__(tr("Schedule && a&lerts"), schedule, alerts, beyond)
