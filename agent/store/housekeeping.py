"""What the store does in the background, and when history is taken away: all of it in small steps.

Each step is a transaction of some milliseconds that does not wait for the disk, and between two of them the writer is
left to others: however much is to be done, no check waits longer than for one step.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from peewee import SqliteDatabase

from agent.model import Monitor
from agent.retention import Retention
from agent.storage_messages import Held
from agent.store import alerts, cleaning, evidence, monitors, space, sums, upkeep
from agent.store.reader import Reader
from agent.store.rollups import DAY
from agent.store.writer import Writer

log = logging.getLogger(__name__)

BETWEEN_STEPS = 0.01
"""Seconds the writer is left to others between two steps."""

T = TypeVar("T")


class Housekeeping:
    """The part of :class:`agent.store.Store` that keeps it quick and small."""

    _reader: Reader
    _exceeded = False
    _summed_up = False

    @property
    def _writer(self) -> Writer:
        raise NotImplementedError

    async def purge_deleted(self, before: int) -> list[Monitor]:
        """Remove for good what was deleted before ``before``; which monitors those were."""
        gone = await self._writer.run(lambda database: monitors.give_up(database, before))
        for monitor in gone:
            await self._in_steps(partial(monitors.purge_step, key=monitor.id))
        return gone

    async def close_hours(self, now: int) -> None:
        """Sum up the hours and days (UTC) of every monitor that were over some minutes before ``now``. What is not
        summed up yet, or changed since, is counted from the results wherever it is asked for. Then days are summed up
        to fortnights: those of the monitors that had hours to be closed and, the first time, of all."""
        keys = await self._reader.run(lambda database: upkeep.unclosed(database, now))
        for key in keys:
            await self._in_steps(partial(upkeep.close_step, key=key, now=now))
        for key in keys if self._summed_up else await self._reader.run(monitors.living):
            if await self._reader.run(partial(sums.missing, monitor=key)):
                await self._in_steps(partial(sums.close_step, monitor=key))
        self._summed_up = True

    async def remove_old(self, now: int, retention: Retention) -> tuple[int, ...]:
        """Remove what is older than it is to be kept: results only of closed hours, hours only where their results are
        gone, days only where their hours are. Which alerts were among it."""

        def before(days: int | None) -> int:
            return 0 if days is None else now - days * DAY

        await self._in_steps(partial(evidence.remove_step, before=before(retention.evidence)))
        gone = await self._removed_alerts(before(retention.alerts))
        for ages, find, step in (
            (retention.results, upkeep.with_old, upkeep.remove_step),
            (retention.hourly, upkeep.with_old_hours, upkeep.remove_hours_step),
            (retention.daily, upkeep.with_old_days, upkeep.remove_days_step),
        ):
            for key in await self._reader.run(partial(find, before=before(ages))):
                await self._in_steps(partial(step, key=key, before=before(ages)))
        if retention.size_mb is not None:
            await self._limit(retention.size_mb * space.MB)
        await self._in_steps(space.shrink_step)
        return gone

    async def _limit(self, size: int) -> None:
        """Remove the oldest results until the database is smaller than ``size`` bytes: hours and days stay, and the
        newest results of each monitor."""
        aim = size
        while await self._writer.run(space.used) > aim:
            aim = size - size // space.SPARE
            keys, cut = await self._reader.run(space.oldest)
            if not keys and not self._exceeded:
                log.warning("The database is larger than is set, and has no old results left to be removed.")
            self._exceeded = not keys
            if not keys:
                return
            for key in keys:
                await self._in_steps(partial(upkeep.remove_step, key=key, before=cut))

    async def clear(self, monitor_id: int, start: int, end: int | None, now: int) -> int:
        """Take away the checks from ``start`` to ``end`` (exclusive; None: all there are by ``now``) and what hours and
        days say of them, see :mod:`agent.store.cleaning`; how many results there were."""
        if end is None:
            end = await self._writer.run(lambda database: cleaning.end_of_all(database, monitor_id, now))
        count, at = 0, start if start < end else None
        while at is not None:
            removed, at = await self._step(partial(cleaning.clear_step, monitor=monitor_id, start=at, end=end))
            count += removed
        return count

    async def delete_checks(self, monitor_id: int, ats: Sequence[int]) -> int:
        """Take away the checks that were made at these times; how many there were."""
        return await self._writer.run(lambda database: cleaning.remove(database, monitor_id, ats))

    async def held(self) -> tuple[bool, int, tuple[Held, ...]]:
        """Whether the room that data takes was measured (else it is estimated), the bytes that are free in the file,
        and what takes how much. All pages may be looked at: by a thread and a connection of their own."""
        reader = Reader(self._reader.folder)
        await reader.open()
        try:
            measured, found = await reader.run(space.held)
            return measured, await reader.run(space.free), found
        finally:
            await reader.close()

    async def _removed_alerts(self, before: int) -> tuple[int, ...]:
        gone: list[int] = []
        while some := await self._step(partial(alerts.remove_step, before=before), durable=False):
            gone += some
        return tuple(gone)

    async def _in_steps(self, step: Callable[[SqliteDatabase], bool]) -> None:
        """What the end of the machine undoes is done again: no step waits for the disk, and no check behind it."""
        while await self._step(step, durable=False):
            pass

    async def _step(self, step: Callable[[SqliteDatabase], T], *, durable: bool = True) -> T:
        done = await self._writer.run(step, durable=durable)
        await asyncio.sleep(BETWEEN_STEPS)
        while self._writer.is_taking_in:  # noqa: ASYNC110 - another thread says so
            await asyncio.sleep(BETWEEN_STEPS)
        return done
