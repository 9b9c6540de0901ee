"""Whether a window can open here, found out before Qt is started: Qt would end the process where it cannot."""

import ctypes
import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

NO_SCREEN = frozenset({"offscreen", "minimal", "vnc"})
"""Qt platforms that need no display."""

PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libOpenGL.so.0": "libopengl0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
"""Debian's package of every system library that Qt's parts in use are linked to."""

_MODULES = ("QtCore", "QtGui", "QtWidgets", "QtNetwork", "QtSvg", "QtDBus")
_NOT_LOADED = re.compile(r"([^\s:]+\.so[.\d]*): cannot open shared object file")
_INSTEAD = "To check without a window, run: api-monitor agent"


def problem() -> str:
    """Why no window can open here and what to do about it, in plain sentences; "" where one can."""
    if not sys.platform.startswith("linux"):
        return ""
    chosen = re.split("[:;]", os.environ.get("QT_QPA_PLATFORM", ""))[0]
    displays = [name for name in ("WAYLAND_DISPLAY", "DISPLAY") if os.environ.get(name)]
    if not displays and chosen not in NO_SCREEN:
        return f"There is no display to open a window on (DISPLAY and WAYLAND_DISPLAY are not set). {_INSTEAD}"
    platforms = [chosen] if chosen else ["wayland" if name == "WAYLAND_DISPLAY" else "xcb" for name in displays]
    return _missing_libraries(platforms) or _unreachable(platforms)


def _missing_libraries(platforms: list[str]) -> str:
    try:
        import PySide6.QtDBus
        import PySide6.QtNetwork
        import PySide6.QtSvg
        import PySide6.QtWidgets  # noqa: F401 - only to see whether all of them load
    except ImportError as error:
        return _explain(str(error), [*_modules(), *(_plugin(name) for name in platforms)])
    errors = {}
    for name in platforms:  # Qt takes the first that loads
        plugin = _plugin(name)
        if not plugin.exists():
            return ""  # an unknown platform: Qt itself lists those there are
        try:
            ctypes.CDLL(str(plugin))
        except OSError as error:
            errors[plugin] = str(error)
        else:
            return ""
    return _explain(next(iter(errors.values())), errors)


def _modules() -> list[Path]:
    return [path for name in _MODULES for path in _qt().glob(f"{name}.*so")]


def _qt() -> Path:
    spec = importlib.util.find_spec("PySide6")
    return Path(next(iter(spec.submodule_search_locations or ()))) if spec else Path()


def _plugin(platform: str) -> Path:
    folder = os.environ.get("QT_QPA_PLATFORM_PLUGIN_PATH") or _qt() / "Qt" / "plugins" / "platforms"
    return Path(folder) / f"libq{platform}.so"


def _explain(error: str, files: Iterable[Path]) -> str:
    """All libraries that ``files`` lack (the loader's ``error`` names only the first), with their packages."""
    named = _NOT_LOADED.search(error)
    missing = sorted(set(_unresolved(files)) | ({named[1]} if named else set()))
    if not missing:
        return f"Qt, which draws the window, could not be loaded: {error}. {_INSTEAD}"
    lines = [f"The window needs system libraries that are not installed: {', '.join(missing)}."]
    packages = sorted({PACKAGES[name] for name in missing if name in PACKAGES})
    if packages:
        lines.append(f"On Debian and Ubuntu they come with: apt install {' '.join(packages)}")
    return "\n".join([*lines, _INSTEAD])


def _unresolved(files: Iterable[Path]) -> Iterable[str]:
    for path in files:
        try:
            command = ["ldd", str(path)]
            listing = subprocess.run(command, capture_output=True, text=True, check=False, timeout=10).stdout  # noqa: S603 - own file
        except (OSError, subprocess.TimeoutExpired):
            continue
        yield from re.findall(r"^\s*(\S+) => not found", listing, re.MULTILINE)


def _unreachable(platforms: list[str]) -> str:
    """A sentence where the only display there is cannot be reached; Qt would abort."""
    if platforms != ["xcb"]:
        return ""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    if not failed:
        return ""
    return f"The display {os.environ.get('DISPLAY', '')} cannot be reached or refuses us. {_INSTEAD}"
