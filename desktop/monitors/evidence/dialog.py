"""The response that a test brought, in a window of its own."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from agent.evidence import KeptExchange
from desktop.monitors.evidence.exchange import ExchangeView
from desktop.theme import Theme


class ExchangeDialog(QDialog):
    """Open it with ``open()``; it is gone when it is closed."""

    def __init__(self, exchange: KeptExchange, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Response of the test"))
        self.view = ExchangeView(theme, self)
        self.view.show_exchange(exchange)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.view, 1)
        layout.addWidget(buttons)
        metrics = self.fontMetrics()
        wanted = metrics.averageCharWidth() * 100, metrics.lineSpacing() * 34
        room = self.screen().availableSize()
        self.resize(min(wanted[0], room.width()), min(wanted[1], room.height()))
