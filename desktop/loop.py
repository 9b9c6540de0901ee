"""Asyncio's loop as the event loop of a QThread. The only place that knows qasync.

Both are imported in the agent's thread, after the window's first paint, which they would delay.
"""

import asyncio
import os
from collections.abc import Coroutine
from typing import Any

os.environ.setdefault("QT_API", "pyside6")

from PySide6.QtCore import QThread

import qasync  # isort: skip  (takes the Qt binding that is already imported)


class _Loop(qasync.QEventLoop):  # type: ignore[misc]  # qasync has no type hints
    """Timers that nobody waits for any more still run in it; they may only be stopped in the thread they are of."""

    def close(self) -> None:
        super().close()
        self._timer.deleteLater()  # carried out as the thread finishes


def run(thread: QThread, work: Coroutine[Any, Any, None]) -> None:
    """Do ``work`` to its end in ``thread``, which has to be the calling one."""
    with asyncio.Runner(loop_factory=lambda: _Loop(thread)) as runner:
        runner.run(work)
