"""The request as it will be sent, beside the form."""

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout, QWidget

from agent.model import HttpTarget
from desktop.labels import plain
from desktop.monitors.forms.code import CodeEdit
from desktop.monitors.forms.preview import preview
from desktop.theme import Theme, scaled


class PreviewView(QWidget):
    """Follows the form while one types."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        heading = plain(self.tr("The request"))
        heading.setFont(scaled(self.font(), 1.0, QFont.Weight.DemiBold))
        self.code = CodeEdit(theme, 4, headed=True)
        self.code.setReadOnly(True)
        self.code.setAccessibleName(self.tr("The request as it will be sent"))
        self._pending = plain(self.tr("What is typed makes no request yet."), rank="second")
        self._pending.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(heading)
        layout.addWidget(self.code, 1)
        layout.addWidget(self._pending)

    def show_target(self, target: HttpTarget | None) -> None:
        """Show the request of ``target``; None while what is typed makes none: the last one stays, in grey."""
        self.code.setEnabled(target is not None)
        self._pending.setVisible(target is None)
        if target is None:
            return
        made = preview(target)
        if made.text != self.code.toPlainText():
            self.code.highlighter.set_language(made.language)
            self.code.setPlainText(made.text)
