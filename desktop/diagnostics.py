"""What goes wrong is written down: unhandled errors, Qt's own messages, and hard crashes."""

import faulthandler
import logging
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

log = logging.getLogger(__name__)
_qt = logging.getLogger("qt")

CRASH_FILE = "crash.log"
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_HARMLESS = ("Failed to register with host portal", "org.freedesktop.portal.Desktop was not provided")
"""Said on every desktop without portals, which nothing here needs."""


class Diagnostics:
    """Hooks that write unhandled errors to the log and call ``shown`` with a sentence; in force until :meth:`close`.

    Python prints what escapes a slot and goes on; with these hooks it is also in the log and in the window. A hard
    crash (a fault in a library) leaves the stacks of all threads in ``crash.log`` of ``folder``.
    """

    def __init__(self, folder: Path | None) -> None:
        self.shown: Callable[[str], None] | None = None
        self._except_hook = sys.excepthook
        self._thread_hook = threading.excepthook
        self._crashes: TextIO | None = None
        sys.excepthook = self._caught
        threading.excepthook = self._caught_in_thread
        qInstallMessageHandler(_log_qt)
        if folder is not None:
            path = folder / CRASH_FILE
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
        if self.shown is not None and threading.current_thread() is threading.main_thread():
            self.shown(kind.__name__)

    def _caught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._caught(args.exc_type, args.exc_value, args.exc_traceback)


def _log_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    level = logging.DEBUG if any(part in message for part in _HARMLESS) else _LEVELS[kind]
    _qt.log(level, "%s", message)
