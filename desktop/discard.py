"""The question that stands between somebody and the loss of what they entered."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.text import tr


def ask_discard(parent: QWidget, discard: Callable[[], object], question: str = "") -> QMessageBox:
    """Ask over ``parent`` whether to ``discard`` what was entered; anything but a clear yes goes on editing."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Question)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(question or tr("Discard what you entered?"))
    box.setStandardButtons(QMessageBox.StandardButton.Discard | QMessageBox.StandardButton.Cancel)
    box.button(QMessageBox.StandardButton.Cancel).setText(tr("Go on editing"))
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    box.setEscapeButton(QMessageBox.StandardButton.Cancel)
    box.button(QMessageBox.StandardButton.Discard).clicked.connect(discard)
    box.open()
    return box
