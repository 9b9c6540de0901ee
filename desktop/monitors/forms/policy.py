"""Who is told of alerts beyond the first message, and how often: for a monitor, and for all with a tag."""

from collections.abc import Sequence

from agent.model import AlertPolicy
from desktop.monitors.forms.channels import ChannelsField
from desktop.monitors.forms.editors import Number, Switch
from desktop.monitors.forms.section import Section
from desktop.text import tr


def add_policy(section: Section, prefix: str, channels: Sequence[str], policy: AlertPolicy | None, unset: str) -> None:
    """Add the fields of ``policy`` under ``prefix``; ``unset`` says what an empty number means."""
    same = tr("The same as for down")
    for field, title in (("slow", tr("When slow")), ("certificate", tr("For certificates"))):
        chosen = getattr(policy, field) if policy else None
        section.add(f"{prefix}.{field}", title, ChannelsField(channels, chosen, same), hint="")
    minutes = tr("min")
    every, after = Number(6, optional=True), Number(6, optional=True)
    while_open = tr("While an alert is open and nobody has acknowledged or snoozed it.")
    section.add(f"{prefix}.remind_every", tr("Remind every"), every, hint=f"{while_open} {unset}", unit=minutes)
    then = tr("Then those below are told too.")
    section.add(f"{prefix}.escalate_after", tr("Escalate after"), after, hint=f"{then} {unset}", unit=minutes)
    others = ChannelsField(channels, policy.escalate_to if policy else (), None)
    section.add(f"{prefix}.escalate_to", tr("Escalate to"), others, hint="")
    critical, title = Switch(tr("Critical: also in quiet hours")), tr("Critical")
    section.add(f"{prefix}.critical", title, critical, hint="", label=False)
    if policy is not None:
        critical.set_value(policy.critical)
        every.set_value(policy.remind_every)
        after.set_value(policy.escalate_after)
        others.set_value(policy.escalate_to)
