"""Deleting at once, with a way back: the undo stack's command and the bar that offers it."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QTimer, Signal, Slot
from PySide6.QtGui import QUndoCommand
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from agent.messages import CommandFailed, DeleteMonitors, RestoreMonitors
from desktop.client import Client
from desktop.labels import ElidedLabel

SHOWN_MS = 10_000


class DeleteCommand(QUndoCommand):
    """Deletes monitors; undoing brings them back with all their history. ``failed`` hears when either is refused."""

    def __init__(self, client: Client, names: dict[int, str], failed: Callable[[CommandFailed], None]) -> None:
        self.what = (
            next(iter(names.values()))
            if len(names) == 1
            else QCoreApplication.translate("DeleteCommand", "{n} monitors").format(n=len(names))
        )
        super().__init__(QCoreApplication.translate("DeleteCommand", "delete {what}").format(what=self.what))
        self._client = client
        self._ids = tuple(names)
        self._failed = failed

    def redo(self) -> None:
        self._client.ask(lambda number: DeleteMonitors(number, self._ids), failed=self._refused)

    def undo(self) -> None:
        self._client.ask(lambda number: RestoreMonitors(number, self._ids), failed=self._refused)

    def _refused(self, failure: CommandFailed) -> None:
        self.setObsolete(True)
        self._failed(failure)


class UndoBar(QFrame):
    """ "Deleted api-prod. Undo", for ten seconds."""

    undo_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("undoBar")
        self._label = ElidedLabel()
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.button = QPushButton(self.tr("Undo"))
        self.button.clicked.connect(self._undo)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addWidget(self._label)
        layout.addWidget(self.button)
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    @property
    def text(self) -> str:
        return self._label.text()

    def offer(self, what: str) -> None:
        """Say that ``what`` was deleted."""
        said = self.tr("Deleted {what}.").format(what=what)
        self._label.set_text(said)
        self.setAccessibleName(said)
        self.show()
        self._timer.start()

    @Slot()
    def withdraw(self) -> None:
        self._timer.stop()
        self.hide()

    @Slot()
    def _undo(self) -> None:
        self.withdraw()
        self.undo_requested.emit()
