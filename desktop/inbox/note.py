"""A small popup that takes a note for an acknowledgement."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QWidget


class NotePopup(QFrame):
    """Enter or the button gives the note, Escape or a click elsewhere gives up."""

    given = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.field = QLineEdit(self, placeholderText=self.tr("Note, such as who looks at it"), maxLength=200)
        self.field.setMinimumWidth(240)
        self.field.setAccessibleName(self.tr("Note for the acknowledgement"))
        button = QPushButton(self.tr("Acknowledge"), self)
        button.setProperty("primary", True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.field)
        layout.addWidget(button)
        self.field.returnPressed.connect(self._give)
        button.clicked.connect(self._give)

    def open_below(self, widget: QWidget) -> None:
        self.field.clear()
        self.adjustSize()
        self.move(widget.mapToGlobal(QPoint(0, widget.height() + 4)))
        self.show()
        self.field.setFocus()

    def _give(self) -> None:
        note = self.field.text().strip()
        self.hide()
        self.given.emit(note)
