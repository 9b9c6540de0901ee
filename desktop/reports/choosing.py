"""Which monitors a report is of: all, or the tags and monitors that are ticked."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from agent.model import Monitor

TAG_ROLE = Qt.ItemDataRole.UserRole
"""Whether the item is a tag."""
NAME_ROLE = Qt.ItemDataRole.UserRole + 1
ROWS = 7


class MonitorsChoice(QWidget):
    """``changed`` comes with another :attr:`chosen`."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        self.which = QComboBox()
        self.which.addItems([self.tr("All monitors"), self.tr("Only these:")])
        self.which.setAccessibleName(self.tr("Monitors"))
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Filter"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setAccessibleName(self.tr("Filter the monitors and tags"))
        self.list = QListWidget()
        self.list.setObjectName("ticks")
        self.list.setAccessibleName(self.tr("Monitors and tags of the report"))
        self.list.setFixedHeight((max(self.fontMetrics().height(), 20) + 4) * ROWS + 10)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.which, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.filter)
        layout.addWidget(self.list)
        self.setFocusProxy(self.which)
        self.which.currentIndexChanged.connect(self._show_list)
        self.filter.textChanged.connect(self._filter)
        self.list.itemChanged.connect(self.changed)
        self._show_list()

    def offer(self, monitors: Sequence[Monitor]) -> None:
        """Offer these; what is ticked stays so, also where it is gone meanwhile."""
        names = tuple(sorted({monitor.name for monitor in monitors}, key=str.casefold))
        tags = tuple(sorted({tag for monitor in monitors for tag in monitor.tags}, key=str.casefold))
        if (names, tags) != self._offered:
            self._offered = (names, tags)
            self._fill(*self.chosen)

    def choose(self, names: Iterable[str], tags: Iterable[str]) -> None:
        """Tick these; none of both is all monitors."""
        names, tags = tuple(names), tuple(tags)
        self.which.setCurrentIndex(1 if names or tags else 0)
        self._fill(names, tags)

    @property
    def everything(self) -> bool:
        return self.which.currentIndex() == 0

    @property
    def chosen(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The names and the tags that are ticked."""
        items = [self.list.item(row) for row in range(self.list.count())]
        ticked = [item for item in items if item.checkState() is Qt.CheckState.Checked]
        return (
            tuple(item.data(NAME_ROLE) for item in ticked if not item.data(TAG_ROLE)),
            tuple(item.data(NAME_ROLE) for item in ticked if item.data(TAG_ROLE)),
        )

    def _fill(self, names: tuple[str, ...], tags: tuple[str, ...]) -> None:
        blocked = self.list.blockSignals(True)
        self.list.clear()
        known_names, known_tags = self._offered
        for tag in dict.fromkeys((*known_tags, *tags)):
            self._add(self.tr("Tag: {tag}").format(tag=tag), tag, is_tag=True, ticked=tag in tags)
        for name in dict.fromkeys((*known_names, *names)):
            self._add(name, name, is_tag=False, ticked=name in names)
        self.list.blockSignals(blocked)
        self._filter()

    def _add(self, shown: str, name: str, *, is_tag: bool, ticked: bool) -> None:
        item = QListWidgetItem(shown, self.list)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        item.setData(TAG_ROLE, is_tag)
        item.setData(NAME_ROLE, name)

    @Slot()
    def _filter(self) -> None:
        wanted = self.filter.text().casefold()
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(wanted not in item.text().casefold())

    @Slot()
    def _show_list(self) -> None:
        for part in (self.filter, self.list):
            part.setVisible(not self.everything)
        self.changed.emit()
