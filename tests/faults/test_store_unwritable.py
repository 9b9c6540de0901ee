"""A full disk and a locked database are survived: checks go on, alerts go out, and everything is stored afterwards."""

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def own_mounts() -> list[str]:
    """The command prefix that gives a program mounts of its own; empty where the system does not let us."""
    for command in (["unshare", "--mount"], ["unshare", "--user", "--map-root-user", "--mount"]):
        with suppress(OSError):
            if subprocess.run([*command, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True).returncode == 0:
                return command
    return []


@pytest.mark.parametrize(("fault", "why"), [("full", "the disk is full"), ("locked", "locked by another program")])
def test_a_database_that_cannot_be_written_is_survived(fault: str, why: str, tmp_path: Path) -> None:
    prefix = own_mounts() if fault == "full" else []
    if fault == "full" and not prefix:
        pytest.skip("no small disk can be made here")
    command = [*prefix, sys.executable, "-m", "tests.faults.unwritable", fault, str(tmp_path)]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=300)
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout)
    assert why in found["trouble"]
    assert found["stored"] >= found["made"] > 8, "no result is lost"
    assert found["ids"] == found["stored_ids"], "each was told once, and is stored as what was told"
    assert found["history"] == ["opened", "closed"]
    assert found["alert"][0] == found["alert"][1]
    assert found["toasts"] == ["opened", "closed"]
    assert found["newest_kept"]
    if fault == "full":
        assert "Traceback" not in ended.stderr
