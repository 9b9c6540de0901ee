"""Deleted monitors: they can be brought back for a day, or until the next start; then all of theirs goes for good."""

import asyncio
import logging

from agent.clock import now_ms
from agent.commands import Commands
from agent.store import Store, StoreError
from agent.vault import Vault
from agent.watch import Watch

log = logging.getLogger(__name__)

UNDOABLE_MS = 86_400_000
"""So long a monitor can be brought back while the program runs."""
EVERY = 3_600.0
"""Seconds between two looks at what can go."""


async def purge(store: Store, vault: Vault, watch: Watch, commands: Commands) -> None:
    """Until cancelled, remove what was deleted before this start, which nobody can undo any more, and then what was
    deleted too long ago."""
    before = now_ms()
    while True:
        try:
            gone = await store.purge_deleted(before)
            for deleted in gone:
                await vault.forget(deleted, kept=[*watch.monitors, *watch.teller.channels])
            if gone:
                await commands.monitors_changed()  # those that named them
        except StoreError as error:  # the next time will do
            log.warning("Deleted monitors were not removed for good. %s", error)
        await asyncio.sleep(EVERY)
        before = now_ms() - UNDOABLE_MS
