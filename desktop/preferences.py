"""How the window behaves on this machine: looks and habits, which are no part of the data."""

from typing import Any, Literal

from pydantic import Field, ValidationError
from PySide6.QtCore import QT_TRANSLATE_NOOP, QObject, QSettings, Signal

from agent.model import Model
from desktop.theme import Mode


def _(text: str) -> str:
    """Marks a text that the forms translate."""
    return str(QT_TRANSLATE_NOOP("", text))


class Preferences(Model):
    """Each is described where it is declared; the page *General* is made of that."""

    theme: Mode = Field(
        default="system",
        title=_("Theme"),
        description=_("light or dark, or as the system is"),
        json_schema_extra={"labels": {"system": _("Like the system"), "light": _("Light"), "dark": _("Dark")}},
    )
    language: Literal["system", "en", "de"] = Field(
        default="system",
        title=_("Language"),
        description=_("takes effect at the next start; what the agent writes, such as messages, is English"),
        json_schema_extra={"labels": {"system": _("Like the system"), "en": "English", "de": "Deutsch"}},
    )
    closing: Literal["hide", "minimise", "quit"] = Field(
        default="hide",
        title=_("Closing the window"),
        description=_("monitors are checked for as long as API Monitor runs; where there is no tray, it is minimised"),
        json_schema_extra={
            "labels": {"hide": _("Hides it in the tray"), "minimise": _("Minimises it"), "quit": _("Quits API Monitor")}
        },
    )
    minimise_to_tray: bool = Field(
        default=False,
        title=_("Minimise to the tray"),
        description=_("a minimised window is in the tray only, where there is one"),
    )
    notifications: bool = Field(
        default=True,
        title=_("Desktop notifications"),
        description=_("alerts are shown over other windows; without, they are in the inbox and go to the channels"),
    )
    sound: bool = Field(
        default=False,
        title=_("Sound with notifications"),
        description=_("what it is, is set in the desktop's own settings"),
    )


class PreferenceStore(QObject):
    """Keeps the preferences in ``settings``; ``changed`` brings them whenever one is another."""

    changed = Signal(object)

    def __init__(self, settings: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.now = self._read()

    def put(self, **changes: Any) -> None:
        """Set some; ValidationError where a value is none that it can have."""
        after = Preferences.model_validate({**self.now.model_dump(), **changes})
        if after == self.now:
            return
        self.now = after
        for name, value in after.model_dump().items():
            self._settings.setValue(f"window/{name}", value)
        self.changed.emit(after)

    def _read(self) -> Preferences:
        """What was kept; a value that is none any more gives way to the default."""
        kept = {name: self._settings.value(f"window/{name}") for name in Preferences.model_fields}
        kept = {name: value for name, value in kept.items() if value is not None}
        while True:
            try:
                return Preferences.model_validate(kept)
            except ValidationError as error:
                for wrong in error.errors():
                    kept.pop(str(wrong["loc"][0]), None)
