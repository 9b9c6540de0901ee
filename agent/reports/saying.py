"""Figures, times and rules in the words of a report for reading."""

import math

from agent.model import AlertKind, Cause, HttpTarget, Monitor
from agent.zones import in_zone

NOTHING = "–"

KINDS = {AlertKind.DOWN: "Down", AlertKind.SLOW: "Slow", AlertKind.CERTIFICATE: "Certificate"}

RULES = (
    (
        "Uptime and coverage",
        "Uptime is the time UP or DEGRADED divided by the time UP, DEGRADED or DOWN. A check speaks for the time until "
        "the next one, at most for 1.5 intervals. Time for which no check speaks – the machine asleep or offline, the "
        "monitor paused or in maintenance – is in neither part; coverage is the part of the period that is in the "
        "denominator.",
    ),
    (
        "Incidents",
        "An alert opens when so many of the last checks failed as the monitor's rule says, and closes when as many did "
        "not. Listed is every alert that was open at some time of the period. Mean time to repair is over down alerts "
        "that ended in the period, mean time between failures is the good time divided by those that began in it.",
    ),
    (
        "Target",
        "A target is reached where the time DOWN is no more than the target leaves of the covered time: the error "
        "budget.",
    ),
    (
        "Latency",
        "The whole exchange on a fresh connection, from looking the name up to the last byte, over checks that were UP "
        "or DEGRADED. Percentiles over long periods are within 2 %. Apdex counts a check within T as satisfied, one "
        "within 4 T as half, and a slower one and one DOWN as frustrated.",
    ),
)
"""The rules used: their name, and what they are."""


def percent(ratio: float | None, digits: int = 3) -> str:
    """A ratio, cut and not rounded: 100 % is only what is whole."""
    if ratio is None:
        return NOTHING
    if ratio >= 1:
        return "100 %"
    return f"{math.floor(ratio * 100 * 10**digits) / 10**digits:.{digits}f} %"


def latency(ms: float | None) -> str:
    if ms is None:
        return NOTHING
    return f"{ms:.1f} ms" if ms < 100 else f"{ms:,.0f} ms" if ms < 10_000 else f"{ms / 1_000:,.1f} s"


def lasting(ms: float | None) -> str:
    """A duration in its two largest units."""
    if ms is None:
        return NOTHING
    seconds = max(0, round(ms / 1_000))
    if seconds < 60:
        return f"{seconds} s"
    for big, small, unit, part in ((60, 1, "min", "s"), (3_600, 60, "h", "min"), (86_400, 3_600, "d", "h")):
        if seconds < big * (60 if unit == "min" else 24) or unit == "d":
            rest = seconds % big // small
            return f"{seconds // big} {unit} {rest} {part}" if rest else f"{seconds // big} {unit}"
    return NOTHING


def minute(zone: str, at: int) -> str:
    return f"{in_zone(zone, at):%Y-%m-%d %H:%M}"


def cause(found: Cause) -> str:
    return found.value.replace("_", " ")


def rule(monitor: Monitor) -> str:
    """How the monitor is checked and judged, as a sentence or two."""
    rule = monitor.rule
    said = [
        f"Checked every {lasting(monitor.interval * 1_000)}.",
        f"An alert opens when {rule.failures} of the last {rule.window} checks fail, and closes when {rule.failures} "
        "of them do not.",
    ]
    if isinstance(monitor.target, HttpTarget):
        said.append(f"Good are answers with status {monitor.target.expect}, within {lasting(monitor.timeout * 1_000)}.")
    if monitor.latency_threshold_ms is not None:
        said.append(f"Slower than {latency(monitor.latency_threshold_ms)} is DEGRADED.")
    if monitor.reverse:
        said.append("A request that fails is the good outcome.")
    return " ".join(said)
