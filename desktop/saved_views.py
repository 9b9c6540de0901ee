"""Views that somebody saved: what the sidebar lets through and words of the filter, under a name."""

import json
import logging

from PySide6.QtCore import QCoreApplication, QObject, QSettings, Signal
from PySide6.QtGui import QUndoCommand

from agent.model import State
from desktop.monitors.proxy import Choice

log = logging.getLogger(__name__)

_KEY = "sidebar/views"
LONGEST = 60
"""Letters of a name."""


class SavedViews(QObject):
    """``changed`` comes when one is saved, replaced or removed. They are kept in ``settings``, in the order of their
    names."""

    changed = Signal()

    def __init__(self, settings: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._views: dict[str, Choice] = {}
        try:
            for one in json.loads(str(settings.value(_KEY, "[]"))):
                state = State(one["state"]) if one["state"] else None
                self._views[one["name"]] = Choice(state, one["tag"], one["words"], one["name"])
        except (ValueError, TypeError, KeyError) as error:
            log.warning("saved views cannot be read: %s", error)

    def all(self) -> tuple[Choice, ...]:
        return tuple(sorted(self._views.values(), key=lambda choice: choice.name.casefold()))

    def put(self, choice: Choice) -> None:
        """Save a view, in place of the one of its name."""
        self._views[choice.name] = choice
        self._keep()

    def remove(self, name: str) -> None:
        if self._views.pop(name, None):
            self._keep()

    def _keep(self) -> None:
        rows = [
            {"name": one.name, "state": one.state.value if one.state else "", "tag": one.tag, "words": one.words}
            for one in self.all()
        ]
        self._settings.setValue(_KEY, json.dumps(rows))
        self.changed.emit()


class RemoveView(QUndoCommand):
    """Takes a view away; undoing brings it back."""

    def __init__(self, views: SavedViews, choice: Choice) -> None:
        super().__init__(QCoreApplication.translate("RemoveView", "delete the view {name}").format(name=choice.name))
        self._views = views
        self._choice = choice

    def redo(self) -> None:
        self._views.remove(self._choice.name)

    def undo(self) -> None:
        self._views.put(self._choice)
