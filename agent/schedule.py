"""When each monitor is checked. The only place that knows APScheduler."""

import asyncio
import logging
import math
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

log = logging.getLogger(__name__)

GOLDEN = (math.sqrt(5) - 1) / 2
CATCH_UP = 30.0
"""Over so many seconds at most the checks are spread that are all overdue at once, after a start or a sleep."""


@dataclass(frozen=True, slots=True)
class _Beat:
    """The regular runs of a key: the ``first`` (seconds since 1970), then one every ``seconds``."""

    first: float
    seconds: float
    hastened: bool


def phase(key: int) -> float:
    """Where in its interval (0 to 1) a monitor is checked: multiples of the golden ratio spread evenly."""
    return key * GOLDEN % 1


class Schedule:
    """Calls ``run(key)`` every so many seconds for each key, spread over the interval by the key.

    ``run`` keeps its own checks from overlapping: a run that waits for the database must not hold up the next.
    """

    def __init__(self, run: Callable[[int], Awaitable[None]], now: Callable[[], float] = time.time) -> None:
        self._run = run
        self._now = now
        self._beat: dict[int, _Beat] = {}
        self._stopped = False
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            # The default grace of 1 s silently skips runs; None runs them however late, once.
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1_000},
        )
        self._scheduler.add_listener(self._failed, EVENT_JOB_ERROR)

    def start(self) -> None:
        """Begin, on the running loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """End; runs under way are cancelled."""
        self._stopped = True
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def every(self, key: int, seconds: float) -> None:
        """Run at the key's own place in every interval of ``seconds``, from the next such moment on."""
        beat = self._beat.get(key)
        if beat is None or beat.hastened or beat.seconds != seconds:
            self._align(key, seconds)

    def hasten(self, key: int, seconds: float) -> None:
        """Run ``seconds`` from now and then every ``seconds``, until :meth:`every` is called again."""
        beat = self._beat.get(key)
        if beat is None or not beat.hastened or beat.seconds != seconds:
            self._set(key, _Beat(self._now() + seconds, seconds, hastened=True))

    def once(self, key: int, delay: float) -> None:
        """Run once more, ``delay`` seconds from now, besides the regular runs."""
        self._scheduler.add_job(
            self._due, DateTrigger(_utc(self._now() + delay)), [key], id=f"{key} once", replace_existing=True
        )

    def catch_up(self, keys: Iterable[tuple[int, float]]) -> None:
        """Run each overdue key (with its interval in seconds) once, soon but not all together."""
        for key, seconds in keys:
            self.once(key, phase(key) * min(CATCH_UP, seconds))

    def remove(self, key: int) -> None:
        """Run no more."""
        if self._beat.pop(key, None):
            self._scheduler.remove_job(str(key))
        if self._scheduler.get_job(f"{key} once"):
            self._scheduler.remove_job(f"{key} once")

    def renew(self) -> None:
        """Set every key's runs anew from the clock as it is now: after it was set, or after a sleep."""
        for key, beat in list(self._beat.items()):
            self._align(key, beat.seconds)
        self._scheduler.wakeup()

    def next_at(self, key: int) -> int | None:
        """When the next regular run is, in ms since 1970; None for an unknown key."""
        beat = self._beat.get(key)
        if beat is None:
            return None
        runs = max(0, math.ceil((self._now() - beat.first) / beat.seconds))
        return round((beat.first + runs * beat.seconds) * 1_000)

    def _align(self, key: int, seconds: float) -> None:
        offset = phase(key) * seconds
        first = offset + math.ceil((self._now() - offset) / seconds) * seconds
        self._set(key, _Beat(first, seconds, hastened=False))

    async def _due(self, key: int) -> None:
        try:
            await self._run(key)
        except asyncio.CancelledError:
            if not self._stopped:  # APScheduler would log its own cancelling at the end as an error
                raise

    def _set(self, key: int, beat: "_Beat") -> None:
        self._beat[key] = beat
        trigger = IntervalTrigger(seconds=beat.seconds, start_date=_utc(beat.first), timezone=UTC)
        self._scheduler.add_job(self._due, trigger, [key], id=str(key), replace_existing=True)

    @staticmethod
    def _failed(event: JobExecutionEvent) -> None:
        log.error("A scheduled run of monitor %s failed", event.job_id, exc_info=event.exception)


def _utc(seconds: float) -> datetime:
    # Not fromtimestamp: exact in its microseconds and defined for all of a float's useful range on every platform.
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
