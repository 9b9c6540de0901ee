"""Migrations are all or nothing, whenever they are killed, and a copy is kept before.

``API_MONITOR_KILLS=20 pytest tests/faults/test_migrations_kill.py -s`` kills each 20 times and prints what came of it.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KILLS = os.environ.get("API_MONITOR_KILLS", "10")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the killed processes are forks")
def test_a_killed_migration_did_not_happen_or_is_done(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.faults.migrating", str(tmp_path), KILLS]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=600)
    assert ended.returncode == 0, ended.stderr
    assert "0 between" in ended.stdout
    print(ended.stdout, end="")
