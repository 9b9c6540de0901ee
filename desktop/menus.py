"""The menu bar: every command there is, with its key."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QSettings, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from desktop.monitors.actions import MonitorActions
from desktop.theme import Mode, Theme

Keys = str | QKeySequence.StandardKey | None


class Menus(QObject):
    """Builds the menus of ``window``. Commands of the selected monitors are those of ``monitors``; every other one
    is a public action here, for the window to connect. ``settings`` open a page of those by its key, "" where they
    were left."""

    def __init__(self, window: QMainWindow, monitors: MonitorActions, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._commands: list[QAction] = []
        self.settings: dict[str, QAction] = {}
        self._file()
        self._edit(monitors)
        self._view(theme)
        self._monitor(monitors)
        self._alerts(monitors)
        self._help()

    def commands(self) -> tuple[QAction, ...]:
        """Every command in the order of the menus, those of the charts last."""
        return (*self._commands, *(action for action in self.chart.actions() if not action.isSeparator()))

    def restore(self, settings: QSettings) -> None:
        """Check what was checked when it was saved."""
        self.sidebar.setChecked(bool(settings.value("window/sidebar", True, bool)))

    def save(self, settings: QSettings) -> None:
        settings.setValue("window/sidebar", self.sidebar.isChecked())

    def _file(self) -> None:
        menu = self._menu(self.tr("&File"))
        self.new = self._put(menu, self.tr("&New monitor"), QKeySequence.StandardKey.New)
        self.new_detailed = self._put(menu, self.tr("New monitor with &options…"), "Ctrl+Shift+N")
        menu.addSeparator()
        self.report = self._put(menu, self.tr("&Reports…"), "Ctrl+Shift+R")
        menu.addSeparator()
        self.quit = self._put(menu, self.tr("&Quit"), "Ctrl+Q")
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)

    def _edit(self, monitors: MonitorActions) -> None:
        menu = self._menu(self.tr("&Edit"))
        undo = monitors.undo_stack.createUndoAction(menu, self.tr("Undo"))
        undo.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        redo = monitors.undo_stack.createRedoAction(menu, self.tr("Redo"))
        redo.setShortcut(QKeySequence(QKeySequence.StandardKey.Redo))
        for action in (undo, redo):
            self._take(menu, action)
        menu.addSeparator()
        self._take(menu, monitors.delete)
        self.select_all = self._put(menu, self.tr("Select &all"), None)
        menu.addSeparator()
        preferences = self._put(menu, self.tr("S&ettings…"), "Ctrl+,")
        preferences.setMenuRole(QAction.MenuRole.PreferencesRole)
        self.settings[""] = preferences
        self.settings["backups"] = self._put(menu, self.tr("&Backups…"), None)

    def _view(self, theme: Theme) -> None:
        menu = self._menu(self.tr("&View"))
        self.sidebar = self._put(menu, self.tr("&Sidebar"), "F9")
        self.sidebar.setCheckable(True)
        self.places = [
            self._put(menu, name, f"Ctrl+{number}")
            for number, name in enumerate(
                (
                    self.tr("Inbox"),
                    self.tr("All"),
                    self.tr("Down"),
                    self.tr("Degraded"),
                    self.tr("Paused"),
                    self.tr("Reports"),
                ),
                start=1,
            )
        ]
        menu.addSeparator()
        self.filter = self._put(menu, self.tr("&Filter"), QKeySequence.StandardKey.Find)
        self.filter.setShortcuts([self.filter.shortcut(), QKeySequence("/")])
        self.palette = self._put(menu, self.tr("Find &anything…"), "Ctrl+K")
        self.back = self._put(menu, self.tr("&Back to the list"), "Esc")
        self.back.setShortcuts([self.back.shortcut(), QKeySequence("Alt+Left")])
        menu.addSeparator()
        self.views = menu.addMenu(self.tr("Sa&ved views"))
        self.chart = menu.addMenu(self.tr("C&hart"))
        self.columns = menu.addMenu(self.tr("&Columns"))
        appearance = menu.addMenu(self.tr("&Theme"))
        group = QActionGroup(appearance)
        self.modes: dict[Mode, QAction] = {}
        names: dict[Mode, str] = {
            "system": self.tr("Like the system"),
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
        }
        for mode, name in names.items():
            action = self.modes[mode] = appearance.addAction(name)
            action.setCheckable(True)
            action.setChecked(theme.mode == mode)
            group.addAction(action)

    def _monitor(self, monitors: MonitorActions) -> None:
        menu = self._menu(self.tr("&Monitor"))
        for action in (monitors.check, monitors.pause, monitors.edit, monitors.copy):
            self._take(menu, action)
        menu.addSeparator()
        self.check_all = self._put(menu, self.tr("Check &all now"), QKeySequence.StandardKey.Refresh)
        self.pause_all = self._put(menu, self.tr("Pause all"), None)
        self.resume_all = self._put(menu, self.tr("Resume all"), None)
        menu.addSeparator()
        self._take(menu, monitors.clear)
        menu.addAction(monitors.delete)

    def _alerts(self, monitors: MonitorActions) -> None:
        menu = self._menu(self.tr("&Alerts"))
        self._take(menu, monitors.acknowledge)
        menu.addSeparator()
        self.settings["channels"] = self._put(menu, self.tr("&Channels…"), "Ctrl+Shift+C")
        self.settings["tags"] = self._put(menu, self.tr("&Who is told, by tag…"), "Ctrl+Shift+W")
        self.settings["maintenance"] = self._put(menu, self.tr("&Maintenance…"), "Ctrl+Shift+M")
        self.settings["quiet"] = self._put(menu, self.tr("&Quiet hours…"), "Ctrl+Shift+H")
        menu.addSeparator()
        self.sound = self._put(menu, self.tr("&Sound with notifications"), None)
        self.sound.setCheckable(True)

    def _help(self) -> None:
        menu = self._menu(self.tr("&Help"))
        self.shortcuts = self._put(menu, self.tr("&Keyboard shortcuts"), QKeySequence.StandardKey.HelpContents)
        self.diagnostics = self._put(menu, self.tr("Copy &diagnostics…"), None)
        self.updates = self._put(menu, self.tr("Check for &updates…"), None)
        self.about = self._put(menu, self.tr("&About API Monitor"), None)
        self.about.setMenuRole(QAction.MenuRole.AboutRole)

    def _menu(self, title: str) -> QMenu:
        return self._window.menuBar().addMenu(title)

    def _take(self, menu: QMenu, action: QAction) -> None:
        menu.addAction(action)
        self._commands.append(action)

    def _put(self, menu: QMenu, title: str, keys: Keys) -> QAction:
        action = QAction(title, self._window)
        if keys is not None:
            action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        self._take(menu, action)
        return action


def on(action: QAction, run: Callable[[], object]) -> None:
    """Run ``run`` when ``action`` is triggered, without its checked state."""
    action.triggered.connect(lambda: run())
