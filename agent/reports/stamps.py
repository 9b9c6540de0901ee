"""Points in time as text, quickly: with the calendar asked once a quarter of an hour and the rest by whole numbers."""

from datetime import UTC, datetime, timedelta

from agent.zones import in_zone

QUARTER = 900_000
"""Clocks of zones are set by quarters of an hour, at a quarter."""
KNOWN = 50_000
"""So many of these are remembered, a year and more: reports come by the same time monitor by monitor."""
_HOUR = 3_600_000
_SECONDS = tuple(f"{minute:02}:{second:02}." for minute in range(60) for second in range(60))
_MILLISECONDS = tuple(f"{ms:03}" for ms in range(1_000))


class Stamps:
    """Points in time in a zone as ISO 8601 with milliseconds and offset: 2026-01-31T12:00:00.000+01:00."""

    def __init__(self, zone: str) -> None:
        self._zone = zone
        self._low = self._high = 0
        self._moved = 0
        self._hour = self._offset = ""
        self._known: dict[int, tuple[int, str, str]] = {}

    def text(self, at: int) -> str:
        """``at`` (ms since 1970) as text; quickest where one follows the other."""
        if not self._low <= at < self._high:
            self._turn(at)
        rest = (at + self._moved) % _HOUR
        return f"{self._hour}{_SECONDS[rest // 1_000]}{_MILLISECONDS[rest % 1_000]}{self._offset}"

    def _turn(self, at: int) -> None:
        """Take up the quarter of an hour of ``at``."""
        self._low = at - at % QUARTER
        self._high = self._low + QUARTER
        found = self._known.get(self._low)
        if found is None:
            if len(self._known) >= KNOWN:
                self._known.clear()
            found = self._known[self._low] = self._look_up(self._low)
        self._moved, self._hour, self._offset = found

    def _look_up(self, at: int) -> tuple[int, str, str]:
        """By how many ms the clock is off UTC then, the time up to the hour, and the offset as text."""
        shown = in_zone(self._zone, at)
        offset = shown.utcoffset() or timedelta()
        # The time before clocks were set by quarters is no time in which a monitor was checked.
        local = datetime.fromtimestamp(at // 1_000, UTC) + offset
        return offset // timedelta(milliseconds=1), f"{local:%Y-%m-%dT%H:}", shown.isoformat()[-6:]

    def maybe(self, at: int | None) -> str | None:
        return None if at is None else self.text(at)
