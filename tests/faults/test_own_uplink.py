"""The system claims to be online, and the way out is cut or wants somebody to sign in: no outage of the targets. A
target's own outage is told all the same, and one that is common to everything is told in the end."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults.test_probes_offline import ROOT, without_network
from tests.faults.uplink import AWAY, HOTEL, NEAR

pytestmark = pytest.mark.skipif(
    not without_network() or not shutil.which("ip"), reason="no network namespace can be made here"
)


def play(story: str, folder: Path) -> dict[str, Any]:
    command = [*without_network(), sys.executable, "-m", "tests.faults.uplink", story, str(folder)]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=400)
    assert ended.returncode == 0, ended.stderr
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


def test_the_way_out_is_cut_while_the_system_claims_to_be_online(tmp_path: Path) -> None:
    found = play("cut", tmp_path)
    assert found["alone"][0] in ("timeout", "connection"), found["alone"]
    assert found["why"] == "This machine seems to be offline: 5 of 5 independent targets stopped answering at once"
    assert found["message"] == found["why"]
    assert found["claimed"]
    assert found["unknown"] == sorted(AWAY)
    assert found["down"] == [AWAY[4]], "its own outage, and no other"
    assert found["alerts"] == [AWAY[4]]
    assert {host: ratio for host, ratio in found["uptime"].items() if ratio < 1} == {AWAY[4]: found["uptime"][AWAY[4]]}
    assert set(found["back"]) == set(AWAY), "each was checked when the connection was back"
    assert len(found["back"]) <= len(AWAY) + 1, "once; the regular check of the day may come just then"
    assert found["spread"] == len(found["back"]), "and not all together"
    assert found["told in the end"] == sorted((*AWAY, AWAY[4]))


def test_a_network_that_wants_somebody_to_sign_in(tmp_path: Path) -> None:
    found = play("portal", tmp_path)
    redirected, said, by_system = found["said"]
    assert redirected.startswith("This network wants somebody to sign in: 5 of 5 independent targets")
    assert any(f"{stranger} answers in their place" in redirected for stranger in (HOTEL, "login.hotel.example"))
    assert said.startswith("This network wants somebody to sign in: ")
    assert by_system == "This network wants somebody to sign in, says the system"
    assert found["down"] == found["alerts"] == []
    assert set(found["uptime"].values()) == {1.0}
    assert found["unknown"] == sorted(AWAY)
    assert NEAR not in found["uptime"]
