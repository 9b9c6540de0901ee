"""A package for Fedora, openSUSE and their like. It needs rpmbuild.

It holds the bundle as it is: these systems have the libraries under names and in versions of their own.
"""

import re
import shutil
from pathlib import Path

from resources.installers.about import DETAILS
from resources.installers.linux.run import run
from resources.installers.linux.tree import settle, template, usr, write


def make(bundle: Path, output: Path, epoch: int, scratch: Path) -> Path:
    """Write it into the folder ``output``; its path. ``scratch`` is an empty folder to work in."""
    root = scratch / "root"
    settle(usr(root / "usr", bundle, epoch), epoch)
    inside = sorted({re.escape(path.name).replace("\\", "\\\\") for path in root.rglob("*.so*")})
    private = "|".join(inside) or "nothing"
    spec = scratch / "api-monitor.spec"
    write(spec, template(spec.name, DETAILS=DETAILS, ROOT=str(root), PRIVATE=private).encode())
    top = scratch / "top"
    run("rpmbuild", "-bb", "--define", f"_topdir {top}", str(spec), SOURCE_DATE_EPOCH=str(epoch))
    [made] = (top / "RPMS").rglob("*.rpm")
    return Path(shutil.copyfile(made, output / made.name))
