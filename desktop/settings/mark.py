"""Marks the setting that was looked for."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtWidgets import QFrame

from desktop.monitors.forms.section import Section

_ASIDE, _ABOVE = 8, 4
"""Pixels by which it is wider and higher than the row."""


class Mark(QFrame):
    """A tinted area behind a row of ``section``, which stands in a :class:`~desktop.settings.area.FormArea`; it follows
    the row however the form is laid out."""

    def __init__(self, section: Section, path: str) -> None:
        super().__init__(section.parentWidget())
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
        row, form = self.section.row_area(self.path), self.section.geometry()
        area = QRect(0, row.top(), form.width(), row.height()).translated(form.topLeft())
        self.setGeometry(area.adjusted(-_ASIDE, -_ABOVE, _ASIDE, _ABOVE))
