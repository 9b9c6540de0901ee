"""Taking what was written from the write-ahead log into the file, in a thread of its own.

SQLite would do it in the transaction that makes the log too long. Then the writer stands still for as long as the disk
takes, a tenth of a second and more where others use it too, and with it whatever check is to be stored.
"""

import logging
import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

from agent.store.connection import open_for_checkpoints

log = logging.getLogger(__name__)

ROWS = 1_000
"""It is time after so many changed rows: about as many pages of the log, 4 MB."""
APART = 0.5
"""For so many seconds nothing is done after each time."""


class Checkpoints:
    """The log begins anew when all of it has been taken in and nothing was written meanwhile: ``running`` says when
    what can wait should. Where the log grows on, the writer helps, see :data:`agent.store.connection.LONGEST_LOG`."""

    def __init__(self, folder: Path) -> None:
        self.running = False
        self._folder = folder
        self._done = 0
        self._wanted, self._closing = Event(), Event()
        self._thread = Thread(target=self._run, name="store-checkpoints", daemon=True)
        self._thread.start()

    def note(self, changes: int) -> None:
        """So many rows have been changed since the writer's connection was opened."""
        if changes - self._done >= ROWS:
            self._done = changes
            self._wanted.set()

    def close(self) -> None:
        """Let go of the file."""
        self._closing.set()
        self._wanted.set()
        self._thread.join()

    def _run(self) -> None:
        while self._wanted.wait() and not self._closing.is_set():
            self._wanted.clear()
            self.running = True
            try:
                with closing(open_for_checkpoints(self._folder)) as connection:
                    connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
            except sqlite3.Error as error:
                log.debug("The write-ahead log was not taken into the database: %s", error)
            finally:
                self.running = False
            self._closing.wait(APART)
