"""The writer's thread: everything that waits at a moment is written in one transaction (group commit)."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any, TypeVar

from peewee import SqliteDatabase

from agent.model import Check
from agent.store import results
from agent.store.checkpoints import Checkpoints
from agent.store.connection import raw
from agent.store.errors import StoreError, as_store_error, is_damage, outside_cause
from agent.store.recovery import open_sound

log = logging.getLogger(__name__)
T = TypeVar("T")

RESULTS_KEPT = 10_000
"""So many results wait in memory, the newest, while the database cannot be written."""
RETRY = 0.5
"""Seconds between two tries while the database cannot be written."""
LAST_TRIES = 3.0
"""For so many seconds it is tried on while the store closes."""
GATHER = 0.2
"""For so many seconds results alone are gathered into one transaction: waking the thread and committing cost more
processor time than the results themselves. Anything else is written at once, with the results before it."""


@dataclass(slots=True, eq=False)
class Job:
    """Something to write: a result alone (``check``) or any ``work``.

    ``lasting`` work waits for better times, like results; other work, for which a person waits, fails at once when
    the database cannot be written. What is not ``durable`` survives the end of the process, but perhaps not that of the
    machine.
    """

    future: asyncio.Future[Any]
    check: Check | None = None
    work: Callable[[SqliteDatabase], Any] | None = None
    lasting: bool = True
    durable: bool = False


Ending = tuple[Job, Any, Exception | None]
"""A job that is over: its value, or the error it failed with."""


class Writer:
    """Owns the writing connection. Futures are resolved on the loop once the transaction is committed.

    ``on_trouble`` is called on the loop with a sentence when the database cannot be written, and with "" when it can
    again; ``on_damage`` when the file turns out to be damaged. ``unwritten`` are the results that could not be written
    until it closed.
    """

    def __init__(
        self, folder: Path, on_trouble: Callable[[str], None] | None, on_damage: Callable[[], None] | None = None
    ) -> None:
        self._folder = folder
        self._on_trouble = on_trouble or (lambda trouble: None)
        self._on_damage = on_damage or (lambda: None)
        self.unwritten: list[Check] = []
        self._loop = asyncio.get_running_loop()
        self._opened: asyncio.Future[None] = self._loop.create_future()
        self._ended: asyncio.Future[None] = self._loop.create_future()
        self._queue: SimpleQueue[list[Job] | None] = SimpleQueue()
        self._gathered: list[Job] = []
        self._closing = Event()
        self._closed = False
        self._trouble = ""
        self._synchronous = ""
        self._details = results.Details()
        self._checkpoints: Checkpoints | None = None
        self._thread = Thread(target=self._run, name="store-writer", daemon=True)

    # -- on the loop -------------------------------------------------------------------------------------------------

    async def open(self) -> None:
        """Start the thread; StoreError where the database cannot be used."""
        self._thread.start()
        await self._opened

    async def add(self, check: Check) -> None:
        """Write a result alone; returns when it is committed, however long that takes."""
        self._require_open()
        job = Job(self._loop.create_future(), check=check)
        self._gathered.append(job)
        if len(self._gathered) == 1:
            self._loop.call_later(GATHER, self._put)
        await job.future

    async def run(self, work: Callable[[SqliteDatabase], T], lasting: bool = False, durable: bool = True) -> T:
        """What ``work`` returned, once that is committed. Its errors are raised here, and undo what it did alone."""
        self._require_open()
        job = Job(self._loop.create_future(), work=work, lasting=lasting, durable=durable)
        self._put(job)
        value: T = await job.future
        return value

    async def run_with_details(self, work: Callable[[SqliteDatabase, results.Details], T], lasting: bool = False) -> T:
        """The same for work that writes results."""
        return await self.run(lambda database: work(database, self._details), lasting)

    @property
    def is_taking_in(self) -> bool:
        """Whether the write-ahead log is being taken into the file: what can wait should not add to it."""
        return self._checkpoints is not None and self._checkpoints.running

    def _require_open(self) -> None:
        if self._closed:
            raise StoreError("The database is closed.")

    def _put(self, *more: Job) -> None:
        """Hand what was gathered, and ``more``, to the thread."""
        jobs = [*self._gathered, *more]
        self._gathered.clear()
        if jobs:
            self._queue.put(jobs)

    async def close(self) -> None:
        """Write what waits, then let go of the file. What cannot be written within some seconds is lost, and logged."""
        if not self._closed and self._thread.is_alive():
            self._closed = True
            self._put()
            self._closing.set()
            self._queue.put(None)
            await self._ended

    def _resolve(self, endings: Iterable[Ending]) -> None:
        for job, value, error in endings:
            _settle(job.future, value, error)

    # -- in the thread -----------------------------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            database = open_sound(self._folder)
        except Exception as error:  # noqa: BLE001 - whatever it is, whoever opens the store must hear of it
            self._call(_settle, self._opened, None, error)
            return
        self._call(_settle, self._opened)
        self._checkpoints = checkpoints = Checkpoints(self._folder)
        try:
            self._work(database)
        finally:
            checkpoints.close()
            database.close()
            self._call(_settle, self._ended)

    def _work(self, database: SqliteDatabase) -> None:
        waiting: deque[Job] = deque()
        ended = False
        given_up_at: float | None = None
        while not ended or waiting:
            ended = self._gather(waiting) or ended
            if self._write(database, waiting):
                waiting.clear()
            elif not self._closing.is_set():
                self._closing.wait(RETRY)
            elif given_up_at is None:
                given_up_at = time.monotonic() + LAST_TRIES
            elif time.monotonic() < given_up_at:
                time.sleep(RETRY / 5)
            else:
                log.error("Could not write %d times until the end. %s", len(waiting), self._trouble)
                self.unwritten = [job.check for job in waiting if job.check]
                self._give_up(waiting, StoreError(self._trouble))
                return

    def _gather(self, waiting: deque[Job]) -> bool:
        """Take everything from the queue; where nothing waits yet, wait for the first. Whether that was the end."""
        while not waiting or not self._queue.empty():
            jobs = self._queue.get()
            if jobs is None:
                return True
            waiting.extend(jobs)
        return False

    def _write(self, database: SqliteDatabase, jobs: deque[Job]) -> bool:
        """Write all of ``jobs`` in one transaction and resolve them; False if the database cannot be written now."""
        if not jobs:
            return True
        durable = any(job.durable for job in jobs)
        try:
            self._set_synchronous(database, "full" if durable else "normal")
            with database.atomic("IMMEDIATE"):
                endings = [ending for group in _groups(jobs) for ending in self._carry_out(database, group)]
        except Exception as error:
            self._details.forget()
            why = outside_cause(error)
            if why is None:
                log.exception("A transaction failed")
                why = str(error)
            self._hold(jobs, why)
            if is_damage(error):
                self._call(self._on_damage)
            return False
        self._tell_trouble("")
        self._call(self._resolve, endings)
        if self._checkpoints is not None:
            self._checkpoints.note(raw(database).total_changes)
        return True

    def _set_synchronous(self, database: SqliteDatabase, mode: str) -> None:
        """Results and upkeep survive the end of the process; anything else that of the machine as well, and the disk is
        waited for."""
        if mode != self._synchronous:
            database.pragma("synchronous", mode)
            self._synchronous = mode

    def _carry_out(self, database: SqliteDatabase, jobs: Sequence[Job]) -> list[Ending]:
        """Results together, anything else alone; what fails is undone and takes nothing else with it."""
        try:
            work = jobs[0].work
            if work is not None:
                with database.atomic():
                    return [(jobs[0], work(database), None)]
            results.insert(database, self._details, [job.check for job in jobs if job.check])
            return [(job, None, None) for job in jobs]
        except Exception as error:
            if outside_cause(error):
                raise
            self._details.forget()
            if len(jobs) > 1:
                return [ending for job in jobs for ending in self._carry_out(database, [job])]
            return [(jobs[0], None, as_store_error(error))]

    def _hold(self, jobs: deque[Job], why: str) -> None:
        """Keep what can wait: the newest results, and all that is lasting."""
        self._tell_trouble(
            f"The database cannot be written: {why}. The newest {RESULTS_KEPT:,} results wait in memory until it can."
        )
        error = StoreError(f"The database cannot be written: {why}. Nothing was changed.")
        self._give_up([job for job in jobs if not job.lasting], error)
        kept = [job for job in jobs if job.lasting]
        surplus = sum(job.check is not None for job in kept) - RESULTS_KEPT
        dropped = []
        if surplus > 0:
            dropped = [job for job in kept if job.check is not None][:surplus]
            self._give_up(dropped, error)
        gone = set(dropped)
        jobs.clear()
        jobs.extend(job for job in kept if job not in gone)

    def _give_up(self, jobs: Iterable[Job], error: StoreError) -> None:
        self._call(self._resolve, [(job, None, error) for job in jobs])

    def _tell_trouble(self, trouble: str) -> None:
        if trouble != self._trouble:
            self._trouble = trouble
            log.warning("%s", trouble or "The database can be written again.")
            self._call(self._on_trouble, trouble)

    def _call(self, function: Callable[..., Any], *args: Any) -> None:
        """Call on the loop; a loop that is closed has nobody left who would care."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(function, *args)


def _groups(jobs: Iterable[Job]) -> Iterable[list[Job]]:
    """Results that follow each other as one group, any other job as a group of its own, in order."""
    for results_alone, group in groupby(jobs, key=lambda job: job.check is not None):
        if results_alone:
            yield list(group)
        else:
            yield from ([job] for job in group)


def _settle(future: asyncio.Future[Any], value: Any = None, error: Exception | None = None) -> None:
    """End a future, unless whoever waited for it was cancelled."""
    if future.done():
        return
    if error is None:
        future.set_result(value)
    else:
        future.set_exception(error)
