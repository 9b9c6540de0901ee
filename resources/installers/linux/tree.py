"""What every Linux package holds, laid out as it is under /usr."""

import gzip
import os
import shutil
import time
from pathlib import Path

from agent.cli.arguments import parser
from resources.installers import icons, manpage
from resources.installers.about import APP_ID, BRIEF, LICENCES, NAME, ROOT, TITLE, VERSION

_HERE = Path(__file__).parent


def usr(place: Path, bundle: Path, epoch: int) -> Path:
    """Lay out ``bundle`` and what the system wants to know of it under ``place``, which is returned; ``epoch`` is the
    date that is written into texts."""
    library = place / "lib" / NAME
    shutil.copytree(bundle, library, symlinks=True)
    (place / "bin").mkdir()
    (place / "bin" / NAME).symlink_to(f"../lib/{NAME}/{NAME}")
    day = time.strftime("%Y-%m-%d", time.gmtime(epoch))
    for folder, file in (("applications", f"{NAME}.desktop"), ("metainfo", f"{NAME}.metainfo.xml")):
        write(place / "share" / folder / file, template(file, DATE=day).encode())
    theme = place / "share/icons/hicolor"
    write(theme / f"scalable/apps/{NAME}.svg", icons.SVG.read_bytes())
    for size in icons.SIZES:
        write(theme / f"{size}x{size}/apps/{NAME}.png", icons.png(size))
    write(place / f"share/man/man1/{NAME}.1.gz", packed(manpage.page(parser(), epoch)))
    papers = place / "share/doc" / NAME
    write(papers / "changelog.gz", packed((ROOT / "CHANGELOG.md").read_text(encoding="utf-8")))
    licences = library / "_internal" / LICENCES
    write(papers / "third-party-licences.gz", packed(licences.read_text(encoding="utf-8")))
    mit = (ROOT / "LICENSE").read_text(encoding="utf-8").strip()
    others = f"The licences of what {NAME} contains are in /usr/share/doc/{NAME}/third-party-licences.gz.\n"
    write(papers / "copyright", f"{mit}\n\n{others}".encode())
    return place


def template(name: str, **known: str) -> str:
    """The text of a file beside this one, its @NAMES@ replaced by what packages say and by ``known``."""
    text = (_HERE / name).read_text(encoding="utf-8")
    said = {"APP_ID": APP_ID, "NAME": NAME, "TITLE": TITLE, "BRIEF": BRIEF, "VERSION": VERSION}
    for key, value in {**said, **known}.items():
        text = text.replace(f"@{key}@", value)
    return text


def write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def packed(text: str) -> bytes:
    """``text`` compressed, the same today and tomorrow."""
    return gzip.compress(text.encode(), 9, mtime=0)


def settle(place: Path, epoch: int) -> None:
    """Give everything below modes and a date that do not depend on who makes it."""
    for path in [place, *place.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.parts[-3:] == ("lib", NAME, NAME) else 0o644)
    for path in [*place.rglob("*"), place]:
        os.utime(path, (epoch, epoch), follow_symlinks=False)
