"""The plain way to keep results: one table with a rowid and an index, and statistics in SQL over its rows."""

import sqlite3
import time
from pathlib import Path

_TABLE = """
    CREATE TABLE plain (
        id INTEGER PRIMARY KEY, monitor INTEGER, at INTEGER, outcome TEXT, latency_ms REAL, status INTEGER, message TEXT
    )
"""
_COPY = """
    INSERT INTO plain (monitor, at, outcome, latency_ms, status, message)
    SELECT result.monitor, at,
           CASE outcome WHEN 0 THEN 'up' WHEN 1 THEN 'degraded' WHEN 2 THEN 'down' ELSE 'unknown' END,
           latency / 1000.0, status_code, message
    FROM store.result LEFT JOIN store.detail ON store.detail.id = result.detail ORDER BY at
"""
_FIGURES = """
    count(*), sum(outcome = 'down'), avg(latency_ms), max(latency_ms),
    1.0 * sum(outcome IN ('up', 'degraded')) / sum(outcome != 'unknown')
"""


class Plain:
    """The results of a store, kept the plain way, in the order in which they came. Times are of the processor in ms."""

    def __init__(self, path: Path, store: Path) -> None:
        self._database = sqlite3.connect(path, isolation_level=None)
        run = self._database.execute
        run("PRAGMA journal_mode = wal")
        run("PRAGMA synchronous = normal")
        run(_TABLE)
        run("ATTACH ? AS store", (str(store),))
        run(_COPY)
        run("DETACH store")
        run("CREATE INDEX plain_monitor ON plain (monitor, at)")
        run("PRAGMA wal_checkpoint(TRUNCATE)")
        self.bytes_a_row = path.stat().st_size / max(1, run("SELECT count(*) FROM plain").fetchone()[0])

    def chart(self, monitor: int, start: int, end: int, points: int) -> float:
        """The chart of a monitor in so many points."""
        width = max(1, (end - start) // points)
        sql = f"SELECT (at - ?) / ?, {_FIGURES} FROM plain WHERE monitor = ? AND at >= ? AND at < ? GROUP BY 1"
        return self._took(sql, (start, width, monitor, start, end))

    def figures(self, start: int, end: int) -> float:
        """The figures of all monitors."""
        return self._took(f"SELECT monitor, {_FIGURES} FROM plain WHERE at >= ? AND at < ? GROUP BY 1", (start, end))

    def delete(self, monitor: int) -> float:
        """A monitor's results go in one statement."""
        return self._took("DELETE FROM plain WHERE monitor = ?", (monitor,))

    def _took(self, sql: str, values: tuple[int, ...]) -> float:
        begun = time.thread_time()
        self._database.execute(sql, values).fetchall()
        return (time.thread_time() - begun) * 1_000
