"""A line that takes a note for an acknowledgement, in place."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget


class NoteBar(QWidget):
    """Hidden until :meth:`ask`. Enter or the button gives the note, Escape or Cancel gives up; ``closed`` comes
    either way."""

    given = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("Note, such as who looks at it"))
        self.field.setMaxLength(200)
        self.field.setAccessibleName(self.tr("Note for the acknowledgement"))
        self.give = QPushButton(self.tr("Acknowledge"), self)
        self.give.setProperty("primary", True)
        self.cancel = QPushButton(self.tr("Cancel"), self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.field, 1)
        layout.addWidget(self.give)
        layout.addWidget(self.cancel)
        self.field.returnPressed.connect(self._give)
        self.give.clicked.connect(self._give)
        self.cancel.clicked.connect(self._close)
        self.hide()

    def ask(self) -> None:
        self.field.clear()
        self.show()
        self.field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def _give(self) -> None:
        self.given.emit(self.field.text().strip())
        self._close()

    def _close(self) -> None:
        self.hide()
        self.closed.emit()
