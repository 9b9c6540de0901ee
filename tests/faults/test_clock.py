"""Clock jumps do not matter: the wall clock is set while the real agent runs, and summer time begins and ends."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.faults.moved_clock import INTERVAL, MONITORS

ROOT = Path(__file__).parents[2]
NOTICED_S = 1.0
"""The agent looks at the clock so often."""
LATE_S = 1.5
"""So late a run may be on a machine that is busy with other things."""
HOUR = 3_600


def story(folder: Path, start: float, jump: float) -> Any:
    command = [sys.executable, "-m", "tests.faults.moved_clock", str(folder), str(start), str(jump)]
    environment = {**os.environ, "TZ": "Europe/Berlin"}
    ended = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=200, env=environment)
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout)
    assert len(found["asked"]) == MONITORS
    assert found["told"] == 0
    return found


@pytest.mark.parametrize("jump", [HOUR, -HOUR])
def test_a_clock_that_is_set_delays_nothing_and_doubles_nothing(tmp_path: Path, jump: float) -> None:
    found = story(tmp_path, 0, jump)
    for times in found["asked"].values():
        first = next(at for at in times if at > found["moved_at"])
        assert first - found["moved_at"] <= NOTICED_S + INTERVAL + LATE_S
        # An hour is a whole number of intervals: even the rhythm is what it was. The first check of all was at once.
        gaps = [later - earlier for earlier, later in pairwise(times[1:])]
        assert min(gaps) > INTERVAL / 3, "twice"
        assert max(gaps) < 2 * INTERVAL + LATE_S


@pytest.mark.skipif(sys.platform == "win32", reason="no TZ there")
@pytest.mark.parametrize(
    ("turn", "offsets"),
    [
        (datetime(2027, 3, 28, 1, tzinfo=UTC), [HOUR, 2 * HOUR]),
        (datetime(2027, 10, 31, 1, tzinfo=UTC), [2 * HOUR, HOUR]),
    ],
)
def test_summer_time_begins_and_ends_unnoticed(tmp_path: Path, turn: datetime, offsets: list[int]) -> None:
    """The agent lives in UTC: while the local clock turns nothing is planned anew, and every rhythm goes on."""
    found = story(tmp_path, turn.timestamp() - 5 * INTERVAL, 0)
    assert found["offsets"] == offsets, "the turn was in the middle of it"
    for times in found["asked"].values():
        gaps = [later - earlier for earlier, later in pairwise(times[1:])]
        assert min(gaps) > INTERVAL / 3
        assert max(gaps) < INTERVAL + LATE_S
