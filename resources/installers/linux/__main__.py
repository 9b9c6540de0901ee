"""Makes the .deb, the .rpm and the tar.gz from the bundle, and SHA256SUMS. The same bundle gives the same bytes.

uv run pyinstaller build.spec && uv run python -m resources.installers.linux
"""

import argparse
import hashlib
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from resources.installers.about import BUNDLE, NAME, epoch
from resources.installers.linux import deb, rpm, tarball

MAKERS = {"tar.gz": tarball.make, "deb": deb.make, "rpm": rpm.make}


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m resources.installers.linux", description=__doc__.split("\n")[0])
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"only these of {', '.join(MAKERS)}; default: all")
    parser.add_argument("--bundle", type=Path, default=BUNDLE, metavar="DIR", help="default: dist/api-monitor")
    parser.add_argument("--output", type=Path, default=BUNDLE.parent, metavar="DIR", help="default: dist")
    options = parser.parse_args(argv)
    if unknown := set(options.kinds) - MAKERS.keys():
        parser.error(f"expected {', '.join(MAKERS)}, got {', '.join(sorted(unknown))}")
    if not (options.bundle / NAME).is_file():
        parser.error(f"there is no program in {options.bundle}. First: uv run pyinstaller build.spec")
    when = epoch()
    made = []
    for kind in options.kinds or MAKERS:
        with tempfile.TemporaryDirectory() as scratch:
            made.append(MAKERS[kind](options.bundle, options.output, when, Path(scratch)))
        print(f"{made[-1]}  {made[-1].stat().st_size / 1e6:.1f} MB", flush=True)
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in made]
    (options.output / "SHA256SUMS").write_text("".join(sums), encoding="ascii")
    return 0


if __name__ == "__main__":
    sys.exit(main())
