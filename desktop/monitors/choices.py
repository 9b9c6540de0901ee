"""Small buttons in a row, of which one is down."""

from PySide6.QtWidgets import QPushButton, QWidget


def choice(text: str, name: str, room_for: str, parent: QWidget) -> QPushButton:
    """A button wide enough for the text ``room_for`` as well; ``name`` says in full what it does."""
    button = QPushButton(text, parent)
    button.setCheckable(True)
    widest = max(button.fontMetrics().horizontalAdvance(one) for one in (text, room_for))
    button.setFixedWidth(widest + 12)
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setStyleSheet("padding: 4px 2px; min-height: 14px")
    return button
