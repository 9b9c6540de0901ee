"""Where a page of the settings shows a form."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

INSET = 8
"""Pixels around a form, for the mark of what was looked for; what stands above and below it is inset as much."""


class FormArea(QScrollArea):
    """Shows one form at a time, at the top, and scrolls where it is higher than there is room; never sideways."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_form(self, form: QWidget) -> None:
        """Show ``form`` in place of the one before, which is gone then."""
        place = QWidget()
        layout = QVBoxLayout(place)
        layout.setContentsMargins(INSET, 4, INSET, 4)
        layout.addWidget(form)
        layout.addStretch(1)
        self.setWidget(place)

    def minimumSizeHint(self) -> QSize:
        form = self.widget()
        inside = form.minimumSizeHint().width() if form is not None else 0
        return QSize(inside + self.verticalScrollBar().sizeHint().width(), super().minimumSizeHint().height())
