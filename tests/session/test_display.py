"""A machine on which no window can open is told so in a sentence, before Qt would abort."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import PySide6

_OWN = ("libQt", "libicu", "libpyside", "libshiboken")
"""What PySide6 brings along."""


def start(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """``api-monitor`` as on a machine with nothing but ``environment``."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "XDG_RUNTIME_DIR")}
    command = [sys.executable, "-m", "desktop", *arguments]
    return subprocess.run(command, env=kept | environment, capture_output=True, text=True, timeout=60, check=False)


def test_no_display_is_said_in_one_sentence_that_names_the_agent(tmp_path: Path) -> None:
    result = start("--data-dir", str(tmp_path))
    assert result.returncode == 2
    assert len(result.stderr.splitlines()) == 1
    assert "display" in result.stderr
    assert "api-monitor agent" in result.stderr
    assert not list(tmp_path.iterdir()), "nothing was started"


def test_a_display_that_nobody_serves_does_not_abort(tmp_path: Path) -> None:
    result = start("--data-dir", str(tmp_path), DISPLAY=":4711")
    assert result.returncode == 2
    assert ":4711" in result.stderr
    assert "api-monitor agent" in result.stderr


def test_a_missing_library_is_named_with_its_package(tmp_path: Path) -> None:
    """A copy of Qt's X11 plugin asks for two libraries by names that no machine has; the loader is the real one."""
    qt = Path(PySide6.__file__).parent / "Qt"
    platforms = tmp_path / "plugins" / "platforms"
    platforms.mkdir(parents=True)
    (tmp_path / "lib").symlink_to(qt / "lib")
    plugin = platforms / "libqxcb.so"
    shutil.copy(qt / "plugins" / "platforms" / "libqxcb.so", plugin)
    code = plugin.read_bytes()
    needed = b"libxkbcommon.so.0\0"
    assert needed in code
    plugin.write_bytes(code.replace(needed, b"libxkbcommon.so.9\0"))
    result = start(DISPLAY=":0", QT_QPA_PLATFORM_PLUGIN_PATH=str(platforms))
    assert result.returncode == 2
    assert "libxkbcommon.so.9" in result.stderr
    assert "api-monitor agent" in result.stderr


def test_each_library_of_qt_has_its_package_in_the_table() -> None:
    """Every library of the system that Qt's X11 and Wayland parts are linked to, but those that every system has."""
    from desktop.display import PACKAGES

    qt = Path(PySide6.__file__).parent
    files = [*qt.glob("Qt/lib/libQt6XcbQpa.so.6"), *qt.glob("Qt/lib/libQt6WaylandClient.so.6")]
    files += [path for name in ("QtWidgets", "QtNetwork", "QtSvg", "QtDBus") for path in qt.glob(f"{name}.*so")]
    everywhere = {"libc.so.6", "libm.so.6", "libdl.so.2", "librt.so.1", "libpthread.so.0", "libgcc_s.so.1"}
    for path in [*files, *(qt / "Qt" / "plugins" / "platforms").glob("libq[wx]*.so")]:
        for name in needed_by(path) - everywhere:
            assert name in PACKAGES, f"{path.name} needs {name}"


def needed_by(path: Path) -> set[str]:
    """The system's libraries that an ELF file is linked to, read by the loader itself."""
    listing = subprocess.run(["ldd", str(path)], capture_output=True, text=True, timeout=60, check=True).stdout
    names = {line.split()[0] for line in listing.splitlines() if "=>" in line}
    direct = path.read_bytes()
    return {name for name in names if name.encode() + b"\0" in direct and not name.startswith(_OWN)}
