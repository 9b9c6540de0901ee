"""How the window says figures, times and states: pure functions, every string translatable."""

import math
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QLocale

from agent.chains import first_to_end
from agent.messages import MonitorStatus, MonitorView
from agent.model import Beat, Cause, Monitor, Outcome, State
from desktop.clock import now

SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 86_400_000
NOTHING = "—"
"""Stands where there is no figure."""


def tr(text: str) -> str:
    # The translation tool files what stands in a function under the empty context.
    return QCoreApplication.translate("", text)


def count(number: int, one: str, many: str) -> str:
    """``one`` or ``many``, both translated already, with ``{n}`` as the number."""
    return (one if number == 1 else many).format(n=QLocale().toString(number))


def latency(ms: float | None) -> str:
    """``84 ms``, ``1.84 s``; a dash where no answer came."""
    if ms is None:
        return NOTHING
    if ms < 1:
        return tr("< 1 ms")
    if ms < 999.5:
        return tr("{n} ms").format(n=round(ms))
    if ms < MINUTE:
        return tr("{n} s").format(n=QLocale().toString(ms / SECOND, "f", 2 if ms < 10 * SECOND else 1))
    return duration(round(ms))


def duration(ms: int) -> str:
    """The two largest units of a length of time: ``45 s``, ``6 min``, ``2 h 5 min``, ``3 d 4 h``."""
    if ms < MINUTE:
        return tr("{n} s").format(n=max(ms, 0) // SECOND)
    if ms < HOUR:
        return tr("{n} min").format(n=ms // MINUTE)
    if ms < DAY:
        return _two(tr("{n} h").format(n=ms // HOUR), ms % HOUR // MINUTE, tr("{n} min"))
    return _two(tr("{n} d").format(n=ms // DAY), ms % DAY // HOUR, tr("{n} h"))


def _two(first: str, rest: int, unit: str) -> str:
    return f"{first} {unit.format(n=rest)}" if rest else first


def spoken_duration(ms: int) -> str:
    """The largest unit of a length of time in whole words, for reading aloud: ``4 minutes``."""
    for unit, one, many in (
        (DAY, tr("{n} day"), tr("{n} days")),
        (HOUR, tr("{n} hour"), tr("{n} hours")),
        (MINUTE, tr("{n} minute"), tr("{n} minutes")),
    ):
        if ms >= unit:
            return count(ms // unit, one, many)
    return count(max(ms, 0) // SECOND, tr("{n} second"), tr("{n} seconds"))


def ago(at: int | None, now: int) -> str:
    """``2 s ago``; ``just now`` below a second; ``never`` for no time."""
    if at is None:
        return tr("never")
    return tr("just now") if now - at < SECOND else tr("{time} ago").format(time=duration(now - at))


def until(at: int | None, now: int) -> str:
    """``in 9 s``; ``now`` when it is due; a dash for no time."""
    if at is None:
        return NOTHING
    return tr("now") if at <= now else tr("in {time}").format(time=duration(at - now + SECOND - 1))


def percent(ratio: float | None) -> str:
    """A share of 1 as ``99.98 %``, cut and not rounded: 100 % is said of nothing less."""
    if ratio is None:
        return NOTHING
    if ratio >= 1:
        return tr("100 %")
    return tr("{n} %").format(n=QLocale().toString(math.floor(ratio * 10_000) / 100, "f", 2))


def timestamp(at: int) -> str:
    """A point in time in full, in this machine's zone: ``2026-11-22 13:59:12 CET``."""
    local = datetime.fromtimestamp(at / SECOND).astimezone()
    zone = local.strftime("%Z")
    return f"{local:%Y-%m-%d %H:%M:%S} {zone if len(zone) <= 5 else f'{local:UTC%z}'}"


def state_name(state: State) -> str:
    return {
        State.PENDING: tr("Pending"),
        State.UP: tr("Up"),
        State.DEGRADED: tr("Degraded"),
        State.FAILING: tr("Failing"),
        State.DOWN: tr("Down"),
        State.UNKNOWN: tr("Unknown"),
        State.PAUSED: tr("Paused"),
        State.MAINTENANCE: tr("Maintenance"),
    }[state]


def cause_name(cause: Cause) -> str:
    return {
        Cause.DNS: tr("DNS"),
        Cause.CONNECTION: tr("Connection"),
        Cause.TIMEOUT: tr("Timeout"),
        Cause.TLS: tr("TLS"),
        Cause.PROTOCOL: tr("Protocol"),
        Cause.REDIRECT: tr("Redirect"),
        Cause.TOO_LARGE: tr("Too large"),
        Cause.UNEXPECTED_STATUS: tr("Unexpected status"),
        Cause.ASSERTION: tr("Assertion"),
        Cause.LATENCY: tr("Latency"),
        Cause.EXPIRY: tr("Expiry"),
        Cause.OFFLINE: tr("Offline"),
        Cause.INTERNAL: tr("Internal error"),
    }[cause]


def reason(of: MonitorView | MonitorStatus, monitor: Monitor) -> str:
    """Why a monitor is in its state, in plain words; "" where the state says it all."""
    status = of.status if isinstance(of, MonitorView) else of
    if status.held_by and status.state in (State.FAILING, State.DOWN):
        return tr("Held back: {monitor} is down").format(monitor=status.held_by)
    rule = monitor.rule
    match status.state:
        case State.FAILING:
            return _failed(status, tr("{failed} of last {checked} failed: alerts at {limit}"), rule.failures)
        case State.DOWN:
            if status.last is not None and status.last.outcome.good:
                return tr("{good} of last {checked} good again: recovers at {limit}").format(
                    good=status.checked - status.failed, checked=status.checked, limit=rule.failures
                )
            said = status.last.message if status.last is not None else ""
            return said or _failed(status, tr("{failed} of last {checked} failed"), rule.failures)
        case State.DEGRADED:
            took = status.last.latency_ms if status.last is not None else None
            if took is not None and monitor.latency_threshold_ms is not None:
                return tr("{took}, slower than {limit}").format(
                    took=latency(took), limit=latency(monitor.latency_threshold_ms)
                )
            return status.last.message if status.last is not None else ""
        case State.UNKNOWN:
            said = status.last.message if status.last is not None else ""
            return said or tr("This machine could not tell")
        case State.PENDING:
            return tr("Waiting for the first check")
        case State.MAINTENANCE if status.maintenance_until is not None:
            return tr("until {time}").format(time=timestamp(status.maintenance_until)[: len("2026-01-31 12:00")])
    return ""


def _failed(status: MonitorStatus, sentence: str, limit: int) -> str:
    return sentence.format(failed=status.failed, checked=status.checked, limit=limit)


def standing(view: MonitorView, now: int) -> str:
    """The second line of a row: state, why, and for how long where that matters."""
    status = view.status
    parts = [state_name(status.state)]
    why = reason(status, view.monitor)
    if status.state is State.DOWN:
        parts[0] = tr("Down for {time}").format(time=duration(now - status.since))
    elif status.state is State.PAUSED:
        parts[0] = tr("Paused for {time}").format(time=duration(now - status.since))
    if why:
        parts.append(why)
    if ending := certificate_soon(view, now):
        if status.state is State.UP:
            parts.clear()  # its sign says so, and a row has no room for both
        parts.append(f"▲ {ending}")
    return " · ".join(parts)


def certificate_end(status: MonitorStatus) -> int | None:
    """When the first certificate of the chain ends that the target showed last; None where it showed none."""
    ends = first_to_end(status.certificates)
    if ends is not None:
        return ends.expires_at
    return status.last.certificate_expires_at if status.last else None


def certificate_soon(view: MonitorView, now: int) -> str:
    """``Certificate expires in 5 days`` from the first day on that the monitor warns at; "" before."""
    ends, days = certificate_end(view.status), view.monitor.target.certificate_days
    if ends is None or not days or ends - now > max(days) * DAY:
        return ""
    if ends <= now:
        return tr("Certificate has expired")
    return tr("Certificate expires in {time}").format(time=days_left(ends, now))


def days_left(ends: int, now: int) -> str:
    """What is left of a certificate: ``99 days``, ``7 hours``; "" when nothing is."""
    return spoken_duration(_rounded(ends - now)) if ends > now else ""


def _rounded(ms: int) -> int:
    """To whole days from 20 hours on, so that 6 days and 23 hours are the 7 days that they are warned of as."""
    return max(1, round(ms / DAY)) * DAY if ms >= 20 * HOUR else ms


def spoken(view: MonitorView, at: int | None = None) -> str:
    """A row for reading aloud, ``at`` a time (now): ``api-prod, down for 4 minutes, 4 of last 5 failed``."""
    status = view.status
    at = now() if at is None else at
    parts = [view.monitor.name]
    state = state_name(status.state).lower()
    if status.state is State.PENDING:
        parts.append(state)
    else:
        parts.append(tr("{state} for {time}").format(state=state, time=spoken_duration(at - status.since)))
    if status.state in (State.DOWN, State.FAILING):
        parts.append(_failed(status, tr("{failed} of last {checked} failed"), 0))
    elif status.last is not None and status.last.latency_ms is not None and status.state is not State.PAUSED:
        parts.append(latency(status.last.latency_ms))
    if ending := certificate_soon(view, at):
        parts.append(ending)
    return ", ".join(parts)


def outcome_name(outcome: Outcome) -> str:
    return state_name(State(outcome.value))


def beats(shown: Sequence[Beat]) -> str:
    """A heartbeat bar in words: ``38 up, 2 down``."""
    found = Counter(beat.outcome for beat in shown)
    return ", ".join(f"{found[outcome]} {outcome_name(outcome).lower()}" for outcome in Outcome if found[outcome])


def beat(one: Beat | None) -> str:
    """One bar of a heartbeat in words: when, outcome, latency, cause; None is a gap."""
    if one is None:
        return tr("Not checked")
    parts = [outcome_name(one.outcome)]
    if one.maintenance:
        parts.insert(0, state_name(State.MAINTENANCE))
    if one.latency_ms is not None:
        parts.append(latency(one.latency_ms))
    if one.cause is not None:
        parts.append(cause_name(one.cause))
    return f"{timestamp(one.at)}\n{' · '.join(parts)}"
