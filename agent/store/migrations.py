"""The schema, step by step. A step that has been released is never changed: add another one.

``PRAGMA user_version`` says how many steps a file has seen. Each step is one transaction together with that number.
"""

import logging
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from peewee import SqliteDatabase

from agent.folder import private_opener
from agent.store.errors import StoreError

log = logging.getLogger(__name__)

FIRST = """
CREATE TABLE monitor (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    document TEXT NOT NULL,
    window_since INTEGER NOT NULL,
    deleted_at INTEGER
);
CREATE UNIQUE INDEX monitor_name ON monitor (name) WHERE deleted_at IS NULL;

CREATE TABLE pace (
    monitor INTEGER NOT NULL REFERENCES monitor (id) ON DELETE CASCADE,
    since INTEGER NOT NULL,
    interval INTEGER NOT NULL,
    PRIMARY KEY (monitor, since)
) WITHOUT ROWID;

CREATE TABLE detail (
    id INTEGER PRIMARY KEY,
    status_code INTEGER NOT NULL,
    message TEXT NOT NULL,
    certificate_expires_at INTEGER NOT NULL,
    UNIQUE (message, status_code, certificate_expires_at)
);

CREATE TABLE result (
    monitor INTEGER NOT NULL,
    at INTEGER NOT NULL,
    outcome INTEGER NOT NULL,
    cause INTEGER,
    latency INTEGER,
    detail INTEGER,
    phases BLOB,
    PRIMARY KEY (monitor, at)
) WITHOUT ROWID;

CREATE TABLE channel (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL
);

CREATE TABLE alert (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    monitor INTEGER NOT NULL REFERENCES monitor (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    cause TEXT NOT NULL,
    message TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    closed_at INTEGER,
    acknowledged_at INTEGER,
    note TEXT NOT NULL,
    flapping INTEGER NOT NULL,
    openings TEXT NOT NULL,
    due_at INTEGER
);
CREATE INDEX alert_monitor ON alert (monitor, kind, opened_at);
CREATE INDEX alert_opened ON alert (opened_at);
CREATE INDEX alert_open ON alert (monitor) WHERE closed_at IS NULL;

CREATE TABLE delivery (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    alert INTEGER NOT NULL REFERENCES alert (id) ON DELETE CASCADE,
    channel TEXT NOT NULL,
    event TEXT NOT NULL,
    notice TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    next_at INTEGER,
    sent_at INTEGER,
    error TEXT NOT NULL
);
CREATE INDEX delivery_alert ON delivery (alert);
CREATE INDEX delivery_channel ON delivery (channel);
CREATE INDEX delivery_waiting ON delivery (next_at) WHERE state IN ('pending', 'failed');
"""

ROLLUPS = """
CREATE TABLE rollup (
    monitor INTEGER NOT NULL,
    width INTEGER NOT NULL,
    start INTEGER NOT NULL,
    up INTEGER NOT NULL,
    degraded INTEGER NOT NULL,
    down INTEGER NOT NULL,
    unknown INTEGER NOT NULL,
    up_ms INTEGER NOT NULL,
    degraded_ms INTEGER NOT NULL,
    down_ms INTEGER NOT NULL,
    unknown_ms INTEGER NOT NULL,
    latency_sum INTEGER NOT NULL,
    latency_min INTEGER,
    latency_max INTEGER,
    first_at INTEGER,
    last_at INTEGER,
    latencies BLOB NOT NULL,
    PRIMARY KEY (monitor, width, start)
) WITHOUT ROWID;

ALTER TABLE monitor ADD COLUMN hours_until INTEGER NOT NULL DEFAULT 0;
ALTER TABLE monitor ADD COLUMN results_since INTEGER NOT NULL DEFAULT 0;
"""

GROUPS = """
ALTER TABLE delivery ADD COLUMN message_id TEXT NOT NULL DEFAULT '';
"""

TRANSITIONS = """
ALTER TABLE alert ADD COLUMN snoozed_until INTEGER;
ALTER TABLE alert ADD COLUMN reminded_at INTEGER;

CREATE TABLE transition (
    number INTEGER PRIMARY KEY,
    alert INTEGER NOT NULL REFERENCES alert (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    move TEXT NOT NULL,
    who TEXT NOT NULL,
    why TEXT NOT NULL,
    until INTEGER
);
CREATE INDEX transition_alert ON transition (alert);

INSERT INTO transition (alert, at, move, who, why) SELECT id, opened_at, 'opened', 'API Monitor', message FROM alert;
INSERT INTO transition (alert, at, move, who, why)
    SELECT id, acknowledged_at, 'acknowledged', 'you', note FROM alert WHERE acknowledged_at IS NOT NULL;
INSERT INTO transition (alert, at, move, who, why)
    SELECT id, closed_at, 'closed', 'API Monitor', '' FROM alert WHERE closed_at IS NOT NULL;
"""

