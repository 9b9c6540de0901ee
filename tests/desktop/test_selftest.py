"""``api-monitor --self-test`` as a person runs it."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def self_test(folder: Path) -> tuple[int, dict[str, str]]:
    """The exit code, and what each part's line says after its name; run in ``folder``: its modules come first."""
    command = [sys.executable, "-m", "desktop", "--self-test"]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert not result.stderr, f"{result.stdout}{result.stderr}(exit code {result.returncode})"
    lines = [line.split("  ", 1) for line in result.stdout.splitlines()]
    return result.returncode, {name: rest.strip() for name, rest in lines}


def test_all_parts_of_this_installation_work() -> None:
    code, parts = self_test(ROOT)
    assert {name: rest for name, rest in parts.items() if not rest.startswith("ok ")} == {}
    assert {
        "store",
        "TLS check",
        "services",
        "e-mail",
        "reports",
        "keychain",
        "icons",
        "chart",
        "window and agent",
    } <= parts.keys()
    assert code == 0


def test_a_part_that_is_missing_is_named(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "resources", tmp_path / "resources", ignore=shutil.ignore_patterns("email"))
    code, parts = self_test(tmp_path)
    assert [name for name, rest in parts.items() if rest.startswith("FAILED")] == ["e-mail"]
    assert code == 1
