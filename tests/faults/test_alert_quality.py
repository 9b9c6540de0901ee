"""The alerts of the real agent, over most of a day in which much happens, held against what really happened: the
benchmark of their quality, small."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SMALL = ("--monitors", "10", "--days", "0.75", "--busy", "12", "--seed", "1", "--json")


def test_a_busy_day_leads_to_the_right_alerts_and_no_others() -> None:
    command = [sys.executable, "tests/benchmarks/alert_quality.py", *SMALL]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=110)
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout)
    ours, simple = found["figures"]["API Monitor"], found["figures"]["one failure"]
    own = "false alerts of own causes, a monitor and week"
    assert simple[own] > 10, "this machine was offline and asleep"
    assert ours["outages"] >= 3
    assert ours[own] == 0
    assert ours["missed outages"] == 0
    assert ours["outages not told by one down and one up"] == 0
    assert ours["messages a flapping phase"] <= simple["messages a flapping phase"] / 10
