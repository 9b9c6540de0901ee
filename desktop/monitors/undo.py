"""Deleting at once, with a way back: the undo stack's command and the bar that offers it."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QTimer, Signal, Slot
from PySide6.QtGui import QUndoCommand
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from agent.changes import Values
from agent.messages import ChangeMonitors, CommandFailed, DeleteMonitors, RestoreMonitors
from desktop.client import Client
from desktop.labels import ElidedLabel

SHOWN_MS = 10_000

Changes = tuple[tuple[int, Values], ...]


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


class ChangeCommand(QUndoCommand):
    """Monitors were changed from ``before`` to ``after``; only the fields named there go back and forth."""

    def __init__(self, client: Client, what: str, before: Changes, after: Changes) -> None:
        super().__init__(QCoreApplication.translate("ChangeCommand", "change {what}").format(what=what))
        self.what = what
        self.failed: Callable[[CommandFailed], None] = lambda _: None
        self._client = client
        self._before = before
        self._after = after
        self._done = True  # by who made it: being put on the stack does it no second time

    def redo(self) -> None:
        if not self._done:
            self._ask(self._after)
        self._done = False

    def undo(self) -> None:
        self._ask(self._before)

    def _ask(self, changes: Changes) -> None:
        self._client.ask(lambda number: ChangeMonitors(number, changes), failed=self._refused)

    def _refused(self, failure: CommandFailed) -> None:
        self.setObsolete(True)
        self.failed(failure)


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

    def offer(self, said: str) -> None:
        """Say what was done and can be undone."""
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
