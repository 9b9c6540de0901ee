"""The history of an alert: a line for each of its transitions."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from agent.lifecycle import Transition
from desktop import text
from desktop.inbox import words
from desktop.labels import plain


class AlertPast(QWidget):
    """When, what, who and why, oldest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[list[QLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(3, 1)
        self.setAccessibleName(self.tr("History of the alert"))

    def show_history(self, history: tuple[Transition, ...]) -> None:
        for labels in self._rows:
            for label in labels:
                self._grid.removeWidget(label)
                label.deleteLater()
        self._rows = [self._line(transition) for transition in history]
        for row, labels in enumerate(self._rows):
            for column, label in enumerate(labels):
                self._grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)

    def _line(self, transition: Transition) -> list[QLabel]:
        why = plain(words.why(transition))
        why.setWordWrap(True)
        why.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        when = plain(text.timestamp(transition.at), rank="second")
        return [when, plain(words.move_name(transition.move)), plain(words.who_name(transition.who)), why]

    def texts(self) -> list[list[str]]:
        """What stands there, without the times."""
        return [[label.text() for label in labels[1:]] for labels in self._rows]
