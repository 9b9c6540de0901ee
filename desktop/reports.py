"""Asking for a report: which period, where to, and what became of it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from agent.messages import CommandFailed, Event, ReportWritten, WriteReport
from agent.model import Report
from desktop import text
from desktop.client import Client


class Reports(QObject):
    """Fills a menu with periods. ``written`` carries a sentence and the file, ``failed`` a sentence."""

    written = Signal(str, str)
    failed = Signal(str)

    def __init__(self, client: Client, menu: QMenu, window: QWidget) -> None:
        super().__init__(window)
        self._client = client
        self._window = window
        self.dialog: QFileDialog | None = None
        periods: tuple[tuple[str, Callable[[datetime], tuple[datetime, datetime]]], ...] = (
            (self.tr("Last 24 hours…"), lambda now: (now - timedelta(hours=24), now)),
            (self.tr("Last 7 days…"), lambda now: (now - timedelta(days=7), now)),
            (self.tr("Last 30 days…"), lambda now: (now - timedelta(days=30), now)),
            (self.tr("This month…"), lambda now: (_month(now), now)),
            (self.tr("Last month…"), lambda now: (_month(_month(now) - timedelta(days=1)), _month(now))),
        )
        for name, period in periods:
            menu.addAction(name).triggered.connect(partial(self._ask_file, period))

    def _ask_file(self, period: Callable[[datetime], tuple[datetime, datetime]], _checked: bool = False) -> None:
        start, end = period(datetime.now().astimezone())
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = f"api-monitor {start:%Y-%m-%d} {end:%Y-%m-%d}.csv"
        dialog = self.dialog = QFileDialog(self._window, self.tr("Export CSV report"), str(Path(home) / name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("CSV (*.csv)"))
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(name)
        dialog.fileSelected.connect(partial(self.write, _ms(start), _ms(end)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, start: int, end: int, path: str) -> None:
        """Have the report of ``start`` to ``end`` written to ``path``."""
        self._client.ask(lambda number: WriteReport(number, Report(), start, end, path), self._done, self._refused)

    def _done(self, event: Event) -> None:
        if isinstance(event, ReportWritten):
            rows = text.count(event.rows, self.tr("{n} monitor"), self.tr("{n} monitors"))
            self.written.emit(
                self.tr("Report of {rows} written to {path}").format(rows=rows, path=event.path), event.path
            )

    def _refused(self, failure: CommandFailed) -> None:
        self.failed.emit(self.tr("The report was not written: {why}").format(why=failure.message))


def open_folder(path: str) -> None:
    """Show the folder of a file in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(path).parent)))


def _month(moment: datetime) -> datetime:
    """The beginning of the month of ``moment``, local time."""
    first = moment.replace(tzinfo=None, day=1, hour=0, minute=0, second=0, microsecond=0)
    return first.astimezone()


def _ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1_000)
