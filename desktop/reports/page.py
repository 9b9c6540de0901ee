"""The place of reports: the form of one, how far it is, and what became of it."""

from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from agent.model import Report
from agent.periods import in_zone
from desktop import text
from desktop.client import Client
from desktop.labels import plain, set_rank
from desktop.monitors.model import MonitorsModel
from desktop.reports.form import ReportForm
from desktop.reports.job import ReportJob, open_file, open_folder
from desktop.reports.plans import PlansView
from desktop.theme import scaled

WIDEST = 96
"""Average letters of the widest line."""


class ReportsPage(QWidget):
    """``written`` carries a sentence and the file."""

    written = Signal(str, str)

    def __init__(self, client: Client, model: MonitorsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self._file = ""
        self.dialog: QFileDialog | None = None
        self.job = ReportJob(client, self)
        self.form = ReportForm()
        self.save = QPushButton(self.tr("Save as…"))
        self.save.setProperty("primary", "true")
        self.cancel = QPushButton(self.tr("Cancel"))
        self.open_file, self.open_folder = QPushButton(self.tr("Open")), QPushButton(self.tr("Open folder"))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("How far the report is"))
        self.said = plain()
        self.said.setWordWrap(True)
        self.plans = PlansView(client)
        self._lay_out()
        self.save.clicked.connect(self._ask_file)
        self.cancel.clicked.connect(self.job.stop)
        self.open_file.clicked.connect(lambda: open_file(self._file))
        self.open_folder.clicked.connect(lambda: open_folder(self._file))
        self.job.progress.connect(self._show_progress)
        self.job.written.connect(self._show_written)
        self.job.stopped.connect(self._show_stopped)
        self.job.failed.connect(self._show_failure)
        model.listed.connect(self._offer)
        self._offer()
        self._settle("")

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setObjectName("reports")
        inside.setMaximumWidth(self.fontMetrics().averageCharWidth() * WIDEST)
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(24, 20, 24, 24)
        self.column.setSpacing(16)
        title = plain(self.tr("Reports"))
        title.setFont(scaled(self.font(), 1.4, QFont.Weight.DemiBold))
        self.column.addWidget(title)
        self.column.addWidget(self.form)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.save, self.cancel, self.open_file, self.open_folder):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.column.addLayout(buttons)
        self.column.addWidget(self.bar)
        self.column.addWidget(self.said)
        self.column.addWidget(self.plans)
        self.column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self.setFocusProxy(self.form.kind)

    def restore(self, settings: QSettings) -> None:
        """Go on in the folder of the last report."""
        self._folder = str(settings.value("reports/folder", self._folder))

    def remember(self, settings: QSettings) -> None:
        settings.setValue("reports/folder", self._folder)

    @Slot()
    def _offer(self) -> None:
        self.form.offer(tuple(view.monitor for view in self._model.views()))

    @Slot()
    def _ask_file(self) -> None:
        wanted = self.form.wanted()
        if wanted is None:
            return
        report, start, end = wanted
        suffix = report.format.value
        days = [f"{in_zone(report.zone, at):%Y-%m-%d}" for at in (start, end - 1)]
        name = f"api-monitor {report.kind} {' '.join(dict.fromkeys(days))}.{suffix}"
        dialog = self.dialog = QFileDialog(self, self.tr("Save the report"), str(Path(self._folder) / name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"{suffix.upper()} (*.{suffix})")
        dialog.setDefaultSuffix(suffix)
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda path: self.write(report, start, end, path))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, report: Report, start: int, end: int, path: str) -> None:
        """Have a report written to ``path``."""
        self._file, self._folder = path, str(Path(path).parent)
        self.bar.setRange(0, 0)
        self.job.write(report, start, end, path)
        if self.job.busy:
            self._settle(self.tr("Writing {path} …").format(path=path))

    def _settle(self, said: str, rank: str = "second", *, there: bool = False) -> None:
        """Show what can be done now, and ``said``; ``there``: the file is."""
        busy = self.job.busy
        self.form.setEnabled(not busy)
        self.save.setVisible(not busy)
        for part in (self.cancel, self.bar):
            part.setVisible(busy)
        for button in (self.open_file, self.open_folder):
            button.setVisible(there)
        self.said.setText(said)
        set_rank(self.said, rank)
        self.said.setVisible(bool(said))

    @Slot(object, object)
    def _show_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, 1_000 if total else 0)
        self.bar.setValue(done * 1_000 // total if total else 0)
        numbers = {"done": self.locale().toString(done), "total": self.locale().toString(total)}
        self.said.setText(self.tr("{done} of {total}").format(**numbers))

    @Slot(str, int)
    def _show_written(self, path: str, rows: int) -> None:
        count = text.count(rows, self.tr("{n} row"), self.tr("{n} rows"))
        said = self.tr("Report of {rows} written to {path}").format(rows=count, path=path)
        self._settle(said, there=True)
        self.written.emit(said, path)

    @Slot()
    def _show_stopped(self) -> None:
        self._settle(self.tr("Cancelled. Nothing was written."))

    @Slot(str)
    def _show_failure(self, why: str) -> None:
        self._settle(self.tr("The report was not written: {why}").format(why=why), "error")
