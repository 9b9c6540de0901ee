"""Time that passes only while nobody works: a month of the real program within minutes.

:func:`install` puts a made-up clock in the place of this process's, :func:`run` runs a coroutine on an event loop
whose timers go by it. When nothing is left to do, the clock moves on to the next timer; while one of the store's
threads works for the loop, it stands still.
"""

import asyncio
import datetime
import selectors
import time
from collections.abc import Callable, Coroutine
from queue import SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")
PATIENCE = 60.0
"""Seconds, real ones, after which a thread that does not answer is taken for dead."""


class Clock:
    """Wall and monotonic clock of the made-up machine, in seconds."""

    def __init__(self) -> None:
        self.wall = 0.0
        self.monotonic = 1_000.0
        self.jumps = 0
        self.owed = 0
        """So many answers of threads the loop waits for."""

    def pass_(self, seconds: float) -> None:
        self.wall += seconds
        self.monotonic += seconds

    def sleep(self, seconds: float, stopped: bool) -> None:
        """The machine is suspended; ``stopped``: its monotonic clock went on, as on Windows, or with a process that
        was stopped."""
        self.wall += seconds
        self.monotonic += seconds if stopped else 0.0
        self.jumps += 1


clock = Clock()


class _Now(datetime.datetime):
    """APScheduler's clock."""

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> "_Now":
        return cls.fromtimestamp(clock.wall, tz)


def install(start: float) -> None:
    """Have everything that is imported from now on live by :data:`clock`, which begins at ``start`` (since 1970)."""
    clock.wall = start
    time.time = lambda: clock.wall
    time.time_ns = lambda: round(clock.wall * 1_000_000_000)
    time.monotonic = time.perf_counter = lambda: clock.monotonic
    datetime.datetime = _Now  # type: ignore[misc]


def watch_threads() -> None:
    """Have the clock stand still while the store's threads work."""
    from agent.store import reader, writer

    class Queue(SimpleQueue[Any]):
        def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:
            for job in item or ():
                clock.owed += 1
                job.future.add_done_callback(_answered)
            super().put(item, block, timeout)

    read = reader.Reader.run

    async def counted(self: reader.Reader, query: Callable[[Any], T]) -> T:
        clock.owed += 1
        try:
            return await read(self, query)
        finally:
            clock.owed -= 1

    writer.SimpleQueue = Queue  # type: ignore[misc]
    reader.Reader.run = counted  # type: ignore[method-assign]


def _answered(_: object) -> None:
    clock.owed -= 1


class _Selector(selectors.DefaultSelector):  # type: ignore[misc,valid-type]
    """Where the loop would wait for time to pass, time has passed."""

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is not None and timeout <= 0:
            return super().select(0)
        if timeout is None or clock.owed:
            ready = super().select(PATIENCE)
            if not ready:
                raise RuntimeError("A thread does not answer")
            return ready
        clock.pass_(timeout)
        return []


class _Loop(asyncio.SelectorEventLoop):
    def time(self) -> float:
        return clock.monotonic


def run(main: Coroutine[Any, Any, T]) -> T:
    """What ``main`` returns, by the made-up clock."""
    with asyncio.Runner(loop_factory=lambda: _Loop(_Selector())) as runner:
        return runner.run(main)
