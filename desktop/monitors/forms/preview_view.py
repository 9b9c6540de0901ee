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
        self.code = CodeEdit(theme, 4)
        self.code.setReadOnly(True)
        self.code.setAccessibleName(self.tr("The request as it will be sent"))
        self.code.setWordWrapMode(self.code.wordWrapMode().WrapAnywhere)
        self.notes = plain(rank="second")
        self.notes.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(heading)
        layout.addWidget(self.code, 1)
        layout.addWidget(self.notes)

    def show_target(self, target: HttpTarget | None) -> None:
        """Show the request of ``target``; None while what is typed makes none: the last one stays, in grey."""
        self.code.setEnabled(target is not None)
        if target is None:
            text = self.tr("What is typed makes no request yet.")
            self.notes.setText(text)
            self.notes.show()
            return
        made = preview(target)
        if made.text != self.code.toPlainText():
            self.code.highlighter.set_language(made.language)
            self.code.setPlainText(made.text)
        self.notes.setText("\n".join(made.notes))
        self.notes.setVisible(bool(made.notes))
