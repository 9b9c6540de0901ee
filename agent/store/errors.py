"""What the store raises, and what an error of SQLite's means."""

import sqlite3

import peewee

_OUTSIDE = {
    sqlite3.SQLITE_BUSY: "it is locked by another program",
    sqlite3.SQLITE_LOCKED: "it is locked by another program",
    sqlite3.SQLITE_PROTOCOL: "it is locked by another program",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_NOMEM: "there is not enough memory",
    sqlite3.SQLITE_IOERR: "the disk reports an error",
    sqlite3.SQLITE_READONLY: "it may only be read",
    sqlite3.SQLITE_PERM: "access is denied",
    sqlite3.SQLITE_AUTH: "access is denied",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened",
    sqlite3.SQLITE_CORRUPT: "it is damaged",
    sqlite3.SQLITE_NOTADB: "it is damaged",
}


class StoreError(Exception):
    """The store cannot do what was asked; the message is a sentence for a person, and nothing was changed."""


class Damaged(StoreError):
    """The database file is damaged."""


class NameTaken(StoreError):
    """Another monitor or channel has this ``name``."""

    def __init__(self, what: str, name: str) -> None:
        super().__init__(f"There is already a {what} named {name!r}. Choose another name.")
        self.name = name


class BadReference(StoreError):
    """A ``field`` of a monitor names one that it cannot depend on."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(why)
        self.field = field


def outside_cause(error: BaseException) -> str | None:
    """Why the database cannot be used at all just now, as part of a sentence; None when ``error`` is no such thing.

    SQLite rolls back by itself when the disk is full, and the error that arrives here is then the complaint that
    there is nothing left to roll back: the true one stands in its context.
    """
    seen: BaseException | None = error
    while seen is not None:
        code = getattr(seen, "sqlite_errorcode", None)
        if code is not None and code & 0xFF in _OUTSIDE:
            return _OUTSIDE[code & 0xFF]
        seen = seen.__cause__ or seen.__context__
    return None


def is_damage(error: BaseException) -> bool:
    """Whether ``error`` says that the file is damaged, or no database at all."""
    return outside_cause(error) == _OUTSIDE[sqlite3.SQLITE_CORRUPT]


def as_store_error(error: Exception) -> Exception:
    """``error`` as a :class:`StoreError` where it comes from the database, else as it is."""
    if not isinstance(error, peewee.PeeweeException | sqlite3.Error):
        return error
    why = outside_cause(error)
    return StoreError(f"The database cannot be used: {why}." if why else f"The database refused the change: {error}.")
