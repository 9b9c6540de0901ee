"""Where a dialog of the settings shows the form of what is chosen beside it."""

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


class FormArea(QScrollArea):
    """Shows one form at a time, at the top, and scrolls where it is higher than there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def show_form(self, form: QWidget) -> None:
        """Show ``form`` in place of the one before, which is gone then."""
        place = QWidget()
        layout = QVBoxLayout(place)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.addWidget(form)
        layout.addStretch(1)
        self.setWidget(place)
