"""What kind of channel to add: a list with a picture and a line of explanation for each."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from desktop.labels import plain
from desktop.settings.kinds import kinds
from desktop.settings.row import TwoLines
from desktop.theme import Theme, scaled


class KindChoice(QWidget):
    """``chosen`` carries the key of a kind; ``closed`` says that none is wanted."""

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = plain(self.tr("Add a channel"))
        title.setFont(scaled(self.font(), 1.2))
        self.list = QListWidget()
        self.list.setObjectName("rows")
        self.list.setAccessibleName(self.tr("Kinds of channels"))
        self.list.setItemDelegate(TwoLines(theme, self.list))
        self.list.setIconSize(QSize(20, 20))
        for kind in kinds().values():
            item = QListWidgetItem(theme.icon(kind.icon), kind.label)
            item.setData(Qt.ItemDataRole.UserRole, kind.key)
            item.setData(TwoLines.SECOND, kind.explanation)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{kind.label}, {kind.explanation}")
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(self._choose)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.closed)
        self.next = QPushButton(self.tr("Next"))
        self.next.setProperty("primary", "true")
        self.next.setAutoDefault(False)
        self.next.clicked.connect(self._choose)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(self.next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(title)
        layout.addWidget(self.list, 1)
        layout.addLayout(buttons)
        self.setFocusProxy(self.list)

    @Slot()
    def _choose(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))
