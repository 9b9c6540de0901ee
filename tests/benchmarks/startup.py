"""How long the program takes from its start to the painted window, from the source and as a bundle.

    uv run python tests/benchmarks/startup.py                  both, if dist/api-monitor is there
    uv run python tests/benchmarks/startup.py --monitors 1000 --times 9

Offscreen, and on a data folder with paused monitors. The window is painted when the program says in its log that it
is up. Cold: the files of the program were dropped from the page cache before, as far as no other process uses them; the
first start from the source also compiles all modules and is not counted. Medians; the processor's time is that of all
threads.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.window import fill  # noqa: E402 - the path is set first

BUNDLE = ROOT / "dist" / "api-monitor" / "api-monitor"
UP = re.compile(r"^(\S+Z) .*Up after (\d+\.\d+) s of the processor", re.MULTILINE)
PATIENCE = 120.0


@dataclass(frozen=True)
class Program:
    """A way to start the program, and the folders of what it is read from."""

    name: str
    command: tuple[str, ...]
    folders: tuple[Path, ...]


def programs(compiled: Path) -> list[Program]:
    """The program from the source, and the bundle where there is one."""
    read = (Path(sys.prefix), Path(sys.base_prefix), ROOT / "agent", ROOT / "desktop", ROOT / "resources", compiled)
    found = [Program("source", (sys.executable, "-m", "desktop"), read)]
    if BUNDLE.exists():
        found.append(Program("bundle", (str(BUNDLE),), (BUNDLE.parent,)))
    return found


def forget(folders: Sequence[Path]) -> None:
    """Have the system drop these files from its cache."""
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and not path.is_symlink():
                file = os.open(path, os.O_RDONLY)
                os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
                os.close(file)


def start(command: Sequence[str], folder: Path, environment: dict[str, str]) -> tuple[float, float]:
    """Start the program and end it once it is painted: s on the clock and s of the processor until then."""
    log = folder / "api-monitor.log"
    log.unlink(missing_ok=True)
    began = time.time()
    with subprocess.Popen([*command, "--data-dir", str(folder)], cwd=ROOT, env=environment) as process:
        while (said := UP.search(log.read_text(encoding="utf-8") if log.exists() else "")) is None:
            if process.poll() is not None or time.time() - began > PATIENCE:
                process.kill()
                raise RuntimeError(f"{command[0]} did not come up")
            time.sleep(0.02)
        process.terminate()
    painted = datetime.strptime(said[1], "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC).timestamp()
    return painted - began, float(said[2])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--monitors", type=int, default=200)
    parser.add_argument("--times", type=int, default=5, help="how often each is started")
    given = parser.parse_args()
    print(f"{'':<8} {'':<5} {'clock':>8} {'processor':>10}")
    with tempfile.TemporaryDirectory() as name:
        folder, compiled = Path(name, "data"), Path(name, "compiled")
        fill(folder, given.monitors, "http://127.0.0.1:9", paused=True)
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        environment |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(compiled)}
        for program in programs(compiled):
            start(program.command, folder, environment)
            for cold in (True, False):
                found = []
                for _ in range(given.times):
                    if cold:
                        forget(program.folders)
                    found.append(start(program.command, folder, environment))
                clock, processor = (statistics.median(values) for values in zip(*found, strict=True))
                kind = "cold" if cold else "warm"
                print(f"{program.name:<8} {kind:<5} {clock:>6.2f} s {processor:>8.2f} s", flush=True)


if __name__ == "__main__":
    main()
