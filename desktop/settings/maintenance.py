"""Maintenance windows: a list of them, and the form of the one that is chosen."""

from datetime import time
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from agent.model import MaintenanceWindow, Settings
from desktop.labels import plain
from desktop.monitors.errors import field_errors
from desktop.monitors.forms.described import choices
from desktop.monitors.forms.editors import Choice, Number, Text, Words
from desktop.monitors.forms.section import Section
from desktop.monitors.forms.values import nearest
from desktop.settings.area import FormArea

SHOWN = {"date": ("once",), "days": ("weekly",), "day": ("monthly",), "cron": ("cron",)}
"""The fields that matter for some repetitions only."""


class When(Text):
    """A day or a time of day, as it is typed."""

    def set_value(self, value: Any) -> None:
        super().set_value(f"{value:%H:%M}" if isinstance(value, time) else str(value or ""))


class MaintenancePage(QWidget):
    """``wanted`` brings the settings as they are to be."""

    wanted = Signal(object)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        intro = plain(
            self.tr("Checks go on, but nobody is alerted and nothing enters uptime. Afterwards all is judged anew."),
            rank="second",
        )
        intro.setWordWrap(True)
        self.list = QListWidget()
        self.list.setSpacing(2)
        self.list.setAccessibleName(self.tr("Maintenance windows"))
        self.list.setFixedWidth(self.fontMetrics().averageCharWidth() * 22)
        self.list.currentItemChanged.connect(self._show)
        self._area = FormArea()
        self.section = Section()
        self.new, self.delete = QPushButton(self.tr("New")), QPushButton(self.tr("Delete"))
        self.save = QPushButton(self.tr("Save"))
        self.save.setProperty("primary", "true")
        self.new.clicked.connect(lambda: self.list.setCurrentRow(-1))
        self.delete.clicked.connect(self._delete)
        self.save.clicked.connect(self._save)
        buttons = QHBoxLayout()
        for button in (self.new, self.delete, self.save):
            button.setAutoDefault(False)
            if button is self.save:
                buttons.addStretch(1)
            buttons.addWidget(button)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self.list)
        middle.addWidget(self._area, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(intro)
        layout.addLayout(middle, 1)
        layout.addLayout(buttons)
        self._chosen = ""
        self._fill()

    def set_settings(self, settings: Settings) -> None:
        """Show these; what is chosen stays chosen while it is there."""
        other = settings.maintenance != self._settings.maintenance
        self._settings = settings
        if other:
            self._fill()

    def _fill(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for window in sorted(self._settings.maintenance, key=lambda window: window.name.casefold()):
            item = QListWidgetItem(window.name, self.list)
            item.setData(Qt.ItemDataRole.UserRole, window.name)
            if window.name == self._chosen:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self._show()

    def _window(self) -> MaintenanceWindow | None:
        item = self.list.currentItem()
        name = item.data(Qt.ItemDataRole.UserRole) if item else None
        return next((window for window in self._settings.maintenance if window.name == name), None)

    @Slot()
    def _show(self) -> None:
        window = self._window()
        self._chosen = window.name if window else ""
        self.delete.setEnabled(window is not None)
        self.section = section = Section()
        labels = {
            "once": self.tr("Once"),
            "daily": self.tr("Every day"),
            "weekly": self.tr("Every week"),
            "monthly": self.tr("Every month"),
            "cron": self.tr("By a cron expression"),
        }
        section.add("window.name", self.tr("Name"), Text(self.tr("Deployments")))
        section.add("window.repeat", self.tr("Repeat"), Choice(choices("window.repeat"), labels))
        section.add("window.date", self.tr("Day"), When("2030-01-31"))
        section.add("window.days", self.tr("Weekdays"), Words("mon, tue"))
        section.add("window.day", self.tr("Day of the month"), Number(4, optional=True))
        section.add("window.cron", self.tr("Cron"), Text("0 2 * * 1-5"))
        section.add("window.at", self.tr("Begins at"), When("02:00"), hint="")
        section.add("window.minutes", self.tr("Lasts"), Number(6), hint="", unit=self.tr("min"))
        section.add("window.zone", self.tr("Time zone"), Text("Europe/Berlin"))
        everything = self.tr("Without monitors and tags it is for all.")
        section.add("window.monitors", self.tr("Monitors"), Words("api-prod, web"), more=everything)
        section.add("window.tags", self.tr("Tags"), Words("prod"))
        if window is not None:
            for path, editor in section.editors.items():
                editor.set_value(getattr(window, path.removeprefix("window.")))
        section.edited.connect(self._refresh)
        self._refresh()
        self._area.show_form(section)

    @Slot()
    def _refresh(self) -> None:
        repeat = self.section.editors["window.repeat"].value()
        for field, repeats in SHOWN.items():
            self.section.show_row(f"window.{field}", repeat in repeats)
        self.section.show_row("window.at", repeat != "cron")

    @Slot()
    def _save(self) -> None:
        paths = list(self.section.editors)
        values = {path.removeprefix("window."): editor.value() for path, editor in self.section.editors.items()}
        hidden = {field for field, repeats in SHOWN.items() if values["repeat"] not in repeats}
        needed = next(iter(field for field in SHOWN if field not in hidden), "name")
        kept = {field: value for field, value in values.items() if field not in hidden and value not in ("", None)}
        others = tuple(each for each in self._settings.maintenance if each.name != self._chosen)
        try:
            window = MaintenanceWindow.model_validate(kept)
        except ValidationError as error:
            found = {nearest(f"window.{one.field or needed}", paths): one.message for one in field_errors(error)}
            self.section.show_errors(found)
            return
        if any(each.name == window.name for each in others):
            self.section.show_errors({"window.name": self.tr("Another window has this name.")})
            return
        self.section.show_errors({})
        self._chosen = window.name
        self.wanted.emit(self._settings.model_copy(update={"maintenance": (*others, window)}))

    @Slot()
    def _delete(self) -> None:
        others = tuple(each for each in self._settings.maintenance if each.name != self._chosen)
        self.wanted.emit(self._settings.model_copy(update={"maintenance": others}))
