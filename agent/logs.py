"""Logs: rotating files in the data folder, and stderr for the agent without a window. They hold no secrets."""

import logging
import re
import sys
import time
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from agent.folder import private_opener
from agent.model import clean_text

LOG_FILE = "api-monitor.log"
BYTES = 1_000_000
KEPT = 4
_LONGEST = 2_000

_QUIET = ("httpx", "httpcore", "apscheduler", "asyncio", "qasync", "aiosmtplib")
"""Libraries whose INFO says nothing to a user, or prints whole addresses with the secrets in them."""

_USERINFO = re.compile(r"(\w+://)[^\s/@\"']*@")
_QUERY = re.compile(r"(\w+://[^\s?#\"']*)[?#][^\s\"']*")
_WEBHOOK = re.compile(r"(https?://hooks\.slack\.com/)[^\s\"']+")


def redact(text: str) -> str:
    """``text`` without the parts of addresses that may hold secrets: user and password, query, webhook token."""
    text = _USERINFO.sub(r"\1…@", text)
    return _WEBHOOK.sub(r"\1…", _QUERY.sub(r"\1?…", text))


def set_up(folder: Path | None, *, stderr: bool = False) -> None:
    """Send the program's log to a rotating file in ``folder`` (None: to no file) and, if asked, to stderr.

    A file that cannot be written is said on stderr once and then done without: checks matter more than logs.
    """
    handlers: list[logging.Handler] = []
    if stderr:
        handlers.append(logging.StreamHandler())
    if folder is not None:
        try:
            handlers.append(_PrivateFile(folder / LOG_FILE, maxBytes=BYTES, backupCount=KEPT, encoding="utf-8"))
        except OSError as error:
            sys.stderr.write(f"The log {folder / LOG_FILE} cannot be written: {error.strerror}.\n")
    shut()
    root = logging.getLogger()
    for handler in handlers:
        handler.setFormatter(_Inert())
        root.addHandler(handler)
    root.setLevel(logging.INFO)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def shut() -> None:
    """Close what :func:`set_up` opened."""
    root = logging.getLogger()
    for handler in root.handlers[:]:
        if isinstance(handler.formatter, _Inert):
            root.removeHandler(handler)
            handler.close()


class _Inert(logging.Formatter):
    """One line a record, UTC; the lines of a traceback follow with a mark that no message can begin with."""

    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def __init__(self) -> None:
        super().__init__()
        self.converter = time.gmtime

    def format(self, record: logging.LogRecord) -> str:
        said = clean_text(redact(record.getMessage()), _LONGEST)
        line = f"{self.formatTime(record)} {record.levelname:<7} {record.name}: {said}"
        if record.exc_info:
            trace = self.formatException(record.exc_info).splitlines()
            line = "\n".join([line, *(f"  | {_printable(redact(part))}" for part in trace)])
        return line


def _printable(line: str) -> str:
    """``line`` with its indentation, but without control and bidirectional-override characters."""
    return "".join(c for c in line[:_LONGEST] if c.isprintable())


class _PrivateFile(RotatingFileHandler):
    """A rotating log that only this user can read (0600), whatever the umask."""

    def _open(self) -> TextIOWrapper:
        return open(self.baseFilename, "a", encoding=self.encoding, opener=private_opener)
