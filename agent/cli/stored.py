"""The store and what is in it, for the commands that need it."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from difflib import get_close_matches
from pathlib import Path

from agent.cli.exits import Failed, WrongUse
from agent.folder import data_folder
from agent.model import Monitor
from agent.store import Store, StoreError


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


def reading(data_dir: str | None) -> AbstractAsyncContextManager[Store]:
    """The store for a command that only reads: it works beside a running program, and makes no folder where there
    is none."""
    folder = data_folder(data_dir)
    if folder.exists() and not folder.is_dir():
        raise WrongUse(f"The data folder {folder} is a file. Name a folder with --data-dir.")
    return opened(folder, read_only=True)


async def monitor_named(store: Store, name: str) -> Monitor:
    """The monitor of that name; WrongUse with the one that may have been meant."""
    monitors = [stored.monitor for stored in await store.monitors()]
    for monitor in monitors:
        if monitor.name == name:
            return monitor
    alike = [monitor for monitor in monitors if monitor.name.casefold() == name.casefold()]
    if len(alike) == 1:
        return alike[0]
    close = get_close_matches(name, [monitor.name for monitor in monitors], 1)
    hint = f"Did you mean {close[0]!r}?" if close else "`api-monitor status` lists those there are."
    raise WrongUse(f"There is no monitor named {name!r}. {hint}")
