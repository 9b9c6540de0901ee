"""Tab goes through a window in the order in which it is laid out, also after rows came, went or moved."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLayout, QScrollArea, QSplitter, QWidget


def move_focus(window: QWidget, *, forward: bool) -> bool:
    """Give the focus to the next stop of ``window``, round and round; False where there is none."""
    stops = [one for one in _stops(window) if _can_take_focus(one, window)]
    if not stops:
        return False
    now = window.focusWidget()
    place = stops.index(now) if now in stops else -1 if forward else 0
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stops[(place + (1 if forward else -1)) % len(stops)].setFocus(reason)
    return True


def _can_take_focus(widget: QWidget, window: QWidget) -> bool:
    if isinstance(widget, QAbstractButton) and widget.autoExclusive() and not widget.isChecked():
        return False  # arrows go to the others of its group
    return widget.isVisibleTo(window) and widget.isEnabled()


def _is_chosen(widget: QWidget) -> bool:
    """Whether it is the chosen one of its group: Qt lets Tab go to the one that had the focus last, chosen or not."""
    return isinstance(widget, QAbstractButton) and widget.autoExclusive() and widget.isChecked()


def _stops(widget: QWidget | None) -> Iterator[QWidget]:
    if widget is None:
        return
    layout = widget.layout()
    if layout is not None:
        yield from _within(layout)
    elif isinstance(widget, QSplitter):
        for place in range(widget.count()):
            yield from _stops(widget.widget(place))
    elif isinstance(widget, QScrollArea):
        yield from _stops(widget.widget())
    elif widget.focusPolicy() & (Qt.FocusPolicy.ClickFocus if _is_chosen(widget) else Qt.FocusPolicy.TabFocus):
        yield widget


def _within(layout: QLayout) -> Iterator[QWidget]:
    """The stops of a layout in its order. Its items are not asked for: Qt frees them without a word to PySide, which
    then takes something else for them, in the end with a crash."""
    parent = layout.parentWidget()
    widgets = parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly) if parent else []
    inner = [one for one in layout.children() if isinstance(one, QLayout)]
    places: list[tuple[int, QWidget | QLayout]] = [(layout.indexOf(one), one) for one in widgets]
    places += [(layout.indexOf(one), one) for one in inner]
    for place, part in sorted(places, key=lambda found: found[0]):
        if place >= 0:
            yield from _within(part) if isinstance(part, QLayout) else _stops(part)
