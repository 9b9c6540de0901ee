"""How the window behaves, and where everything is kept. What is set here holds at once."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.monitors.forms.editors import Switch
from desktop.preferences import Preferences
from desktop.settings.area import FormArea
from desktop.settings.context import Context
from desktop.settings.page import Page
from desktop.settings.places import PlacesSection
from desktop.settings.restorable import Restorable
from desktop.settings.scalars import add_fields
from desktop.text import tr


class GeneralPage(Page):
    """``at_login`` can be used where ``context`` has a way for it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._store = context.preferences
        self._way = context.at_login
        self.look, self.window_ = Restorable(tr("Appearance")), Restorable(tr("Window"))
        self.told = Restorable(tr("Notifications"))
        self.places = PlacesSection(context.client)
        add_fields(self.look, "here", ("theme", "language"))
        add_fields(self.window_, "here", ("closing", "minimise_to_tray"))
        self.at_login = Switch(tr("Start at login"))
        self._add_at_login()
        add_fields(self.told, "here", ("notifications", "sound"))
        for section in (self.look, self.window_, self.told):
            section.edited.connect(self._put)
        self._body.addWidget(self._area())
        self._store.changed.connect(self._show)
        self._show(self._store.now)

    def _area(self) -> FormArea:
        sections = (self.look, self.window_, self.told, self.places)
        width = max(section.label_width() for section in sections)
        together = QWidget()
        layout = QVBoxLayout(together)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(20)
        for section in sections:
            section.set_label_width(width)
            layout.addWidget(section)
        area = FormArea()
        area.show_form(together)
        return area

    def _add_at_login(self) -> None:
        if self._way is None:
            hint = tr("The demo is not started at login.")
        else:
            hint = tr("Hidden in the tray. It is set in {place}. Default: off.").format(place=self._way.way.place)
        self.window_.add_fact("here.at_login", tr("Start at login"), self.at_login, hint, label=False)
        self.at_login.setEnabled(self._way is not None)
        self.at_login.clicked.connect(self._set_at_login)

    def refresh(self) -> None:
        self._show_at_login()
        self.places.ask()

    def leave(self) -> None:
        self.places.forget()

    @Slot(object)
    def _show(self, now: Preferences) -> None:
        for section in (self.look, self.window_, self.told):
            for path, editor in section.editors.items():
                value = getattr(now, path.removeprefix("here."))
                if editor.value() != value:
                    editor.set_value(value)

    @Slot()
    def _put(self) -> None:
        sections = (self.look, self.window_, self.told)
        values = {path: editor.value() for section in sections for path, editor in section.editors.items()}
        self._store.put(**{path.removeprefix("here."): value for path, value in values.items()})

    @Slot()
    def _set_at_login(self) -> None:
        if self._way is None:
            return
        try:
            self._way.set(self.at_login.isChecked())
        except OSError as error:
            self._say_at_login(error)
        else:
            self.window_.show_errors({})
            self._show_at_login()

    def _show_at_login(self) -> None:
        try:
            self.at_login.setChecked(self._way is not None and self._way.way.enabled())
        except OSError as error:
            self._say_at_login(error)

    def _say_at_login(self, error: OSError) -> None:
        why = error.strerror or str(error)
        self.window_.show_errors({"here.at_login": tr("This cannot be set: {why}.").format(why=why)})
        self.at_login.setChecked(False)
