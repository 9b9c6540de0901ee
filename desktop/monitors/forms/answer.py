"""What a test found: outcome, status, time, certificate, assertions. It stays while one goes on editing."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from agent.evidence import KeptExchange
from agent.model import AssertionResult, Check, State
from desktop import text
from desktop.labels import plain, say, set_rank
from desktop.monitors.evidence.dialog import ExchangeDialog
from desktop.monitors.forms import assertion_words as words
from desktop.monitors.waterfall import Waterfall
from desktop.overlay import PATIENCE_MS, Spinner
from desktop.text import tr
from desktop.theme import Theme, scaled


class AnswerPanel(QWidget):
    """Hidden until something is said. After an edit it says that it is of the settings before."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._check: Check | None = None
        self._spinner = Spinner(theme)
        self._picture = QLabel()
        self.headline = plain()
        self.headline.setFont(scaled(self.font(), 1.0, QFont.Weight.DemiBold))
        self.headline.setWordWrap(True)
        self.before = plain(self.tr("Of the settings before: test again to see."), rank="second")
        self.message = plain()
        self.certificate = plain(rank="second")
        self.waterfall = Waterfall(theme)
        self.response = QPushButton(self.tr("Show the response…"))
        self.response.setAutoDefault(False)
        self.response.clicked.connect(self._show_response)
        self._exchange: KeptExchange | None = None
        self._assertions = QVBoxLayout()
        self._assertions.setSpacing(4)
        self.results: list[QLabel] = []
        for label in (self.before, self.message, self.certificate):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._spinner.show)
        self._lay_out()
        self.clear()
        theme.changed.connect(self._paint)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        for widget in (self._spinner, self._picture):
            head.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.headline, 1)
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        column.addLayout(head)
        for part in (self.before, self.message, self.waterfall, self.certificate):
            column.addWidget(part)
        column.addLayout(self._assertions)
        column.addWidget(self.response, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._area = QScrollArea()
        self._area.setObjectName("formArea")
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)

    def sizeHint(self) -> QSize:
        width = max(280, self.width())
        return QSize(width, max(self._inside.heightForWidth(width), self._inside.sizeHint().height()) + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.fontMetrics().lineSpacing() * 3)

    # -- what it says -------------------------------------------------------------------------------------------------

    def clear(self) -> None:
        self._stop()
        self._check = None
        self.headline.setText("")
        self.hide()

    def wait(self, said: str) -> None:
        """Say that something is under way, with a spinner if it takes long."""
        self._stop()
        self._picture.hide()
        self._show_details(None, ())
        self.headline.setText(said)
        self._patience.start()
        self._appear(said)

    def stop_waiting(self) -> None:
        """What was under way came to nothing: say no more of it."""
        if self._check is None:
            self.clear()
        else:
            self._stop()

    def show_check(self, check: Check, results: Sequence[AssertionResult] = ()) -> None:
        """Show what a test found."""
        self._stop()
        parts = [text.outcome_name(check.outcome)]
        if check.status_code is not None:
            parts.append(str(check.status_code))
        if check.latency_ms is not None:
            parts.append(text.latency(check.latency_ms))
        self.headline.setText(" · ".join(parts))
        self._check = check
        self._paint()
        self._show_details(check, results)
        self._appear(self.said)

    def _show_details(self, check: Check | None, results: Sequence[AssertionResult]) -> None:
        self._check = check
        self.offer(None)
        self.before.hide()
        say(self.message, check.message if check else "")
        self.waterfall.setVisible(check is not None and check.phases is not None)
        self.waterfall.show_phases(check.phases if check else None)
        expires = check.certificate_expires_at if check else None
        self.certificate.setVisible(expires is not None)
        if check is not None and expires is not None:
            self.certificate.setText(_certificate(expires, check.at))
        for label in self.results:
            self._assertions.removeWidget(label)
            label.deleteLater()
        self.results = [_result(one) for one in results]
        for label in self.results:
            self._assertions.addWidget(label)

    def offer(self, exchange: KeptExchange | None) -> None:
        """Have the response of the test ready to be looked at; None where there is none."""
        self._exchange = exchange
        self.response.setVisible(exchange is not None and exchange.request is not None)

    @Slot()
    def _show_response(self) -> None:
        if self._exchange is not None:
            ExchangeDialog(self._exchange, self._theme, self).open()

    @Slot()
    def mark_edited(self) -> None:
        """The form was changed after the test."""
        if self._check is not None and not self.isHidden():
            self.before.show()

    @property
    def said(self) -> str:
        """Everything it says, a line each; "" while it is hidden."""
        if self.isHidden():
            return ""
        labels = [self.headline, self.before, self.message, self.certificate, *self.results]
        return "\n".join(label.text() for label in labels if label.text() and not label.isHidden())

    def _appear(self, said: str) -> None:
        self.show()
        self.setAccessibleName(said)
        self.updateGeometry()

    def _stop(self) -> None:
        self._patience.stop()
        self._spinner.hide()

    @Slot()
    def _paint(self) -> None:
        if self._check is not None:
            side = self.fontMetrics().height() + 2
            icon = self._theme.state_icon(State(self._check.outcome.value))
            self._picture.setPixmap(icon.pixmap(QSize(side, side), self.devicePixelRatio()))
            self._picture.show()


def _certificate(expires: int, at: int) -> str:
    if expires <= at:
        return tr("The certificate expired {time} ago.").format(time=text.duration(at - expires))
    return tr("The certificate is valid for {time}.").format(time=text.duration(expires - at))


def _result(result: AssertionResult) -> QLabel:
    sign = "✓" if result.passed else "✕"
    found = f" ({result.actual})" if result.actual else ""
    label = plain(f"{sign} {words.sentence(result.assertion)}{found}")
    label.setWordWrap(True)
    set_rank(label, "second" if result.passed else "error")
    return label
