"""Backups as the agent makes and restores them, and its looks for damage: in threads of their own, off the loop."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from agent.backup_messages import (
    BackedUp,
    Backup,
    BackupInspected,
    BackupList,
    BackUpNow,
    BackupRestored,
    CheckDatabase,
    DatabaseChecked,
    InspectBackup,
    ListBackups,
    Recovery,
    RestoreBackup,
)
from agent.clock import now_ms
from agent.daemon import once
from agent.messages import Event
from agent.store import StoreError, backups, connection, recovery, replacing

log = logging.getLogger(__name__)
T = TypeVar("T")

FIRST = 60.0
"""Seconds after the start in which nothing of this is done: the start has enough to do."""
LOOK = 600.0
"""Seconds between two looks whether a backup is due."""
EVERY = 24 * 3_600_000
"""A backup is due when the newest is so many ms old."""
ENDING = 2.0
"""Seconds that work under way has to notice the end of the program."""


class BackupDesk:
    """Lives on the agent's loop while the store is open. ``replace`` has the store closed, runs what it is given in a
    thread, publishes what that returned, and has the store opened again; ``damaged`` says that it has to be looked
    through and replaced."""

    def __init__(
        self,
        folder: Path,
        replace: Callable[[int, Callable[[], Event | None]], None],
        damaged: Callable[[], None],
    ) -> None:
        self._folder = folder
        self._replace = replace
        self._damaged = damaged
        self._one = asyncio.Lock()

    async def keep(self, *, unclean: bool) -> None:
        """Make a backup every day. ``unclean``: the program did not end by itself the last time, so a file that is too
        big to be looked through when it is opened is looked through now."""
        await asyncio.sleep(FIRST)
        if unclean and self._database.stat().st_size > connection.CHECKED_WHOLE:
            await self.check()
        while True:
            if self._is_due():
                try:
                    made = await self._make()
                    log.info("Made the backup %s", Path(made.path).name)
                except StoreError as error:  # a copy would have shown damage, so it is looked for at least
                    log.warning("%s", error)
                    await self.check()
            await asyncio.sleep(LOOK)

    async def check(self) -> str:
        """Look through the database; what is wrong with it first, which has it replaced, "" where nothing is."""
        try:
            problem = await self._aside(lambda wanted: backups.damage(self._database))
        except StoreError as error:
            log.warning("%s", error)
            return ""
        if problem:
            log.error("The database is damaged: %s", problem)
            self._damaged()
        return problem

    async def recent_recovery(self) -> Recovery | None:
        """What became of the database if it was damaged within the last day."""
        found = await self._aside(lambda wanted: recovery.last(self._folder))
        return found if found and now_ms() - found.at < EVERY else None

    # -- what is asked -------------------------------------------------------------------------------------------------

    async def list(self, command: ListBackups) -> Event:
        def work(wanted: Callable[[], bool]) -> BackupList:
            found = tuple(backups.described(path) for _, path in backups.listed(self._folder))
            return BackupList(command.request, str(self._folder / backups.FOLDER), found, recovery.last(self._folder))

        return await self._aside(work)

    async def now(self, command: BackUpNow) -> Event:
        return BackedUp(command.request, await self._make())

    async def inspect(self, command: InspectBackup) -> Event:
        found = await self._aside(lambda wanted: backups.inspected(Path(command.path)))
        return BackupInspected(command.request, found)

    async def look(self, command: CheckDatabase) -> Event:
        return DatabaseChecked(command.request, await self.check())

    async def restore(self, command: RestoreBackup) -> Event | None:
        """Answered once the store is open again; what cannot be restored is refused at once."""
        source = Path(command.path)
        found = await self._aside(lambda wanted: backups.inspected(source))
        if found.problem:
            raise StoreError(found.problem)

        def work() -> Event:
            return BackupRestored(command.request, str(replacing.restore(self._folder, source)))

        self._replace(command.request, work)
        return None

    # -- how -----------------------------------------------------------------------------------------------------------

    @property
    def _database(self) -> Path:
        return self._folder / connection.FILE_NAME

    def _is_due(self) -> bool:
        made = [at for at, _ in backups.listed(self._folder)]
        return not made or not 0 <= now_ms() - made[0] < EVERY

    async def _make(self) -> Backup:
        async with self._one:
            return await self._aside(lambda wanted: backups.make(self._folder, now_ms(), wanted))

    async def _aside(self, work: Callable[[Callable[[], bool]], T]) -> T:
        """Run ``work`` in a thread; it is told by ``wanted`` when nobody waits any more."""
        ended = False
        working = asyncio.wrap_future(once("backup", lambda: work(lambda: not ended)))
        try:
            return await asyncio.shield(working)
        finally:
            if not working.done():
                ended = True
                await asyncio.wait({working}, timeout=ENDING)
