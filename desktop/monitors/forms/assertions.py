"""What must be true of an answer, a row each; examples where there is none yet."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from agent.model import Assertion, AssertionResult, Comparison, Subject
from desktop.flow import FlowLayout
from desktop.labels import plain
from desktop.monitors.forms import assertion_words as words
from desktop.monitors.forms.assertion_row import AssertionRow
from desktop.theme import Theme


class AssertionsField(QWidget):
    """Edits the assertions of a target, in their order. ``wrong`` is the first field that an error was said of."""

    edited = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.rows: list[AssertionRow] = []
        self.wrong: QWidget | None = None
        self._empty = self._examples()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.add_button = QPushButton(self.tr("Add assertion"))
        self.add_button.setAutoDefault(False)
        self.add_button.clicked.connect(self._add_clicked)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._rows)
        layout.addWidget(self._empty)
        layout.addLayout(foot)

    def _examples(self) -> QWidget:
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        said = plain(
            self.tr(
                "None yet: any answer with an expected status is good. Assertions look into the answer; "
                "all of them must hold. To begin with one:"
            ),
            rank="second",
        )
        said.setWordWrap(True)
        column.addWidget(said)
        buttons = QWidget()
        flow = FlowLayout(buttons, spacing=6)
        self.examples: list[QPushButton] = []
        for example in words.examples():
            button = QPushButton(example.title)
            button.setToolTip(words.sentence(example.assertion))
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, one=example.assertion: self._begin(one))
            flow.addWidget(button)
            self.examples.append(button)
        column.addWidget(buttons)
        return place

    # -- in and out ---------------------------------------------------------------------------------------------------

    def set_value(self, value: Iterable[Assertion]) -> None:
        """Show these assertions and no others."""
        for row in list(self.rows):
            self._drop(row)
        for one in value:
            self._insert(one)
        self._arrange()

    def value(self) -> Any:
        return [row.value() for row in self.rows]

    def show_errors(self, errors: Mapping[str, str]) -> dict[str, str]:
        """Say what is wrong in each row (``2.expected``: in the third); returns what fits none."""
        rest = {}
        found: dict[int, tuple[str, str]] = {}
        for path, message in errors.items():
            number, part = (*path.split("."), "")[:2]
            if number.isdecimal() and int(number) < len(self.rows):
                found[int(number)] = part, message
            else:
                rest[path] = message
        for place, row in enumerate(self.rows):
            if place in found:
                row.show_error(*found[place])
            elif row.has_error:
                row.show_error("", "")
        self.wrong = self.rows[min(found)].editor(found[min(found)][0]) if found else None
        return rest

    def show_results(self, results: Sequence[AssertionResult]) -> None:
        """Show at each row what a test of these very assertions found; none: of what is there now nothing is known."""
        for row, result in zip_longest(self.rows, results[: len(self.rows)]):
            row.show_result(result)

    # -- rows ---------------------------------------------------------------------------------------------------------

    def _insert(self, assertion: Assertion) -> AssertionRow:
        row = AssertionRow(self._theme, assertion)
        row.edited.connect(self.edited)
        row.moved.connect(lambda step: self._move(row, step))
        row.removed.connect(lambda: self._remove(row))
        self.rows.append(row)
        return row

    def _arrange(self) -> None:
        """Lay the rows out in their order."""
        for row in self.rows:
            self._rows.removeWidget(row)
        for place, row in enumerate(self.rows):
            self._rows.addWidget(row)
            row.setAccessibleName(self.tr("Assertion {n}").format(n=place + 1))
            row.up.setEnabled(place > 0)
            row.down.setEnabled(place < len(self.rows) - 1)
        self._empty.setVisible(not self.rows)

    @Slot()
    def _add_clicked(self) -> None:
        # not validated: what it asserts is still to be filled in
        self._begin(Assertion.model_construct(subject=Subject.JSON, comparison=Comparison.EQUAL))

    def _begin(self, assertion: Assertion) -> None:
        row = self._insert(assertion)
        self._arrange()
        row.subject.setFocus()
        self.edited.emit()

    def _move(self, row: AssertionRow, step: int) -> None:
        place = self.rows.index(row)
        if 0 <= place + step < len(self.rows):
            self.rows.insert(place + step, self.rows.pop(place))
            focus = row.focusWidget()
            self._arrange()
            if focus is not None:
                focus.setFocus()
            self.edited.emit()

    def _remove(self, row: AssertionRow) -> None:
        place = self.rows.index(row)
        self._drop(row)
        self._arrange()
        (self.rows[min(place, len(self.rows) - 1)].subject if self.rows else self.add_button).setFocus()
        self.edited.emit()

    def _drop(self, row: AssertionRow) -> None:
        self.rows.remove(row)
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()
