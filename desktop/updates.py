"""Newer versions of this program: a banner that says what is new and opens the page."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QSettings, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from agent import __version__
from agent.messages import CheckForUpdates, CommandFailed, Event, UpdateChecked
from desktop.banner import Banners, Tone
from desktop.client import Client

_SUBJECT = "update"
_CLOSED = "updates/closed"
"""The version whose banner was closed last."""


class Updates(QObject):
    """``settings_wanted`` is emitted when somebody wants to set what is asked. ``settings`` remembers what was closed:
    a version whose banner was closed is not told of again."""

    settings_wanted = Signal()

    def __init__(self, client: Client, banners: Banners, settings: QSettings, parent: QObject) -> None:
        super().__init__(parent)
        self._client = client
        self._banners = banners
        self._settings = settings
        self._request = 0
        client.event.connect(self._follow)

    @Slot()
    def check(self) -> None:
        """Ask now, and say whatever comes of it."""
        if not self._client.settings.updates.address:
            said = self.tr("Set the address to ask for the newest version first.")
            self._say(said, Tone.NOTE, (self.tr("Updates…"), self.settings_wanted.emit))
        elif not self._request:
            self._say(self.tr("Asking for the newest version …"), Tone.NOTE)
            self._request = self._client.ask(CheckForUpdates, self._answered, self._failed)

    @Slot(object)
    def _follow(self, event: Event) -> None:
        if not isinstance(event, UpdateChecked) or event.request or self._request:
            return
        if event.release.version != self._settings.value(_CLOSED, "", str):
            self._offer(event)

    def _answered(self, event: Event) -> None:
        self._request = 0
        if isinstance(event, UpdateChecked) and event.newer:
            self._offer(event)
        else:
            said = self.tr("API Monitor {version} is the newest version.")
            self._say(said.format(version=__version__), Tone.NOTE)

    def _failed(self, failure: CommandFailed) -> None:
        self._request = 0
        said = self.tr("Whether there is a newer version is not known. {why}").format(why=failure.message)
        self._say(said, Tone.WARNING, (self.tr("Updates…"), self.settings_wanted.emit))

    def _offer(self, event: UpdateChecked) -> None:
        release = event.release
        said = self.tr("API Monitor {version} is out.").format(version=release.version)
        said = f"{said} {release.news}".rstrip()
        page = (self.tr("Open page"), lambda: open_page(release.page))
        self._say(said, Tone.NOTE, page, lambda: self._settings.setValue(_CLOSED, release.version))

    def _say(
        self,
        said: str,
        tone: Tone,
        action: tuple[str, Callable[[], None]] | None = None,
        closed: Callable[[], None] | None = None,
    ) -> None:
        self._banners.put(_SUBJECT, tone, said, action=action, closed=closed)


def open_page(address: str) -> None:
    """Show a page in the browser."""
    QDesktopServices.openUrl(QUrl(address, QUrl.ParsingMode.StrictMode))
