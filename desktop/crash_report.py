"""What a person can hand on when something went wrong: plain text, without secrets, read by that person first. Nothing
is sent by the program."""

import os
import platform
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QLocale, qVersion
from PySide6.QtGui import QGuiApplication

from agent import __version__
from agent.logs import LOG_FILE, redact
from agent.redaction import Redactor

TAIL = 64 * 1024
"""Of the log so many bytes are read: some 500 lines of the newest."""
LINES = 200
"""So many lines of the log are handed on."""


def of_error(kind: str, trace: str) -> str:
    """The report of an error that nothing handled. ``trace`` is Python's, with lines of code and no values."""
    return _text(f"{kind} in the window at {_now()}", system(), trace)


def of_crash(when: str, stacks: str) -> str:
    """The report of a program that ended by a fault: the stacks of its threads, and the system as it is now."""
    return _text(f"Ended by a fault at {when}", system(), stacks)


def diagnostics(facts: Iterable[str], folder: Path | None) -> str:
    """What helps another to understand how this program runs: ``facts`` that its parts know, the system, and the
    newest lines of the log in ``folder``."""
    return _text(f"Diagnostics at {_now()}", (*system(), *facts), _newest(folder) if folder else "")


def system() -> tuple[str, ...]:
    """Versions and surroundings, a line each."""
    screens = [
        f"{screen.geometry().width()}×{screen.geometry().height()} at {screen.devicePixelRatio():g}×"
        for screen in QGuiApplication.screens()
    ]
    bundled = ", bundled" if getattr(sys, "frozen", False) else ""
    desktop = os.environ.get("XDG_CURRENT_DESKTOP") or "no desktop named"
    return (
        f"API Monitor {__version__}{bundled}",
        f"Python {platform.python_version()}, PySide6 {pyside_version}, Qt {qVersion()}",
        f"{_distribution()} · {platform.platform()}",
        f"{desktop} · {QGuiApplication.platformName()} · {QLocale().name()}",
        f"Screens: {', '.join(screens) or 'none'}",
    )


def safe(text: str) -> str:
    """``text`` without secrets, addresses' queries and the name of this user's home."""
    home = str(Path.home())
    text = Redactor(()).body(redact(text))
    return text.replace(home, "~") if len(home) > 1 else text


def _text(title: str, lines: Iterable[str], details: str) -> str:
    return "\n".join((title, "", *lines, "", *safe(details).strip().splitlines())).rstrip() + "\n"


def _newest(folder: Path) -> str:
    """The newest whole lines of the log."""
    try:
        with (folder / LOG_FILE).open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - TAIL))
            lines = file.read().decode("utf-8", "replace").splitlines()
    except OSError as error:
        return f"The log cannot be read: {error.strerror}."
    return "\n".join(lines[1 if size > TAIL else 0 :][-LINES:])


def _distribution() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return platform.system()


def _now() -> str:
    return datetime.now(UTC).isoformat(" ", "seconds")
