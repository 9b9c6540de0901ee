"""The settings: one window with all pages, and a search for any setting."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSettings, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from agent.messages import Overview, SaveSettings, SettingsChanged
from agent.model import Settings
from desktop.discard import ask_discard
from desktop.labels import plain
from desktop.monitors.forms.buttons import GroupButtons
from desktop.monitors.forms.tab_order import move_focus
from desktop.settings.area import INSET
from desktop.settings.context import Context
from desktop.settings.finder import Finder
from desktop.settings.mark import Mark
from desktop.settings.page import Page
from desktop.settings.pages import PageSpec, pages
from desktop.settings.search import Place
from desktop.theme import scaled


class SettingsWindow(QDialog):
    """Not modal. Pages are built when it opens, so that the search finds all that stands on them; ``remembered`` keeps
    its size and which page was looked at."""

    shown_page = Signal(str)

    def __init__(self, context: Context, remembered: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("settings")
        self.setWindowTitle(self.tr("Settings"))
        self._client = context.client
        self._remembered = remembered
        self._leaving = False
        self.specs: tuple[PageSpec, ...] = pages()
        self.pages: dict[str, Page] = {spec.key: spec.make(context) for spec in self.specs}
        self.buttons = GroupButtons(context.theme, [spec.title.replace("&", "&&") for spec in self.specs])
        self.finder = Finder(context.theme, self._places)
        self._title = plain()
        self._title.setFont(scaled(self.font(), 1.25, self.font().Weight.DemiBold))
        self._title.setContentsMargins(INSET, 0, 0, 0)
        self._stack = QStackedWidget()
        self._lay_out()
        for page in self.pages.values():
            self._stack.addWidget(page)
            page.wanted.connect(self._save)
            page.edited.connect(self._show_unsaved)
        self.buttons.chosen.connect(self._show_page)
        self.finder.chosen.connect(self.go_to)
        self.finder.entered.connect(self.enter)
        self.finder.searching.connect(self._search)
        self._client.event.connect(self._follow)
        self._add_shortcuts()
        self._restore()

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(self.finder)
        side.addWidget(self.buttons, 1)
        left = QWidget()
        left.setLayout(side)
        left.setObjectName("settingsSide")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        left.setFixedWidth(self.fontMetrics().averageCharWidth() * 30)
        side.setContentsMargins(12, 12, 12, 12)
        right = QVBoxLayout()
        right.setContentsMargins(8, 16, 16, 16)
        right.setSpacing(12)
        right.addWidget(self._title)
        right.addWidget(self._stack, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(left)
        layout.addLayout(right, 1)

    def _add_shortcuts(self) -> None:
        for keys, run in (
            (QKeySequence(QKeySequence.StandardKey.Find), self.finder.focus),
            (QKeySequence("Ctrl+Return"), self._save_page),
            (QKeySequence("Ctrl+Enter"), self._save_page),
            (QKeySequence(QKeySequence.StandardKey.Close), self.close),
            (QKeySequence("Ctrl+PgDown"), lambda: self.buttons.step(1)),
            (QKeySequence("Ctrl+PgUp"), lambda: self.buttons.step(-1)),
        ):
            QShortcut(keys, self).activated.connect(run)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return move_focus(self, forward=forward)

    # -- pages ---------------------------------------------------------------------------------------------------------

    @property
    def key(self) -> str:
        """Which page is shown."""
        return self.specs[self.buttons.current].key

    @property
    def page(self) -> Page:
        return self.pages[self.key]

    def show_page(self, key: str) -> None:
        """Show a page; one that is not there leaves all as it is."""
        for number, spec in enumerate(self.specs):
            if spec.key == key:
                self.buttons.choose(number)

    @Slot(int)
    def _show_page(self, number: int) -> None:
        spec = self.specs[number]
        self._title.setText(spec.title)
        self.pages[spec.key].refresh()
        self._stack.setCurrentIndex(number)
        self.shown_page.emit(spec.key)

    @Slot()
    def _show_unsaved(self) -> None:
        for spec, button in zip(self.specs, self.buttons.buttons, strict=True):
            button.tell_unsaved(self.pages[spec.key].dirty)

    @Slot(object)
    def _follow(self, event: object) -> None:
        if isinstance(event, Overview | SettingsChanged):
            for page in self.pages.values():
                page.set_settings(event.settings)

    @Slot(object)
    def _save(self, settings: Settings) -> None:
        page = self.sender()
        if isinstance(page, Page):
            self._client.ask(lambda request: SaveSettings(request, settings), failed=page.refuse)

    @Slot()
    def _save_page(self) -> None:
        if self.page.dirty:
            self.page.save()

    # -- the search ----------------------------------------------------------------------------------------------------

    def _places(self) -> list[Place]:
        """All that can be found now."""
        places = []
        for spec in self.specs:
            places.append(Place(spec.key, spec.title, spec.title, spec.words))
            for section in self.pages[spec.key].sections():
                for path, editor in section.fields().items():
                    words = editor.accessibleDescription()
                    places.append(Place(spec.key, spec.title, editor.accessibleName(), words, path))
        return places

    @Slot(bool)
    def _search(self, searching: bool) -> None:
        self.buttons.setVisible(not searching)
        if not searching:
            self._take_mark()

    @Slot(object)
    def go_to(self, place: Place) -> None:
        """Show a setting and mark it."""
        self._take_mark()
        self.show_page(place.page)
        for section in self.page.sections():
            if place.path in section.fields():
                mark = Mark(section, place.path)
                QTimer.singleShot(0, mark, partial(_bring_into_sight, mark))  # once the page is laid out

    @Slot(object)
    def enter(self, place: Place) -> None:
        """Show a setting, mark it and give it the focus; of a page its first field."""
        self.go_to(place)
        for section in self.page.sections():
            field = section.fields().get(place.path)
            if field is not None:
                field.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return
        self.page.focus_first()

    def _take_mark(self) -> None:
        for mark in self.findChildren(Mark):
            mark.setParent(None)
            mark.deleteLater()

    # -- leaving -------------------------------------------------------------------------------------------------------

    def reject(self) -> None:
        """Escape ends the search, goes a step back within a page, and closes at last."""
        if not self.finder.clear() and not self.page.back():
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._leaving or not self.ask_discard(self._discard):
            self._remember()
            for page in self.pages.values():
                page.leave()
            event.accept()
            return
        event.ignore()

    def ask_discard(self, discard: Callable[[], object]) -> bool:
        """Ask, where something is not saved, before ``discard`` is done; False where there is nothing to ask."""
        unsaved = [spec for spec in self.specs if self.pages[spec.key].dirty]
        if unsaved:
            self.show_page(unsaved[0].key)
            names = ", ".join(spec.title for spec in unsaved)
            ask_discard(self, discard, self.tr("Discard what you entered under {pages}?").format(pages=names))
        return bool(unsaved)

    @Slot()
    def _discard(self) -> None:
        self._leaving = True
        self.close()

    def _restore(self) -> None:
        geometry = self._remembered.value("settings/geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            metrics = QFontMetrics(self.font())
            wanted = QSize(metrics.averageCharWidth() * 150, metrics.lineSpacing() * 40)
            self.resize(wanted.boundedTo(self.screen().availableSize() * 0.94))
        self.buttons.choose(0)
        self.show_page(str(self._remembered.value("settings/page", "")))

    def _remember(self) -> None:
        self._remembered.setValue("settings/geometry", self.saveGeometry())
        self._remembered.setValue("settings/page", self.key)


def _bring_into_sight(widget: QWidget) -> None:
    place = widget.parentWidget()
    while place is not None:
        if isinstance(place, QScrollArea):
            place.ensureWidgetVisible(widget)
        place = place.parentWidget()
