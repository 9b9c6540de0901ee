"""The dialogs of the main window: a monitor's, the channels' and those of the settings."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from agent.model import Settings
from desktop.client import Client
from desktop.monitors.bulk import BulkDialog
from desktop.monitors.dialog import MonitorDialog
from desktop.monitors.model import MonitorsModel
from desktop.settings.alerting import Page, SettingsDialog
from desktop.settings.channels import ChannelsDialog
from desktop.settings.maintenance import MaintenancePage
from desktop.settings.quiet import QuietPage
from desktop.settings.tags import TagsPage
from desktop.theme import Theme


class Dialogs(QObject):
    """Opens each beside ``window``, none of them modal to it but a monitor's. ``saved`` is emitted with the id of a
    new monitor, ``changed`` with what takes a change of several back."""

    saved = Signal(int)
    changed = Signal(object)

    def __init__(self, client: Client, theme: Theme, model: MonitorsModel, window: QWidget) -> None:
        super().__init__(window)
        self._client = client
        self._theme = theme
        self._model = model
        self._window = window

    def new_monitor(self) -> None:
        """The dialog with every field, for a new monitor."""
        dialog = MonitorDialog(
            self._client, self._theme, self._client.channels, taken=self._names(), parent=self._window
        )
        dialog.saved.connect(self.saved.emit)
        dialog.open()

    @Slot(int)
    def edit_monitor(self, monitor_id: int) -> None:
        """The dialog with every field, for a monitor that is there."""
        view = self._model.view(monitor_id)
        if view is not None:
            channels, taken = self._client.channels, self._names()
            MonitorDialog(self._client, self._theme, channels, view.monitor, taken, parent=self._window).open()

    @Slot(object)
    def edit_monitors(self, ids: tuple[int, ...]) -> None:
        """The dialog that changes several monitors at once."""
        monitors = [view.monitor for view in map(self._model.view, ids) if view is not None]
        channels = [channel.name for channel in self._client.channels]
        dialog = BulkDialog(self._client, monitors, channels, self._window)
        dialog.changed.connect(self.changed)
        dialog.open()

    def _names(self) -> set[str]:
        return {view.monitor.name for view in self._model.views()}

    def show_channels(self) -> None:
        dialog = self._window.findChild(ChannelsDialog) or ChannelsDialog(self._client, self._theme, self._window)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def show_alerting(self) -> None:
        tags = tuple({tag for view in self._model.views() for tag in view.monitor.tags})
        channels = tuple(channel.name for channel in self._client.channels)
        self._show_settings(self.tr("Who is told, by tag"), lambda now: TagsPage(now, tags, channels))

    def show_maintenance(self) -> None:
        self._show_settings(self.tr("Maintenance"), MaintenancePage)

    def show_quiet(self) -> None:
        self._show_settings(self.tr("Quiet hours"), QuietPage)

    def _show_settings(self, title: str, make: Callable[[Settings], Page]) -> None:
        dialog = next((one for one in self._window.findChildren(SettingsDialog) if one.windowTitle() == title), None)
        dialog = dialog or SettingsDialog(self._client, title, make(self._client.settings), self._window)
        dialog.show()
        dialog.activateWindow()
