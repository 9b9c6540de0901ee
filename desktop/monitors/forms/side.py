"""What stands beside the form: the request as it will be sent, and what the last test found."""

from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from desktop.monitors.forms.answer import AnswerPanel
from desktop.monitors.forms.preview_view import PreviewView
from desktop.theme import Theme


class Side(QWidget):
    """Shown where one of its parts is. Beside the form they stand one below the other, below it side by side."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.preview = PreviewView(theme)
        self.answer = AnswerPanel(theme)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.answer.setSizePolicy(policy)
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.setSpacing(12)
        self._layout.addWidget(self.preview, 1)
        self._layout.addWidget(self.answer, 1)
        self._below = False
        self.set_more(False)

    def set_more(self, shown: bool) -> None:
        """Show the request beside the groups; without them only a test is shown."""
        self.preview.setVisible(shown)
        self.set_below(self._below)
        self.refresh()

    def set_below(self, below: bool) -> None:
        """Whether this stands below the form and not beside it."""
        self._below = below
        direction = QBoxLayout.Direction
        self._layout.setDirection(direction.LeftToRight if below else direction.TopToBottom)
        beside = not below and not self.preview.isHidden()
        self._layout.setContentsMargins(16 if beside else 0, 12 if below else 0, 0, 0)

    def refresh(self) -> None:
        """Take no room where there is nothing to show."""
        self.setVisible(not self.preview.isHidden() or not self.answer.isHidden())
