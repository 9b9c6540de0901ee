"""The reader's thread: one connection that sees what is committed and never waits for the writer."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from peewee import SqliteDatabase

from agent.store.connection import open_for_reading
from agent.store.errors import StoreError, as_store_error, is_damage

T = TypeVar("T")


class Reader:
    """Runs queries in a thread of its own, one after the other. ``on_damage`` is called on the loop when the file turns
    out to be damaged."""

    def __init__(self, folder: Path, on_damage: Callable[[], None] | None = None) -> None:
        self.folder = folder
        self._on_damage = on_damage
        self._loop = asyncio.get_running_loop()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store-reader")
        self._database: SqliteDatabase | None = None

    async def open(self) -> None:
        """StoreError where there is nothing that can be read."""
        try:
            self._database = await asyncio.wrap_future(self._thread.submit(open_for_reading, self.folder))
        except BaseException:
            self._thread.shutdown(wait=False)
            raise

    async def run(self, query: Callable[[SqliteDatabase], T]) -> T:
        """What ``query`` returns; an error of the database as StoreError."""
        if self._database is None:
            raise StoreError("The database is closed.")
        return await asyncio.wrap_future(self._thread.submit(self._call, query, self._database))

    def _call(self, query: Callable[[SqliteDatabase], T], database: SqliteDatabase) -> T:
        try:
            return query(database)
        except Exception as error:
            if self._on_damage and is_damage(error):
                self._loop.call_soon_threadsafe(self._on_damage)
            raise as_store_error(error) from error

    async def close(self) -> None:
        """Wait for what is being read, then let go of the file."""
        database, self._database = self._database, None
        if database is not None:
            await asyncio.wrap_future(self._thread.submit(database.close))
        self._thread.shutdown(wait=False)
