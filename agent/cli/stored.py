"""The store and what is in it, for the commands that need it."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from difflib import get_close_matches
from pathlib import Path

from agent.cli.exits import Failed, WrongUse
from agent.folder import data_folder
from agent.model import Monitor
from agent.store import Store, StoreError


def now_ms() -> int:
    """The wall clock in ms since 1970."""
    return time.time_ns() // 1_000_000


@asynccontextmanager
async def opened(folder: Path, *, read_only: bool = False) -> AsyncIterator[Store]:
    """The store of a folder, closed at the end; its troubles end the command with a sentence."""
    try:
        store = await Store.open(folder, read_only=read_only)
        try:
            yield store
        finally:
            await store.close()
    except StoreError as error:
        raise Failed(str(error)) from error


@asynccontextmanager
async def reading(data_dir: str | None) -> AsyncIterator[Store | None]:
    """The store of the data folder for a command that only reads: it works beside a running program. None where
    nothing was ever stored; the folder is not made."""
    folder = data_folder(data_dir)
    if not (folder / "monitor.db").exists():
        if folder.exists() and not folder.is_dir():
            raise WrongUse(f"The data folder {folder} is a file. Name a folder with --data-dir.")
        yield None
        return
    async with opened(folder, read_only=True) as store:
        yield store


async def monitor_named(store: Store | None, name: str) -> Monitor:
    """The monitor of that name; WrongUse with the one that may have been meant."""
    monitors = [stored.monitor for stored in await store.monitors()] if store else []
    for monitor in monitors:
        if monitor.name == name:
            return monitor
    alike = [monitor for monitor in monitors if monitor.name.casefold() == name.casefold()]
    if len(alike) == 1:
        return alike[0]
    close = get_close_matches(name, [monitor.name for monitor in monitors], 1)
    hint = f"Did you mean {close[0]!r}?" if close else "`api-monitor status` lists those there are."
    raise WrongUse(f"There is no monitor named {name!r}. {hint}")
