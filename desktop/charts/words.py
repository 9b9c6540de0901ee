"""What stands under the crosshair, in words."""

from datetime import datetime

from agent.model import Phases
from agent.stats import Point
from desktop import text
from desktop.charts.looks import phase_names
from desktop.text import tr
from desktop.theme import glyph

DAY_MS = 86_400_000


def time_span(start: int, end: int) -> str:
    """From when to when, with the zone: ``2026-11-22 13:00 – 14:00 CET``."""
    begin, finish = (datetime.fromtimestamp(at / 1_000).astimezone() for at in (start, end))
    zone = text.timestamp(end).rsplit(" ", 1)[1]
    precise = "%H:%M:%S" if end - start < 60_000 else "%H:%M"
    first = f"{begin:%Y-%m-%d {precise}}"
    last = f"{finish:{precise}}" if begin.date() == finish.date() else f"{finish:%Y-%m-%d {precise}}"
    return f"{first} – {last} {zone}"


def point(one: Point, width: int) -> str:
    """``2026-11-22 13:59:12 CET · ✓ Up · 84 ms``, or of several checks their median, 95th percentile and number."""
    if not width and one.checks == 1:
        return " · ".join([text.timestamp(one.at), *_single(one)])
    parts = [time_span(one.at, one.at + width) if width else text.timestamp(one.at)]
    parts.append(tr("median {value}").format(value=text.latency(one.latency_ms)))
    parts.append(tr("95 % below {value}").format(value=text.latency(one.high_ms)))
    parts.append(text.count(one.checks, tr("{n} check"), tr("{n} checks")))
    for number, said in ((one.failed, tr("{n} failed")), (one.slow, tr("{n} slow")), (one.unknown, tr("{n} unknown"))):
        if number:
            parts.append(text.count(number, said, said))
    return " · ".join(parts)


def _single(one: Point) -> list[str]:
    outcome = one.worst
    parts = [f"{glyph(outcome)} {text.outcome_name(outcome)}"]
    if one.latency_ms is not None:
        parts.append(text.latency(one.latency_ms))
    if one.cause is not None:
        parts.append(text.cause_name(one.cause))
    return parts


def phases(of: Phases) -> str:
    """``DNS 3 ms · TCP 12 ms …``, without what did not happen."""
    lengths = (of.dns, of.connect, of.tls, of.first_byte, of.transfer)
    named = zip(phase_names(), lengths, strict=True)
    return " · ".join(f"{name} {text.latency(ms)}" for name, ms in named if ms is not None)
