"""What is asked of the room that data takes, and history that is to be taken away."""

from collections.abc import Callable, Iterable
from pathlib import Path

from agent.clock import now_ms
from agent.messages import Event, MonitorSaved
from agent.model import Monitor
from agent.storage_messages import ClearHistory, DeleteChecks, GetStorage, HistoryCleared, Storage
from agent.store import Store, StoreError
from agent.store.connection import FILE_NAME
from agent.store.space import size_of
from agent.watch import Watch

DAY_S = 86_400


class StorageDesk:
    """Lives on the agent's loop. ``wake`` has the hours built again of which checks are gone, and room given back."""

    def __init__(
        self, store: Store, watch: Watch, publish: Callable[[Event], None], wake: Callable[[], None], folder: Path
    ) -> None:
        self._store = store
        self._watch = watch
        self._publish = publish
        self._wake = wake
        self._folder = folder

    async def size(self, command: GetStorage) -> Event:
        return await storage_of(self._store, self._folder, self._watch.monitors, command.request)

    async def clear(self, command: ClearHistory) -> Event:
        """In steps, beside everything else: what is asked for meanwhile tells what is left by then."""
        if command.end is not None and command.start >= command.end:
            raise StoreError("The period must begin before it ends.")
        now = now_ms()
        count = 0
        for key in command.monitors:
            count += await self._store.clear(key, command.start, command.end, now)
            end = command.end or now + 1
            await self._forget(key, lambda at, end=end: command.start <= at < end)  # type: ignore[misc]  # its default
        self._wake()
        return HistoryCleared(command.request, command.monitors, count)

    async def delete(self, command: DeleteChecks) -> Event:
        count = await self._store.delete_checks(command.monitor, command.ats)
        await self._forget(command.monitor, command.ats.__contains__)
        self._wake()
        return HistoryCleared(command.request, (command.monitor,), count, command.ats)

    async def _forget(self, key: int, gone: Callable[[int], bool]) -> None:
        view = await self._watch.forget_checks(key, gone)
        if view is not None:
            self._publish(MonitorSaved(0, view))


async def storage_of(store: Store, folder: Path, monitors: Iterable[Monitor], request: int = 0) -> Storage:
    """How much room the data of ``folder`` takes, and how much is checked by those ``monitors`` that are not paused."""
    measured, free, held = await store.held()
    active = [monitor for monitor in monitors if not monitor.paused]
    return Storage(
        request=request,
        path=str(folder / FILE_NAME),
        file=size_of(folder),
        log=size_of(folder, "-wal"),
        free=free,
        measured=measured,
        held=held,
        monitors=len(active),
        checks_a_day=sum(DAY_S / monitor.interval for monitor in active),
    )
