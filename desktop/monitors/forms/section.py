"""Rows of a form: label, editor, explanation and error, under a heading."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from desktop.labels import error_label, plain, say
from desktop.monitors.errors import mark
from desktop.monitors.forms.assertions import AssertionsField
from desktop.monitors.forms.body import BodyField
from desktop.monitors.forms.channels import ChannelsField
from desktop.monitors.forms.described import default, explanation
from desktop.monitors.forms.editors import Choice, File, Number, Secret, Switch, Text, Words
from desktop.monitors.forms.rows import RowsField
from desktop.theme import scaled

Editor = (
    Text | Number | Words | Switch | Choice | Secret | File | RowsField | BodyField | ChannelsField | AssertionsField
)
_HIGH = RowsField | BodyField | ChannelsField | AssertionsField
"""Editors of many lines, whose label stands at the first of them."""


class Section(QWidget):
    """Rows under a ``title``. ``editors`` are by the dotted path of their field in the model; each begins with the
    model's default and is explained in the model's words."""

    edited = Signal()

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.editors: dict[str, Editor] = {}
        self.facts: dict[str, QWidget] = {}
        self._errors: dict[str, QLabel] = {}
        self._rows: dict[str, list[QWidget]] = {}
        self._labels: list[QLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        if title:
            heading = plain(title)
            heading.setFont(scaled(self.font(), 1.0, self.font().Weight.DemiBold))
            self._grid.addWidget(heading, 0, 0, 1, 2)

    def add(
        self,
        path: str,
        title: str,
        editor: Editor,
        hint: str | None = None,
        unit: str = "",
        *,
        more: str = "",
        wide: bool = False,
        label: bool = True,
    ) -> None:
        """A row of one field. ``hint`` takes the place of the model's explanation, ``more`` comes after it; ``wide``
        has the label above it and takes the whole width. Without ``label`` the title is only for reading aloud."""
        said = " ".join(part for part in (explanation(path) if hint is None else hint, more) if part)
        short = bool(unit) or isinstance(editor, Choice)
        place = self._beside(editor, plain(unit, rank="second")) if short else editor
        self._row(title if label else "", place, editor, said, (path,), wide)
        self._take(path, title, editor, said)

    def add_pair(
        self,
        first: tuple[str, Number, str],
        second: tuple[str, Number, str],
        title: str,
        between: str,
        after: str,
        hint: str,
    ) -> None:
        """A row of two numbers that make one sentence; each of the two is (path, editor, name)."""
        place = self._beside(first[1], plain(between), second[1], plain(after))
        self._row(title, place, first[1], hint, (first[0], second[0]), wide=False)
        for path, editor, name in (first, second):
            self._take(path, name, editor, hint)

    def add_fact(self, path: str, title: str, widget: QWidget, hint: str = "", *, label: bool = True) -> None:
        """A row that is no field of the model, under a path of its own."""
        self._row(title if label else "", widget, widget, hint, (path,), wide=False)
        self.facts[path] = widget
        widget.setAccessibleName(title)
        widget.setAccessibleDescription(hint)

    def add_words(self, words: str) -> QLabel:
        """A paragraph across both columns."""
        label = plain(words, rank="second")
        label.setWordWrap(True)
        self._grid.addWidget(label, self._grid.rowCount(), 0, 1, 2)
        return label

    def add_choice(self, title: str, choice: Choice | Switch) -> None:
        """A row that is no field of the model, but decides which fields are shown."""
        choice.setAccessibleName(title)
        self._row("" if isinstance(choice, Switch) else title, self._beside(choice), choice, "", (), wide=False)

    def _beside(self, *widgets: QWidget) -> QWidget:
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
        return place

    def _row(self, title: str, place: QWidget, buddy: QWidget, hint: str, paths: Sequence[str], wide: bool) -> None:
        row = self._grid.rowCount()
        column, span = (0, 2) if wide else (1, 1)
        parts: list[QWidget] = [place]
        if title:
            label = plain(title)
            label.setBuddy(first_part(buddy))
            parts.append(label)
            if wide:
                label.setContentsMargins(0, 8, 0, 0)
                self._grid.addWidget(label, row, 0, 1, 2)
                row += 1
            else:
                self._labels.append(label)
                high = isinstance(buddy, _HIGH)
                where = Qt.AlignmentFlag.AlignTop if high else Qt.AlignmentFlag.AlignVCenter
                label.setContentsMargins(0, 5 if high else 0, 0, 0)
                self._grid.addWidget(label, row, 0, where)
        self._grid.addWidget(place, row, column, 1, span)
        if hint:
            note = plain(hint, rank="second")
            note.setWordWrap(True)
            note.setFont(scaled(self.font(), 0.92))
            note.setContentsMargins(0, 0, 0, 6)  # nearer to what it explains than to the next field
            parts.append(note)
            self._grid.addWidget(note, row + 1, column, 1, -1)
        for offset, path in enumerate(paths):
            error = self._errors[path] = error_label()
            error.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            error.setContentsMargins(0, 0, 0, 6)
            self._grid.addWidget(error, row + 2 + offset, column, 1, -1)
            self._rows[path] = parts

    def _take(self, path: str, title: str, editor: Editor, hint: str) -> None:
        self.editors[path] = editor
        editor.setAccessibleName(title)
        editor.setAccessibleDescription(hint)
        if (given := default(path)) is not None:
            editor.set_value(given)
        editor.edited.connect(self.edited)

    def label_width(self) -> int:
        return max((label.sizeHint().width() for label in self._labels), default=0)

    def set_label_width(self, width: int) -> None:
        """Line the fields of several sections up."""
        self._grid.setColumnMinimumWidth(0, width)

    def show_row(self, path: str, shown: bool) -> None:
        """Show or hide a field with all that belongs to it."""
        for part in self._rows[path]:
            part.setVisible(shown)
        if not shown:
            self._errors[path].hide()

    def fields(self) -> dict[str, QWidget]:
        """The editors and facts that can be seen now, by path."""
        every: dict[str, QWidget] = {**self.editors, **self.facts}
        return {path: widget for path, widget in every.items() if not widget.isHidden()}

    def row_area(self, path: str) -> QRect:
        """Where a field is with all that belongs to it."""
        area = QRect()
        for part in self._rows[path]:
            area = area.united(part.geometry()) if part.isVisibleTo(self) else area
        return area

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Say what is wrong, by path; the other fields are right. What is within an editor of many is said there."""
        for path, label in self._errors.items():
            editor = self.editors.get(path)
            said = [errors[path]] if path in errors else []
            if isinstance(editor, RowsField | AssertionsField):
                start = f"{path}."
                inner = {one[len(start) :]: words for one, words in errors.items() if one.startswith(start)}
                said += editor.show_errors(inner).values()
            say(label, " ".join(said))
            fault = isinstance(editor, BodyField) and bool(editor.fault.text())
            if editor is not None:
                mark(_marked(editor), invalid=bool(said) or fault)

    def error(self, path: str) -> str:
        label = self._errors[path]
        return "" if label.isHidden() else label.text()


def first_part(editor: QWidget) -> QWidget:
    """The part of an editor that takes the focus for it."""
    return editor.add_button if isinstance(editor, RowsField | AssertionsField) else editor


def _marked(editor: Editor) -> QWidget:
    """The part of an editor that shows that it is wrong."""
    match editor:
        case Secret() | File():
            return editor.line
        case BodyField():
            return editor.code
    return editor
