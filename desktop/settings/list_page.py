"""A part of the settings that is a list: the names at the left, the form of the one that is chosen beside them."""

from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QStackedWidget

from agent.messages import CommandFailed
from agent.model import MaintenanceWindow, ReportSchedule, Settings, TagPolicy
from desktop.monitors.errors import field_errors
from desktop.monitors.forms.section import Section
from desktop.monitors.forms.values import nearest
from desktop.settings.area import INSET, FormArea
from desktop.settings.foot import Foot
from desktop.settings.page import Page
from desktop.theme import scaled

Item = TagPolicy | MaintenanceWindow | ReportSchedule


class ItemForm(FormArea):
    """The form of one item; ``base`` is what it began with, None for a new one."""

    def __init__(self, section: Section, base: Item | None) -> None:
        super().__init__()
        self.section = section
        self.base = base
        self._blank = self.values()
        self.show_form(section)

    @property
    def dirty(self) -> bool:
        return self.values() != self._blank

    def values(self) -> dict[str, Any]:
        return {path: editor.value() for path, editor in self.section.editors.items()}


class ListPage(Page):
    """Edits the field ``part`` of the settings, items with names, whose fields' paths begin with ``prefix``.

    What is entered for one item stays while others are looked at; Save is for all of them. A page says by
    :meth:`make` what the form of an item is, and by :meth:`read` what stands in it.
    """

    part = ""
    prefix = ""

    def __init__(self, settings: Settings, intro: str, listed: str, *others: QPushButton) -> None:
        super().__init__(intro)
        self._settings = settings
        self._forms: dict[str, ItemForm] = {}
        self._removed: set[str] = set()
        self._asked: tuple[Item, ...] | None = None
        self._chosen = ""
        self.list = QListWidget()
        self.list.setObjectName("rows")
        self.list.setAccessibleName(listed)
        self.list.setFixedWidth(self.fontMetrics().averageCharWidth() * 20)
        self.list.setSpacing(2)
        self.list.currentItemChanged.connect(self._choose)
        self._stack = QStackedWidget()
        self.foot = Foot(*others)
        self.foot.save.clicked.connect(self.save)
        self.foot.revert.clicked.connect(self.revert)
        middle = QHBoxLayout()
        middle.setContentsMargins(INSET, 0, 0, 0)
        middle.setSpacing(8)
        middle.addWidget(self.list)
        middle.addWidget(self._stack, 1)
        self._body.addLayout(middle, 1)
        self._body.addWidget(self.foot)

    # -- what a page of this kind says itself --------------------------------------------------------------------------

    def make(self, item: Item | None) -> Section:
        """The form of ``item``; of a new one for None."""
        raise NotImplementedError

    def read(self, key: str, values: dict[str, Any]) -> Item:
        """What stands in a form, by the names of the model's fields; ValidationError where it is not right."""
        raise NotImplementedError

    def keys(self) -> Sequence[str]:
        """The names in the list, in its order; "" is an item that has none yet."""
        return sorted(self.items(), key=str.casefold)

    def label(self, key: str) -> str:
        return key

    # -- what there is -------------------------------------------------------------------------------------------------

    def items(self) -> dict[str, Item]:
        """What is saved, without what is to be removed."""
        return {item.name: item for item in self._saved() if item.name not in self._removed}

    def _saved(self) -> tuple[Item, ...]:
        found: tuple[Item, ...] = getattr(self._settings, self.part)
        return found

    @property
    def chosen(self) -> str:
        """The name of the item whose form is shown; "" for a new one, and for none."""
        return self._chosen

    @property
    def section(self) -> Section:
        """The form that is shown."""
        return self._forms[self._chosen].section

    def sections(self) -> Sequence[Section]:
        return (self.section,)

    @property
    def dirty(self) -> bool:
        return bool(self._removed) or any(form.dirty for form in self._forms.values())

    def set_settings(self, settings: Settings) -> None:
        conflict = False
        self._settings = settings
        now = {item.name: item for item in self._saved()}
        self._removed &= set(now)
        for key, form in list(self._forms.items()):
            entered = self._entered(key) if form.dirty else None
            if entered is not None and now.get(entered.name) == entered:
                self._chosen = entered.name if self._chosen == key else self._chosen
                self._drop(key)
            elif form.dirty:
                conflict = conflict or (form.base != now.get(key) and self._saved() != self._asked)
                form.base = now.get(key)
            elif form.base != now.get(key):
                self._drop(key)
        self._fill()
        if conflict:
            self.foot.say_changed_elsewhere()
        elif not self.dirty:
            self.foot.say("")

    def refuse(self, failure: CommandFailed) -> None:
        self.foot.say(self.tr("Not saved: {why}").format(why=failure.message), bad=True)

    # -- the list and the forms ----------------------------------------------------------------------------------------

    def _fill(self) -> None:
        """Show the list and the form as things stand now."""
        keys = list(dict.fromkeys((*self.keys(), *(key for key, form in self._forms.items() if form.dirty))))
        if self._chosen not in keys and keys:
            self._chosen = keys[0]
        self.list.blockSignals(True)
        self.list.clear()
        for key in keys or [""]:
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, key)
            self.list.addItem(item)
            if key == self._chosen:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self.list.setVisible(bool(keys))
        self._show()

    @Slot()
    def _choose(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._chosen = str(item.data(Qt.ItemDataRole.UserRole))
            self._show()

    def choose(self, key: str) -> None:
        """Show the form of an item, or of a new one."""
        self._chosen = key
        self._show()
        if key not in (self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.list.count())):
            self._fill()
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == key:
                self.list.setCurrentRow(row)

    def _show(self) -> None:
        form = self._forms.get(self._chosen)
        if form is None:
            item = self.items().get(self._chosen)
            form = self._forms[self._chosen] = ItemForm(self.make(item), item)
            form.section.edited.connect(self._edited)
            self._stack.addWidget(form)
        self._stack.setCurrentWidget(form)
        self._edited()

    def _drop(self, key: str) -> None:
        form = self._forms.pop(key)
        self._stack.removeWidget(form)
        form.setParent(None)
        form.deleteLater()

    @Slot()
    def _edited(self) -> None:
        saved = {item.name for item in self._saved()}
        for row in range(self.list.count()):
            item = self.list.item(row)
            key = str(item.data(Qt.ItemDataRole.UserRole))
            form = self._forms.get(key)
            changed = key in self._removed or (form is not None and form.dirty)
            item.setText(f"{self.label(key)} •" if changed else self.label(key))
            said = self.tr("{name}, not saved").format(name=self.label(key)) if changed else self.label(key)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            item.setSizeHint(QSize(0, self.fontMetrics().height() + 12))
            item.setFont(scaled(self.list.font(), 1.0, self.font().Weight.DemiBold if key in saved else None))
        self.foot.set_dirty(self.dirty)
        self.edited.emit()

    # -- save and revert -----------------------------------------------------------------------------------------------

    def _entered(self, key: str, *, show: bool = False) -> Item | None:
        """What stands in a form; None where it is not right, which is said at its fields if ``show``."""
        form = self._forms[key]
        values = {path.removeprefix(f"{self.prefix}."): value for path, value in form.values().items()}
        try:
            return self.read(key, values)
        except ValidationError as error:
            if show:
                paths = list(form.section.editors)
                wrong = field_errors(error)
                at = [nearest(f"{self.prefix}.{one.field or self.culprit(values)}", paths) for one in wrong]
                self.choose(key)
                form.section.show_errors({path: one.message for path, one in zip(at, wrong, strict=True)})
            return None

    def culprit(self, values: dict[str, Any]) -> str:
        """The field at which it is said what is wrong with an item as a whole."""
        return next(iter(values))

    @Slot()
    def save(self) -> None:
        """Ask for what is entered, or show where something of it is wrong."""
        items: dict[str, Item] = {item.name: item for item in self._saved()}
        for key in self._removed:
            items.pop(key, None)
        for key, form in list(self._forms.items()):
            if not form.dirty:
                continue
            entered = self._entered(key, show=True)
            if entered is None:
                return
            if entered.name != key and entered.name in items:
                self.choose(key)
                form.section.show_errors({f"{self.prefix}.name": self.tr("Another one has this name.")})
                return
            form.section.show_errors({})
            items = _with(items, key, entered)
        self._asked = tuple(items.values())
        self.wanted.emit(self._settings.model_copy(update={self.part: self._asked}))

    @Slot()
    def revert(self) -> None:
        """Show what is saved."""
        self._removed.clear()
        self.rebuild()
        self.foot.say("")

    def rebuild(self, *, keep: bool = False) -> None:
        """Make all forms anew; with ``keep`` those in which nothing was entered."""
        for key in [key for key, form in self._forms.items() if not (keep and form.dirty)]:
            self._drop(key)
        self._fill()

    def remove(self) -> None:
        """The chosen item is to be gone, once that is saved."""
        if self._chosen in {item.name for item in self._saved()}:
            self._removed.add(self._chosen)
        self._drop(self._chosen)
        self._fill()


def _with(items: dict[str, Item], key: str, item: Item) -> dict[str, Item]:
    """``items`` with ``item`` in place of ``key``, or at the end."""
    if key not in items:
        return {**items, item.name: item}
    return {(item.name if name == key else name): (item if name == key else other) for name, other in items.items()}
