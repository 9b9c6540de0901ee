"""The dialogs of what holds for all monitors: who is told, by tag, maintenance, and quiet hours."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from agent.messages import CommandFailed, Overview, SaveSettings, SettingsChanged
from agent.model import Settings
from desktop.client import Client
from desktop.labels import plain
from desktop.settings.maintenance import MaintenancePage
from desktop.settings.quiet import QuietPage
from desktop.settings.tags import TagsPage

Page = TagsPage | MaintenancePage | QuietPage


class SettingsDialog(QDialog):
    """Around ``page``; not modal. Follows the client's events while it exists."""

    def __init__(self, client: Client, title: str, page: Page, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(680, 560)
        self.page = page
        self._problem = plain(rank="error")
        self._problem.setWordWrap(True)
        self._problem.hide()
        close = QPushButton(self.tr("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.addWidget(self._problem, 1)
        buttons.addStretch()
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(self.page, 1)
        layout.addLayout(buttons)
        self.page.wanted.connect(self._save)
        client.event.connect(self._follow)

    @Slot(object)
    def _follow(self, event: object) -> None:
        if isinstance(event, Overview | SettingsChanged):
            self.page.set_settings(event.settings)

    @Slot(object)
    def _save(self, settings: Settings) -> None:
        self._problem.hide()
        self._client.ask(lambda request: SaveSettings(request, settings), failed=self._refused)

    def _refused(self, failure: CommandFailed) -> None:
        self._problem.setText(self.tr("Not saved: {why}").format(why=failure.message))
        self._problem.show()
