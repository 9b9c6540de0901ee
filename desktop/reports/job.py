"""A report while it is written, and what became of it."""

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from agent.messages import CommandFailed, Event, ReportProgress, ReportStopped, ReportWritten, StopReport, WriteReport
from agent.model import Report
from desktop.client import Client


class ReportJob(QObject):
    """One at a time. ``progress`` brings done and total; then comes ``written`` with the file and its number of rows,
    ``stopped``, or ``failed`` with a sentence."""

    progress = Signal(object, object)  # int would be cut at 32 bits
    written = Signal(str, int)
    stopped = Signal()
    failed = Signal(str)

    def __init__(self, client: Client, parent: QObject) -> None:
        super().__init__(parent)
        self._client = client
        self._request = 0
        client.event.connect(self._follow)

    @property
    def busy(self) -> bool:
        return self._request != 0

    def write(self, report: Report, start: int, end: int, path: str) -> None:
        """Have the report written to ``path``."""

        def command(number: int) -> WriteReport:
            self._request = number
            return WriteReport(number, report, start, end, path)

        self._client.ask(command, self._done, self._refused)

    @Slot()
    def stop(self) -> None:
        if self.busy:
            self._client.send(StopReport(self._request))

    @Slot(object)
    def _follow(self, event: Event) -> None:
        if isinstance(event, ReportProgress) and event.of == self._request:
            self.progress.emit(event.done, event.total)

    def _done(self, event: Event) -> None:
        self._request = 0
        if isinstance(event, ReportWritten):
            self.written.emit(event.path, event.rows)
        elif isinstance(event, ReportStopped):
            self.stopped.emit()

    def _refused(self, failure: CommandFailed) -> None:
        self._request = 0
        self.failed.emit(failure.message)


def open_file(path: str) -> None:
    """Show a file in the program that the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(path))


def open_folder(path: str) -> None:
    """Show the folder of a file in the system's file manager."""
    open_file(str(Path(path).parent))
