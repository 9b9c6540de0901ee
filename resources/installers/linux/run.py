"""Running the systems' own tools."""

import os
import subprocess
from pathlib import Path


def run(*command: str, cwd: Path | None = None, **environment: str) -> str:
    """What ``command`` prints; SystemExit with what went wrong if it fails or is not there."""
    known = {**os.environ, "LC_ALL": "C.UTF-8", **environment}
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, env=known)
    except FileNotFoundError as error:
        raise SystemExit(f"{command[0]} is not installed: it is in the packages dpkg-dev and rpm") from error
    if done.returncode:
        raise SystemExit(f"{' '.join(command[:3])} failed:\n{done.stdout[-2000:]}{done.stderr[-3000:]}")
    return done.stdout
