"""A package for Debian and Ubuntu. It needs dpkg-dev."""

import hashlib
import time
from pathlib import Path

from resources.installers.about import BRIEF, DETAILS, NAME, VERSION, maintainer
from resources.installers.linux.run import run
from resources.installers.linux.tree import packed, settle, template, usr, write

REVISION = f"{VERSION}-1"
NOT_LINKED = ("ca-certificates", "tzdata")
"""Packages whose files are read at run time."""
RECOMMENDED = ("gnome-keyring | kwalletmanager", "default-dbus-session-bus | dbus-session-bus", "xdg-utils")
"""The keychain, the way to it and to notifications, and what opens links."""


def make(bundle: Path, output: Path, epoch: int, scratch: Path) -> Path:
    """Write it into the folder ``output``; its path. ``scratch`` is an empty folder to work in."""
    root = scratch / "root"
    usr(root / "usr", bundle, epoch)
    _leave_out_what_debian_has(root)
    when = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(epoch))
    news = f"{NAME} ({REVISION}) unstable; urgency=medium\n\n  * See changelog.gz.\n\n -- {maintainer()}  {when}\n"
    write(root / f"usr/share/doc/{NAME}/changelog.Debian.gz", packed(news))
    write(root / f"usr/share/lintian/overrides/{NAME}", template("lintian-overrides").encode())
    architecture = run("dpkg", "--print-architecture").strip()
    write(root / "DEBIAN/control", _control(root, architecture, depends(root, scratch)).encode())
    sums = [
        f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(root)}\n" for path in _files(root / "usr")
    ]
    write(root / "DEBIAN/md5sums", "".join(sums).encode())
    settle(root, epoch)
    made = output / f"{NAME}_{REVISION}_{architecture}.deb"
    packing = ("-Zxz", "-z9")
    run("dpkg-deb", "--root-owner-group", *packing, "--build", str(root), str(made), SOURCE_DATE_EPOCH=str(epoch))
    return made


def _leave_out_what_debian_has(root: Path) -> None:
    """The copies of the system's libraries that are in the bundle: Debian's own get its security updates. (That each is
    in a package is seen when what needs it is looked at.)"""
    for path in (root / "usr/lib" / NAME / "_internal").glob("lib*.so*"):
        if not path.is_symlink() and not path.name.startswith("libpython"):
            path.unlink()


def depends(root: Path, scratch: Path) -> str:
    """The packages that have the libraries which the binaries below ``root`` are linked with, and since when those have
    what is used of them."""
    write(root / "DEBIAN/control", b"")  # by this folder dpkg-shlibdeps sees that libraries beside it are the package's
    write(scratch / "debian/control", f"Source: {NAME}\n\nPackage: {NAME}\nArchitecture: any\n".encode())
    binaries = [path for path in _files(root) if _is_elf(path)]
    places = sorted({f"-l{path.parent}" for path in binaries})
    found = ""
    if binaries:
        told = run("dpkg-shlibdeps", "-O", *places, *(f"-e{path}" for path in binaries), cwd=scratch)
        found = told.split("shlibs:Depends=")[-1].strip()
    return ", ".join(sorted([*filter(None, found.split(", ")), *NOT_LINKED]))


def _control(root: Path, architecture: str, needed: str) -> str:
    size = sum(-(-path.lstat().st_size // 1024) for path in root.rglob("*"))  # KiB, each file rounded up
    fields = {
        "Package": NAME,
        "Version": REVISION,
        "Architecture": architecture,
        "Maintainer": maintainer(),
        "Installed-Size": str(size),
        "Depends": needed,
        "Recommends": ", ".join(RECOMMENDED),
        "Section": "net",
        "Priority": "optional",
        "Description": "\n ".join([BRIEF[:1].lower() + BRIEF[1:], *DETAILS.splitlines()]),
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def _sums(root: Path) -> str:
    files = _files(root / "usr")
    return "".join(f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(root)}\n" for path in files)


def _files(place: Path) -> list[Path]:
    return [path for path in sorted(place.rglob("*")) if path.is_file() and not path.is_symlink()]


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"
