"""A store in a folder of its own, and things to put into it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from agent.store import Store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder that does not exist yet."""
    return tmp_path / "data"


@pytest.fixture
async def store(folder: Path) -> AsyncIterator[Store]:
    opened = await Store.open(folder)
    yield opened
    await opened.close()
