"""From arguments to an exit code."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper

from agent.cli.arguments import parser
from agent.cli.exits import Exit, Failed, WrongUse
from agent.folder import FolderError, FolderInUse


def main(argv: Sequence[str]) -> int:
    """Carry out what ``argv`` (without the program's name) asks for; the exit code."""
    _speak_utf8()
    try:
        options = parser().parse_args(argv)
    except SystemExit as end:  # argparse has printed its help or what is wrong
        return int(end.code or 0)
    try:
        code = _work(options.command)(options)
        sys.stdout.flush()
    except FolderInUse as error:
        return _fail(str(error), Exit.IN_USE)
    except (WrongUse, FolderError) as error:
        return _fail(str(error), Exit.WRONG_USE)
    except Failed as error:
        return _fail(str(error), Exit.NOT_GOOD)
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # Who read our output has seen enough (``| head``). Python flushes stdout once more at its end: to nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except OSError as error:
        return _fail(f"{error.filename or 'A file'} cannot be used: {error.strerror or error}.", Exit.NOT_GOOD)
    return code


def _work(command: str | None) -> Callable[[argparse.Namespace], Exit]:
    """What carries out a subcommand. Each is imported when it is asked for: `--help` and errors come at once."""
    match command:
        case "agent":
            from agent.cli import running

            return running.run
        case "check":
            from agent.cli import checking

            return checking.run
        case "import":
            from agent.cli import importing

            return importing.run
        case "export":
            from agent.cli import exporting

            return exporting.run
        case "status":
            from agent.cli import status

            return status.run
        case "show":
            from agent.cli import show

            return show.run
        case "log":
            from agent.cli import log

            return log.run
        case "alerts":
            from agent.cli import alerts

            return alerts.run
        case "evidence":
            from agent.cli import evidence

            return evidence.run
        case "replay":
            from agent.cli import replaying

            return replaying.run
        case "report":
            from agent.cli import report

            return report.run
        case "clean":
            from agent.cli import clean

            return clean.run
        case "storage":
            from agent.cli import storage

            return storage.run
        case "backup":
            from agent.cli import backups

            return backups.run
    raise WrongUse("This opens the window, which is the work of the command `api-monitor`.")


def _fail(message: str, code: Exit) -> int:
    sys.stdout.flush()
    sys.stderr.write(f"{message}\n")
    return code


def _speak_utf8() -> None:
    """Write UTF-8 into pipes and files on every platform; on a terminal, replace what it cannot show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
