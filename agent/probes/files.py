"""Files that a target names: their age, so that a change is noticed, and what is wrong with them in plain words."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from agent.model import Cause, clean_text
from agent.probes.exchange import Failure

_MOST_BYTES = 10 * 1024 * 1024
"""No file of certificates or keys is longer."""


def version(path: str) -> tuple[int, int]:
    """Changes when the file does; the same for every path without a file."""
    try:
        found = os.stat(path)
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)


def named(path: str, what: str) -> str:
    """The file for a sentence."""
    return f"{what}, {clean_text(path, 200)},"


@contextmanager
def readable(path: str, what: str, *, local: bool) -> Iterator[None]:
    """Read the file inside: that it cannot be is a :class:`Failure` (cause tls) then."""
    try:
        found = Path(path).stat()
        if not stat.S_ISREG(found.st_mode) or found.st_size > _MOST_BYTES:
            why = "is not a file" if not stat.S_ISREG(found.st_mode) else "is too long to be one"
            raise Failure(Cause.TLS, f"{named(path, what)} {why}", local=local)
        yield
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Failure(Cause.TLS, f"{named(path, what)} cannot be read: {reason}", local=local) from None
