"""What goes wrong is written down: unhandled errors, Qt's own messages, and hard crashes."""

import faulthandler
import logging
import os
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

log = logging.getLogger(__name__)
_qt = logging.getLogger("qt")

CRASH_FILE = "crash.log"
CRASHES_KEPT = 5
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_HARMLESS = ("Failed to register with host portal", "org.freedesktop.portal.Desktop was not provided")
"""Said on every desktop without portals, which nothing here needs."""


@dataclass(frozen=True)
class Problem:
    """What nothing handled. ``what`` is the class of an error, or when a program ended by a fault; ``trace`` Python's
    traceback, or the stacks of all threads."""

    what: str
    trace: str


class Diagnostics:
    """Hooks that write unhandled errors to the log and call ``shown`` with each, in its thread; in force until
    :meth:`close`.

    Python prints what escapes a slot and goes on; with these hooks it is also in the log and in the window. A hard
    crash (a fault in a library) leaves the stacks of all threads in ``crash.log`` of ``folder``; the next start finds
    them as ``last_crash``.
    """

    def __init__(self, folder: Path | None) -> None:
        self.shown: Callable[[Problem], None] | None = None
        self._except_hook = sys.excepthook
        self._thread_hook = threading.excepthook
        self._crashes: TextIO | None = None
        self.last_crash: Problem | None = None
        sys.excepthook = self._caught
        threading.excepthook = self._caught_in_thread
        qInstallMessageHandler(_log_qt)
        if folder is not None:
            path = folder / CRASH_FILE
            self.last_crash = _put_aside(path)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            self._crashes = os.fdopen(descriptor, "a", encoding="utf-8")
            faulthandler.enable(self._crashes)
        elif sys.stderr is not None:  # None in a program without a console
            faulthandler.enable()

    def close(self) -> None:
        """Put everything back as it was."""
        sys.excepthook = self._except_hook
        threading.excepthook = self._thread_hook
        qInstallMessageHandler(None)
        faulthandler.disable()
        if self._crashes is not None:
            self._crashes.close()

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        log.critical("unhandled error", exc_info=(kind, error, trace))
        if self.shown is not None:
            self.shown(Problem(kind.__name__, "".join(traceback.format_exception(kind, error, trace))))

    def _caught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._caught(args.exc_type, args.exc_value, args.exc_traceback)


def _put_aside(path: Path) -> Problem | None:
    """What a crash left: read, and kept under a name with its time, the newest few of them."""
    try:
        if not path.stat().st_size:
            return None
        at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        stacks = path.read_text(encoding="utf-8", errors="replace")
        path.replace(path.with_name(f"crash-{at:%Y-%m-%dT%H%M%SZ}.log"))
        for old in sorted(path.parent.glob("crash-*.log"))[:-CRASHES_KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return None  # there is none, or it is out of reach; starting matters more
    return Problem(at.isoformat(" ", "seconds"), stacks)


def _log_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    level = logging.DEBUG if any(part in message for part in _HARMLESS) else _LEVELS[kind]
    _qt.log(level, "%s", message)
