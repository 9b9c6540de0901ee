"""The entry point: what opens the window and what goes to the command line."""

import io
import json
import subprocess
import sys

import pytest

from agent.asserting.worker import read_frame, write_frame
from desktop.__main__ import window_options


@pytest.mark.parametrize(
    ("arguments", "data_dir", "command", "said"),
    [
        ([], None, None, ""),
        (["--data-dir", "x"], "x", None, ""),
        (["--data-dir=x"], "x", None, ""),
        (["demo"], None, "demo", ""),
        (["--self-test"], None, None, "self_test"),
        (["--hidden", "--data-dir", "x"], "x", None, "hidden"),
    ],
)
def test_what_opens_the_window(arguments: list[str], data_dir: str | None, command: str | None, said: str) -> None:
    options = window_options(arguments)
    assert options is not None
    assert (options.data_dir, options.command) == (data_dir, command)
    assert (options.self_test, options.hidden) == (said == "self_test", said == "hidden")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["agent"],
        ["--data-dir", "x", "status"],
        ["status", "--data-dir", "x", "--json"],
        ["check", "https://example.org"],
        ["no-such-command"],
        ["--data-dir"],
        ["--no-such-option"],
        ["--hidden", "status"],
        ["demo", "too much"],
    ],
)
def test_everything_else_is_the_command_lines(arguments: list[str]) -> None:
    assert window_options(arguments) is None


def test_the_command_line_needs_no_qt() -> None:
    code = (
        "import sys; from desktop.__main__ import main; code = main(['status', '--help'])\n"
        "sys.exit(code or any(name.startswith('PySide6') for name in sys.modules))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 0, result.stderr
    assert "usage" in result.stdout


def test_a_frozen_program_is_the_process_that_evaluates_assertions() -> None:
    code = "from desktop.__main__ import main; from agent.asserting import FLAG; raise SystemExit(main([FLAG]))"
    job = json.dumps({"questions": [["json", "$..a", "==", "1"]], "headers": [], "whole": True}).encode()
    frames = io.BytesIO()
    for frame in (job, b'[{"a": 1}]'):
        write_frame(frames, frame)
    result = subprocess.run(
        [sys.executable, "-c", code], input=frames.getvalue(), capture_output=True, timeout=60, check=True
    )
    answers = io.BytesIO(result.stdout)
    assert [read_frame(answers), json.loads(read_frame(answers))] == [b"", [True, "1", ""]]
