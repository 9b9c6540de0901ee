"""Cron expressions of five fields, as pure values: minute, hour, day of the month, month, day of the week."""

from dataclasses import dataclass
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_FIELDS: tuple[tuple[str, int, int, tuple[str, ...]], ...] = (
    ("minute", 0, 59, ()),
    ("hour", 0, 23, ()),
    ("day of the month", 1, 31, ()),
    ("month", 1, 12, _MONTHS),
    ("day of the week", 0, 7, _DAYS),
)


@dataclass(frozen=True, slots=True)
class Cron:
    """The values of each field; ``by_day`` and ``by_weekday`` tell which of the two were restricted: where both were,
    either is enough, as in every cron."""

    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    by_day: bool
    by_weekday: bool

    def has(self, day: date) -> bool:
        """Whether anything is due on ``day``."""
        if day.month not in self.months:
            return False
        on_day, on_weekday = day.day in self.days, day.isoweekday() % 7 in self.weekdays
        return on_day or on_weekday if self.by_day and self.by_weekday else on_day and on_weekday


def parse(text: str) -> Cron:
    """The fields of ``text``; ValueError says which one is wrong and why."""
    words = text.lower().split()
    if len(words) != len(_FIELDS):
        raise ValueError(
            f"expected five fields (minute, hour, day of the month, month, day of the week), got {len(words)}"
        )
    minutes, hours, days, months, weekdays = map(_values, words, _FIELDS)
    return Cron(
        tuple(sorted(minutes)),
        tuple(sorted(hours)),
        days,
        months,
        frozenset(day % 7 for day in weekdays),
        by_day=not words[2].startswith("*"),
        by_weekday=not words[4].startswith("*"),
    )


def _values(word: str, field: tuple[str, int, int, tuple[str, ...]]) -> frozenset[int]:
    name, low, high, _ = field
    found: set[int] = set()
    for part in word.split(","):
        span, slash, every = part.partition("/")
        first, dash, last = span.partition("-")
        if slash and not (every.isascii() and every.isdigit() and 0 < int(every) <= high):
            raise ValueError(f"{name}: expected a step from 1 to {high} after the /, got {every!r}")
        start = low if span == "*" else _value(first, field)
        open_ended = span == "*" or (slash and not dash)
        end = min(high, 6 if low == 0 and high == 7 else high) if open_ended else _value(last if dash else first, field)
        if end < start:
            raise ValueError(f"{name}: expected a range that goes up, got {span!r}")
        found.update(range(start, end + 1, int(every) if slash else 1))
    return frozenset(found)


def _value(text: str, field: tuple[str, int, int, tuple[str, ...]]) -> int:
    name, low, high, words = field
    if text in words:
        return words.index(text) + low
    if text.isascii() and text.isdigit() and len(text) <= 4 and low <= int(text) <= high:
        return int(text)
    raise ValueError(f"{name}: expected a number from {low} to {high}, got {text[:20]!r}")
