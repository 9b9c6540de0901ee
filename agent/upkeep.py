"""Every few minutes what the store needs to stay quick and small."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

from agent.clock import now_ms
from agent.messages import AlertsDeleted, Event
from agent.store import Store, StoreError
from agent.watch import Watch

log = logging.getLogger(__name__)

EVERY = 240.0
"""Seconds between two times of upkeep: closing hours, reading uptime over 30 days, removing what is old."""


class Upkeep:
    """Lives on the agent's loop. ``publish`` is told of alerts that are kept no longer."""

    def __init__(self, store: Store, watch: Watch, publish: Callable[[Event], None]) -> None:
        self._store = store
        self._watch = watch
        self._publish = publish
        self._wanted = asyncio.Event()

    def wake(self) -> None:
        """History was taken away, or something else is to be kept: do not wait until the next time."""
        self._wanted.set()

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            self._wanted.clear()
            try:
                await self._keep_up()
            except StoreError as error:  # the next time will do
                log.warning("The upkeep of the database was put off. %s", error)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wanted.wait(), EVERY)

    async def _keep_up(self) -> None:
        await self._store.close_hours(now_ms())
        await self._watch.figures.hours_closed()
        if gone := await self._store.remove_old(now_ms(), self._watch.settings.retention):
            self._publish(AlertsDeleted(0, gone))
