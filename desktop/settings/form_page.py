"""A part of the settings as one form, which is saved as a whole."""

from typing import Any

from pydantic import BaseModel, ValidationError
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton

from agent.messages import CommandFailed
from agent.model import Settings
from desktop.monitors.errors import field_errors
from desktop.monitors.forms.values import nearest
from desktop.settings.area import FormArea
from desktop.settings.foot import Foot
from desktop.settings.page import Page
from desktop.settings.restorable import Restorable
from desktop.settings.scalars import add_fields


class FormPage(Page):
    """Edits the field ``part`` of the settings, a model. Its fields are made of what that model says of them, unless a
    page overrides :meth:`fill`. ``others`` are further buttons at the foot."""

    def __init__(self, settings: Settings, part: str, intro: str = "", *others: QPushButton) -> None:
        super().__init__(intro)
        self._part = part
        self._settings = settings
        self._saved: dict[str, Any] = {}
        self._refused = False
        self._asked: BaseModel | None = None
        self._showing = False
        self.section = Restorable()
        self._area = FormArea()
        self.foot = Foot(*others)
        self.foot.save.clicked.connect(self.save)
        self.foot.revert.clicked.connect(self.revert)
        self._body.addWidget(self._area, 1)
        self._body.addWidget(self.foot)
        self.fill(self.section)
        self.section.edited.connect(self._edited)
        self._area.show_form(self.section)
        self._show()

    def fill(self, section: Restorable) -> None:
        """Put the fields into the form; their paths begin with ``part``."""
        add_fields(section, self._part)

    def culprit(self) -> str:
        """The field at which it is said what is wrong with all of them together."""
        return next(iter(self.section.editors)).removeprefix(f"{self._part}.")

    @property
    def dirty(self) -> bool:
        return self._values() != self._saved

    def set_settings(self, settings: Settings) -> None:
        before, now = getattr(self._settings, self._part), getattr(settings, self._part)
        self._settings = settings
        if self.dirty and self._entered() != now:
            if now not in (before, self._asked):
                self.foot.say_changed_elsewhere()
        elif self.dirty or now != before:
            self._show()

    def refuse(self, failure: CommandFailed) -> None:
        self.foot.say(self.tr("Not saved: {why}").format(why=failure.message), bad=True)

    @Slot()
    def save(self) -> None:
        """Ask for what is entered, or say at its field what is wrong with it."""
        entered = self._entered(show=True)
        self._refused = entered is None
        if entered is not None:
            self._asked = entered
            self.wanted.emit(self._settings.model_copy(update={self._part: entered}))

    @Slot()
    def revert(self) -> None:
        """Show what is saved."""
        self._show()

    def _values(self) -> dict[str, Any]:
        return {path: editor.value() for path, editor in self.section.editors.items()}

    def _entered(self, *, show: bool = False) -> BaseModel | None:
        """What is entered; None where it is not right, which is shown if ``show``."""
        model = type(getattr(self._settings, self._part))
        values = {path.removeprefix(f"{self._part}."): value for path, value in self._values().items()}
        try:
            entered: BaseModel = model.model_validate(values)
        except ValidationError as error:
            if show:
                paths = list(self.section.editors)
                wrong = field_errors(error)
                where = [nearest(f"{self._part}.{one.field or self.culprit()}", paths) for one in wrong]
                self.section.show_errors({at: one.message for at, one in zip(where, wrong, strict=True)})
            return None
        if show:
            self.section.show_errors({})
        return entered

    def _show(self) -> None:
        self._showing = True
        for path, editor in self.section.editors.items():
            editor.set_value(getattr(getattr(self._settings, self._part), path.removeprefix(f"{self._part}.")))
        self._showing = False
        self._saved = self._values()
        self._refused = False
        self.section.show_errors({})
        self.foot.say("")
        self._edited()

    @Slot()
    def _edited(self) -> None:
        if not self._showing:
            if self._refused:  # what is mended is no longer said to be wrong
                self._refused = self._entered(show=True) is None
            self.foot.set_dirty(self.dirty)
            self.edited.emit()
