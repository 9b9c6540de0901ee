"""Migrations that are killed: ``python -m tests.faults.migrating FOLDER KILLS``.

From each version of the schema to the next the file of a data folder is migrated so many times in a process that is
killed at a random moment; then it must be as it was before or as it is afterwards. Prints how often it was which.
"""

import os
import random
import shutil
import signal
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from peewee import SqliteDatabase

from agent.store.connection import WRITER_PRAGMAS
from agent.store.migrations import MIGRATIONS, migrate

MONITORS, RESULTS, ALERTS = 50, 5_000, 2_000


def migrated(path: Path, versions: int, copy: Path | None = None) -> None:
    """Bring a file to a version, with the code that the program uses."""
    database = SqliteDatabase(str(path), pragmas=WRITER_PRAGMAS)
    database.connect()
    migrate(database, copy, MIGRATIONS[:versions])
    database.close()


def fill(path: Path) -> None:
    """What a program of the first version may have left."""
    with closing(sqlite3.connect(path)) as database, database:
        for sql, number in (
            ("INSERT INTO monitor (name, document, window_since) VALUES ('m' || ?, '{}', 0)", MONITORS),
            ("INSERT INTO result (monitor, at, outcome) VALUES (1, ?, 0)", RESULTS),
            (
                "INSERT INTO alert (monitor, kind, cause, message, opened_at, closed_at, note, flapping, openings) "
                "VALUES (1, 'down', 'dns', 'No', ?, 5, '', 0, '[]')",
                ALERTS,
            ),
        ):
            database.executemany(sql, [(each,) for each in range(number)])


def content(path: Path) -> tuple[int, str, list[int]]:
    """The version of a sound file, its schema, and how much is in it."""
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (version,) = database.execute("PRAGMA user_version").fetchone()
        schema = "\n".join(str(row) for row in database.execute("SELECT name, sql FROM sqlite_master ORDER BY name"))
        tables = ("monitor", "result", "alert") if version else ()
        counts = [database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]
        return version, schema, counts


def migrated_aside(path: Path, version: int, killed_after: float | None = None) -> float:
    """Migrate ``path`` to ``version`` in a process of its own, killed after so many seconds if it is not done; how
    long it lived."""
    begun = time.monotonic()
    child = os.fork()
    if child == 0:
        try:
            migrated(path, version, path)
        finally:
            os._exit(0)
    if killed_after is not None:
        time.sleep(killed_after)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return time.monotonic() - begun


def remove(path: Path) -> None:
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()


def main(folder: Path, kills: int) -> None:
    chance, ended = random.Random(7), Counter[str]()
    versions: list[Path] = [folder / f"version{number}.db" for number in range(len(MIGRATIONS) + 1)]
    for number, path in enumerate(versions):
        if number:
            shutil.copy(versions[number - 1], path)
        migrated(path, number)
        if number == 1:
            fill(path)
    known: Sequence[tuple[int, str, list[int]]] = [content(path) for path in versions]
    path = folder / "monitor.db"
    for old in range(len(MIGRATIONS)):
        shutil.copy(versions[old], path)
        whole = migrated_aside(path, old + 1)
        for _ in range(kills):
            remove(path)
            shutil.copy(versions[old], path)
            migrated_aside(path, old + 1, chance.uniform(0, whole))
            found = content(path)
            assert found[0] in (old, old + 1)
            assert found[1] == known[found[0]][1], f"between schema {old} and {old + 1}"
            assert found[2] == (known[found[0]][2] if old else [0] * len(found[2])), "nothing is lost"
            copy = path.with_name(f"{path.name}.before-{old + 1}")
            if old:
                assert copy.exists() or found[0] == old, "a copy is kept before"
                assert not copy.exists() or content(copy) == known[old], "the copy is whole"
            ended["new" if found[0] > old else "old"] += 1
            migrated(path, len(MIGRATIONS), path)  # the next start goes on
            assert content(path)[:2] == known[-1][:2]
        remove(path)
    print(f"{ended.total()} kills in {len(MIGRATIONS)} migrations: {ended['old']} old, {ended['new']} new, 0 between")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
