"""The licences of everything that a bundle holds beside the program itself, in one text."""

import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from resources.installers.about import NAME

_TEXTS = re.compile(r"(LICEN[CS]E|COPYING|NOTICE|COPYRIGHT)", re.IGNORECASE)
_LGPL = Path(__file__).parent / "licences"
"""The texts that Qt's and PySide's licence asks for, and that their wheels lack."""
_RULE = "=" * 100


def distributions(name: str = NAME) -> list[Distribution]:
    """What the distribution ``name`` needs to run, on this system and Python, sorted by name."""
    found: dict[str, Distribution] = {}
    waiting = [Requirement(name)]
    while waiting:
        wanted = waiting.pop()
        key = canonicalize_name(wanted.name)
        try:
            one = found.setdefault(key, distribution(wanted.name))
        except PackageNotFoundError:
            continue
        for text in one.requires or []:
            needed = Requirement(text)
            extras = [{"extra": extra} for extra in ("", *wanted.extras)]
            here = needed.marker is None or any(needed.marker.evaluate(extra) for extra in extras)
            if here and canonicalize_name(needed.name) not in found:
                waiting.append(needed)
    found.pop(canonicalize_name(name), None)
    return [found[key] for key in sorted(found)]


def licence(one: Distribution) -> str:
    """The name of a distribution's licence, as it says itself."""
    said = one.metadata.get("License-Expression") or (one.metadata.get("License") or "").strip()
    if said and "\n" not in said:
        return said
    classified = [line for line in one.metadata.get_all("Classifier") or [] if line.startswith("License ::")]
    return ", ".join(line.rsplit(" :: ", 1)[-1] for line in classified) or "see its text"


def texts(one: Distribution) -> list[str]:
    """The texts of a distribution's licence."""
    files = [file for file in one.files or [] if _TEXTS.search(file.name) and file.suffix not in (".py", ".pyc")]
    found = [Path(str(one.locate_file(file))) for file in files]
    if not found and "LGPL-3.0" in licence(one):
        found = sorted(_LGPL.glob("*.txt"))
    read = [path.read_text(encoding="utf-8", errors="replace").strip() for path in found if path.is_file()]
    return list(dict.fromkeys(read))


def collected(libraries: Iterable[Path] = ()) -> str:
    """The text for a bundle: Python, PyInstaller's start program, every distribution, and of ``libraries``, files of
    this system that are in the bundle, those that a Debian package owns."""
    parts = [("Python", sys.version.split()[0], "PSF-2.0", [_python()])]
    starter = distribution("pyinstaller")
    parts += [("PyInstaller's start program", starter.version, "GPL-2.0-or-later with exception", texts(starter))]
    parts += [(one.name, one.version, licence(one), texts(one)) for one in distributions()]
    packages = sorted({package for path in libraries for package in [_owner(path)] if package})
    parts += [(name, version, "see its text", [_copyright(name)]) for name, version in packages]
    contents = [f"{name} {version}: {said}" for name, version, said, _ in parts]
    seen: set[str] = set()
    blocks = []
    for name, version, said, found in parts:
        new = [text for text in found if text not in seen]
        seen.update(new)
        blocks.append("\n\n".join([f"{_RULE}\n{name} {version}: {said}\n{_RULE}", *(new or ["The text is above."])]))
    return "\n".join(["API Monitor contains:", "", *contents, "", *blocks]) + "\n"


def _python() -> str:
    places = [Path(sysconfig.get_path("stdlib"), "LICENSE.txt"), Path(sys.base_prefix, "LICENSE.txt")]
    for place in places:
        if place.is_file():
            return place.read_text(encoding="utf-8")
    return sys.copyright + "\nThe licence: https://docs.python.org/3/license.html"


@cache
def _owner(path: Path) -> tuple[str, str] | None:
    """The Debian package that ``path`` is of, and its version; None where there is none."""
    try:
        for one in (path, path.resolve()):
            for place in (one, Path("/usr", *one.parts[1:]), Path("/", *one.parts[2:])):
                asked = subprocess.run(["dpkg", "-S", str(place)], capture_output=True, text=True, check=False)
                if asked.returncode == 0:
                    package = asked.stdout.splitlines()[0].split(": ")[0].split(",")[0]
                    shown = ["dpkg-query", "-W", "-f", "${source:Package} ${source:Version}", package]
                    version = subprocess.run(shown, capture_output=True, text=True, check=True).stdout.split()[1]
                    return package.split(":")[0], version
    except FileNotFoundError:  # not Debian
        pass
    return None


def _copyright(package: str) -> str:
    path = Path("/usr/share/doc", package, "copyright")
    return path.read_text(encoding="utf-8", errors="replace").strip() if path.is_file() else "No text was installed."
