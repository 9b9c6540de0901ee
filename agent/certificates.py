"""The rule that warns of certificates which end, as a pure function.

It warns at each number of days that the monitor names and at the end itself, once for each certificate. A check that
refused the certificate is left to the down alert, which tells of it: an expired certificate is one trouble, not two.
"""

from dataclasses import dataclass, replace

from agent.chains import first_to_end, moment
from agent.lifecycle import is_snoozed
from agent.model import Alert, AlertEvent, AlertKind, Cause, Certificate, Check, Monitor
from agent.rules import SECOND, Step

DAY = 86_400 * SECOND
REMEMBERED = 16
"""Of so many certificates it is remembered what was warned of: several servers behind one name may take turns."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of a monitor's certificates.

    ``chain`` was seen last. ``warned`` says for each certificate, named by its end, the nearest number of days at which
    it was warned of (0: at its end), the newest last.
    """

    chain: tuple[Certificate, ...] = ()
    warned: tuple[tuple[int, int], ...] = ()


def stage(days: tuple[int, ...], ends_at: int, now: int) -> int | None:
    """The nearest of ``days`` (and 0, the end itself) that is reached ``now``; None before all of them, or without."""
    if not days:
        return None
    return min((each for each in (0, *days) if ends_at - now <= each * DAY), default=None)


def assess(monitor: Monitor, check: Check, known: Known, last: Alert | None) -> tuple[Known, Step | None]:
    """What ``check`` does to the monitor's certificate alert, of which ``last`` is the newest, and what is known now.

    A good answer without any certificate, as over plain HTTP, ends the alert silently, as other days to warn at do.
    """
    ends = first_to_end(check.certificates)
    if ends is None and not check.outcome.good:
        return known, None
    if check.certificates != known.chain:
        known = replace(known, chain=check.certificates)
    if check.cause is Cause.TLS:
        return known, None
    alert = last if last is not None and last.is_open else None
    reached = None if ends is None else stage(monitor.target.certificate_days, ends.expires_at, check.at)
    if ends is None or reached is None:
        renewed = ends is not None and alert is not None and ends.expires_at != alert.certificate_expires_at
        return known, _close(alert, check.at, monitor, told=renewed) if alert else None
    told = dict(known.warned).get(ends.expires_at)
    fresh = told is None or reached < told
    if fresh:
        known = replace(known, warned=_remember(known.warned, ends.expires_at, reached))
    return known, _warn(monitor, check, ends, last, fresh=fresh)


def _warn(monitor: Monitor, check: Check, ends: Certificate, last: Alert | None, *, fresh: bool) -> Step | None:
    """Open the alert, or carry it on; ``fresh``: nobody was told of this stage yet. Who snoozed it hears of it when
    that is over."""
    now = check.at
    held = last is not None and not last.is_open and last.due_at is not None and now < last.due_at
    if last is None or not (last.is_open or held):
        opened = Alert(0, check.monitor, AlertKind.CERTIFICATE, Cause.EXPIRY, "", opened_at=now, openings=(now,))
        return Step(_about(opened, monitor, check, ends), AlertEvent.OPENED) if fresh else None
    sooner = last.certificate_expires_at is None or ends.expires_at < last.certificate_expires_at
    if not (fresh or held or sooner):
        return None
    alert = replace(last, closed_at=None, due_at=None, openings=(now,) if held else last.openings)
    if not fresh or is_snoozed(alert, now):
        return Step(_about(alert, monitor, check, ends))
    return Step(_about(replace(alert, reminded_at=now), monitor, check, ends), AlertEvent.EXPIRING)


def _about(alert: Alert, monitor: Monitor, check: Check, ends: Certificate) -> Alert:
    host = monitor.target.host
    whose = host if ends is check.certificates[0] else f"{ends.subject}, which vouches for {host},"
    verb = "ended" if ends.expires_at <= check.at else "ends"
    issuer = f"; it was issued by {ends.issuer}" if ends.issuer and not ends.self_issued else ""
    message = f"The certificate of {whose} {verb} on {moment(ends.expires_at)}{issuer}"
    return replace(alert, message=message, certificate_expires_at=ends.expires_at)


def _close(alert: Alert, now: int, monitor: Monitor, *, told: bool) -> Step:
    """Close the alert; a new certificate is told of when it has lasted for the hold."""
    if not told:
        return Step(replace(alert, closed_at=now, due_at=None))
    hold = monitor.rule.hold * SECOND
    if hold == 0:
        return Step(replace(alert, closed_at=now, due_at=None), AlertEvent.CLOSED)
    return Step(replace(alert, closed_at=now, due_at=now + hold))


def _remember(warned: tuple[tuple[int, int], ...], ends_at: int, reached: int) -> tuple[tuple[int, int], ...]:
    others = [pair for pair in warned if pair[0] != ends_at]
    return (*others, (ends_at, reached))[-REMEMBERED:]
