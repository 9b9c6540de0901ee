"""Tables: aligned, cut to a terminal's width and never in a pipe, coloured where colours are wanted."""

import io
import re
import sys

import pytest

from agent.cli.output import lasting, percent, print_table
from agent.model import Outcome

ROWS = [
    ("UP", "a name", "1.0 ms", "https://api.example.com/a/rather/long/path/that/goes/on"),
    ("DOWN", "监控 ünïcode", "1,234 ms", "x\x1b[2J\ny"),
]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def table(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is printed to ``stream``."""
    monkeypatch.setattr(sys, "stdout", stream)
    states = [Outcome(row[0]) for row in ROWS]
    print_table(("STATE", "NAME", "LATENCY", "TARGET"), ROWS, right=("LATENCY",), cut=("TARGET",), states=states)
    return stream.getvalue().splitlines()


def test_a_pipe_gets_everything_and_no_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert table(io.StringIO(), monkeypatch) == [
        "STATE  NAME           LATENCY  TARGET",
        "UP     a name          1.0 ms  https://api.example.com/a/rather/long/path/that/goes/on",
        "DOWN   监控 ünïcode  1,234 ms  x[2J y",
    ]


def test_a_terminal_gets_colours_and_no_line_that_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "50")
    lines = table(Terminal(), monkeypatch)
    assert lines[1].startswith("\x1b[32mUP   \x1b[0m  a name")
    assert lines[2].startswith("\x1b[31mDOWN \x1b[0m  监控")
    plain = [re.sub(r"\x1b\[\d+m", "", line) for line in lines]
    assert plain[1] == "UP     a name          1.0 ms  https://api.exampl…"
    assert len(plain[1]) == 50


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_who_wants_no_colours_gets_none(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv(name, value)
    assert not any("\x1b" in line for line in table(Terminal(), monkeypatch))


def test_figures_for_people() -> None:
    assert [percent(ratio) for ratio in (None, 1.0, 0.99999, 0.5, 0.0)] == ["", "100 %", "99.99 %", "50.00 %", "0.00 %"]
    assert [lasting(seconds * 1_000) for seconds in (0, 59, 60, 3_599, 3_600, 90_000)] == [
        "0 s",
        "59 s",
        "1 min",
        "59 min",
        "1 h 0 min",
        "1 d 1 h",
    ]
