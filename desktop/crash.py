"""Shows the reports of errors: the ones that happen, and the one that a hard crash left behind."""

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal, Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QPlainTextEdit, QVBoxLayout, QWidget

from desktop import crash_report
from desktop.banner import Banners, Tone
from desktop.diagnostics import Problem
from desktop.labels import plain, set_rank


class ReportDialog(QDialog):
    """A report to be read, copied and saved; beside the window, which goes on."""

    def __init__(self, said: str, report: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Report"))
        self.said = plain(said)
        self.said.setWordWrap(True)
        hint = plain(
            self.tr(
                "This report stays on your machine unless you hand it on. Secrets are taken out; names of monitors may "
                "be in it."
            ),
            rank="second",
        )
        hint.setWordWrap(True)
        self.text = QPlainTextEdit(report)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("Report"))
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.saved = plain()
        self.saved.setWordWrap(True)
        self.saved.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy = buttons.addButton(self.tr("&Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        self.save = buttons.addButton(self.tr("&Save…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._ask_where)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        for widget in (self.said, self.text, hint, self.saved, buttons):
            layout.addWidget(widget)
        metrics = self.fontMetrics()
        self.resize(metrics.averageCharWidth() * 110, metrics.height() * 32)
        self.copy.setFocus()

    def add(self, report: str) -> None:
        """Put another report below."""
        self.text.appendPlainText(f"\n{report}")

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copy.setText(self.tr("Copied"))

    @Slot()
    def _ask_where(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        ask = QFileDialog(self, self.tr("Save report"), str(Path(folder) / "api-monitor-report.txt"))
        ask.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ask.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        ask.setDefaultSuffix("txt")
        ask.fileSelected.connect(self.write)
        ask.open()

    @Slot(str)
    def write(self, path: str) -> None:
        """Write the report to a file; how that went stands in the dialog."""
        try:
            Path(path).write_text(self.text.toPlainText(), encoding="utf-8")
        except OSError as error:
            said = self.tr("{path} cannot be written: {reason}").format(path=path, reason=error.strerror)
            set_rank(self.saved, "error")
        else:
            said = self.tr("Saved as {path}").format(path=path)
            set_rank(self.saved, "second")
        self.saved.setText(said)
        self.saved.show()


class Crashes(QObject):
    """``failed`` may be emitted in any thread with a :class:`Problem`. The first of its kind opens a report, a further
    one is added to a report that is open; what comes again, such as an error in painting, is told once."""

    failed = Signal(object)

    def __init__(self, window: QWidget, banners: Banners, folder: Path | None) -> None:
        super().__init__(window)
        self._window = window
        self._banners = banners
        self._folder = folder
        self._seen: set[str] = set()
        self.dialog: ReportDialog | None = None
        self.failed.connect(self._show, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _show(self, problem: Problem) -> None:
        if problem.trace in self._seen:
            return
        self._seen.add(problem.trace)
        report = crash_report.of_error(problem.what, problem.trace)
        if self.dialog is not None:
            self.dialog.add(report)
            return
        said = self.tr(
            "Something went wrong in the window ({kind}). It goes on, and so do the checks; what you did last may not "
            "have happened."
        )
        self._open(said.format(kind=problem.what), report)

    def offer(self, crash: Problem) -> None:
        """Offer the report of a crash that ended the program before."""
        said = self.tr("API Monitor ended by a fault when it ran last. What was stored is still there.")
        report = crash_report.of_crash(crash.what, crash.trace)
        self._banners.put("crash", Tone.WARNING, said, action=(self.tr("Report…"), lambda: self._open(said, report)))

    def show_diagnostics(self, facts: tuple[str, ...]) -> None:
        """Show what helps another to understand how this program runs, ready to be copied."""
        said = self.tr("How this program runs, and the newest lines of its log.")
        self._open(said, crash_report.diagnostics(facts, self._folder))

    def _open(self, said: str, report: str) -> None:
        if self.dialog is not None:
            self.dialog.close()
        self.dialog = dialog = ReportDialog(said, report, self._window)
        dialog.finished.connect(self._closed)
        dialog.show()

    @Slot()
    def _closed(self) -> None:
        self.dialog = None
