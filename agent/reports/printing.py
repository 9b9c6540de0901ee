"""PDF, drawn by a process of its own: Qt draws it, which the agent knows nothing of and which needs a main thread."""

import asyncio
import os
import subprocess
import sys
import threading
from pathlib import Path

from agent.report_words import PRINT

LIMIT_S = 600
_ROOT = str(Path(__file__).resolve().parents[2])
_CODE = f"import sys; sys.path.insert(0, {_ROOT!r}); from desktop.__main__ import main; sys.exit(main(sys.argv[1:]))"


async def print_pdf(content: bytes, path: Path) -> None:
    """Print a report, as JSON, to the file ``path``. OSError with a sentence where that cannot be done here."""
    printing = _Printing(content, path)
    working = asyncio.ensure_future(asyncio.to_thread(printing.work))
    try:
        code, said = await asyncio.shield(working)
    except asyncio.CancelledError:
        printing.stop()
        await asyncio.wait([working])
        raise
    if code:
        lines = said.decode("utf-8", "replace").strip().splitlines()
        raise OSError(None, lines[-1].rstrip(".") if lines else f"printing ended with {code}")


class _Printing:
    """The process, from its start to its end, in a thread."""

    def __init__(self, content: bytes, path: Path) -> None:
        self._content = content
        self._path = path
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._stopped = False

    def work(self) -> tuple[int, bytes]:
        """Its exit code and what it said."""
        with _start(self._path) as process:
            with self._lock:
                self._process = process
                if self._stopped:
                    process.kill()
            try:
                _, said = process.communicate(self._content, LIMIT_S)
            except subprocess.TimeoutExpired:
                process.kill()
                raise OSError(None, f"after {LIMIT_S} s it was still being printed") from None
            return process.returncode, said

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.kill()


def _start(path: Path) -> "subprocess.Popen[bytes]":
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-P", "-c", _CODE]
    return subprocess.Popen(  # noqa: S603 - us
        [*program, PRINT, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # a console, on Windows
    )
