"""What stands in the place of content: that it is being read, that there is none, or why it could not be read."""

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.labels import plain, set_rank
from desktop.theme import Theme

PATIENCE_MS = 300
"""What is there sooner needs no spinner."""


class Spinner(QWidget):
    """An arc that turns while it is shown."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._angle = 0
        self._timer = QTimer(self, interval=60)
        self._timer.timeout.connect(self._turn)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(20, 20)

    def _turn(self) -> None:
        self._angle = (self._angle - 30) % 360
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.accent, 2, c=Qt.PenCapStyle.RoundCap))
        painter.drawArc(QRectF(2, 2, 16, 16), self._angle * 16, 270 * 16)


class Overlay(QWidget):
    """Put over content, centred; hidden while there is nothing to say. ``retry`` is the button beside an error."""

    retry = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spinner = Spinner(theme, self)
        self._label = plain("", self, rank="second")
        self._label.setWordWrap(True)
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._again = QPushButton(self.tr("Try again"), self)
        self._again.clicked.connect(self.retry)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.addStretch()
        layout.addWidget(self._spinner, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._label)
        layout.addWidget(self._again, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._say_busy)
        self.clear()

    @property
    def said(self) -> str:
        """What it says now; "" for nothing."""
        return self._label.text() if not self.isHidden() else ""

    def busy(self) -> None:
        """Something is being read: say so if it takes long."""
        self.clear()
        self._patience.start()

    def message(self, text: str) -> None:
        self._show(text, spinner=False, again=False, rank="second")

    def error(self, text: str) -> None:
        self._show(text, spinner=False, again=True, rank="error")

    def clear(self) -> None:
        self._patience.stop()
        self.hide()

    def _say_busy(self) -> None:
        self._show(self.tr("Reading…"), spinner=True, again=False, rank="second")

    def _show(self, text: str, spinner: bool, again: bool, rank: str) -> None:
        self._patience.stop()
        self._label.setText(text)
        set_rank(self._label, rank)
        self._spinner.setVisible(spinner)
        self._again.setVisible(again)
        # Only the button takes the mouse: what is beneath stays usable.
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not again)
        self.show()
        self.raise_()
