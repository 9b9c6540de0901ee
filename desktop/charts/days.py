"""How an hour, a day or a week is coloured and told by its uptime."""

from datetime import datetime

from PySide6.QtGui import QColor

from agent.messages import Unit
from agent.model import State
from agent.stats import Day
from desktop import text
from desktop.charts import words
from desktop.text import tr
from desktop.theme import Colors

GOOD, POOR = 0.999, 0.99
"""What was up less than the first is amber, less than the second red."""
HOUR_MS = 3_600_000
LENGTHS = {Unit.HOUR: HOUR_MS, Unit.DAY: 24 * HOUR_MS, Unit.WEEK: 7 * 24 * HOUR_MS}
"""In ms; days of 23 and 25 hours and their weeks are a little off."""


def level(day: Day) -> State | None:
    """UP, DEGRADED or DOWN by how much it was up; None where nothing is known."""
    ratio = day.uptime.ratio
    if ratio is None:
        return None
    return State.UP if ratio >= GOOD else State.DEGRADED if ratio >= POOR else State.DOWN


def color(day: Day, colors: Colors) -> QColor:
    """How bad it was."""
    state = level(day)
    if state is None:
        faint = QColor(colors.faint)
        faint.setAlphaF(0.13)
        return faint
    found = colors.color(state)
    if state is State.UP:
        found.setAlphaF(0.65)
    return found


def describe(day: Day, unit: Unit = Unit.DAY) -> str:
    """In words: when, uptime, how long down, coverage."""
    parts = [_when(day.start, unit)]
    if day.uptime.ratio is None:
        return " · ".join([*parts, tr("not checked")])
    parts.append(tr("{share} up").format(share=text.percent(day.uptime.ratio)))
    if day.uptime.down_ms:
        parts.append(tr("down {time}").format(time=text.duration(day.uptime.down_ms)))
    parts.append(tr("{share} covered").format(share=text.percent(day.uptime.coverage)))
    return " · ".join(parts)


def _when(start: int, unit: Unit) -> str:
    if unit is Unit.HOUR:
        return words.time_span(start, start + HOUR_MS)
    date = datetime.fromtimestamp(start / 1_000).astimezone().date().isoformat()
    return tr("week from {date}").format(date=date) if unit is Unit.WEEK else date
