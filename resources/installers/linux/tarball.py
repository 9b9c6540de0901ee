"""A tar.gz for every other system: the tree of /usr, to be unpacked anywhere, such as in ~/.local."""

import gzip
import platform
import tarfile
from pathlib import Path

from resources.installers.about import NAME, VERSION
from resources.installers.linux.tree import settle, usr


def make(bundle: Path, output: Path, epoch: int, scratch: Path) -> Path:
    """Write it into the folder ``output``; its path. ``scratch`` is an empty folder to work in."""
    name = f"{NAME}-{VERSION}-linux-{platform.machine()}"
    place = usr(scratch / name, bundle, epoch)
    settle(place, epoch)
    made = output / f"{name}.tar.gz"
    with (
        made.open("wb") as raw,
        gzip.GzipFile("", "wb", 9, raw, mtime=0) as packer,
        tarfile.open(fileobj=packer, mode="w", format=tarfile.GNU_FORMAT) as archive,
    ):
        for path in [place, *sorted(place.rglob("*"))]:
            archive.add(path, str(path.relative_to(scratch)), recursive=False, filter=_nobodys)
    return made


def _nobodys(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member
