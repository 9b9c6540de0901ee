"""What the main window opens beside itself: the dialogs of one and of several monitors, and the settings."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QSettings, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from desktop.client import Client
from desktop.monitors.model import MonitorsModel
from desktop.preferences import PreferenceStore
from desktop.theme import Theme

if TYPE_CHECKING:
    from agent.model import Monitor
    from desktop.settings.window import SettingsWindow
    from desktop.startup import AtLogin


class Dialogs(QObject):
    """Opens each beside ``window``, and loads it only then: the window is to open soon. ``saved`` is emitted with the
    id of a new monitor, ``changed`` with what takes a change of several back; ``remembered`` keeps how the settings
    were left. ``at_login`` is None where this program is none to start at login."""

    saved = Signal(int)
    changed = Signal(object)

    def __init__(
        self,
        client: Client,
        theme: Theme,
        model: MonitorsModel,
        preferences: PreferenceStore,
        remembered: QSettings,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self.at_login: AtLogin | None = None
        self._preferences = preferences
        self._remembered = remembered
        self._client = client
        self._theme = theme
        self._model = model
        self._window = window

    def new_monitor(self) -> None:
        """The dialog with every field, for a new monitor."""
        self._open_monitor()

    @Slot(int)
    def edit_monitor(self, monitor_id: int) -> None:
        """The dialog with every field, for a monitor that is there."""
        view = self._model.view(monitor_id)
        if view is not None:
            self._open_monitor(view.monitor)

    def _open_monitor(self, monitor: "Monitor | None" = None) -> None:
        from desktop.monitors.dialog import MonitorDialog

        taken = {view.monitor.name for view in self._model.views()}
        dialog = MonitorDialog(self._client, self._theme, self._client.channels, monitor, taken, parent=self._window)
        if monitor is None:
            dialog.saved.connect(self.saved.emit)
        dialog.open()

    @Slot(object)
    def edit_monitors(self, ids: tuple[int, ...]) -> None:
        """The dialog that changes several monitors at once."""
        from desktop.monitors.bulk import BulkDialog

        monitors = [view.monitor for view in map(self._model.view, ids) if view is not None]
        channels = [channel.name for channel in self._client.channels]
        dialog = BulkDialog(self._client, monitors, channels, self._window)
        dialog.changed.connect(self.changed)
        dialog.open()

    @Slot(object)
    def clear_history(self, ids: tuple[int, ...]) -> None:
        """The dialog that takes history of monitors away."""
        from desktop.monitors.clearing import ClearDialog

        monitors = [view.monitor for view in map(self._model.view, ids) if view is not None]
        if monitors:
            ClearDialog(self._client, monitors, self._window).open()

    def show_settings(self, page: str = "") -> "SettingsWindow":
        """The settings, with the focus on the page of that key (see :mod:`desktop.settings.pages`), or where they were
        left, with the focus in the search."""
        from desktop.settings.context import Context
        from desktop.settings.window import SettingsWindow

        shown = self._settings()
        if shown is None:
            context = Context(self._client, self._theme, self._model, self._preferences, self.at_login)
            shown = SettingsWindow(context, self._remembered, self._window)
        shown.show_page(page)
        shown.show()
        shown.activateWindow()
        if page:
            shown.page.focus_first()
        return shown

    def _settings(self) -> "SettingsWindow | None":
        """The settings, where they are open."""
        return cast("SettingsWindow | None", self._window.findChild(QDialog, "settings"))

    def show_setting(self, page: str, path: str) -> None:
        """One setting by its path, or a page, with the focus there."""
        from desktop.settings.search import Place

        self.show_settings(page).enter(Place(page, "", "", path=path))

    def leave(self, go: Callable[[], object]) -> None:
        """``go``; where something in the settings is not saved, only if it may be lost."""
        shown = self._settings()
        if shown is None or not shown.ask_discard(go):
            go()
            return
        shown.show()
        shown.activateWindow()

    @Slot()
    def show_channels(self) -> None:
        self.show_settings("channels")
