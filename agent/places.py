"""Where data and secrets are kept on this machine."""

import asyncio
import os
from pathlib import Path

from agent.daemon import once
from agent.places_messages import GetPlaces, Places
from agent.vault import Vault


async def find_places(folder: Path, vault: Vault, asked: GetPlaces) -> Places:
    """The answer to ``asked``; the files are counted by a thread of its own."""
    size = await asyncio.wrap_future(once("places", lambda: size_of(folder)))
    keychain, why = await vault.keychain()
    return Places(asked.request, str(folder), size, keychain, why)


def size_of(folder: Path) -> int:
    """Bytes of all files in ``folder``; those that go meanwhile do not count."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.lstat(os.path.join(place, name)).st_size
            except OSError:
                continue
    return total
