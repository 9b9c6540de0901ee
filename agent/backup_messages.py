"""What is said of backups: values, commands and answers, frozen, plain data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the database: its file, when it was made, its size in bytes, and what is in it.

    ``results`` is None where they were not counted. ``newest_at`` is when the newest check in it was made.
    ``problem`` is a sentence that says why it cannot be restored, "" if it can.
    """

    path: str
    at: int
    size: int
    schema: int = 0
    monitors: int = 0
    channels: int = 0
    results: int | None = None
    newest_at: int | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Recovery:
    """What became of a damaged database ``at`` a time.

    ``kept`` is the name under which the damaged file is kept. ``backup_at`` is when the backup was made that took its
    place; None: there was none. Of what came after ``lost_from`` (None: of everything) so many ``results`` could be
    read from the damaged file, and with ``settings`` the monitors, channels and settings. All else is lost.
    """

    at: int
    kept: str
    backup_at: int | None
    lost_from: int | None
    results: int
    settings: bool


@dataclass(frozen=True, slots=True)
class ListBackups:
    """Answer: :class:`BackupList`."""

    request: int


@dataclass(frozen=True, slots=True)
class BackUpNow:
    """Make a backup. Answer: :class:`BackedUp`."""

    request: int


@dataclass(frozen=True, slots=True)
class InspectBackup:
    """Look through a backup, or any file that may be one. Answer: :class:`BackupInspected`."""

    request: int
    path: str


@dataclass(frozen=True, slots=True)
class RestoreBackup:
    """Put a backup in the database's place, which is kept aside. Answer: :class:`BackupRestored`, after an Overview."""

    request: int
    path: str


@dataclass(frozen=True, slots=True)
class CheckDatabase:
    """Look for damage; a damaged database is replaced at once. Answer: :class:`DatabaseChecked`."""

    request: int


@dataclass(frozen=True, slots=True)
class BackupList:
    """The backups there are, newest first, in ``folder``; and what happened the last time the database was damaged."""

    request: int
    folder: str
    backups: tuple[Backup, ...]
    recovery: Recovery | None = None


@dataclass(frozen=True, slots=True)
class BackedUp:
    request: int
    backup: Backup


@dataclass(frozen=True, slots=True)
class BackupInspected:
    request: int
    backup: Backup


@dataclass(frozen=True, slots=True)
class BackupRestored:
    """``kept`` is the file that has what was there before."""

    request: int
    kept: str


@dataclass(frozen=True, slots=True)
class DatabaseChecked:
    """``problem`` is what was found first, "" where all is well."""

    request: int
    problem: str
