"""A program that is run for every message: what it gets, and what its end means. The programs are real ones."""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from agent import channels
from agent.channels import Rejected, Unavailable
from agent.model import CommandChannel
from tests.agent.channels.notices import DOWN, told


def python(code: str, *arguments: str, **changes: Any) -> CommandChannel:
    return CommandChannel(name="run", argv=(sys.executable, "-c", code, *arguments), **changes)


async def test_it_gets_the_message_by_variables_and_on_its_input(tmp_path: Path) -> None:
    code = """
import json, os, sys
told = {name: value for name, value in os.environ.items() if name.startswith("API_MONITOR_")}
json.dump([sys.argv[1:], told, json.load(sys.stdin)], open(sys.argv[1], "w"))
print("noted")
"""
    given = python(code, str(tmp_path / "out"), "$HOME; touch x", "ü")
    assert await channels.send(given, told(DOWN, message_id="m-1")) == "noted"
    arguments, variables, sent = json.loads((tmp_path / "out").read_text())
    assert arguments[1:] == ["$HOME; touch x", "ü"]  # no shell
    assert variables["API_MONITOR_TITLE"] == "api-prod is down"
    assert variables["API_MONITOR_STATUS_CODE"] == "503"
    assert variables["API_MONITOR_CLOSED_AT"] == ""
    assert sent["id"] == variables["API_MONITOR_ID"] == "m-1"
    assert sent["alerts"][0]["monitor"] == "api-prod"


async def test_an_exit_code_is_tried_again_and_said_with_the_output() -> None:
    with pytest.raises(Unavailable, match=r"exit code 3: no \[paper\]$"):
        await channels.send(python("print('no\\x1b [paper]'); raise SystemExit(3)"), told(DOWN))
    assert await channels.send(python("pass"), told(DOWN)) == "The program ended with exit code 0."


async def test_a_program_that_is_not_there_is_refused_for_good(tmp_path: Path) -> None:
    with pytest.raises(Rejected, match="There is no program"):
        await channels.send(CommandChannel(name="run", argv=(str(tmp_path / "none"),)), told(DOWN))
    (tmp_path / "text").write_text("no program")
    with pytest.raises(Rejected, match="cannot be run"):
        await channels.send(CommandChannel(name="run", argv=(str(tmp_path / "text"),)), told(DOWN))


@pytest.mark.skipif(sys.platform == "win32", reason="sessions are POSIX's")
async def test_one_that_does_not_end_is_ended_with_all_it_started(tmp_path: Path) -> None:
    code = """
import os, subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
open(sys.argv[1], "w").write(str(child.pid))
child.wait()
"""
    with pytest.raises(Unavailable, match="did not end within 2 s") as caught:
        await channels.send(python(code, str(tmp_path / "pid"), timeout=2), told(DOWN))
    assert caught.value.unsure
    child = int((tmp_path / "pid").read_text())
    async with asyncio.timeout(60):
        while _alive(child):  # noqa: ASYNC110 - the signal is on its way, and nobody tells of its arrival
            await asyncio.sleep(0.01)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"
