"""The catalogues of the window's texts in other languages, in resources/translations.

    uv run .ci/translations.py            take in what the source says now, and compile
    uv run .ci/translations.py --check    exit 1 where a text is new, gone or not translated, or not compiled

Translators fill in ``<translation>`` of the .ts file (by hand or with Qt Linguist) and run it again. The explanations
of fields, which the model has for every face of the program, are texts of the window too.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import PySide6

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
PLACE = ROOT / "resources" / "translations"
TOOLS = Path(PySide6.__file__).parent
UNFINISHED = re.compile(r'<translation type="unfinished"')


def update(catalogue: Path) -> None:
    """Bring a .ts file in line with the source; what is gone goes, what is new is unfinished."""
    from desktop.monitors.forms.described import texts

    with tempfile.TemporaryDirectory() as folder:
        extra = Path(folder, "fields.py")
        lines = "".join(f"    tr({said!r})\n" for said in texts())
        extra.write_text(f"def texts(tr):\n{lines}", encoding="utf-8")
        sources = sorted((ROOT / "desktop").rglob("*.py"))
        options = ["-silent", "-no-obsolete", "-locations", "none", "-source-language", "en"]
        language = catalogue.stem.rpartition("_")[2]
        run("lupdate", *options, *sources, extra, "-target-language", language, "-ts", catalogue)


def compiled(catalogue: Path, target: Path) -> None:
    run("lrelease", "-silent", catalogue, "-qm", target)


def run(tool: str, *arguments: object) -> None:
    subprocess.run([TOOLS / tool, *map(str, arguments)], check=True)


def problems(catalogue: Path) -> list[str]:
    """What is wrong with a catalogue, a sentence each."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        fresh, binary = Path(folder, catalogue.name), Path(folder, "compiled.qm")
        text = catalogue.read_text(encoding="utf-8")
        fresh.write_text(text, encoding="utf-8")
        update(fresh)
        compiled(catalogue, binary)
        now = fresh.read_text(encoding="utf-8")
        if missing := len(UNFINISHED.findall(now)):
            found.append(f"{catalogue.name}: {missing} texts are not translated")
        if now != text:
            found.append(f"{catalogue.name}: the source says other texts now")
        if catalogue.with_suffix(".qm").read_bytes() != binary.read_bytes():
            found.append(f"{catalogue.stem}.qm is not what {catalogue.name} compiles to")
    return found


def main() -> None:
    catalogues = sorted(PLACE.glob("*.ts"))
    if sys.argv[1:] == ["--check"]:
        found = [said for catalogue in catalogues for said in problems(catalogue)]
        sys.exit("\n".join([*found, "Run: uv run .ci/translations.py"]) if found else 0)
    for catalogue in catalogues:
        update(catalogue)
        compiled(catalogue, catalogue.with_suffix(".qm"))


if __name__ == "__main__":
    main()
