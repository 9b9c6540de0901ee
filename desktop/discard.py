"""The question that stands between somebody and the loss of what they entered, or what is kept."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.text import tr


def ask_discard(parent: QWidget, discard: Callable[[], object], question: str = "") -> QMessageBox:
    """Ask over ``parent`` whether to ``discard`` what was entered; anything but a clear yes goes on editing."""
    box = _box(parent, question or tr("Discard what you entered?"), discard)
    box.button(QMessageBox.StandardButton.Cancel).setText(tr("Go on editing"))
    box.open()
    return box


def ask_take_away(parent: QWidget, question: str, more: str, yes: str, take: Callable[[], object]) -> QMessageBox:
    """Ask over ``parent`` before something goes that cannot be brought back; ``yes`` is on the button that does it."""
    box = _box(parent, question, take)
    box.setInformativeText(more)
    box.button(QMessageBox.StandardButton.Discard).setText(yes)
    box.open()
    return box


def _box(parent: QWidget, question: str, do: Callable[[], object]) -> QMessageBox:
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Question)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(question)
    box.setStandardButtons(QMessageBox.StandardButton.Discard | QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    box.setEscapeButton(QMessageBox.StandardButton.Cancel)
    box.button(QMessageBox.StandardButton.Discard).clicked.connect(do)
    return box
