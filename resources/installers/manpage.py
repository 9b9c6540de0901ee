"""The manual page, written from the parser of the command line, so that it says what ``--help`` says."""

import argparse
import time
from collections.abc import Iterator

from resources.installers.about import NAME, SUMMARY, TITLE, VERSION


def page(parser: argparse.ArgumentParser, epoch: int) -> str:
    """The page in roff; ``epoch`` is its date in seconds."""
    day = time.strftime("%Y-%m-%d", time.gmtime(epoch))
    lines = [
        f'.TH {NAME.upper()} 1 "{day}" "{TITLE} {VERSION}" "User Commands"',
        *(".SH NAME", f"{_plain(NAME)} \\- {_plain(SUMMARY[:1].lower() + SUMMARY[1:])}"),
        *(".SH SYNOPSIS", *_synopsis(parser)),
        *(".SH DESCRIPTION", *_text(parser.description)),
        *(".SH OPTIONS", *_arguments(parser)),
        ".SH COMMANDS",
    ]
    for name, command in commands(parser).items():
        lines += [f".SS {_plain(name)}", *_synopsis(command), ".PP", *_text(command.description)]
        lines += [*_arguments(command), *_verbatim(command.epilog)]
    lines += [".SH NOTES", *_verbatim(parser.epilog)]
    return "\n".join(lines) + "\n"


def commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The parser of each subcommand."""
    found = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(found[0].choices) if found else {}


def _synopsis(parser: argparse.ArgumentParser) -> list[str]:
    usage = " ".join(parser.format_usage().removeprefix("usage:").split())
    return [_plain(usage).replace(",", ",\\:")]  # where a long list of choices may be broken


def _arguments(parser: argparse.ArgumentParser) -> Iterator[str]:
    for group in parser._action_groups:
        actions = [action for action in group._group_actions if not isinstance(action, argparse._SubParsersAction)]
        if not actions:
            continue
        if group.description:
            yield from (".PP", *_text(group.description))
        for action in actions:
            value = "" if action.nargs == 0 else f" \\fI{_plain(_value(action))}\\fR"
            names = ", ".join(f"\\fB{_plain(name)}\\fR{value}" for name in action.option_strings) or value.strip()
            yield from (".TP", names, *_text(action.help))


def _value(action: argparse.Action) -> str:
    if isinstance(action.metavar, tuple):
        return " ".join(action.metavar)
    if action.metavar is None and action.choices is not None:
        return "{" + ",".join(map(str, action.choices)) + "}"
    return action.metavar or action.dest.upper()


def _text(text: str | None) -> list[str]:
    return [_line(line) for line in (text or "").replace("%%", "%").splitlines()]


def _verbatim(text: str | None) -> list[str]:
    """``text`` with its lines and spaces as they are."""
    return [".PP", ".nf", *_text(text), ".fi"] if text else []


def _line(line: str) -> str:
    """``line``, which roff shall not take for a request."""
    return f"\\&{_plain(line)}" if line[:1] in (".", "'") else _plain(line)


def _plain(text: str) -> str:
    for sign, escape in (("\\", "\\e"), ("-", "\\-"), ("`", "\\(ga"), ("^", "\\(ha"), ("~", "\\(ti"), ("'", "\\(aq")):
        text = text.replace(sign, escape)
    return text
