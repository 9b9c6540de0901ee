"""The exact versions of all dependencies, kept as constraints in pyproject.toml: no lock file names download hosts.

    uv run .ci/pins.py            choose the newest versions that fit together, and write them
    uv run .ci/pins.py --check    exit 1 unless every dependency is pinned

The versions hold for Linux, macOS and Windows and for every Python the project supports; where one package needs
several versions, each stands with its marker.
"""

import os
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"
BLOCK = re.compile(r"(?<=# Written by \.ci/pins\.py\n)(?:[^\n]+\n)*")
QUIET = ["--quiet", "--no-header", "--no-annotate"]
UV = os.environ.get("UV", "uv")  # uv names itself to what it runs; it need not be on the PATH
EXPORT = [UV, "export", *QUIET, "--no-hashes", "--no-emit-project", "--all-groups"]
COMPILE = [UV, "pip", "compile", *QUIET, "--universal", "--python-version", "3.11", "-"]


def pins(lines: str) -> list[str]:
    """One requirement a package and version; a marker only where it chooses between versions."""
    found: dict[str, dict[str, str]] = {}
    for line in filter(None, map(str.strip, lines.splitlines())):
        requirement, _, marker = line.partition(" ; ")
        found.setdefault(requirement.partition("==")[0], {})[requirement] = marker
    return [
        f"{requirement} ; {marker}" if marker and len(versions) > 1 else requirement
        for _, versions in sorted(found.items())
        for requirement, marker in sorted(versions.items())
    ]


def resolve(project: str) -> tuple[list[str], list[str]]:
    """What the dependencies of ``project`` (the text of a pyproject.toml) and its build resolve to."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "pyproject.toml").write_text(project, encoding="utf-8")
        run = subprocess.run(EXPORT, cwd=folder, check=True, stdout=subprocess.PIPE, text=True)
        build = "\n".join(tomllib.loads(project)["build-system"]["requires"])
        made = subprocess.run(COMPILE, cwd=folder, check=True, stdout=subprocess.PIPE, text=True, input=build)
        return pins(run.stdout), pins(made.stdout)


def block(run: list[str], build: list[str]) -> str:
    """The two tables as they stand in pyproject.toml."""
    tables = {"constraint-dependencies": run, "build-constraint-dependencies": build}
    return "".join(
        f"{name} = [\n" + "".join(f'  "{line}",\n' for line in lines) + "]\n" for name, lines in tables.items()
    )


def main() -> int:
    project = PROJECT.read_text(encoding="utf-8")
    if sys.argv[1:] == ["--check"]:
        settings = tomllib.loads(project)["tool"]["uv"]
        run, build = resolve(project)
        missing = {*run} - {*settings["constraint-dependencies"]} | {*build} - {
            *settings["build-constraint-dependencies"]
        }
        for line in sorted(missing):
            print(f"not pinned in pyproject.toml: {line} (run: uv run .ci/pins.py)")
        return 1 if missing else 0
    text = block(*resolve(BLOCK.sub("", project)))
    PROJECT.write_text(BLOCK.sub(lambda _: text, project), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
