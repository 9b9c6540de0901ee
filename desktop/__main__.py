"""The entry point: no subcommand, or ``demo``, opens the window; any other goes to the command line without Qt."""

import argparse
import os
import sys
from collections.abc import Sequence

from agent.asserting import FLAG
from agent.report_words import PRINT


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``api-monitor`` with ``argv`` (default: the process's); the exit code."""
    _give_children_their_libraries()
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments == [FLAG]:
        from agent.asserting.worker import main as answer_assertions

        answer_assertions()
        return 0
    if arguments[:1] == [PRINT] and len(arguments) == 2:
        from desktop.printing import main as print_report

        return print_report(arguments[1])
    options = window_options(arguments)
    if options is None:
        from agent.cli import main as command_line

        return command_line(arguments)
    if options.self_test:
        from desktop.selftest import main as self_test

        return self_test()
    from desktop.display import problem

    reason = problem()
    if reason:
        sys.stderr.write(reason + "\n")
        return 2
    try:
        from desktop.launch import run

        return run(options.data_dir, demo=options.command == "demo", hidden=options.hidden)
    except KeyboardInterrupt:  # Ctrl+C before the window was there to hear of it
        return 0


def window_options(arguments: Sequence[str]) -> argparse.Namespace | None:
    """What the window was asked, or None where the arguments are the command line's (wrong ones too: it explains)."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("command", nargs="?")
    parser.add_argument("--data-dir")
    parser.add_argument("--hidden", action="store_true")
    parser.add_argument("--self-test", action="store_true")
    try:
        options, rest = parser.parse_known_args(arguments)
    except argparse.ArgumentError:
        return None
    return None if rest or options.command not in (None, "demo") else options


def _give_children_their_libraries() -> None:
    """In a frozen program, let programs that we start (a browser) use the system's libraries, not the bundle's."""
    if not getattr(sys, "frozen", False):
        return
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is not None:
        os.environ["LD_LIBRARY_PATH"] = before
    else:
        os.environ.pop("LD_LIBRARY_PATH", None)


if __name__ == "__main__":
    sys.exit(main())
