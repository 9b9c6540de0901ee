"""When each monitor is checked. The only place that knows APScheduler.

A run of an APScheduler job costs as much as half a check. So a job serves all keys that are due within the same second
of the same interval: once a round it sets a timer of the event loop for each of them, at the very moment it is due.
"""

import asyncio
import logging
import math
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from agent.connectivity import JUMP_S

log = logging.getLogger(__name__)

GOLDEN = (math.sqrt(5) - 1) / 2
CATCH_UP = 30.0
"""Over so many seconds at most the checks are spread that are all overdue at once, after a start or a sleep."""
WIDTH = 1.0
"""Seconds of an interval whose keys are served by one job."""


@dataclass(frozen=True, slots=True)
class _Beat:
    """The regular runs of a key: the ``first`` (seconds since 1970), then one every ``seconds``."""

    first: float
    seconds: float
    hastened: bool

    def next(self, now: float) -> float:
        """The first run at or after ``now``."""
        return self.first + max(0, math.ceil((now - self.first) / self.seconds)) * self.seconds

    @property
    def round(self) -> tuple[float, int]:
        """Which round serves the key: its interval, and which part of it."""
        return self.seconds, int(self.first % self.seconds / WIDTH)


@dataclass(slots=True)
class _Round:
    """The keys of one job."""

    seconds: float
    part: int
    keys: set[int] = field(default_factory=set)

    @property
    def id(self) -> str:
        return f"every {self.seconds:g} s, part {self.part}"

    def next(self, now: float) -> float:
        """When the round begins that is the first after ``now``."""
        start = self.part * WIDTH
        return start + math.floor((now - start) / self.seconds + 1) * self.seconds


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
        self._rounds: dict[tuple[float, int], _Round] = {}
        self._timers: dict[int, asyncio.TimerHandle] = {}
        self._ran: dict[int, float] = {}  # when the newest regular run began, by the monotonic clock
        self._running: set[asyncio.Task[None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            # The default grace of 1 s silently skips runs; None runs them however late, once.
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1_000},
        )
        self._scheduler.add_listener(self._failed, EVENT_JOB_ERROR)
        logging.getLogger("apscheduler.executors.default").addFilter(_is_failure)

    def start(self) -> None:
        """Begin, on the running loop."""
        self._loop = asyncio.get_running_loop()
        self._scheduler.start()
        for key, beat in self._beat.items():
            self._join_begun(key, beat)

    def stop(self) -> None:
        """End; runs under way are cancelled."""
        self._loop = None
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()
        for task in self._running:
            task.cancel()

    def every(self, key: int, seconds: float) -> None:
        """Run at the key's own place in every interval of ``seconds``, from the next such moment on."""
        beat = self._beat.get(key)
        if beat is None or beat.hastened or beat.seconds != seconds:
            self._align(key, seconds)

    def hasten(self, key: int, seconds: float, since: float) -> None:
        """Run every ``seconds``, counted from ``since`` (seconds since 1970) when the newest run began, until
        :meth:`every` is called again. What that run took is so no delay of the next ones."""
        beat = self._beat.get(key)
        if beat is None or not beat.hastened or beat.seconds != seconds:
            now = self._now()
            first = _Beat(min(since, now) + seconds, seconds, hastened=True).next(now)
            self._set(key, _Beat(first, seconds, hastened=True))

    def once(self, key: int, delay: float) -> None:
        """Run once more, ``delay`` seconds from now, besides the regular runs."""
        self._scheduler.add_job(
            self._begin, DateTrigger(_utc(self._now() + delay)), [key], id=f"{key} once", replace_existing=True
        )

    def catch_up(self, keys: Iterable[tuple[int, float]]) -> None:
        """Run each overdue key (with its interval in seconds) once, soon but not all together. One whose regular run
        comes as soon is left to it."""
        now = self._now()
        for key, seconds in keys:
            soon = min(CATCH_UP, seconds)
            beat = self._beat.get(key)
            if beat is None or beat.next(now) - now > soon:
                self.once(key, phase(key) * soon)

    def remove(self, key: int) -> None:
        """Run no more."""
        self._leave(key)
        self._ran.pop(key, None)
        if self._scheduler.get_job(f"{key} once"):
            self._scheduler.remove_job(f"{key} once")

    def renew(self) -> None:
        """Set every key's runs anew from the clock as it is now: after it was set, or after a sleep."""
        beats = dict(self._beat)
        for key in beats:  # all first, so that every job begins anew
            self._leave(key)
        for key, beat in beats.items():
            self._align(key, beat.seconds)
        self._scheduler.wakeup()

    def next_at(self, key: int) -> int | None:
        """When the next regular run is, in ms since 1970; None for an unknown key."""
        beat = self._beat.get(key)
        return None if beat is None else round(beat.next(self._now()) * 1_000)

    # -- rounds --------------------------------------------------------------------------------------------------------

    def _align(self, key: int, seconds: float) -> None:
        offset = phase(key) * seconds
        first = offset + math.ceil((self._now() - offset) / seconds) * seconds
        self._set(key, _Beat(first, seconds, hastened=False))

    def _set(self, key: int, beat: _Beat) -> None:
        self._leave(key)
        self._beat[key] = beat
        found = self._rounds.get(beat.round)
        if found is None:
            found = self._rounds[beat.round] = _Round(*beat.round)
            first = _utc(found.next(self._now()))
            trigger = IntervalTrigger(seconds=beat.seconds, start_date=first, timezone=UTC)
            self._scheduler.add_job(self._serve, trigger, [found], id=found.id)
        found.keys.add(key)
        self._join_begun(key, beat)

    def _join_begun(self, key: int, beat: _Beat) -> None:
        """Set the timer of a key that is due before its round begins anew: no job will."""
        now = self._now()
        if self._loop is not None and beat.first < self._rounds[beat.round].next(now):
            self._set_timer(self._loop, key, beat.first - now)

    def _leave(self, key: int) -> None:
        beat = self._beat.pop(key, None)
        if beat is None:
            return
        if timer := self._timers.pop(key, None):
            timer.cancel()
        found = self._rounds[beat.round]
        found.keys.discard(key)
        if not found.keys:
            del self._rounds[beat.round]
            self._scheduler.remove_job(found.id)

    async def _serve(self, round_: _Round) -> None:
        """Set the timers of the round that begins. One that is so late that the clock must have jumped sets none:
        :meth:`catch_up` spreads what was missed, where this would do it all at once. After a smaller jump a round may
        be served twice: a key that has just run in it does not run again."""
        if self._loop is None:
            return
        now = self._now()
        began = round_.next(now + 0.001) - round_.seconds
        if now - began > WIDTH + JUMP_S:
            return
        lately = time.monotonic() - round_.seconds / 2
        for key in round_.keys:
            due = self._beat[key].next(began)
            if due > now or self._ran.get(key, -math.inf) < lately:
                self._set_timer(self._loop, key, due - now)

    def _set_timer(self, loop: asyncio.AbstractEventLoop, key: int, delay: float) -> None:
        if timer := self._timers.get(key):
            timer.cancel()
        delay = max(0.0, delay)
        self._timers[key] = loop.call_later(delay, self._due, key, time.monotonic() + delay)

    def _due(self, key: int, at: float) -> None:
        """The moment ``at`` (monotonic) has come. So late that the program must have stood still, it is left to
        :meth:`catch_up`, like a round that is."""
        del self._timers[key]
        began = time.monotonic()
        if began - at <= JUMP_S:
            self._ran[key] = began
            self._spawn(key)

    async def _begin(self, key: int) -> None:
        self._spawn(key)

    def _spawn(self, key: int) -> None:
        if self._loop is not None:
            task = self._loop.create_task(self._guarded(key))
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    async def _guarded(self, key: int) -> None:
        try:
            await self._run(key)
        except Exception:
            log.exception("A scheduled run of monitor %s failed", key)

    def _failed(self, event: JobExecutionEvent) -> None:
        if self._loop is not None:
            log.error("The schedule failed at %s", event.job_id, exc_info=event.exception)


def _is_failure(record: logging.LogRecord) -> bool:
    """Whether a record of APScheduler tells of more than its own cancelling of a run at the end."""
    return not (record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError))


def _utc(seconds: float) -> datetime:
    # Not fromtimestamp: exact in its microseconds and defined for all of a float's useful range on every platform.
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
