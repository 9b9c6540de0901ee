"""Marks the setting that was looked for."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.monitors.forms.section import Section

_ASIDE, _ABOVE = 8, 4
"""Pixels by which it is wider and higher than the row."""


class Mark(QFrame):
    """A tinted area behind a row of ``section``, which stands in a :class:`~desktop.settings.area.FormArea`; it follows
    the row however the form is laid out."""

    def __init__(self, section: Section, path: str) -> None:
        self._form = _inside(section)
        super().__init__(self._form)
        self.section, self.path = section, path
        self.setObjectName("found")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.lower()
        section.installEventFilter(self)
        self._place()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._place()
        return False

    def _place(self) -> None:
        row, corner = self.section.row_area(self.path), self.section.mapTo(self._form, QPoint())
        area = QRect(0, row.top(), self.section.width(), row.height()).translated(corner)
        self.setGeometry(area.adjusted(-_ASIDE, -_ABOVE, _ASIDE, _ABOVE))


def _inside(section: Section) -> QWidget:
    """What is scrolled, with ``section`` in it."""
    place: QWidget = section
    while (above := place.parentWidget()) is not None and not isinstance(above.parentWidget(), QScrollArea):
        place = above
    return place
