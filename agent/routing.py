"""Which channels an alert is told to, when people are reminded of it, and when others are told: pure functions."""

from collections.abc import Iterable
from dataclasses import dataclass

from agent.model import Alert, AlertEvent, AlertKind, Monitor
from agent.policy import AlertPolicy, TagPolicy
from agent.quiet import QuietHours

MINUTE = 60_000
Names = tuple[str, ...]
NEVER_QUIET = QuietHours()


@dataclass(frozen=True, slots=True)
class Routing:
    """What holds for one monitor after all. Names None: every channel there is. Times are in ms, None: never.
    ``quiet`` are the hours in which nobody hears of it; ``critical``: there are none."""

    down: Names | None = None
    slow: Names | None = None
    certificate: Names | None = None
    remind_every: int | None = None
    escalate_after: int | None = None
    escalate_to: Names = ()
    critical: bool = False
    quiet: QuietHours = NEVER_QUIET


def routing_of(monitor: Monitor, tags: Iterable[TagPolicy], quiet: QuietHours = NEVER_QUIET) -> Routing:
    """What the monitor says itself, else the first of its tags that says something, else: all channels, once."""
    known = {tag.name: tag for tag in tags}
    theirs = [known[name] for name in monitor.tags if name in known]
    said = (monitor.channels, *(each.channels for each in theirs))
    channels = next((names for names in said if names is not None), None)
    policies: list[AlertPolicy] = [monitor.alerts, *theirs]
    slow = next((each.slow for each in policies if each.slow is not None), channels)
    certificate = next((each.certificate for each in policies if each.certificate is not None), channels)
    every = next((each.remind_every for each in policies if each.remind_every is not None), 0)
    escalation = next((each for each in policies if each.escalate_after is not None), AlertPolicy())
    critical = any(each.critical for each in policies)
    return Routing(
        down=channels,
        slow=slow,
        certificate=certificate,
        remind_every=every * MINUTE or None,
        escalate_after=(escalation.escalate_after or 0) * MINUTE or None,
        escalate_to=escalation.escalate_to,
        critical=critical,
        quiet=NEVER_QUIET if critical else quiet,
    )


def told_to(routing: Routing, alert: Alert, event: AlertEvent, escalates: bool) -> Names | None:
    """The channels that hear of ``event``; None: all. Whoever was told by escalation also hears that it is over."""
    if escalates:
        return routing.escalate_to
    names = {
        AlertKind.DOWN: routing.down,
        AlertKind.SLOW: routing.slow,
        AlertKind.CERTIFICATE: routing.certificate,
    }[alert.kind]
    if names is not None and event is AlertEvent.CLOSED and alert.escalated_at is not None:
        return tuple(dict.fromkeys((*names, *routing.escalate_to)))
    return names


def reminder_at(alert: Alert, routing: Routing) -> int | None:
    """When people are to be told next that the alert is open still; None: not while it stands as it does.

    The end of a snooze reminds whatever the routing says. What was told in quiet hours is heard of at their end. Of a
    certificate people are reminded as its end comes nearer, see :mod:`agent.certificates`.
    """
    if not _wants_somebody(alert):
        return None
    reminded = alert.reminded_at or 0
    if alert.snoozed_until is not None and alert.snoozed_until > reminded:
        return alert.snoozed_until
    if routing.remind_every is None or alert.kind is AlertKind.CERTIFICATE:
        return None
    return routing.quiet.heard_at(max(_opened(alert), reminded)) + routing.remind_every


def escalation_at(alert: Alert, routing: Routing) -> int | None:
    """When others are to be told; None: never, or they were told. A snooze and quiet hours put it off: then the time
    begins anew. What falls into quiet hours waits for their end."""
    if not _wants_somebody(alert) or alert.escalated_at is not None or alert.kind is AlertKind.CERTIFICATE:
        return None
    if routing.escalate_after is None:
        return None
    since = routing.quiet.heard_at(max(_opened(alert), alert.snoozed_until or 0))
    return routing.quiet.heard_at(since + routing.escalate_after)


def _wants_somebody(alert: Alert) -> bool:
    return alert.is_open and alert.acknowledged_at is None and not alert.flapping


def _opened(alert: Alert) -> int:
    return alert.openings[-1] if alert.openings else alert.opened_at
