"""The groups of a form as a column of buttons: how much of each is set, and where something is wrong."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.labels import tooltip
from desktop.text import count, tr
from desktop.theme import Theme, figures

_ROOM = 40
"""Pixels to the right of a name for its number."""


class GroupButton(QPushButton):
    """The name of a group with, on the right, how many of its fields differ from the defaults, or a sign that one is
    wrong."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__(title)
        self._theme = theme
        self._set = 0
        self._wrong = 0
        self._unsaved = False
        self.setObjectName("group")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)
        self.tell(0, 0)

    @property
    def name(self) -> str:
        return self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")

    def tell(self, set_: int, wrong: int) -> None:
        """``set_`` fields differ from the defaults, ``wrong`` have an error."""
        self._set, self._wrong = set_, wrong
        self._say()

    def tell_unsaved(self, unsaved: bool) -> None:
        """Whether something was entered there that is not saved yet."""
        if unsaved != self._unsaved:
            self._unsaved = unsaved
            self._say()

    def _say(self) -> None:
        set_, wrong = self._set, self._wrong
        said = []
        if wrong:
            said.append(count(wrong, tr("{n} mistake"), tr("{n} mistakes")))
        if set_:
            said.append(count(set_, tr("{n} setting of your own"), tr("{n} settings of your own")))
        if self._unsaved:
            said.append(tr("not saved"))
        self.setAccessibleName(", ".join((self.name, *said)))
        self.setToolTip(tooltip("\n".join(said)))
        self.update()

    @property
    def mark(self) -> str:
        """What stands on the right."""
        return "!" if self._wrong else str(self._set) if self._set else "•" if self._unsaved else ""

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(_ROOM, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.mark:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(figures(self.font()))
        height = self.fontMetrics().height() + 2
        width = max(height, painter.fontMetrics().horizontalAdvance(self.mark) + 12)
        place = QRect(self.width() - width - 8, (self.height() - height) // 2, width, height)
        if self._wrong:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.alarm)
            painter.drawRoundedRect(place, height / 2, height / 2)
            painter.setPen(QColor(self._theme.scheme.base))
        else:
            painter.setPen(self._theme.faint)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self.mark)


class GroupButtons(QWidget):
    """One of them is chosen: by mouse, arrows, Alt and its letter, or :meth:`step`."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, titles: list[str]) -> None:
        super().__init__()
        self.setAccessibleName(tr("Groups of settings"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self._group = QButtonGroup(self)
        self.buttons: list[GroupButton] = []
        for number, title in enumerate(titles):
            button = GroupButton(theme, title)
            self._group.addButton(button, number)
            self.buttons.append(button)
            layout.addWidget(button)
        layout.addStretch(1)
        self._group.idToggled.connect(self._announce)

    @property
    def current(self) -> int:
        return self._group.checkedId()

    def choose(self, number: int) -> None:
        self.buttons[number].setChecked(True)

    def step(self, by: int) -> None:
        """Choose the next one, or the one before, round and round."""
        self.choose((self.current + by) % len(self.buttons))

    def _announce(self, number: int, chosen: bool) -> None:
        if chosen:
            self.chosen.emit(number)