CERTIFICATES = """
CREATE TABLE certificate (
    monitor INTEGER PRIMARY KEY REFERENCES monitor (id) ON DELETE CASCADE,
    chain TEXT NOT NULL,
    warned TEXT NOT NULL
);

ALTER TABLE alert ADD COLUMN certificate_expires_at INTEGER;
"""

TROUBLES = """
ALTER TABLE channel ADD COLUMN trouble TEXT;
ALTER TABLE channel ADD COLUMN trouble_at INTEGER;
"""

EVIDENCE = """
CREATE TABLE evidence (
    id INTEGER PRIMARY KEY,
    monitor INTEGER NOT NULL REFERENCES monitor (id) ON DELETE CASCADE,
    alert INTEGER REFERENCES alert (id) ON DELETE CASCADE,
    good INTEGER NOT NULL,
    at INTEGER NOT NULL,
    packed BLOB NOT NULL
);
CREATE UNIQUE INDEX evidence_monitor ON evidence (monitor, good) WHERE alert IS NULL;
CREATE UNIQUE INDEX evidence_alert ON evidence (alert) WHERE alert IS NOT NULL;
CREATE INDEX evidence_at ON evidence (at);
"""

ROUTING = """
ALTER TABLE alert ADD COLUMN escalated_at INTEGER;
CREATE TABLE setting (name TEXT PRIMARY KEY NOT NULL, document TEXT NOT NULL) WITHOUT ROWID;
"""

REFERENCES = """
ALTER TABLE delivery ADD COLUMN reference TEXT NOT NULL DEFAULT '';
"""

HELD_BACK = """
ALTER TABLE alert ADD COLUMN held_by TEXT NOT NULL DEFAULT '';
"""

HOURS_SINCE = """
ALTER TABLE monitor ADD COLUMN hours_since INTEGER NOT NULL DEFAULT 0;
"""

# These hours are built anew, in parts as well; until that is done readers count the results themselves.
BUSY_HOURS = """
UPDATE monitor SET hours_until = results_since WHERE EXISTS (
    SELECT 1 FROM rollup WHERE rollup.monitor = monitor.id AND width = 3600000 AND start >= results_since
        AND up + degraded + down + unknown >= 300
);
"""

MIGRATIONS: tuple[str, ...] = (
    FIRST,
    ROLLUPS,
    GROUPS,
    TRANSITIONS,
    CERTIFICATES,
    TROUBLES,
    EVIDENCE,
    ROUTING,
    REFERENCES,
    HELD_BACK,
    HOURS_SINCE,
    BUSY_HOURS,
)


def version(database: SqliteDatabase) -> int:
    """How many steps the file has seen."""
    return int(database.pragma("user_version"))


def require(database: SqliteDatabase, migrations: tuple[str, ...] = MIGRATIONS) -> None:
    """StoreError unless the schema is the present one."""
    found = version(database)
    if found > len(migrations):
        raise StoreError(
            f"The database was written by a newer version of API Monitor (schema {found}, this one knows "
            f"{len(migrations)}). Install the newer version again."
        )
    if found < len(migrations):
        raise StoreError(
            "The database was written by an older version of API Monitor. Start the program once: it brings the "
            "database up to date."
        )


def migrate(database: SqliteDatabase, path: Path | None, migrations: tuple[str, ...] = MIGRATIONS) -> None:
    """Bring the schema up to date; a file that has a schema already is copied first, to ``NAME.before-VERSION``."""
    found = version(database)
    if found < len(migrations):
        if found and path is not None:
            copy = path.with_name(f"{path.name}.before-{len(migrations)}")
            _copy(path, copy)
            log.info("Kept the database as it was before migration %d as %s", len(migrations), copy.name)
        for number, script in enumerate(migrations[found:], found + 1):
            with database.atomic("IMMEDIATE"):
                for statement in statements(script):
                    database.execute_sql(statement)  # type: ignore[no-untyped-call]  # Peewee's
                database.pragma("user_version", number)
            log.info("The database has schema %d", number)
    require(database, migrations)


def statements(script: str) -> list[str]:
    """The statements of a script, each of which ends with a semicolon at the end of a line."""
    found: list[str] = []
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            found.append(statement.strip())
            statement = ""
    return found


def _copy(path: Path, copy: Path) -> None:
    """A whole copy of the database, content of the write-ahead log included; never half a one under its name."""
    part = copy.with_name(copy.name + ".part")
    try:
        with open(part, "wb", opener=private_opener):
            pass
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(part)) as target:
            source.backup(target)
        os.replace(part, copy)
    finally:
        part.unlink(missing_ok=True)
