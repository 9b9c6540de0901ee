"""What the palette can find: entries, and where they come from."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from agent.messages import MonitorView
from agent.model import State
from desktop import text
from desktop.clock import now
from desktop.monitors.forms.described import explanation, field_info, fields
from desktop.settings.names import page_names
from desktop.text import tr
from desktop.theme import Theme

TROUBLE = {State.DOWN, State.FAILING, State.DEGRADED}


@dataclass(frozen=True, slots=True)
class Entry:
    """``title`` is found first, ``more`` too; ``hint`` tells where it belongs and ``keys`` how it is had without the
    palette. ``run`` goes there or does it. ``says`` gives what is read out. ``offered``: also while nothing is searched
    for."""

    title: str
    run: Callable[[], None]
    hint: str = ""
    keys: str = ""
    more: str = ""
    says: Callable[[], str] | None = None
    icon: QIcon | None = None
    offered: bool = True
    folded: tuple[str, str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "folded", (self.title.casefold(), f"{self.hint} {self.more}".casefold()))


def of_monitors(views: Iterable[MonitorView], theme: Theme, show: Callable[[int], None]) -> Iterator[Entry]:
    """A monitor each, in the order of ``views``."""
    at = now()
    for view in views:
        monitor = view.monitor
        yield Entry(
            monitor.name,
            partial(show, monitor.id),
            hint=monitor.target.label,
            more=" ".join(monitor.tags),
            says=partial(_spoken, view, at),
            icon=theme.state_icon(view.status.state),
            offered=view.status.state in TROUBLE,
        )


def of_views(names: Iterable[str], show: Callable[[str], None]) -> Iterator[Entry]:
    """A saved view each."""
    for name in names:
        yield Entry(name, partial(show, name), hint=tr("Saved view"), offered=False)


def of_settings(show: Callable[[str, str], None], but: Collection[str]) -> Iterator[Entry]:
    """A page of the settings each, save those with the keys ``but``, and each setting that stands on one by itself.
    ``show`` is given the key of the page, and the path of the setting or ""."""
    place = tr("Settings")
    for page in page_names():
        if page.key not in but:
            yield Entry(page.title, partial(show, page.key, ""), hint=place, more=page.words, offered=False)
        for name in fields(page.fields) if page.fields else ():
            path = f"{page.fields}.{name}"
            if title := field_info(path).title:
                go, hint = partial(show, page.key, path), f"{place} › {page.title}"
                yield Entry(tr(title), go, hint=hint, more=explanation(path), offered=False)


def of_menus(bar: QMenuBar, but: QAction) -> Iterator[Entry]:
    """Every command of the menus that can be had now, save the one that opened the palette."""
    for action in bar.actions():
        yield from _of_menu(action, (), but)


def _of_menu(action: QAction, path: tuple[str, ...], but: QAction) -> Iterator[Entry]:
    if not (action.isEnabled() and action.isVisible()) or action.isSeparator() or action is but:
        return
    title = action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
    menu = action.menu()
    if isinstance(menu, QMenu):
        for inner in menu.actions():
            yield from _of_menu(inner, (*path, title), but)
        return
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    checked = tr("on") if action.isCheckable() and action.isChecked() else ""
    hint = " › ".join(path)
    says = ", ".join(part for part in (title, checked, hint, keys) if part)
    hint = " · ".join(filter(None, (hint, checked)))
    yield Entry(title, action.trigger, hint=hint, keys=keys, says=lambda: says)


def _spoken(view: MonitorView, at: int) -> str:
    return f"{view.monitor.name}, {text.standing(view, at)}"
