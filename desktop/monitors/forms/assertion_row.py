"""One assertion in the form: subject, property, comparison, expected value, and what came of it in the last test."""

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from agent.model import COMPARISONS, PHASES, PRESENCE, Assertion, AssertionResult, Comparison, Subject
from desktop.labels import plain, say, set_rank
from desktop.monitors.errors import mark
from desktop.monitors.forms import assertion_words as words
from desktop.monitors.forms.code import CodeEdit
from desktop.monitors.forms.common import ANSWERED
from desktop.monitors.forms.completion import offer
from desktop.monitors.forms.editors import Choice, Switch
from desktop.theme import Theme


class AssertionRow(QFrame):
    """Its choices depend on its subject. Alt+Up and Alt+Down move it; ``moved`` says by how many places."""

    edited = Signal()
    moved = Signal(int)
    removed = Signal()

    def __init__(self, theme: Theme, assertion: Assertion) -> None:
        super().__init__()
        self.setObjectName("assertion")
        self.has_error = False
        self._theme = theme
        self.subject = Choice(list(Subject), {one: words.subject_name(one) for one in Subject})
        self.subject.setAccessibleName(self.tr("Subject"))
        self.part = QLineEdit()
        self.phase = Choice(PHASES, {one: words.phase_name(one) for one in PHASES})
        self.phase.setAccessibleName(self.tr("Phase"))
        self.comparison = Choice(())
        self.comparison.setAccessibleName(self.tr("Comparison"))
        self.expected = QLineEdit()
        self.schema = CodeEdit(theme, 4)
        self.schema.setAccessibleName(self.tr("JSON Schema"))
        self.schema.highlighter.set_language("json")
        self.unit = plain(rank="second")
        self.degraded_only = Switch(self.tr("Only degraded"))
        self.degraded_only.setToolTip(self.tr("Failing it is DEGRADED instead of DOWN"))
        self.up = self._button(self.tr("Move this assertion up (Alt+Up)"))
        self.down = self._button(self.tr("Move this assertion down (Alt+Down)"))
        self.remove_button = self._button(self.tr("Remove this assertion"))
        self.said = plain()
        self.said.setWordWrap(True)
        self._lay_out()
        self._show(assertion)
        self.subject.edited.connect(self._choose_subject)
        self.comparison.edited.connect(self._choose_comparison)
        for editor in (self.subject, self.phase, self.comparison, self.schema, self.degraded_only):
            editor.edited.connect(self.edited)
        for line in (self.part, self.expected):
            line.textChanged.connect(self.edited)
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        self.remove_button.clicked.connect(self.removed)
        theme.changed.connect(self._paint)
        self._paint()

    def _button(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(name)
        button.setToolTip(name)
        return button

    def _lay_out(self) -> None:
        self._which = QStackedWidget()
        for widget in (self.part, self.phase):
            self._which.addWidget(widget)
        self._which.setSizePolicy(self.part.sizePolicy())
        upper, lower = QHBoxLayout(), QHBoxLayout()
        upper.setSpacing(6)
        lower.setSpacing(6)
        upper.addWidget(self.subject)
        upper.addWidget(self._which, 1)
        upper.addStretch(0)
        for button in (self.up, self.down, self.remove_button):
            upper.addWidget(button)
        lower.addWidget(self.comparison)
        lower.addWidget(self.expected, 1)
        lower.addWidget(self.unit)
        lower.addStretch(0)
        last = QHBoxLayout()
        last.addWidget(self.said, 1)
        last.addStretch(0)
        last.addWidget(self.degraded_only, 0, Qt.AlignmentFlag.AlignTop)
        width = max(one.sizeHint().width() for one in (self.subject, _widest()))
        self.subject.setFixedWidth(width)
        self.comparison.setFixedWidth(width)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        layout.addLayout(upper)
        layout.addLayout(lower)
        layout.addWidget(self.schema)
        layout.addLayout(last)
        self.said.hide()

    @Slot()
    def _paint(self) -> None:
        for button, icon in ((self.up, "chevron-up"), (self.down, "chevron-down"), (self.remove_button, "close")):
            button.setIcon(self._theme.icon(icon))

    # -- in and out ---------------------------------------------------------------------------------------------------

    def _show(self, assertion: Assertion) -> None:
        subject = assertion.subject
        self.subject.set_value(subject)
        self._offer_comparisons(subject, assertion.comparison)
        if subject is Subject.PHASE:
            self.phase.set_value(assertion.property)
        else:
            self.part.setText(assertion.property)
        if subject is Subject.SCHEMA:
            self.schema.set_value(assertion.expected)
        else:
            self.expected.setText(assertion.expected)
        self.degraded_only.set_value(assertion.degraded_only)
        self._show_parts()

    def value(self) -> dict[str, Any]:
        """The assertion as it stands; what its subject and comparison do not have is left out."""
        subject, comparison = self.subject.value(), self.comparison.value()
        named = {Subject.PHASE: self.phase.value(), Subject.HEADER: self.part.text()}
        named[Subject.JSON] = self.part.text()
        expected = self.schema.value() if subject == Subject.SCHEMA else self.expected.text()
        return {
            "subject": subject,
            "property": (named.get(subject) or "").strip(),
            "comparison": comparison,
            "expected": "" if comparison in PRESENCE else expected,
            "degraded_only": self.degraded_only.value(),
        }

    @Slot()
    def _choose_subject(self) -> None:
        self._offer_comparisons(self.subject.value(), self.comparison.value())
        self._show_parts()

    @Slot()
    def _choose_comparison(self) -> None:
        self._show_parts()

    def _offer_comparisons(self, subject: Subject, chosen: Comparison | None) -> None:
        """Offer what the subject can be compared by; ``chosen`` stays if it is among it."""
        self.comparison.blockSignals(True)
        self.comparison.clear()
        for one in COMPARISONS[subject]:
            self.comparison.addItem(words.comparison_name(one), one)
        self.comparison.setCurrentIndex(max(0, self.comparison.findData(chosen)))
        self.comparison.blockSignals(False)

    def _show_parts(self) -> None:
        subject, comparison = Subject(self.subject.value()), Comparison(self.comparison.value())
        example = words.property_example(subject)
        self._which.setVisible(bool(example) or subject is Subject.PHASE)
        self._which.setCurrentWidget(self.phase if subject is Subject.PHASE else self.part)
        self.part.setPlaceholderText(example)
        named = self.tr("JSONPath") if subject is Subject.JSON else self.tr("Name of the header")
        self.part.setAccessibleName(named)
        offer(self.part, ANSWERED if subject is Subject.HEADER else ())
        needs = comparison not in PRESENCE
        self.schema.setVisible(subject is Subject.SCHEMA)
        self.expected.setVisible(needs and subject is not Subject.SCHEMA)
        self.expected.setPlaceholderText(words.expected_example(subject, comparison))
        self.expected.setAccessibleName(self.tr("Expected value"))
        say(self.unit, words.unit(subject))

    # -- what is said of it -------------------------------------------------------------------------------------------

    def editor(self, part: str) -> QWidget:
        """The field of ``part`` of the assertion; for "" where most mistakes are."""
        match part:
            case "subject":
                return self.subject
            case "property":
                return self.part
            case "comparison":
                return self.comparison
        return self.schema if self.subject.value() == Subject.SCHEMA else self.expected

    def show_error(self, part: str, message: str) -> None:
        """Say what is wrong with ``part`` of it; "" for the whole."""
        self.has_error = bool(message)
        for widget in (self.subject, self.part, self.comparison, self.expected, self.schema):
            mark(widget, invalid=self.has_error and widget is self.editor(part))
        self._say(message, "error")

    def show_result(self, result: AssertionResult | None) -> None:
        """Say what the last test found; None where nothing is known of the assertion as it is now."""
        if result is None:
            if not self.has_error:
                self._say("", "")
            return
        found = result.actual or result.message
        sign = "✓" if result.passed else "✕"
        self._say(f"{sign} {found}", "second" if result.passed else "error")
        state = self.tr("passed") if result.passed else self.tr("failed")
        self.said.setAccessibleName(f"{state}: {found}")

    def _say(self, text: str, rank: str) -> None:
        self.said.setText(text)
        self.said.setAccessibleName(text)
        set_rank(self.said, rank)
        self.said.setVisible(bool(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(step)
        else:
            super().keyPressEvent(event)


def _widest() -> Choice:
    return Choice(list(Comparison), {one: words.comparison_name(one) for one in Comparison})
