"""The 4/5 rule and the lifecycle of alerts, as pure functions.

The window of a monitor is its last conclusive checks, oldest first. Two rules look at it: *down* counts DOWN,
*slow* counts DEGRADED and DOWN. :func:`assess` brings both together for one new check.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from agent.lifecycle import is_snoozed
from agent.model import Alert, AlertEvent, AlertKind, Beat, Cause, Check, Monitor, Outcome, Rule, State
from agent.routing import Routing, escalation_at, reminder_at

SECOND = 1_000
GAP_INTERVALS = 5
GAP_TIMEOUTS = 2
"""A gap of more than so many intervals, and of more than so many timeouts, empties the window: what was before says
nothing about now. The timeouts are for short intervals: checks that run into them follow each other no sooner."""
FLAPPING_OPENINGS = 3
FLAPPING_WITHIN = 3_600 * SECOND
STEADY = 1_800 * SECOND
"""How long a flapping alert must neither open nor close before anybody hears of it again."""

Window = tuple[Beat, ...]


def is_bad(kind: AlertKind, outcome: Outcome) -> bool:
    """Whether a check with ``outcome`` counts against the monitor in the rule of ``kind``."""
    return outcome is Outcome.DOWN or (kind is AlertKind.SLOW and outcome is Outcome.DEGRADED)


def bad_in(kind: AlertKind, window: Window) -> int:
    """How many checks of the window count against the monitor in the rule of ``kind``."""
    return sum(is_bad(kind, beat.outcome) for beat in window)


def longest_gap(monitor: Monitor) -> int:
    """The ms that may lie between the beginnings of two checks that tell of the same time."""
    return round(max(GAP_INTERVALS * monitor.interval, GAP_TIMEOUTS * monitor.timeout) * SECOND)


def extend(window: Window, beat: Beat, monitor: Monitor) -> Window:
    """The window after one more check: UNKNOWN leaves it as it is, a gap of more than five intervals empties it, and so
    does maintenance: what fails after it is judged afresh."""
    if beat.maintenance:
        return ()
    if not beat.outcome.conclusive:
        return window
    if window and beat.at - window[-1].at > longest_gap(monitor):
        window = ()
    return (*window, beat)[-monitor.rule.window :]


def rebuild(beats: Sequence[Beat], monitor: Monitor, since: int) -> Window:
    """The window from stored checks (oldest first) made at or after ``since``, when the target last changed."""
    window: Window = ()
    for beat in beats:
        if beat.at >= since:
            window = extend(window, beat, monitor)
    return window


def opens(bad: int, rule: Rule) -> bool:
    """Whether ``bad`` checks in the window are enough for an alert."""
    return bad >= rule.failures


def closes(bad: int, checked: int, rule: Rule) -> bool:
    """Whether a window of ``checked`` checks, ``bad`` of them bad, ends an alert.

    At least ``failures`` are good. For a rule of half the window or less, which could be met by good and bad
    checks at once, the bad ones must also have become too few to open it.
    """
    return checked - bad >= rule.failures and not opens(bad, rule)


@dataclass(frozen=True, slots=True)
class Step:
    """What became of an alert: as it is now, and what is to be told of it (None: nothing); ``escalates``: to those
    who are told only because nobody acknowledged it."""

    alert: Alert
    tell: AlertEvent | None = None
    escalates: bool = False


def open_alert(last: Alert | None, kind: AlertKind, check: Check, rule: Rule) -> Step:
    """Open an alert with ``check``; ``last`` is the monitor's newest alert of this kind, closed or None.

    Within the hold of its closing the last alert goes on and nothing is told. The third opening within an hour
    makes it flapping, which is not told while it is snoozed.
    """
    now = check.at
    recent = last.openings if last else ()
    openings = (*(at for at in recent if now - at < FLAPPING_WITHIN), now)[-FLAPPING_OPENINGS:]
    cause = check.cause or Cause.INTERNAL
    if last is not None and last.due_at is not None and now < last.due_at:
        alert = replace(last, closed_at=None, due_at=None, openings=openings, cause=cause, message=check.message)
        tell = None
    else:
        alert = Alert(0, check.monitor, kind, cause, check.message, opened_at=now, openings=openings)
        tell = AlertEvent.OPENED
    if alert.flapping:
        return Step(replace(alert, due_at=now + STEADY))
    if len(openings) >= FLAPPING_OPENINGS:
        flapping = replace(alert, flapping=True, due_at=now + STEADY)
        return Step(flapping, None if is_snoozed(alert, now) else AlertEvent.FLAPPING)
    return Step(alert, tell)


def close_alert(alert: Alert, now: int, rule: Rule) -> Step:
    """Close an open alert; that it closed is told when it has lasted for the hold (or, flapping, is steady)."""
    closed = hold_anew(replace(alert, closed_at=now), now, rule)
    return tell_due(closed, now) or Step(closed)


def hold_anew(alert: Alert, now: int, rule: Rule) -> Alert:
    """The alert, of which something was to be told after a while, where that while begins only now: nobody saw it."""
    return replace(alert, due_at=now + (STEADY if alert.flapping else rule.hold * SECOND))


def tell_due(alert: Alert, now: int, routing: Routing | None = None) -> Step | None:
    """What has become due to be told of an alert by the mere passing of time; None when nothing has.

    A held closing is told when the hold is over. A flapping alert that was steady for half an hour is told as
    what it is, open or closed, and is flapping no more. Of an open alert
    people are reminded, and others told, as ``routing`` says (None: not now).
    """
    if alert.due_at is not None and now >= alert.due_at:
        event = AlertEvent.OPENED if alert.is_open else AlertEvent.CLOSED
        openings = alert.openings[-1:] if alert.flapping else alert.openings
        steady = replace(alert, due_at=None, flapping=False, openings=openings)
        if not alert.is_open:
            return Step(steady, event)
        return Step(steady) if is_snoozed(alert, now) else Step(replace(steady, reminded_at=now), event)
    if routing is None:
        return None
    if (at := escalation_at(alert, routing)) is not None and at <= now:
        return Step(replace(alert, escalated_at=now), AlertEvent.REMINDER, escalates=True)
    if (at := reminder_at(alert, routing)) is not None and at <= now:
        return Step(replace(alert, reminded_at=now), AlertEvent.REMINDER)
    return None


def assess(monitor: Monitor, window: Window, check: Check, last: Mapping[AlertKind, Alert]) -> tuple[Step, ...]:
    """What ``check``, the newest of ``window``, does to the monitor's alerts; ``last`` has the newest of each kind.

    While a down alert is open the slow rule opens nothing.
    """
    if not check.outcome.conclusive or check.maintenance:
        return ()
    steps = []
    down_open = False
    for kind in (AlertKind.DOWN, AlertKind.SLOW):
        alert = last.get(kind)
        if alert is not None and alert.is_open:
            if closes(bad_in(kind, window), len(window), monitor.rule):
                steps.append(close_alert(alert, check.at, monitor.rule))
            elif kind is AlertKind.DOWN:
                down_open = True
        elif is_bad(kind, check.outcome) and not down_open and opens(bad_in(kind, window), monitor.rule):
            steps.append(open_alert(alert, kind, check, monitor.rule))
            down_open = down_open or kind is AlertKind.DOWN
    return tuple(steps)


def confirming(monitor: Monitor, window: Window, down: Alert | None) -> bool:
    """Whether the newest checks disagree with the state and the next ones should come sooner.

    Disagreement is a check in the window since the last opening or closing: a failure while no down alert is
    open, a success while one is.
    """
    down_open = down is not None and down.is_open
    turned = 0 if down is None else down.closed_at or max((down.opened_at, *down.openings))
    return any((beat.outcome is Outcome.DOWN) != down_open for beat in window if beat.at > turned)


def state_of(
    monitor: Monitor, window: Window, last: Outcome | None, down_open: bool, maintenance: bool = False
) -> State:
    """What the monitor is shown as. ``last`` is the outcome of its newest check of all that counts."""
    if monitor.paused:
        return State.PAUSED
    if maintenance:
        return State.MAINTENANCE
    if down_open:
        return State.DOWN
    if last is None:
        return State.PENDING
    if last is Outcome.UNKNOWN:
        return State.UNKNOWN
    if any(beat.outcome is Outcome.DOWN for beat in window):
        return State.FAILING
    return State.DEGRADED if last is Outcome.DEGRADED else State.UP
