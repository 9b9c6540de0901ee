"""Labels for what servers and people wrote: plain text always, elided where it does not fit, whole in the tooltip."""

from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOption, QWidget


def plain(text: str = "", parent: QWidget | None = None, rank: str = "") -> QLabel:
    """A label that never reads its text as markup; ``rank`` is "", "second" or "error"."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if rank:
        label.setProperty("rank", rank)
    return label


def error_label(parent: QWidget | None = None) -> QLabel:
    """The line that says what is wrong, hidden while nothing is: see :func:`say`."""
    label = plain("", parent, rank="error")
    label.setWordWrap(True)
    label.hide()
    return label


def say(label: QLabel, words: str) -> None:
    """Show ``words`` in a line that is hidden while there are none."""
    label.setText(words)
    label.setVisible(bool(words))


def set_rank(label: QLabel, rank: str) -> None:
    """Change the rank of a label that is shown already."""
    if label.property("rank") != rank:
        label.setProperty("rank", rank)
        label.style().polish(label)


def tooltip(text: str) -> str:
    """``text`` as a tooltip that shows it literally and wraps."""
    return f"<qt>{escape(text)}</qt>".replace("\n", "<br>") if text else ""


class ElidedLabel(QLabel):
    """One line of plain text that shrinks with its place; what is cut off stands in the tooltip."""

    def __init__(
        self, rank: str = "", mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._mode = mode
        self._hint = ""
        if rank:
            self.setProperty("rank", rank)

    def set_text(self, text: str, hint: str = "") -> None:
        """Show ``text``; the tooltip is ``hint``, or the text where it is cut off."""
        if text != self.text() or hint != self._hint:
            self._hint = hint
            self.setText(text)
            self.setAccessibleName(text)
            self._set_tip()

    @property
    def shown(self) -> str:
        """The text as far as it fits."""
        return QFontMetrics(self.font()).elidedText(self.text(), self._mode, self.contentsRect().width())

    def _set_tip(self) -> None:
        cut = self.shown != self.text()
        self.setToolTip(tooltip("\n".join(part for part in (self.text() if cut else "", self._hint) if part)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("…") * 3, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_tip()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            int(self.alignment()) | int(Qt.TextFlag.TextSingleLine),
            self.palette(),
            self.isEnabled(),
            self.shown,
            self.foregroundRole(),
        )
