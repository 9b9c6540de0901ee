"""What a person can use in a window: one definition for all tests of names, of the keyboard and of sizes."""

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDateTimeEdit,
    QLabel,
    QLineEdit,
    QMenuBar,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QWidget,
)

WHOLE = (QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QMenuBar, QScrollBar, QTabBar)
"""What is in them is theirs: the field of a box, the cross that clears a line, the corner of a table."""
TARGET = 24
"""Pixels that a thing to click is wide and high at least."""
SECTIONS = 3
"""How often Tab may stay where it is: in a date it goes through day, month and year."""


def interactive(root: QWidget) -> list[QWidget]:
    """What can be used below ``root`` as it is shown, in the window of ``root``: buttons, and whatever takes the focus
    by Tab."""
    return [one for one in root.findChildren(QWidget) if one.window() is root.window() and _is_interactive(one)]


def _is_interactive(widget: QWidget) -> bool:
    if not widget.isVisible() or not widget.isEnabled() or widget.focusProxy() is not None:
        return False
    if isinstance(widget.parentWidget(), WHOLE) or isinstance(widget, QScrollArea):
        return False
    return isinstance(widget, QAbstractButton) or bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def name_of(widget: QWidget) -> str:
    """What is read aloud of ``widget``: what was set, or its own text, or its label's.

    Not asked of QAccessible: PySide loses track of its interfaces, and crashes when their memory is used again.
    """
    if widget.accessibleName():
        return widget.accessibleName()
    if isinstance(widget, QAbstractButton):
        return widget.text()
    if isinstance(widget, QTabBar):
        return widget.tabText(widget.currentIndex())
    return next((one.text() for one in widget.window().findChildren(QLabel) if one.buddy() is widget), "")


def nameless(root: QWidget) -> list[QWidget]:
    return [one for one in interactive(root) if not name_of(one)]


def reached(window: QWidget) -> list[QWidget]:
    """Where Tab leads from what has the focus in ``window``, until it comes round or stays."""
    stops: list[QWidget] = []
    stayed = 0
    while (focus := window.focusWidget()) is not None:
        stayed = stayed + 1 if stops and focus is stops[-1] else 0
        if stayed > (SECTIONS if isinstance(focus, QDateTimeEdit) else 0) or (not stayed and focus in stops):
            break
        if not stayed:
            stops.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    return stops


def unreached(root: QWidget) -> list[QWidget]:
    """What neither Tab reaches nor, among buttons of which one is chosen, the arrows from another one."""
    stops = set(reached(root.window()))
    return [one for one in interactive(root) if one not in stops and not stops & set(_others(one))]


def _others(widget: QWidget) -> list[QAbstractButton]:
    """The buttons to which the arrows go from ``widget``."""
    if not isinstance(widget, QAbstractButton):
        return []
    if (group := widget.group()) is not None:
        return group.buttons()
    parent = widget.parentWidget()
    siblings = parent.findChildren(QAbstractButton, options=Qt.FindChildOption.FindDirectChildrenOnly) if parent else []
    return [one for one in siblings if one.autoExclusive()] if widget.autoExclusive() else []


def small(root: QWidget) -> list[tuple[QWidget, QSize]]:
    """What is less than :data:`TARGET` wide or high; of tabs and lists their entries."""
    return [(one, size) for one in interactive(root) for size in _targets(one) if not _is_large_enough(size)]


def _is_large_enough(size: QSize) -> bool:
    return size.width() >= TARGET and size.height() >= TARGET


def _targets(widget: QWidget) -> Iterator[QSize]:
    if isinstance(widget, QTabBar):
        yield from (widget.tabRect(tab).size() for tab in range(widget.count()) if widget.isTabVisible(tab))
    elif isinstance(widget, QAbstractItemView):
        shown = widget.indexAt(widget.viewport().rect().topLeft())
        if shown.isValid():
            yield QSize(TARGET, widget.visualRect(shown).height())
    else:
        yield widget.size()
