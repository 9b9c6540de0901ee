"""Backups of the database: the list of them, one made at once, and one restored after a look into it."""

from collections.abc import Callable

from PySide6.QtCore import QLocale, Qt, Slot
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from agent.messages import (
    BackedUp,
    Backup,
    BackupInspected,
    BackupList,
    BackUpNow,
    BackupRestored,
    CheckDatabase,
    Command,
    CommandFailed,
    DatabaseChecked,
    Event,
    InspectBackup,
    ListBackups,
    RestoreBackup,
)
from desktop.client import Client
from desktop.labels import plain, say, set_rank, tooltip
from desktop.reports.job import open_file
from desktop.settings.area import INSET
from desktop.settings.damage import lost
from desktop.settings.page import Page
from desktop.settings.row import TwoLines
from desktop.text import count, timestamp, tr
from desktop.theme import Theme, scaled


class BackupsPage(Page):
    """What is done here is done at once, and said below. Nothing else in the window waits for it."""

    def __init__(self, client: Client, theme: Theme) -> None:
        super().__init__()
        self._client = client
        self._folder = ""
        self._asked: set[int] = set()
        self._pages = QStackedWidget()
        self._pages.setContentsMargins(INSET, 0, 0, 0)
        self._pages.addWidget(self._make_list(theme))
        self._pages.addWidget(self._make_preview())
        self._body.addWidget(self._pages)
        self._show_list(())

    def _make_list(self, theme: Theme) -> QWidget:
        self.list = QListWidget()
        self.list.setObjectName("rows")
        self.list.setAccessibleName(tr("Backups"))
        self.list.setItemDelegate(TwoLines(theme, self.list))
        self.list.itemActivated.connect(self._inspect)
        self.list.currentItemChanged.connect(self._enable)
        self._empty = plain(tr("No backups yet. The first one is made a minute after the start."), rank="second")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.note = _words()
        self.lost = _words("second")
        self.make = _button(tr("Back up now"), self._make, primary=True)
        self.restore = _button(tr("Restore…"), self._inspect)
        self.check = _button(tr("Check for damage"), self._check)
        self.show_folder = _button(tr("Open folder"), self._open_folder)
        intro = tr(
            "The program copies its database every day it runs and keeps the copies of 7 days. Secrets are not in it."
        )
        page = QWidget()
        layout = _column(page)
        layout.addWidget(_words("second", intro))
        layout.addWidget(self.list, 1)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self.lost)
        layout.addWidget(self.note)
        layout.addLayout(_row(self.make, self.restore, self.check, self.show_folder))
        return page

    def _make_preview(self) -> QWidget:
        self.confirm = _button(tr("Restore this backup"), self._restore, primary=True)
        self.cancel = _button(tr("Back"), self._leave_preview)
        self._facts = QFormLayout()
        self._facts.setHorizontalSpacing(16)
        self.warning = _words()
        title = plain(tr("What is in this backup"))
        title.setFont(scaled(self.font(), 1.0, self.font().Weight.DemiBold))
        page = QWidget()
        layout = _column(page)
        layout.addWidget(title)
        layout.addLayout(self._facts)
        layout.addWidget(self.warning)
        layout.addStretch(1)
        layout.addLayout(_row(self.confirm, self.cancel))
        return page

    # -- the list ------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        self._ask(ListBackups)

    def leave(self) -> None:
        for request in self._asked:
            self._client.forget(request)

    def back(self) -> bool:
        if self._pages.currentIndex() == 0:
            return False
        self._leave_preview()
        return True

    def focus_first(self) -> None:
        (self.list if self.list.count() else self.make).setFocus(Qt.FocusReason.TabFocusReason)

    def _show_list(self, backups: tuple[Backup, ...]) -> None:
        chosen = self._chosen()
        self.list.clear()
        for backup in backups:
            second = " · ".join(
                (
                    count(backup.monitors, tr("{n} monitor"), tr("{n} monitors")),
                    _size(backup.size),
                    tr("newest check {time}").format(time=_time(backup.newest_at)),
                )
            )
            item = QListWidgetItem(timestamp(backup.at))
            item.setData(Qt.ItemDataRole.UserRole, backup)
            item.setData(TwoLines.SECOND, second if not backup.problem else backup.problem)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{timestamp(backup.at)}, {second}")
            item.setToolTip(tooltip(backup.path))
            self.list.addItem(item)
            if chosen is not None and backup.path == chosen.path:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None:
            self.list.setCurrentRow(0)
        self.list.setVisible(bool(backups))
        self._empty.setVisible(not backups)
        self._enable()

    def _chosen(self) -> Backup | None:
        item = self.list.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item else None

    @Slot()
    def _enable(self) -> None:
        busy = bool(self._asked)
        for button in (self.make, self.check):
            button.setEnabled(not busy)
        self.restore.setEnabled(not busy and self._chosen() is not None)
        self.confirm.setEnabled(not busy and self.restore.isEnabled())
        self.show_folder.setEnabled(bool(self._folder) and self.list.count() > 0)

    # -- what is asked -------------------------------------------------------------------------------------------------

    def _ask(self, make: Callable[[int], Command]) -> None:
        request = self._client.ask(make, self._answered, self._failed)
        self._asked.add(request)
        self._enable()

    @Slot()
    def _make(self) -> None:
        self._say(tr("Making a backup…"))
        self._ask(BackUpNow)

    @Slot()
    def _check(self) -> None:
        self._say(tr("Looking through the database…"))
        self._ask(CheckDatabase)

    @Slot()
    def _inspect(self) -> None:
        backup = self._chosen()
        if backup is not None and self.restore.isEnabled():
            self._say(tr("Looking through the backup…"))
            self._ask(lambda request: InspectBackup(request, backup.path))

    @Slot()
    def _restore(self) -> None:
        backup = self._chosen()
        if backup is not None:
            self._warn(tr("Restoring…"))
            self._ask(lambda request: RestoreBackup(request, backup.path))

    @Slot()
    def _open_folder(self) -> None:
        open_file(self._folder)

    @Slot()
    def _leave_preview(self) -> None:
        self._pages.setCurrentIndex(0)
        self.focus_first()

    def _answered(self, event: Event) -> None:
        self._asked.discard(getattr(event, "request", 0))
        match event:
            case BackupList(folder=folder, backups=backups, recovery=recovery):
                self._folder = folder
                self.lost.setText(lost(recovery) if recovery else "")
                self.lost.setVisible(recovery is not None)
                self._show_list(backups)
            case BackedUp(backup=backup):
                self._say(tr("Made a backup of {size}.").format(size=_size(backup.size)))
                self.refresh()
            case DatabaseChecked(problem=problem):
                self._say(
                    tr("The database is damaged ({problem}). It is replaced now.").format(problem=problem)
                    if problem
                    else tr("The database is sound."),
                    bad=bool(problem),
                )
            case BackupInspected(backup=backup):
                self._say("")
                self._preview(backup)
            case BackupRestored(kept=kept):
                self._pages.setCurrentIndex(0)
                self._say(tr("Restored. What was there before is kept as {file}.").format(file=kept))
                self.refresh()
        self._enable()

    def _failed(self, failure: CommandFailed) -> None:
        self._asked.discard(failure.request)
        if self._pages.currentIndex():
            self._warn(failure.message, bad=True)
        else:
            self._say(failure.message, bad=True)
        self._enable()

    def _preview(self, backup: Backup) -> None:
        while self._facts.rowCount():
            self._facts.removeRow(0)
        results = tr("unknown") if backup.results is None else QLocale().toString(backup.results)
        for name, value in (
            (tr("Made"), timestamp(backup.at)),
            (tr("Monitors"), QLocale().toString(backup.monitors)),
            (tr("Channels"), QLocale().toString(backup.channels)),
            (tr("Results"), results),
            (tr("Newest check"), _time(backup.newest_at)),
            (tr("Size"), _size(backup.size)),
            (tr("Schema"), str(backup.schema)),
        ):
            self._facts.addRow(plain(name, rank="second"), plain(value))
        said = tr(
            "It takes the place of the database: what came after its newest check is gone from the window. The present "
            "database is kept beside it. Messages that still waited then are not sent."
        )
        self._warn(backup.problem or said, bad=bool(backup.problem))
        self._pages.setCurrentIndex(1)
        self._enable()
        self.confirm.setVisible(not backup.problem)
        self.cancel.setFocus(Qt.FocusReason.TabFocusReason)

    def _say(self, words: str, *, bad: bool = False) -> None:
        _put(self.note, words, bad=bad)

    def _warn(self, words: str, *, bad: bool = False) -> None:
        _put(self.warning, words, bad=bad)


def _time(at: int | None) -> str:
    return tr("none") if at is None else timestamp(at)


def _size(size: int) -> str:
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def _words(rank: str = "", text: str = "") -> QLabel:
    label = plain(text, rank=rank)
    label.setWordWrap(True)
    label.setVisible(bool(text))
    return label


def _put(label: QLabel, words: str, *, bad: bool) -> None:
    set_rank(label, "error" if bad else "")
    say(label, words)


def _button(name: str, work: Callable[[], None], *, primary: bool = False) -> QPushButton:
    button = QPushButton(name)
    button.setAutoDefault(False)
    if primary:
        button.setProperty("primary", "true")
    button.clicked.connect(work)
    return button


def _column(page: QWidget) -> QVBoxLayout:
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(12)
    return layout


def _row(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
