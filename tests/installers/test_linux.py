"""The Linux packages, made from a small bundle by the command that makes the real ones, read by the systems' tools."""

import hashlib
import shutil
import subprocess
import sys
from configparser import RawConfigParser
from pathlib import Path

import pytest

from agent import __version__
from desktop.app import NAME
from resources.installers.linux.__main__ import main

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="made with Linux tools")


def ask(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr} (apt install $(cat .ci/packages))"
    return done.stdout


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A program of this system in the place of the real one, with a library that the system has and one of its own."""
    place = tmp_path_factory.mktemp("bundle") / "api-monitor"
    inside = place / "_internal"
    inside.mkdir(parents=True)
    shutil.copy("/bin/true", place / "api-monitor")
    (inside / "THIRD-PARTY-LICENCES.txt").write_text("None.\n", encoding="utf-8")
    (inside / "libcrypto.so.3").write_text("the system's", encoding="utf-8")
    (inside / "libpython3.so.1.0").write_text("its own", encoding="utf-8")
    (inside / "libown.so").symlink_to("libpython3.so.1.0")
    return place


@pytest.fixture(scope="module")
def made(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1900000000")
        assert main(["--bundle", str(bundle), "--output", str(output)]) == 0
    return output


def test_the_same_bundle_gives_the_same_bytes_and_sums_say_them(
    bundle: Path, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sums = dict(reversed(line.split("  ")) for line in (made / "SHA256SUMS").read_text().splitlines())
    assert sums == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in made.iterdir() if path.name != "SHA256SUMS"
    }
    assert sorted(Path(name).suffix for name in sums) == [".deb", ".gz", ".rpm"]
    other = tmp_path / "api-monitor"
    shutil.copytree(bundle, other, symlinks=True)  # at another place, with other dates and modes
    (other / "_internal").chmod(0o700)
    for file in other.rglob("*"):
        file.touch()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    assert main(["--bundle", str(other), "--output", str(tmp_path)]) == 0
    assert (tmp_path / "SHA256SUMS").read_text() == (made / "SHA256SUMS").read_text()


def test_debian_reads_the_package(made: Path, tmp_path: Path) -> None:
    [package] = made.glob("*.deb")
    fields = dict(
        line.split(": ", 1) for line in ask("dpkg-deb", "-f", package).splitlines() if not line.startswith(" ")
    )
    assert (fields["Package"], fields["Version"]) == ("api-monitor", f"{__version__}-1")
    needed = fields["Depends"].split(", ")
    assert any(one.startswith("libc6 (>= ") for one in needed), "what the program is linked with"
    assert {"ca-certificates", "tzdata"} <= set(needed)
    assert int(fields["Installed-Size"]) > 20
    assert {line.split()[1] for line in ask("dpkg-deb", "-c", package).splitlines()} == {"root/root"}
    ask("dpkg-deb", "-R", package, tmp_path)
    assert {path.name for path in (tmp_path / "DEBIAN").iterdir()} == {"control", "md5sums"}, "it runs nothing"
    subprocess.run(["md5sum", "--check", "--quiet", "DEBIAN/md5sums"], cwd=tmp_path, check=True)
    inside = tmp_path / "usr/lib/api-monitor/_internal"
    assert {path.name for path in inside.iterdir()} == {"THIRD-PARTY-LICENCES.txt", "libpython3.so.1.0", "libown.so"}
    assert ask(tmp_path / "usr/bin/api-monitor") == ""


def test_desktops_and_software_centres_read_what_it_says_of_itself(made: Path, tmp_path: Path) -> None:
    [archive] = made.glob("*.tar.gz")
    names = ask("tar", "-xvf", archive, "-C", tmp_path).splitlines()
    assert names == sorted(names, key=lambda name: Path(name).parts)
    share = next(tmp_path.iterdir()) / "share"
    entry = share / "applications/api-monitor.desktop"
    ask("desktop-file-validate", entry)
    about = share / "metainfo/api-monitor.metainfo.xml"
    ask("appstreamcli", "validate", "--no-net", about)
    assert f'<release version="{__version__}" date="2030-03-17"/>' in about.read_text(encoding="utf-8")
    said = RawConfigParser()
    said.read(entry, encoding="utf-8")
    keys = said["Desktop Entry"]
    assert entry.stem == NAME, "the window names it, for its icon in the taskbar"
    assert {keys["Exec"], keys["TryExec"], keys["Icon"], keys["StartupWMClass"]} == {NAME}
    assert (share.parent / "bin" / keys["Exec"]).resolve() == share.parent / "lib/api-monitor/api-monitor"
    assert len(list(share.glob(f"icons/hicolor/*/apps/{keys['Icon']}.png"))) == 9
    assert (share / f"icons/hicolor/scalable/apps/{keys['Icon']}.svg").is_file()


def test_the_rpm_holds_the_bundle_whole_and_asks_for_nothing_that_is_in_it(made: Path) -> None:
    [package] = made.glob("*.rpm")
    held = ask("rpm", "-qpl", package).splitlines()
    assert "/usr/lib/api-monitor/_internal/libcrypto.so.3" in held
    assert {"/usr/bin/api-monitor", "/usr/share/man/man1/api-monitor.1.gz"} <= set(held)
    needed = ask("rpm", "-qpR", package)
    assert "libc.so.6" in needed
    assert "libpython3" not in needed


def test_what_cannot_be_made_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, said in (([], "there is no program in"), (["msi"], "expected tar.gz, deb, rpm, got msi")):
        with pytest.raises(SystemExit):
            main([*arguments, "--bundle", str(tmp_path)])
        assert said in capsys.readouterr().err
