"""Where data and secrets are kept, as the agent says it."""

from PySide6.QtCore import QLocale, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from agent.messages import Event, GetPlaces, Places
from desktop.client import Client
from desktop.labels import plain
from desktop.monitors.forms.section import Section
from desktop.text import NOTHING, tr


class PlacesSection(Section):
    """Facts, and what can be done with them; :meth:`ask` reads them anew."""

    def __init__(self, client: Client) -> None:
        super().__init__(tr("Data and secrets"))
        self._client = client
        self._request = 0
        self.folder = QLineEdit()
        self.folder.setReadOnly(True)
        self.folder.setAccessibleName(tr("Data folder"))
        self.open, self.copy = QPushButton(self.tr("Open")), QPushButton(tr("Copy"))
        self.open.setAccessibleName(tr("Open the data folder"))
        self.copy.setAccessibleName(tr("Copy the path of the data folder"))
        self.open.clicked.connect(self._open)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.folder.text()))
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.folder, 1)
        for button in (self.open, self.copy):
            button.setAutoDefault(False)
            button.setEnabled(False)
            row.addWidget(button)
        place.setFocusProxy(self.folder)
        self.taken, self.secrets = _fact(), _fact()
        kept = tr("Monitors, settings, history, evidence and the log. Close API Monitor before you copy or move it.")
        self.add_fact("places.folder", tr("Data folder"), place, kept)
        self.add_fact("places.size", tr("Size"), self.taken)
        self.add_fact(
            "places.secrets",
            tr("Secrets"),
            self.secrets,
            tr("Passwords, tokens and webhook addresses are never in the data folder, its backups or exports."),
        )

    def ask(self) -> None:
        """Have all of it said anew."""
        if not self._request:
            self._request = self._client.ask(GetPlaces, self._say, lambda _: self.forget())

    def forget(self) -> None:
        """Nobody waits for the answer any more."""
        self._client.forget(self._request)
        self._request = 0

    def _say(self, event: Event) -> None:
        self._request = 0
        if not isinstance(event, Places):
            return
        self.folder.setText(event.folder)
        self.folder.setCursorPosition(0)
        self.taken.setText(QLocale().formattedDataSize(event.size))
        for button in (self.open, self.copy):
            button.setEnabled(True)
        if event.keychain:
            said = tr("In the keychain of this system: {name}").format(name=event.keychain)
        else:
            said = tr("Only in memory, until API Monitor ends: {why}.").format(why=event.why)
        self.secrets.setText(said)

    @Slot()
    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self.folder.text()))


def _fact() -> QLabel:
    label = plain(NOTHING)
    label.setWordWrap(True)
    return label
