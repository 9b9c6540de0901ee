"""What packages say of the program, read from pyproject.toml, and the date they bear."""

import os
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUNDLE = ROOT / "dist" / "api-monitor"
NAME = "api-monitor"
TITLE = "API Monitor"
APP_ID = "io.github.api_monitor.api_monitor"
"""What software centres call it."""
LICENCES = "THIRD-PARTY-LICENCES.txt"
"""In the bundle, beside the libraries."""
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
VERSION: str = PROJECT["version"]
SUMMARY: str = PROJECT["description"].rstrip(".")
BRIEF = "Watches HTTP APIs, websites and services"
"""For places that have room for few words."""
DETAILS = """\
API Monitor checks HTTP APIs, websites and services on a schedule, keeps the
history on this machine, and tells by notification, Slack, e-mail and other
services when one is really down: four of the last five checks must have
failed. It needs no server and no account, and runs in a window, in the tray
or without either."""


def epoch() -> int:
    """Seconds of the date that everything in a package bears: SOURCE_DATE_EPOCH, else the newest commit's."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    newest = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    return int(subprocess.run(newest, check=True, capture_output=True, text=True).stdout)


def maintainer() -> str:
    """Whom a package names as its maintainer."""
    return os.environ.get("API_MONITOR_MAINTAINER", "The API Monitor developers <api-monitor@localhost.localdomain>")
