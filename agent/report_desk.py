"""Reports that somebody asked for: written beside everything else, with word of how far they are, until stopped."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

from agent.messages import Event, ReportProgress, ReportStopped, ReportWritten, StopReport, WriteReport
from agent.reports import write_report
from agent.store import Store

BETWEEN = 0.1
"""Seconds between two words about one report."""


class ReportDesk:
    """Writes reports from ``store``; how far they are is published."""

    def __init__(self, store: Store, publish: Callable[[Event], None]) -> None:
        self._store = store
        self._publish = publish
        self._writing: dict[int, asyncio.Task[int]] = {}
        self._stopped: set[int] = set()

    async def write(self, command: WriteReport) -> Event:
        """Write the report, until it is done or stopped."""
        request, said_at = command.request, 0.0

        def progress(done: int, total: int) -> None:
            nonlocal said_at
            if (now := time.monotonic()) - said_at >= BETWEEN:
                said_at = now
                self._publish(ReportProgress(request, done, total))

        period = (command.start, command.end)
        writing = asyncio.ensure_future(
            write_report(self._store, command.report, *period, Path(command.path), progress)
        )
        self._writing[request] = writing
        try:
            rows = await writing
        except asyncio.CancelledError:
            if request not in self._stopped:  # the agent ends
                raise
            return ReportStopped(request)
        finally:
            del self._writing[request]
            self._stopped.discard(request)
        return ReportWritten(request, command.path, rows)

    async def stop(self, command: StopReport) -> None:
        """Write that report no further; one that is done already stays."""
        if writing := self._writing.get(command.request):
            self._stopped.add(command.request)
            writing.cancel()
