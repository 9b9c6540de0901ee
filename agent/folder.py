"""The data folder: where it is, that it is private, and that only one running program uses it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout
from platformdirs import user_data_path

VARIABLE = "API_MONITOR_DATA_DIR"
LOCK_FILE = "running.lock"
PID_FILE = "running.pid"


class FolderError(Exception):
    """The data folder cannot be used; the message is a sentence for a person."""


class FolderInUse(FolderError):
    """A running program holds the folder; ``pid`` is its process, None where that cannot be told."""

    def __init__(self, folder: Path, pid: int | None) -> None:
        who = f"process {pid}" if pid else "another process"
        super().__init__(
            f"The data folder {folder} is in use by a running API Monitor ({who}). Close it and try again."
        )
        self.pid = pid


def data_folder(given: str | None = None) -> Path:
    """The folder to use: ``given``, else what the environment names, else the platform's own place for data."""
    named = given or os.environ.get(VARIABLE)
    return Path(named).expanduser().absolute() if named else usual_folder()


def usual_folder() -> Path:
    """The platform's own place for data."""
    return user_data_path("api-monitor", appauthor=False)


def prepare(folder: Path) -> None:
    """Make the folder, for this user only (0700); FolderError where that does not work."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.name == "posix" and folder.stat().st_mode & 0o077:
            folder.chmod(0o700)
    except FileExistsError:
        raise FolderError(f"The data folder {folder} is a file. Name a folder with --data-dir.") from None
    except OSError as error:
        raise _unusable(folder, error) from error


@contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Keep the prepared folder for this process; FolderInUse when another one has it.

    The lock is the operating system's and ends with the process, however it ends. Who holds it stands in a file
    of its own, because a lock file cannot be read on Windows while it is held.
    """
    lock = FileLock(folder / LOCK_FILE, timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        raise FolderInUse(folder, _holder(folder)) from None
    except OSError as error:
        raise _unusable(folder, error) from error
    try:
        try:
            write_private(folder / PID_FILE, f"{os.getpid()}\n")
        except OSError as error:
            raise _unusable(folder, error) from error
        yield
    finally:
        with suppress(OSError):
            (folder / PID_FILE).unlink(missing_ok=True)
        lock.release()


def write_private(path: Path, text: str) -> None:
    """Write a file that only this user can read (0600), whatever the umask."""
    with open(path, "w", encoding="utf-8", opener=private_opener) as file:
        file.write(text)


def private_opener(path: str, flags: int) -> int:
    """For :func:`open`: a file that is created is created 0600."""
    return os.open(path, flags, 0o600)


def _holder(folder: Path) -> int | None:
    with suppress(OSError, ValueError):
        return int((folder / PID_FILE).read_text(encoding="utf-8"))
    return None


def _unusable(folder: Path, error: OSError) -> FolderError:
    why = error.strerror or str(error)
    return FolderError(f"The data folder {folder} cannot be used: {why}. Name another one with --data-dir.")
