"""What can be done with the charts: in the menu View, behind their button, and in their context menu."""

from enum import Enum

from PySide6.QtCore import QObject, QSettings, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu


class Bars(Enum):
    """How uptime is shown."""

    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    CALENDAR = "calendar"


class ChartCommands(QObject):
    """Actions only; who has the charts connects them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stacked = self._checked(self.tr("&Phases stacked"), "Ctrl+Shift+P")
        self.compare = self._action(self.tr("&Compare with…"), "Ctrl+Shift+K")
        self.zoom_in = self._action(self.tr("Zoom &in"), QKeySequence.StandardKey.ZoomIn)
        self.zoom_out = self._action(self.tr("Zoom &out"), QKeySequence.StandardKey.ZoomOut)
        self.show_all = self._action(self.tr("Show &all of the period"), "Ctrl+0")
        self.bars: dict[Bars, QAction] = {}
        self._group = QActionGroup(self)
        for bars, title in {
            Bars.HOURS: self.tr("Uptime by &hour"),
            Bars.DAYS: self.tr("Uptime by &day"),
            Bars.WEEKS: self.tr("Uptime by &week"),
            Bars.CALENDAR: self.tr("Uptime of a &year as calendar"),
        }.items():
            action = self.bars[bars] = self._checked(title)
            self._group.addAction(action)
        self.bars[Bars.DAYS].setChecked(True)
        self.copy = self._action(self.tr("Copy as pict&ure"), "Ctrl+Shift+X")
        self.save = self._action(self.tr("&Save as picture…"), "Ctrl+Shift+S")
        self.light = self._checked(self.tr("Pictures in &light colours"))
        self.light.setChecked(True)

    def _action(self, title: str, keys: str | QKeySequence.StandardKey | None = None) -> QAction:
        action = QAction(title, self)
        if keys is not None:
            action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        return action

    def _checked(self, title: str, keys: str | None = None) -> QAction:
        action = self._action(title, keys)
        action.setCheckable(True)
        return action

    @property
    def _needing_a_monitor(self) -> tuple[QAction, ...]:
        return (self.compare, self.zoom_in, self.zoom_out, self.show_all, self.copy, self.save)

    def allow(self, possible: bool) -> None:
        """Whether there is a chart to do anything with."""
        for action in self._needing_a_monitor:
            action.setEnabled(possible)

    def all(self) -> tuple[QAction, ...]:
        """Every one in the order of the menu."""
        view = (self.stacked, self.compare, self.zoom_in, self.zoom_out, self.show_all)
        return (*view, *self.bars.values(), self.copy, self.save, self.light)

    def fill(self, menu: QMenu) -> None:
        for action in self.all():
            if action in (self.zoom_in, self.bars[Bars.HOURS], self.copy):
                menu.addSeparator()
            menu.addAction(action)

    def restore(self, settings: QSettings) -> None:
        """Check what was checked when it was saved."""
        self.stacked.setChecked(bool(settings.value("charts/stacked", False, bool)))
        self.light.setChecked(bool(settings.value("charts/light", True, bool)))
        wanted = settings.value("charts/bars", Bars.DAYS.value)
        self.bars[next((bars for bars in Bars if bars.value == wanted), Bars.DAYS)].setChecked(True)

    def save_to(self, settings: QSettings) -> None:
        settings.setValue("charts/stacked", self.stacked.isChecked())
        settings.setValue("charts/light", self.light.isChecked())
        settings.setValue("charts/bars", next(bars.value for bars, action in self.bars.items() if action.isChecked()))
