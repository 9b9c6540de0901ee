"""Banners above everything else: what the window must not keep quiet."""

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMessageBox, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.labels import plain
from desktop.theme import Theme


class Tone(Enum):
    """How much a banner matters; its value is the style sheet's word for it."""

    NOTE = "note"
    WARNING = "warning"
    ALARM = "alarm"


_ICONS = {Tone.NOTE: "info", Tone.WARNING: "warning", Tone.ALARM: "warning"}


class Banner(QFrame):
    """One message, with a button where something can be done, raw text behind Details, and a cross where it may go."""

    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        tone: Tone,
        message: str,
        details: str = "",
        action: tuple[str, Callable[[], None]] | None = None,
        closable: bool = True,
    ) -> None:
        super().__init__()
        self.setObjectName("banner")
        self.setProperty("tone", tone.value)
        self._theme = theme
        self._tone = tone
        self._details = details
        self._picture = QLabel()
        self.label = plain(message)
        self.label.setWordWrap(True)
        self.setAccessibleName(message)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 8, 4)
        self.setMinimumHeight(self.fontMetrics().height() + 24)
        layout.setSpacing(8)
        layout.addWidget(self._picture)
        layout.addWidget(self.label, 1)
        if action is not None:
            button = QPushButton(action[0])
            button.clicked.connect(action[1])
            layout.addWidget(button)
        if details:
            more = QPushButton(self.tr("Details"))
            more.clicked.connect(self._show_details)
            layout.addWidget(more)
        self._cross = QToolButton()
        self._cross.setAccessibleName(self.tr("Close this message"))
        self._cross.clicked.connect(self.closed)
        self._cross.setVisible(closable)
        layout.addWidget(self._cross)
        theme.changed.connect(self._take_icons)
        self._take_icons()

    @Slot()
    def _take_icons(self) -> None:
        tint = {Tone.NOTE: self._theme.accent, Tone.WARNING: None, Tone.ALARM: self._theme.alarm}[self._tone]
        side = self.fontMetrics().height() + 2
        self._picture.setPixmap(self._theme.icon(_ICONS[self._tone], tint).pixmap(side, side))
        self._cross.setIcon(self._theme.icon("close"))

    @Slot()
    def _show_details(self) -> None:
        box = QMessageBox(QMessageBox.Icon.NoIcon, self.tr("Details"), "", QMessageBox.StandardButton.Close, self)
        box.setTextFormat(self.label.textFormat())
        box.setText(self.label.text())
        box.setInformativeText(self._details)
        box.open()


class Banners(QWidget):
    """The banners there are, one a subject: a newer one of the same subject takes the older one's place."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: dict[str, Banner] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.hide()

    def put(
        self,
        subject: str,
        tone: Tone,
        message: str,
        *,
        details: str = "",
        action: tuple[str, Callable[[], None]] | None = None,
        closable: bool = True,
        closed: Callable[[], None] | None = None,
    ) -> None:
        """Show ``message`` about ``subject``; the same message again changes nothing. ``closed`` is called when
        somebody closes it."""
        old = self._shown.get(subject)
        if old is not None and old.label.text() == message:
            return
        self.take(subject)
        banner = Banner(self._theme, tone, message, details, action, closable)
        banner.closed.connect(lambda: self.take(subject))
        if closed is not None:
            banner.closed.connect(closed)
        self._shown[subject] = banner
        self._layout.addWidget(banner)
        self.show()

    def take(self, subject: str) -> None:
        """Take away what is said about ``subject``, if anything."""
        banner = self._shown.pop(subject, None)
        if banner is not None:
            self._layout.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
        self.setVisible(bool(self._shown))

    def messages(self) -> dict[str, str]:
        """What is said now, by subject."""
        return {subject: banner.label.text() for subject, banner in self._shown.items()}
