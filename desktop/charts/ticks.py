"""Where the ticks of a chart stand and what they say: local times, and round latencies."""

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QLocale

TICK_EVERY_PX = 44
"""How far ticks of latency stand apart at least, about."""

_MINUTE = 60
_HOUR = 3_600
_DAY = 86_400
_STEPS = (5, 10, 15, 30, *(_MINUTE * n for n in (1, 2, 5, 10, 15, 30)), *(_HOUR * n for n in (1, 2, 3, 6, 12)))
_DAY_STEPS = (1, 2, 7, 14)
_MONTH_STEPS = (1, 2, 3, 6, 12)


def time_ticks(start: float, end: float, most: int) -> list[tuple[float, str]]:
    """At most about ``most`` ticks between two times (seconds since 1970 UTC), at round local times.

    Local days are not all 24 hours long: each tick is computed from the calendar, not by adding seconds.
    """
    most = max(2, most)
    span = max(1.0, end - start)
    for step in _STEPS:
        if span / step <= most:
            return _within_days(start, end, step)
    for days in _DAY_STEPS:
        if span / (_DAY * days) <= most:
            return _days(start, end, days)
    months = next((m for m in _MONTH_STEPS if span / (_DAY * 30.4 * m) <= most), _MONTH_STEPS[-1])
    return _months(start, end, months)


def _local(at: float) -> datetime:
    return datetime.fromtimestamp(at)  # noqa: DTZ006 - the local calendar is what the axis shows


def _within_days(start: float, end: float, step: int) -> list[tuple[float, str]]:
    day = _local(start).replace(hour=0, minute=0, second=0, microsecond=0)
    found: list[tuple[float, str]] = []
    while day.timestamp() <= end:
        for second in range(0, _DAY, step):
            moment = day + timedelta(seconds=second)
            at = moment.timestamp()
            if start <= at <= end and not (found and at <= found[-1][0]):
                found.append((at, _clock(moment, seconds=step < _MINUTE)))
        day += timedelta(days=1)
    return found


def _clock(moment: datetime, seconds: bool) -> str:
    if moment.hour == moment.minute == moment.second == 0:
        return f"{_weekday(moment)} {moment.day}"
    return moment.strftime("%H:%M:%S" if seconds else "%H:%M")


def _weekday(moment: datetime) -> str:
    return QLocale().dayName(moment.isoweekday(), QLocale.FormatType.ShortFormat)


def _month(moment: datetime) -> str:
    return QLocale().monthName(moment.month, QLocale.FormatType.ShortFormat)


def _days(start: float, end: float, step: int) -> list[tuple[float, str]]:
    day = _local(start).replace(hour=0, minute=0, second=0, microsecond=0)
    found = []
    while day.timestamp() <= end:
        if day.timestamp() >= start and day.toordinal() % step == 0:
            found.append((day.timestamp(), f"{day.day} {_month(day)}" if step > 1 else f"{_weekday(day)} {day.day}"))
        day += timedelta(days=1)
    return found


def _months(start: float, end: float, step: int) -> list[tuple[float, str]]:
    moment = _local(start).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    found = []
    while moment.timestamp() <= end:
        if moment.timestamp() >= start and (moment.month - 1) % step == 0:
            found.append((moment.timestamp(), str(moment.year) if moment.month == 1 else _month(moment)))
        moment = (moment + timedelta(days=32)).replace(day=1)
    return found


def latency_ticks(top_ms: float, most: int) -> list[tuple[float, str]]:
    """Ticks from 0 to ``top_ms`` at 1, 2 or 5 times a power of ten; all of them in the same unit."""
    raw = max(top_ms, 0.001) / max(2, most)
    power = 1e-3
    while power * 10 <= raw * 0.7:
        power *= 10
    step = next(power * n for n in (1, 2, 5, 10) if power * n >= raw * 0.7)
    in_seconds = top_ms >= 2_000
    unit = 1_000 if in_seconds else 1
    digits = max(0, next(d for d in range(6) if abs(round(step / unit, d) - step / unit) < step / unit * 1e-6))
    pattern = (
        QCoreApplication.translate("Ticks", "{number} s")
        if in_seconds
        else QCoreApplication.translate("Ticks", "{number} ms")
    )
    count = int(top_ms / step + 1e-9)
    return [
        (i * step, "0" if i == 0 else pattern.format(number=QLocale().toString(i * step / unit, "f", digits)))
        for i in range(count + 1)
    ]
